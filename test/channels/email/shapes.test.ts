import { NOW, message, raw, read, readOne, simple } from './mails';

const text = 'Hello,\nplease send us your price list.\n';
const jane = { name: 'Jane Roe', email: 'jane.roe@example.org', message: text.trim() };

const mailparser = {
	headers: {
		from: 'From: Jane Roe <jane.roe@example.org>',
		'message-id': 'Message-ID: <m1@Mail.Example.ORG>',
		'in-reply-to': 'In-Reply-To: <q1@example.com>',
	},
	from: {
		value: [{ address: 'jane.roe@example.org', name: 'Jane Roe' }],
		text: '"Jane Roe" <jane.roe@example.org>',
	},
	to: { value: [{ address: 'sales@example.com', name: '' }], text: 'sales@example.com' },
	subject: 'Enquiry',
	text,
	html: false,
	messageId: '<m1@Mail.Example.ORG>',
	inReplyTo: '<q1@example.com>',
	references: ['<q0@example.com>', '<q1@example.com>'],
};

const graph = {
	id: 'AAMk1',
	conversationId: 'AAQk1',
	internetMessageId: '<m1@Mail.Example.ORG>',
	subject: 'Enquiry',
	bodyPreview: 'Hello, please',
	body: {
		contentType: 'html',
		content: '<p>Hello,<br>please send us your price list.</p>',
	},
	from: { emailAddress: { name: 'Jane Roe', address: 'jane.roe@example.org' } },
	toRecipients: [{ emailAddress: { name: 'Sales', address: 'sales@example.com' } }],
	ccRecipients: [],
	replyTo: [],
	receivedDateTime: '2026-10-20T07:30:00Z',
};

