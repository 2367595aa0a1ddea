import fc from 'fast-check';
import { cardFields } from '../../../channels/cards/cardFields';
import { CardReader, readCards } from '../../../channels/cards/vcard';
import { encoded } from '../shared/legacyBytes';
import { lines } from '../shared/readFile';

const quoted = (bytes: Buffer) =>
	[...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

const fieldsOf = (...properties: string[]) =>
	readCards(lines('BEGIN:VCARD', ...properties, 'END:VCARD')).map(cardFields)[0];

test('vCard 2.1 as Chinese Android phones write it', () => {
	const card = fieldsOf(
		'VERSION:2.1',
		`N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted(Buffer.from('李'))};${quoted(Buffer.from('娜'))};;;`,
		`FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted(Buffer.from('李娜'))}`,
		'TEL;CELL;PREF:138-0013-8000',
		'TEL;WORK;FAX:0755-8621 3344',
		'TEL;WORK:0755-8621 3355',
		'EMAIL;HOME:na@example.com',
		'EMAIL;WORK;PREF:li.na@example.com',
		`ORG;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:${quoted(encoded('示例机械有限公司;采购部', 'gb18030'))}`,
		`TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=GBK:${quoted(encoded('经理', 'gb18030'))}`,
		'X-QQ:10001',
		'PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQ',
		' AAQABAAD/2wBDAAgGBgcGBQgHBwcJ',
		'',
	);
	expect(card).toEqual({
		name: '李娜',
		lastName: '李',
		firstName: '娜',
		company: '示例机械有限公司',
		department: '采购部',
		title: '经理',
		mobile: '138-0013-8000',
		phone: '0755-8621 3355',
		fax: '0755-8621 3344',
		email: 'li.na@example.com',
		secondaryEmail: 'na@example.com',
		qq: '10001',
	});
});

test('quoted-printable goes on behind a soft line break, without swallowing the next card', () => {
	const bytes = quoted(Buffer.from('示例机械'));
	expect(
		fieldsOf(`ORG;ENCODING=QUOTED-PRINTABLE:${bytes.slice(0, 12)}=`, `${bytes.slice(12)}`).company,
	).toBe('示例机械');
	const cards = readCards(
		lines(
			'BEGIN:VCARD',
			'FN;QUOTED-PRINTABLE:Li=',
			'END:VCARD',
			'BEGIN:VCARD',
			'FN:Wang',
			'END:VCARD',
		),
	);
	expect(cards.map((card) => cardFields(card).name)).toEqual(['Li=', 'Wang']);
});

test('quoted-printable without a charset: UTF-8, else GBK; of an unknown charset likewise', () => {
	expect(fieldsOf(`FN;QUOTED-PRINTABLE:${quoted(Buffer.from('李娜'))}`).name).toBe('李娜');
	expect(fieldsOf(`FN;QUOTED-PRINTABLE:${quoted(encoded('李娜', 'gb18030'))}`).name).toBe('李娜');
	expect(fieldsOf(`FN;CHARSET=X-OWN;QUOTED-PRINTABLE:${quoted(Buffer.from('李娜'))}`).name).toBe(
		'李娜',
	);
	expect(fieldsOf('FN;ENCODING=QUOTED-PRINTABLE:50=25 =ZZ').name).toBe('50% =ZZ');
});

test('vCard 3.0 as iPhones write it: groups, labels, folded lines, escapes', () => {
	const card = fieldsOf(
		'VERSION:3.0',
		'N:Müller;Jörg;Karl;Dr.;',
		'FN:Dr. Jörg Karl Müller',
		'ORG:Example GmbH\\; Söhne;Einkauf;Ost',
		'item1.TEL;type=pref:+49 30 1234567',
		'item1.X-ABLabel:_$!<Mobile>!$_',
		'TEL;type=HOME;type=VOICE:030 7654321',
		'item2.EMAIL;type=INTERNET;type=pref:j@example.com',
		'item2.X-ABLabel:Büro',
		'item3.ADR;type=WORK:;;Hauptstr. 1\\nHof;Berlin;BE;10115;Deutschland',
		'item4.URL;type=pref:https\\://example.com',
		'IMPP;X-SERVICE-TYPE=WeChat;type=HOME:x-apple:jm_1',
		'IMPP;X-SERVICE-TYPE=QQ:qq:10002',
		'NOTE:line one\\nline\\, tw',
		' o',
	);
	expect(card).toEqual({
		name: 'Dr. Jörg Karl Müller',
		lastName: 'Müller',
		firstName: 'Jörg Karl',
		salutation: 'Dr.',
		company: 'Example GmbH; Söhne',
		department: 'Einkauf / Ost',
		mobile: '+49 30 1234567',
		phone: '030 7654321',
		email: 'j@example.com',
		wechat: 'jm_1',
		qq: '10002',
		website: 'https://example.com',
		street: 'Hauptstr. 1 Hof',
		city: 'Berlin',
		state: 'BE',
		postalCode: '10115',
		country: 'Deutschland',
		description: 'line one\nline, two',
	});
});

test('vCard 4.0: URIs, preferences, quoted parameters', () => {
	const card = fieldsOf(
		'VERSION:4.0',
		'N:李;娜;;;',
		'TEL;VALUE=uri;PREF=2;TYPE="voice,work":tel:+86-755-8621-3344;ext=802',
		'TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+86-138-0013-8000',
		'EMAIL;PREF=50:b@example.com',
		'EMAIL;PREF=1:a@example.com',
		'ADR;GEO="geo:22.5,114.1";LABEL="Science Park: 1; Shenzhen":;;科技园路 1 号;深圳市;广东省;518000;中国',
		'X-WECHAT:wxid_lina',
		'ROLE:采购',
	);
	expect(card).toMatchObject({
		name: '李娜',
		mobile: '+86-138-0013-8000',
		phone: '+86-755-8621-3344 ext. 802',
		email: 'a@example.com',
		secondaryEmail: 'b@example.com',
		street: '科技园路 1 号',
		city: '深圳市',
		postalCode: '518000',
		wechat: 'wxid_lina',
		title: '采购',
	});
});

test('names: given in one piece, missing, Latin order, nickname', () => {
	expect(fieldsOf('N:;李娜;;;')).toEqual({ name: '李娜' });
	expect(fieldsOf('N:Li;Na;;;')).toEqual({ name: 'Na Li', lastName: 'Li', firstName: 'Na' });
	expect(fieldsOf('N:;;;;', 'ORG:示例公司')).toEqual({ company: '示例公司' });
	expect(fieldsOf('NICKNAME:Nana', 'TEL;PAGER:1')).toEqual({ name: 'Nana' });
});

test('several mobiles: the first is the mobile, the others are kept', () => {
	const card = fieldsOf('TEL;CELL:1', 'TEL;CELL:2', 'TEL;CELL:1', 'TEL:3', 'TEL;TYPE=WeChat:x');
	expect(card).toEqual({ mobile: '1', phone: '3 / 2', wechat: 'x' });
});

test('cards that are cut off, nested or indented do not disturb each other', () => {
	const cards = readCards(
		lines(
			'BEGIN:VCARD',
			'FN:One',
			'BEGIN:VCARD',
			'FN:Two',
			'AGENT:',
			'BEGIN:VCARD',
			'FN:Secretary',
			'END:VCARD',
			'TITLE:Boss',
			'END:VCARD',
			'garbage',
			'  BEGIN:VCARD',
			'  FN:Three',
			'  TITLE:Deputy',
			'   Manager',
			'  END:VCARD',
			'begin:vcard',
			'FN:Four',
		),
	);
	expect(cards.map((card) => [cardFields(card).name, card.isComplete])).toEqual([
		['One', false],
		['Two', true],
		['Three', true],
		['Four', false],
	]);
	expect(cardFields(cards[1])).toEqual({ name: 'Two', title: 'Boss' });
	expect(cardFields(cards[2])).toEqual({ name: 'Three', title: 'DeputyManager' });
});

test('text may come in any pieces, with any line ends', () => {
	const whole = lines(
		'BEGIN:VCARD',
		`FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted(Buffer.from('李娜'))}=`,
		quoted(Buffer.from('娜')),
		'TEL;CELL:138',
		' 0013',
		'END:VCARD',
	).repeat(3);
	const expected = readCards(whole).map(cardFields);
	expect(expected).toHaveLength(3);
	expect(expected[0]).toEqual({ name: '李娜娜', mobile: '1380013' });
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 400 }),
			fc.constantFrom('\r\n', '\n', '\r'),
			(sizes, end) => {
				const text = whole.replaceAll('\r\n', end);
				const reader = new CardReader();
				const cards = [];
				let at = 0;
				for (const size of sizes) {
					cards.push(...reader.read(text.slice(at, at + size)));
					at += size;
				}
				cards.push(...reader.read(text.slice(at)), ...reader.read());
				expect(cards.map(cardFields)).toEqual(expected);
			},
		),
		{ numRuns: 300 },
	);
});

test('what was written comes back: any text in any encoding of a value', () => {
	const text = fc
		.string({ unit: fc.constantFrom(...'李娜公司 aZ;,:\\"=0') })
		.filter((one) => one.trim() === one && one !== '');
	const escaped = (one: string) => one.replace(/[\\;,]/g, '\\$&');
	fc.assert(
		fc.property(text, text, (company, title) => {
			const card = fieldsOf(
				`ORG:${escaped(company)}`,
				`TITLE;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:${quoted(encoded(escaped(title), 'gb18030'))}`,
			);
			expect(card).toEqual({ company, title });
		}),
		{ numRuns: 500 },
	);
});

test('a property of megabytes takes neither time nor memory', () => {
	const reader = new CardReader();
	const picture = 'A'.repeat(32 * 1024);
	const cards = [...reader.read('BEGIN:VCARD\nFN:Li\nPHOTO;ENCODING=b:')];
	for (let piece = 0; piece < 300; piece += 1) cards.push(...reader.read(picture));
	cards.push(...reader.read('\nTITLE:CEO\nEND:VCARD\n'), ...reader.read());
	expect(cards.map(cardFields)).toEqual([{ name: 'Li', title: 'CEO' }]);
});
