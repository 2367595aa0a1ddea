import { bounceKind, statusIn } from '../../../channels/email/smtpStatus';
import { raw, read, readOne, simple } from './mails';

const daemon = { from: 'Mail Delivery System <MAILER-DAEMON@mx.example.com>', 'return-path': '<>' };

const status = (recipient: string, action: string, code: string, diagnostic: string) =>
	`Original-Recipient: rfc822;${recipient}
Final-Recipient: rfc822;${recipient}
Action: ${action}
Status: ${code}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; ${diagnostic}
`;

/** Structure of RFC 3464, appendix E. */
const dsn = (...recipients: string[]) =>
	raw(
		`--b1
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.com. I'm sorry.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: Mon, 19 Oct 2026 10:00:00 +0000

${recipients.join('\n')}
--b1
Content-Type: message/rfc822

Message-ID: <ours-1@Example.com>
From: sales@example.com
To: gone@example.org
Subject: Offer

Hello
--b1--
`,
		{
			...daemon,
			subject: 'Undelivered Mail Returned to Sender',
			'content-type': 'multipart/report; report-type=delivery-status; boundary="b1"',
		},
	);

const suppression = (key: string, reason: string) => ({
	channel: 'email',
	purpose: 'any',
	key,
	reason,
	source: 'email',
});

describe('delivery status (RFC 3464)', () => {
	it('reports and suppresses an address that does not exist', async () => {
		const item = dsn(status('Gone@Example.org', 'failed', '5.1.1', '550 5.1.1 User unknown'));
		const captured = await readOne(item);
		expect(captured).toMatchObject({
			report: true,
			fields: { email: 'gone@example.org' },
			externalId: 'm1@mail.example.org',
			suppressions: [suppression('gone@example.org', 'bounced')],
			activity: {
				type: 'email',
				direction: 'inbound',
				body: '550 5.1.1 User unknown',
				custom: {
					kind: 'bounce',
					outcome: 'hard',
					statusCode: '5.1.1',
					originalMessageId: 'ours-1@example.com',
				},
			},
		});
		expect(captured.payload).toEqual(item);
	});

	it.each([
		['delayed', '4.4.1', 'soft'],
		['failed', '4.2.2', 'soft'],
		['failed', '5.2.2', 'soft'],
		['failed', '5.7.1', 'soft'],
		['failed', '5.1.10', 'hard'],
		['delivered', '2.1.5', 'delivered'],
		['relayed', '2.0.0', 'delivered'],
	])('%s %s is %s', async (action, code, outcome) => {
		const captured = await readOne(dsn(status('x@example.org', action, code, '')));
		expect(captured.activity?.custom).toMatchObject({ outcome });
		expect(captured.suppressions !== undefined).toBe(outcome === 'hard');
	});

	it('reports each recipient once', async () => {
		const { captured } = await read(
			dsn(
				status('a@example.org', 'failed', '5.1.1', 'x'),
				status('b@example.org', 'failed', '4.2.2', 'x'),
				status('A@example.org', 'failed', '5.1.1', 'x'),
			),
		);
		expect(captured.map(({ fields }) => fields.email)).toEqual(['a@example.org', 'b@example.org']);
		expect(new Set(captured.map(({ externalId }) => externalId)).size).toBe(2);
		expect(new Set(captured.map(({ activity }) => activity?.externalId)).size).toBe(2);
	});

	it('reads the status where mailparser has put it into the text', async () => {
		const captured = await readOne({
			headers: { 'content-type': 'Content-Type: multipart/report; report-type=delivery-status' },
			from: { value: [{ address: 'postmaster@example.net', name: '' }] },
			to: { value: [{ address: 'sales@example.com', name: '' }] },
			subject: 'Undeliverable: Offer',
			text: `Delivery has failed.\n\nReporting-MTA: dns;x.example.net\n\n${status('gone@example.org', 'failed', '5.1.10', '550 5.1.10 RecipientNotFound')}`,
			html: false,
		});
		expect(captured.suppressions).toEqual([suppression('gone@example.org', 'bounced')]);
	});

	it('reads the status where the trigger keeps it as a file', async () => {
		const bytes = Buffer.from(
			`Reporting-MTA: dns; x\n\n${status('gone@example.org', 'failed', '5.1.1', 'x')}`,
		);
		const broken = {
			mimeType: 'message/rfc822',
			read: async () => await Promise.reject(new Error()),
		};
		const files = [{ mimeType: 'message/delivery-status', read: async () => bytes }, broken];
		const item = simple('Sorry.', {
			...daemon,
			'content-type': 'multipart/report; report-type=delivery-status; boundary=x',
		});
		expect((await readOne(item, { files })).fields.email).toBe('gone@example.org');
	});

	it('says so where a bounce names nobody', async () => {
		const { captured, ignored } = await read(
			simple('Your mail to sales@example.com failed.', { ...daemon, subject: 'failure notice' }),
		);
		expect(captured).toEqual([]);
		expect(ignored?.code).toBe('bounceWithoutRecipient');
	});
});

