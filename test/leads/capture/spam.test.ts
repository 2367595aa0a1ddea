import { assessSpam } from '../../../leads/capture/spam';
import type { LeadFieldValues } from '../../../leads/model/lead';

function assess(fields: LeadFieldValues, spamSignals: string[] = []) {
	const { score, reasons } = assessSpam(
		{ fields, channel: 'form', payload: null, spamSignals },
		fields,
	);
	return { score, codes: reasons.map(({ code }) => code) };
}

describe('signs of spam', () => {
	it('are none in what people write', () => {
		const people: LeadFieldValues[] = [
			{},
			{ name: '王伟', mobile: '+8613912345678', message: '请报价，官网 https://example.com' },
			{
				name: 'Anna',
				email: 'anna@example.com',
				message: 'See www.example.com and http://example.org',
			},
			{ name: 'Иван Петров', phone: '+4930123456' },
			{ name: 'Д', message: 'Да' },
			{ mobile: '+8613888888888', name: '李' },
		];
		for (const fields of people) expect(assess(fields)).toEqual({ score: 0, codes: [] });
	});

	it.each<[LeadFieldValues, string]>([
		[{ message: 'http://a.example http://b.example www.c.example' }, 'manyLinks'],
		[{ description: 'Коммерческое предложение' }, 'foreignScript'],
		[{ name: 'Win http://x.example' }, 'nameIsLink'],
		[{ mobile: '11111111111' }, 'impossiblePhone'],
		[{ phone: '+86 000-0000-0000' }, 'impossiblePhone'],
		[{ email: 'x@mailinator.com' }, 'disposableMail'],
	])('are seen in %j', (fields, code) => {
		expect(assess(fields).codes).toEqual([code]);
	});

	it('add up to 100 at most, each once', () => {
		expect(assess({}, ['tooSlow', 'tooSlow'])).toEqual({ score: 20, codes: ['tooSlow'] });
		expect(assess({ email: 'x@mailinator.com' }, ['tooSlow']).score).toBe(60);
		expect(assess({}, ['honeypot', 'tooFast']).score).toBe(100);
	});

	it('may be some that only the channel knows', () => {
		expect(assess({}, ['botnet'])).toEqual({ score: 30, codes: ['botnet'] });
		expect(assess({}, ['constructor', '__proto__'])).toEqual({
			score: 60,
			codes: ['constructor', '__proto__'],
		});
	});

	it('never repeat what was written', () => {
		const fields = { name: 'Win http://secret.example', mobile: '77777777777' };
		const { reasons } = assessSpam({ fields, channel: 'form', payload: null }, fields);
		expect(JSON.stringify(reasons)).not.toMatch(/secret|7777/);
	});
});
