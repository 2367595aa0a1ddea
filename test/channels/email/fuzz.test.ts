import { readEmail } from '../../../channels/email/readEmail';
import { normalizeEmail } from '../../../leads/model/email';
import { context, message, simple } from './mails';
import { FUZZ_ROUNDS } from '../../environment/fuzz';

/** Small, quick and the same on every machine (mulberry32). */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const letter =
	'您好，\nplease send a quote.\n\nBest regards\n王伟 采购经理\n示例有限公司\nT: +44 20 7946 0000 | M: 13800138000\n\n在 2026-10-19，"销售" <sales@example.com> 写道：\n> Hallo\n> On x wrote:';
const form = '姓名：王伟\nEmail: wang@example.org\n留言：请报价\nEnde';
const html = `<html><body><p>Hello<br>&nbsp;x</p><table><tr><td>姓名</td><td>王伟</td></tr><tr><td>手机</td><td>13800138000</td></tr></table><blockquote>On 1.1.2026 A wrote:</blockquote><div style="display:none">x</div></body></html>`;
const dsn = `--b1\nContent-Type: text/plain\n\nSorry <gone@example.org>: 550 5.1.1 unknown\n--b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; gone@example.org\nAction: failed\nStatus: 5.1.1\n--b1\nContent-Type: message/rfc822\n\nMessage-ID: <o@example.com>\n\nx\n--b1--\n`;
const report = { 'content-type': 'multipart/report; report-type=delivery-status; boundary=b1' };
const alternative = `--b2\nContent-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: quoted-printable\n\n=C7=EB=B1=A8=BC=DB\n--b2\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(html).toString('base64')}\n--b2--\n`;

const raws = [
	message(letter),
	message(form, {
		from: 'wordpress@example.net',
		'reply-to': '=?utf-8?B?546L5Lyf?= <w@example.org>',
	}),
	message(dsn, { from: 'MAILER-DAEMON@x.example', subject: 'Undelivered Mail', ...report }),
	message(alternative, { 'content-type': 'multipart/alternative; boundary="b2"' }),
	message(dsn.replace('delivery-status', 'feedback-report'), report),
	alternative,
];
const items: object[] = [
	simple(letter, { references: '<a@b.example> <c@d.example>' }, html),
	simple(
		'',
		{ from: 'PostMaster@qq.com', subject: '系统退信' },
		'<p>收件人：gone@example.org<br>550 x</p>',
	),
	simple('退订', { subject: 'Re: 退订' }),
	{
		id: 'o1',
		bodyPreview: 'x',
		body: { contentType: 'html', content: html },
		from: { emailAddress: { address: 'a@example.org' } },
		toRecipients: [],
	},
	{
		id: 'g1',
		threadId: 't',
		headers: { from: 'From: a@example.org' },
		from: { value: [{ address: 'a@example.org', name: 'A' }] },
		text: letter,
		html: false,
	},
	{ id: 'g2', snippet: 'x', payload: {}, From: 'A <a@example.org>', Subject: 'x' },
];
const spice = [
	'<',
	'>',
	':',
	'：',
	'\n',
	'\r\n\r\n',
	'--b1',
	'=?',
	'?=',
	'@',
	'\u0000',
	'写道：',
	' wrote:',
	'<table><tr><td>',
	'</td>',
	'\ud800',
	'𠮷',
	'   ',
	'"',
	';',
	'发件人:',
	'__proto__: x\n',
	'-- \n',
];
const strange = [
	null,
	0,
	[],
	{},
	true,
	{ value: [null, { address: 7, group: [[]] }] },
	{ emailAddress: null },
	[['x']],
	new Date(Number.NaN),
];

function mutated(text: string, random: () => number): string {
	let out = text;
	for (let round = 0; round < 1 + random() * 3; round += 1) {
		const at = Math.floor(random() * out.length);
		const cut = Math.floor(random() * random() * 60);
		const added =
			random() < 0.6 ? spice[Math.floor(random() * spice.length)] : out.slice(at, at + cut);
		out = out.slice(0, at) + added + out.slice(random() < 0.7 ? at + cut : at);
	}
	return out;
}

function mutatedItem(item: object, random: () => number): unknown {
	const copy: Record<string, unknown> = { ...item };
	const names = Object.keys(copy);
	const name = names[Math.floor(random() * names.length)];
	const value = copy[name];
	if (typeof value === 'string' && random() < 0.8) copy[name] = mutated(value, random);
	else if (typeof value === 'object' && value !== null && !Array.isArray(value) && random() < 0.5)
		copy[name] = mutatedItem(value, random);
	else if (random() < 0.3) delete copy[name];
	else copy[name] = strange[Math.floor(random() * strange.length)];
	return copy;
}