describe('bounces written for people', () => {
	const bounces: Array<
		[mailer: string, from: string, subject: string, text: string, outcome: string]
	> = [
		[
			'QQ',
			'PostMaster@qq.com',
			'来自qq.com的退信',
			'抱歉，您的邮件被退回来了……\n原邮件信息：\n时间\t2026-10-19 10:00:00\n主题\t报价\n收件人\tgone@example.org\n退信原因\n收件人邮件地址（gone@example.org）不存在，邮件无法送达。\nhost mx.example.org said: 550 User not found (in reply to RCPT TO command)',
			'hard',
		],
		[
			'163',
			'Postmaster@163.com',
			'系统退信',
			'您的邮件被退回来了\n收件人：gone@example.org\n退信信息：550 MI:NHD 邮箱已满\n552 mailbox quota exceeded',
			'soft',
		],
		[
			'163, spam',
			'Postmaster@163.com',
			'系统退信/Systems bounce',
			'收件人：gone@example.org\n退信代码：554 DT:SPM 发送的邮件内容包含了未被许可的信息，垃圾邮件',
			'soft',
		],
		[
			'qmail',
			'MAILER-DAEMON@mx.example.net',
			'failure notice',
			"Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message.\n\n<gone@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 No such user\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <sales@example.com>\nFrom: other@example.org",
			'hard',
		],
		[
			'Gmail',
			'mailer-daemon@googlemail.com',
			'Delivery Status Notification (Failure)',
			"Address not found\nYour message wasn't delivered to gone@example.org because the address couldn't be found, or is unable to receive mail.\nThe response was:\n550 5.1.1 The email account that you tried to reach does not exist.",
			'hard',
		],
		[
			'German',
			'postmaster@example.net',
			'Unzustellbar: Angebot',
			'Ihre Nachricht an gone@example.org konnte nicht zugestellt werden. Der Empfänger ist unbekannt.\n550 5.4.1 Recipient address rejected',
			'hard',
		],
		[
			'sendmail, delayed',
			'MAILER-DAEMON@example.net',
			'Warning: could not send message: delivery delayed',
			'<gone@example.org>... Deferred: 451 4.7.1 Greylisted, try again later',
			'soft',
		],
	];

	it.each(bounces)('reads those of %s', async (_, from, subject, text, outcome) => {
		const html = `<div>${text.replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</div>`;
		for (const item of [simple(text, { from, subject }), simple('', { from, subject }, html)]) {
			const captured = await readOne(item);
			expect(captured.fields.email).toBe('gone@example.org');
			expect(captured.activity?.custom).toMatchObject({ kind: 'bounce', outcome });
			expect(captured.report).toBe(true);
		}
	});

	it('believes X-Failed-Recipients', async () => {
		const captured = await readOne(
			simple('gone@example.org\n550 5.1.1 unknown user', {
				...daemon,
				subject: 'Mail delivery failed: returning message to sender',
				'x-failed-recipients': 'gone@example.org',
			}),
		);
		expect(captured.activity?.custom).toMatchObject({ outcome: 'hard', statusCode: '5.1.1' });
	});

	it('is no bounce because somebody writes about one', async () => {
		const captured = await readOne(simple('请看附件', { subject: '退信问题' }));
		expect(captured.report).toBeUndefined();
	});
});

describe('bounceKind', () => {
	it.each([
		['550 5.1.1 <x@example.org>: Recipient address rejected: User unknown', 'hard'],
		['550 Mailbox not found', 'hard'],
		['550 Requested action not taken', 'hard'],
		['550 5.4.1 Recipient address rejected: Access denied', 'hard'],
		['554 5.7.1 Message rejected due to policy', 'soft'],
		['550 Spam message rejected', 'soft'],
		['552 5.2.2 Mailbox full', 'soft'],
		['421 Try again later', 'soft'],
		['no code at all', 'soft'],
		['邮箱帐号不存在', 'hard'],
		['收件人邮箱空间已满', 'soft'],
	])('%s: %s', (text, kind) => {
		expect(bounceKind(statusIn(text))).toBe(kind);
	});
});

