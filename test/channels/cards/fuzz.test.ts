import { readCardText } from '../../../channels/cards/cardText';
import { openCardRows } from '../../../channels/cards/vcardRows';
import { lines, rowsOf } from '../shared/readFile';
import { mutatedBytes, seeded } from '../shared/mutations';

const samples = [
	lines(
		'BEGIN:VCARD',
		'VERSION:2.1',
		'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E5=A8=9C;;;',
		'FN;CHARSET=GBK;QUOTED-PRINTABLE:=C0=EE=C4=C8=',
		'=C0=EE',
		'TEL;CELL:13800138000',
		'PHOTO;ENCODING=BASE64:/9j/4AAQ',
		' AQAB',
		'',
		'END:VCARD',
	),
	lines(
		'BEGIN:VCARD',
		'VERSION:4.0',
		'item1.TEL;VALUE=uri;TYPE="cell,voice";PREF=1:tel:+86-138;ext=1',
		'item1.X-ABLabel:_$!<Mobile>!$_',
		'ADR;LABEL="a:b;c":;;Street\\, 1\\n;City;;1;DE',
		'IMPP;X-SERVICE-TYPE=WeChat:x-apple:lina',
		'END:VCARD',
	).repeat(2),
	'MECARD:N:Li,Na;TEL:13800138000;ORG:Example\\; Co;URL:https\\://example.com;;',
	'BIZCARD:N:Na;X:Li;T:Manager;C:Example Ltd;E:na@example.com;;',
	'https://wa.me/8613800138000?text=Hi%20there',
	'https://work.weixin.qq.com/ca/x?y=%E4%B8%AD',
	'smsto:+8613800138000:Call me',
	'geo:22.54,114.05?q=(Science%20Park)',
	'mailto:na@example.com?subject=%E4%B8&body=x',
].map((text) => Buffer.from(text));

test('100,000 mutated cards and codes: leads or a reason, never an exception', () => {
	const random = seeded(20261122);
	const context = { now: 0, defaultCountry: 'CN' };
	for (let round = 0; round < 100_000; round += 1) {
		let bytes: Buffer = samples[random(samples.length)];
		for (let times = 1 + random(3); times > 0; times -= 1) bytes = mutatedBytes(bytes, random);
		const reading = readCardText(bytes.toString('utf8'), context);
		if (reading.captured.length === 0) expect(reading.ignored?.code).toMatch(/^[a-zA-Z]+$/);
		for (const { fields } of reading.captured) {
			for (const value of Object.values(fields))
				if (typeof value !== 'string') throw new Error('text');
		}
	}
});

test('mutated files of cards: rows, never an exception', async () => {
	const random = seeded(3);
	const file = Buffer.concat(samples.slice(0, 2));
	for (let round = 0; round < 3_000; round += 1) {
		const source = await openCardRows({
			file: mutatedBytes(mutatedBytes(file, random), random),
			options: {},
		});
		for (const { number } of await rowsOf(source)) expect(number).toBeGreaterThan(0);
	}
});