describe('the shapes of the mail triggers', () => {
	const shapes: Array<[shape: string, item: unknown]> = [
		['imapSimple', simple(text, { 'message-id': '<m1@Mail.Example.ORG>' })],
		['imapResolved', { ...mailparser, date: new Date('2026-10-20T07:30:00Z') }],
		['gmailFull', { ...mailparser, id: 'g1', threadId: 't1', date: '2026-10-20T07:30:00.000Z' }],
		['outlookFull', graph],
		['rawMessage', raw(text)],
		['rawMessage', { raw: Buffer.from(message(text)).toString('base64url') }],
	];

	it.each(shapes)('reads %s', async (shape, item) => {
		const captured = await readOne(item);
		expect(captured.fields).toEqual(jane);
		expect(captured.externalId).toBe('m1@mail.example.org');
		expect(captured.receivedAt).toBe(Date.UTC(2026, 9, 20, 7, 30));
		expect(captured.payload).toEqual(item);
		expect(captured.report).toBeUndefined();
		expect(captured.activity).toMatchObject({
			type: 'email',
			direction: 'inbound',
			subject: 'Enquiry',
			body: text.trim(),
			externalId: 'm1@mail.example.org',
			custom: { kind: 'mail', format: shape, messageId: 'm1@mail.example.org' },
		});
	});

	it('reads what Gmail leaves when it simplifies, and says that it is a preview', async () => {
		const captured = await readOne({
			id: 'g1',
			threadId: 't1',
			snippet: 'Hello, please send us',
			payload: { mimeType: 'text/plain' },
			sizeEstimate: 100,
			internalDate: '1792481400000',
			labels: [{ id: 'INBOX', name: 'INBOX' }],
			From: '"Roe, Jane" <jane.roe@example.org>',
			To: 'sales@example.com',
			Subject: 'Enquiry',
		});
		expect(captured).toMatchObject({
			externalId: 'gmail:g1',
			receivedAt: 1_792_481_400_000,
			fields: { name: 'Roe, Jane', message: 'Hello, please send us' },
			activity: { custom: { format: 'gmailSimple', threadId: 't1', preview: true } },
		});
		expect(captured.activity?.custom).not.toHaveProperty('isReply');
	});

	it('reads what Outlook leaves when it simplifies', async () => {
		const captured = await readOne({
			id: 'AAMk1',
			conversationId: 'AAQk1',
			subject: 'Enquiry',
			bodyPreview: 'Hello',
			from: 'jane.roe@example.org',
			to: ['sales@example.com'],
			categories: [],
			hasAttachments: false,
		});
		expect(captured.fields).toEqual({ email: 'jane.roe@example.org', message: 'Hello' });
		expect(captured.externalId).toBe('outlook:AAMk1');
		expect(captured.receivedAt).toBe(NOW);
	});

	it('takes only what is new where Outlook separates it', async () => {
		const captured = await readOne({ ...graph, uniqueBody: { content: '<p>Only this.</p>' } });
		expect(captured.fields.message).toBe('Only this.');
	});

	it('says what RAW of the IMAP trigger lacks', async () => {
		const { captured, ignored } = await read({ raw: 'Hello,\r\nplease send a quote.\r\n' });
		expect(captured).toEqual([]);
		expect(ignored?.code).toBe('noHeaders');
		expect(ignored?.message).toContain('Resolved');
	});

	it('finds a form in a body without headers', async () => {
		const form = Buffer.from('姓名：王伟\r\n手机：13800138000\r\n留言：请报价\r\n').toString(
			'base64',
		);
		const body = `--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${form}\r\n--b1--\r\n`;
		const captured = await readOne({ raw: body });
		expect(captured.fields).toEqual({ name: '王伟', mobile: '13800138000', message: '请报价' });
		expect(captured.externalId).toMatch(/^sha256:/);
	});

	it('reads GBK, quoted-printable and encoded headers', async () => {
		// 王伟 / 请报价 in GBK
		const captured = await readOne(
			raw('=C7=EB=B1=A8=BC=DB', {
				from: '=?GB2312?B?zfXOsA==?= <wang@example.org>',
				subject: '=?utf-8?Q?=E8=AF=A2=E4=BB=B7?=',
				'content-type': 'text/plain; charset=gb2312',
				'content-transfer-encoding': 'quoted-printable',
			}),
		);
		expect(captured.fields).toEqual({ name: '王伟', email: 'wang@example.org', message: '请报价' });
		expect(captured.activity?.subject).toBe('询价');
	});

	it('puts a name together that a comma took apart', async () => {
		const captured = await readOne(simple(text, { from: '王, 伟 <wang@example.org>' }));
		expect(captured.fields).toMatchObject({ name: '王, 伟', email: 'wang@example.org' });
	});

	it('ignores what is no mail', async () => {
		for (const item of [null, 3, 'text', [], {}, { raw: '' }, { raw: 7 }, { text: 'x' }]) {
			expect((await read(item)).captured).toEqual([]);
		}
		expect((await read({ name: 'Jane' })).ignored?.code).toBe('notAnEmail');
	});
});

describe('thread', () => {
	it('keeps the ids of the conversation', async () => {
		const captured = await readOne(
			simple(text, {
				'message-id': '<m3@Example.ORG>',
				'in-reply-to': '<m2@EXAMPLE.com>',
				references: '<m1@example.com>\r\n <m2@EXAMPLE.com>',
			}),
		);
		expect(captured.activity?.custom).toMatchObject({
			messageId: 'm3@example.org',
			inReplyTo: 'm2@example.com',
			references: ['m1@example.com', 'm2@example.com'],
			isReply: true,
			threadId: 'm1@example.com',
		});
	});

	it('knows a mail without an id by what it says', async () => {
		const one = await readOne(simple(text));
		const again = await readOne(simple(text));
		const other = await readOne(simple(`${text}.`));
		expect(one.externalId).toMatch(/^sha256:[0-9a-f]{64}$/);
		expect(again.externalId).toBe(one.externalId);
		expect(other.externalId).not.toBe(one.externalId);
	});

	it('does not take Re: for a reply', async () => {
		const captured = await readOne(simple(text, { subject: 'Re: Offer' }));
		expect(captured.activity?.custom).toMatchObject({ isReply: false });
	});

	it('does not believe a date in the future', async () => {
		const captured = await readOne(simple(text, { date: 'Tue, 20 Oct 2037 09:30:00 +0200' }));
		expect(captured.receivedAt).toBe(NOW);
	});

	it('passes on what the mail server takes for spam', async () => {
		const captured = await readOne(simple(text, { 'x-spam-flag': 'YES' }));
		expect(captured.spamSignals).toEqual(['mailServer']);
	});
});