describe('complaints (RFC 5965)', () => {
	const arf = (report: string, to = 'jane@example.org') =>
		raw(
			`--b1
Content-Type: text/plain

This is an email abuse report.

--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
${report}
--b1
Content-Type: message/rfc822

From: <sales@example.com>
To: <${to}>
Subject: Offer
Message-ID: <ours-2@example.com>

Hello
--b1--
`,
			{
				from: 'fbl@example.net',
				subject: 'FW: Offer',
				'content-type': 'multipart/report; report-type=feedback-report; boundary="b1"',
			},
		);

	it('suppresses whom the mail went to', async () => {
		const captured = await readOne(arf('Original-Rcpt-To: <Jane@example.org>\n'));
		expect(captured).toMatchObject({
			report: true,
			fields: { email: 'jane@example.org' },
			suppressions: [suppression('jane@example.org', 'complaint')],
			activity: { custom: { kind: 'complaint', originalMessageId: 'ours-2@example.com' } },
		});
	});

	it('finds the recipient in the mail itself', async () => {
		expect((await readOne(arf(''))).fields.email).toBe('jane@example.org');
	});

	it('says so where it names nobody', async () => {
		expect((await read(arf('', 'undisclosed'))).ignored?.code).toBe('complaintWithoutRecipient');
	});
});

describe('what is no enquiry', () => {
	const kindOf = async (text: string, headers: Record<string, string>) => {
		const captured = await readOne(simple(text, headers));
		expect(captured.report).toBe(true);
		expect(captured.fields).toEqual({ email: 'jane.roe@example.org' });
		return captured.activity?.custom?.kind;
	};

	it.each<[string, Record<string, string>]>([
		['RFC 3834', { 'auto-submitted': 'auto-replied (vacation)' }],
		['X-Autoreply', { 'x-autoreply': 'yes' }],
		['Precedence', { precedence: 'auto_reply' }],
		['QQ', { subject: '自动回复: 报价' }],
		['163', { subject: '自动回复:Re:报价' }],
		['Outlook, Chinese', { subject: '自动答复: 报价' }],
		['Outlook', { subject: 'Automatic reply: Offer' }],
		['English', { subject: 'Out of Office: Offer' }],
		['German', { subject: 'Automatische Antwort: Angebot' }],
		['German, other', { subject: 'Abwesenheitsnotiz: Angebot' }],
		['French', { subject: 'Réponse automatique : Offre' }],
	])('an automatic reply: %s', async (_, headers) => {
		expect(await kindOf('I am away until Monday.', headers)).toBe('autoReply');
	});

	it.each<[string, Record<string, string>]>([
		['a list', { 'list-id': '<news.example.org>' }],
		['a newsletter', { 'list-unsubscribe': '<https://example.org/u>' }],
		['bulk', { precedence: 'bulk' }],
	])('%s', async (_, headers) => {
		expect(await kindOf('News of the week', headers)).toBe('bulk');
	});

	it.each<[string, Record<string, string>]>([
		['a notification', { 'auto-submitted': 'auto-generated' }],
		['a mail that suppresses replies', { 'x-auto-response-suppress': 'All' }],
		[
			'a read receipt',
			{ 'content-type': 'multipart/report; report-type=disposition-notification' },
		],
	])('%s', async (_, headers) => {
		expect(await kindOf('Something happened', headers)).toBe('automatic');
	});

	it.each([
		['unsubscribe', ''],
		['Unsubscribe', 'This message was automatically generated by Gmail.'],
		['退订', '谢谢'],
		['Re: 退订', ''],
		['Newsletter', 'Unsubscribe!\n\nOn 19.10.2026 Sales <a@example.com> wrote:\n> news'],
		['Re: 新品', '退订'],
		['Abmelden', ''],
	])('a wish to be left alone: %j %j', async (subject, text) => {
		const captured = await readOne(simple(text, { subject }));
		expect(captured.activity?.custom).toMatchObject({ kind: 'unsubscribe' });
		expect(captured.suppressions).toEqual([suppression('jane.roe@example.org', 'unsubscribed')]);
		expect(captured.report).toBe(true);
	});

	it.each<[string, Record<string, string>]>([
		['Question about the unsubscribe link', {}],
		['Re: Automatic reply: Offer', {}],
		['休假村采购咨询', {}],
		['Enquiry', { 'auto-submitted': 'no' }],
		['TD', {}],
	])('but %j is', async (subject, headers) => {
		const captured = await readOne(simple('Please send a quote.', { ...headers, subject }));
		expect(captured.report).toBeUndefined();
		expect(captured.activity?.custom).toMatchObject({ kind: 'mail' });
	});
});