it('reads mutated mails without an exception', async () => {
	const random = seeded(20_261_122);
	let captured = 0;
	let reports = 0;
	for (let round = 0; round < FUZZ_ROUNDS; round += 1) {
		const from = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)];
		// Raw messages take their time in the MIME parser, which has tests of its own.
		const item =
			random() < 0.1 ? { raw: mutated(from(raws), random) } : mutatedItem(from(items), random);
		const reading = await readEmail(item, context);
		captured += reading.captured.length;
		if (reading.captured.length === 0 && reading.ignored === undefined)
			throw new Error(`Nothing said of ${JSON.stringify(item)}`);
		for (const { report, fields, externalId, suppressions, activity } of reading.captured) {
			if (report) reports += 1;
			// A report is about an address, and only reports suppress one, always the same.
			const key = normalizeEmail(fields.email ?? '').key;
			const sound =
				typeof externalId === 'string' &&
				(activity?.externalId?.length ?? 0) <= 250 &&
				(activity?.subject.length ?? 0) <= 250 &&
				(report === true ? key !== '' && key === fields.email : suppressions === undefined) &&
				(suppressions ?? []).every((one) => one.key === fields.email);
			if (!sound) throw new Error(`Unsound: ${JSON.stringify(item)}`);
		}
	}
	expect(captured).toBeGreaterThan(FUZZ_ROUNDS * 0.5);
	expect(reports).toBeGreaterThan(FUZZ_ROUNDS * 0.1);
});

describe('large and hostile mails', () => {
	const big = 2_000_000;
	const hostile: Array<[what: string, item: unknown]> = [
		['2 MB of text', simple('请报价 please call +44 20 7946 0000\n'.repeat(big / 40))],
		['one line', simple('a'.repeat(big))],
		['spaces', simple(' '.repeat(big))],
		['tabs and colons', simple('a\t:'.repeat(big / 3))],
		['digits', simple('1 '.repeat(big / 2))],
		['at signs', simple('a@'.repeat(big / 2))],
		['quotes', simple('> '.repeat(big / 2))],
		['dashes', simple('-'.repeat(big))],
		['attributions', simple('On 1 x\n'.repeat(big / 7))],
		['labels', simple('姓名：王伟\n手机：13800138000\n'.repeat(big / 24))],
		['a deep page', simple('', {}, '<div><table><tr><td>'.repeat(big / 20))],
		['open tags', simple('', {}, '<'.repeat(big))],
		['an attribute', simple('', {}, `<p style="${'x:y;'.repeat(big / 4)}">a`)],
		['a subject', simple('x', { subject: 'Re: '.repeat(big / 4) })],
		['references', simple('x', { references: '<a@b.example> '.repeat(big / 14) })],
		['recipients', simple('x', { to: 'a@example.com, '.repeat(big / 15) })],
		['a sender', simple('x', { from: '"'.repeat(big) })],
		['encoded words', simple('x', { from: '=?utf-8?B?'.repeat(big / 10) })],
		['many headers', { raw: `${'X-A: b\r\n'.repeat(big / 8)}\r\nx` }],
		[
			'many parts',
			{
				raw: message('--b\r\n\r\nx\r\n'.repeat(big / 10), {
					'content-type': 'multipart/mixed; boundary=b',
				}),
			},
		],
		[
			'a large attachment',
			{
				raw: message(
					`--b\n\nHello\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n${`${'A'.repeat(76)}\n`.repeat(26_000)}--b--`,
					{ 'content-type': 'multipart/mixed; boundary=b' },
				),
			},
		],
		['base64', { raw: 'QUFB'.repeat(big / 4) }],
		[
			'a bounce',
			simple('gone@example.org '.repeat(big / 17), {
				from: 'postmaster@x.example',
				subject: '退信',
			}),
		],
		[
			'a long delivery status',
			simple('Final-Recipient: rfc822;a@example.org\n\n'.repeat(big / 40), {
				'content-type': 'multipart/report; report-type=delivery-status',
			}),
		],
	];

	it.each(hostile)('reads %s before the test gives up', async (_, item) => {
		const reading = await readEmail(item, context);
		expect(reading.captured.length + (reading.ignored ? 1 : 0)).toBeGreaterThan(0);
	});

	it('cuts the payload of a mail with pictures in its text', async () => {
		const item = simple('Hello', {}, `<img src="data:image/png;base64,${'A'.repeat(big)}">`);
		const { captured } = await readEmail(item, context);
		expect(JSON.stringify(captured[0].payload).length).toBeLessThan(200_000);
		expect(captured[0].payload).toMatchObject({ textPlain: 'Hello', subject: 'Enquiry' });
	});
});
