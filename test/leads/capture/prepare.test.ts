import { defaultCaptureOptions, type CaptureOptions } from '../../../leads/capture/options';
import { admission, isTurnedAway, prepareCapture } from '../../../leads/capture/prepare';
import type { CapturedLead } from '../../../leads/model/lead';

const prepare = (captured: Partial<CapturedLead>, options: Partial<CaptureOptions> = {}) =>
	prepareCapture(
		{ fields: {}, channel: 'json', payload: null, ...captured },
		{ ...defaultCaptureOptions, ...options },
	);

describe('a capture made ready', () => {
	it('is known by its keys, strongest first', () => {
		const fields = { email: 'A@Example.com', mobile: '139 1234 5678', wechatUnionId: 'oAAAAAAAAA' };
		expect(prepare({ fields }).keys.map(({ kind }) => kind)).toEqual(['wechat', 'mobile', 'email']);
		expect(prepare({ fields, test: true }).keys.map(({ kind }) => kind)).toEqual([
			'test.wechat',
			'test.mobile',
			'test.email',
		]);
	});

	it('is one delivery by its id, else by its payload, in its channel', () => {
		const keyOf = (captured: Partial<CapturedLead>) => prepare(captured).idempotencyKey;
		expect(keyOf({ externalId: '1', payload: 'a' })).toBe(keyOf({ externalId: '1', payload: 'b' }));
		expect(keyOf({ payload: { a: 1 } })).toBe(keyOf({ payload: { a: 1 }, fields: { name: 'x' } }));
		const all = [
			{ externalId: '1' },
			{ externalId: '2' },
			{ externalId: '1', channel: 'form' },
			{ externalId: '1', test: true },
			{ payload: '1' },
			{ payload: { a: 1 } },
			{ payload: { a: 2 } },
			{ payload: { a: 1 }, test: true },
			{ payload: null, fields: { name: 'x' } },
			{ payload: undefined, fields: { name: 'y' } },
		];
		expect(new Set(all.map(keyOf)).size).toBe(all.length);
		expect(prepare({ externalId: '1' }).repeatWindowMs).toBe(Infinity);
		expect(prepare({}).repeatWindowMs).toBe(600_000);
	});

	it('has a source: its own, that of the options, or its channel', () => {
		expect(prepare({ fields: { source: 'Fair' } }, { source: 'Option' }).fields.source).toBe(
			'Fair',
		);
		expect(prepare({}, { source: 'Option' }).fields.source).toBe('Option');
		expect(prepare({ channel: 'form' }).fields.source).toBe('form');
	});

	it('says which values nobody filled in', () => {
		expect([...prepare({ fields: { phone: '13912345678' } }).inferred]).toEqual(['mobile']);
		expect([...prepare({ fields: { mobile: '13912345678' } }).inferred]).toEqual([]);
	});

	it('drops what cannot be true of what travels along', () => {
		const captured = {
			fields: { name: 'A' },
			receivedAt: 1e17,
			inboxId: 'x',
			ownerId: 'y',
			leadId: 'z',
			tags: ['a', '', 'b'],
			consents: [{ purpose: 'p', channel: 'c', granted: true, at: 'never' }],
		};
		const prepared = prepare(captured);
		expect(prepared.captured.receivedAt).toBeUndefined();
		expect(prepared.captured.inboxId).toBeUndefined();
		expect([prepared.ownerId, prepared.leadId]).toEqual([undefined, undefined]);
		expect(prepared.captured.tags).toEqual(['a', 'b']);
		expect(prepared.captured.consents).toEqual([{ purpose: 'p', channel: 'c', granted: true }]);
		expect(captured.consents[0].at).toBe('never');
	});

	it('is turned away for its problems, or as spam, as the options say', () => {
		const spam = { fields: { name: 'A' }, spamSignals: ['honeypot'] };
		const verdict = (captured: Partial<CapturedLead>, options: Partial<CaptureOptions>) =>
			admission(prepare(captured, options), { ...defaultCaptureOptions, ...options });
		expect(verdict({ fields: { name: 'A' } }, {})).toBe('admitted');
		expect(verdict({ fields: { city: 'B' } }, {})).toBe('invalid');
		expect(verdict({ ...spam, fields: { city: 'B' } }, {})).toBe('invalid');
		expect(verdict(spam, {})).toBe('spam');
		expect(verdict(spam, { onSpam: 'reject' })).toBe('spam');
		expect(verdict(spam, { onSpam: 'flag' })).toBe('flagged');
		expect(verdict(spam, { onSpam: 'off' })).toBe('admitted');
		expect(isTurnedAway(prepare(spam), defaultCaptureOptions)).toBe(true);
	});

	it('never throws, whatever the data holds', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		for (const captured of [
			{ payload: circle },
			{ payload: { n: 1n } },
			{ custom: circle, payload: 1 },
		]) {
			const { problems, idempotencyKey } = prepare({ fields: { name: 'A' }, ...captured });
			expect(problems.map(({ code }) => code)).toEqual([
				expect.stringMatching(/unreadable|tooDeep/),
			]);
			expect(idempotencyKey).not.toBe(prepare(captured).idempotencyKey);
		}
	});
});
