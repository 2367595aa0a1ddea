import { readCardText } from '../../../channels/cards/cardText';
import { lines } from '../shared/readFile';

const context = { now: 1_767_225_600_000, defaultCountry: 'CN' };
const read = (item: unknown) => readCardText(item, context);
const fields = (item: unknown) => read(item).captured.map((lead) => lead.fields);
const custom = (item: unknown) => read(item).captured.map((lead) => lead.custom);

test('a vCard, as text or as a member of an item', () => {
	const card = lines(
		'BEGIN:VCARD',
		'VERSION:3.0',
		'FN:李娜',
		'TEL;TYPE=CELL:13800138000',
		'END:VCARD',
	);
	const expected = {
		fields: { name: '李娜', mobile: '13800138000' },
		channel: 'card',
		receivedAt: context.now,
	};
	expect(read(card).captured).toEqual([{ ...expected, payload: card }]);
	expect(read({ qrText: card }).captured).toEqual([{ ...expected, payload: { qrText: card } }]);
	expect(fields(card.replaceAll('\r\n', '\\n'))).toEqual([expected.fields]);
});

test('several vCards are several people, each with its own payload', () => {
	const cards = ['李娜', '王强'].map((name) => `BEGIN:VCARD\nFN:${name}\nEND:VCARD\n`);
	expect(read(cards.join('')).captured.map(({ payload }) => payload)).toEqual([
		cards[0],
		cards[1].trim(),
	]);
	expect(fields(cards.join(''))).toEqual([{ name: '李娜' }, { name: '王强' }]);
});

test('MECARD', () => {
	expect(
		fields(
			'MECARD:N:Li,Na;TEL:13800138000;TEL:0755-86213344;EMAIL:na@example.com;ORG:Example\\; Co;ADR:,,Science Park 1,Shenzhen;NOTE:a\\:b;URL:https\\://example.com;;',
		),
	).toEqual([
		{
			name: 'Na Li',
			lastName: 'Li',
			firstName: 'Na',
			company: 'Example; Co',
			phone: '13800138000 / 0755-86213344',
			email: 'na@example.com',
			website: 'https://example.com',
			street: 'Science Park 1, Shenzhen',
			description: 'a:b',
		},
	]);
	expect(fields('mecard:N:李娜;TEL:1;')).toEqual([{ name: '李娜', phone: '1' }]);
});

test('BIZCARD and MATMSG', () => {
	expect(
		fields(
			'BIZCARD:N:Na;X:Li;T:Manager;C:Example Ltd;A:Main St 1;B:+4930123;M:+49170;E:na@example.com;;',
		),
	).toEqual([
		{
			name: 'Na Li',
			firstName: 'Na',
			lastName: 'Li',
			title: 'Manager',
			company: 'Example Ltd',
			street: 'Main St 1',
			phone: '+4930123',
			mobile: '+49170',
			email: 'na@example.com',
		},
	]);
	expect(fields('MATMSG:TO:na@example.com;SUB:Hello;BODY:Call me;;')).toEqual([
		{ email: 'na@example.com', message: 'Hello\nCall me' },
	]);
});

test.each([
	[
		'https://wa.me/8613800138000?text=Hi%20there',
		{ mobile: '+8613800138000', message: 'Hi there' },
	],
	['https://api.whatsapp.com/send?phone=%2B8613800138000', { mobile: '+8613800138000' }],
	['whatsapp://send?phone=8613800138000&text=Hi', { mobile: '+8613800138000', message: 'Hi' }],
	[
		'mailto:na@example.com?subject=Offer&body=Please',
		{ email: 'na@example.com', message: 'Offer\nPlease' },
	],
	['tel:+86-755-8621-3344;ext=802', { phone: '+86-755-8621-3344 ext. 802' }],
	['smsto:+8613800138000:Call me', { mobile: '+8613800138000', message: 'Call me' }],
	['sms:+8613800138000?body=Hi', { mobile: '+8613800138000', message: 'Hi' }],
	['weixin://contacts/profile/wxid_lina', { wechat: 'wxid_lina' }],
	['https://example.com/li-na', { website: 'https://example.com/li-na' }],
	['www.example.com', { website: 'https://www.example.com' }],
	['na@example.com', { email: 'na@example.com' }],
	['+86 138 0013 8000', { phone: '+86 138 0013 8000' }],
])('%s', (text, expected) => {
	expect(fields(text)).toEqual([expected]);
});

test('codes that name nobody keep their link', () => {
	expect(custom('https://u.wechat.com/EAbc')).toEqual([
		{ wechatLink: 'https://u.wechat.com/EAbc' },
	]);
	for (const [path, kind] of [
		['ca/cawcde', 'acquisitionLink'],
		['kfid/kfc123', 'customerService'],
		['u/vc123?v=4', 'member'],
		['x', 'other'],
	]) {
		const wecomLink = `https://work.weixin.qq.com/${path}`;
		expect(custom(wecomLink)).toEqual([{ wecomLink, wecomLinkKind: kind }]);
	}
	expect(custom('https://wa.me/qr/ABC')).toEqual([{ whatsappLink: 'https://wa.me/qr/ABC' }]);
	expect(custom('geo:22.54,114.05?q=Science+Park')).toEqual([
		{ latitude: 22.54, longitude: 114.05 },
	]);
	expect(fields('geo:22.54,114.05?q=Science+Park')).toEqual([{ street: 'Science Park' }]);
});

test('a host that only looks like WeCom is a web address', () => {
	const link = 'https://work.weixin.qq.com.example.com/ca/x';
	expect(fields(link)).toEqual([{ website: link }]);
});

test.each([
	['', 'noText'],
	[{ other: 1 }, 'noText'],
	[null, 'noText'],
	['WIFI:T:WPA;S:office;P:secret;;', 'notACard'],
	['otpauth://totp/x?secret=ABC', 'notACard'],
	['just words', 'notACard'],
	['12345', 'notACard'],
	['BEGIN:VCARD\nVERSION:3.0\nEND:VCARD', 'emptyCard'],
	['MECARD:;;', 'emptyCard'],
	['tel:', 'emptyCard'],
	['x'.repeat(2 * 1024 * 1024), 'tooLong'],
])('%j is no card', (item, code) => {
	expect(read(item)).toMatchObject({ captured: [], ignored: { code } });
});
