import { raw, read, readOne, simple } from './mails';

const text = 'Please send a quote for 100 pieces.';
const from = async (headers: Record<string, string>, more = {}) =>
	(await read(simple(text, headers), more)).captured[0]?.fields;

describe('who a mail comes from', () => {
	it('is From, whatever Reply-To says, where From is a person', async () => {
		const fields = await from({ 'reply-to': 'other@example.net' });
		expect(fields).toMatchObject({ name: 'Jane Roe', email: 'jane.roe@example.org' });
	});

	it.each(['noreply@example.net', 'wordpress@example.net', 'sales@example.com'])(
		'is Reply-To where From is %s',
		async (address) => {
			const headers = { from: `Web <${address}>`, 'reply-to': 'Jane <jane@example.org>' };
			expect(await from(headers)).toMatchObject({ name: 'Jane', email: 'jane@example.org' });
		},
	);

	it('is the first author where a group of ours passed the mail on', async () => {
		const group = {
			from: "'Jane Roe' via Sales <sales@example.com>",
			'x-original-sender': 'jane@example.org',
			'list-id': '<sales.example.com>',
			'list-post': '<mailto:sales@example.com>',
			precedence: 'list',
		};
		const jane = { name: 'Jane Roe', email: 'jane@example.org' };
		expect(await from({ ...group, 'delivered-to': 'bob@example.com' })).toMatchObject(jane);
		expect(await from(group, { ownAddresses: ['sales@example.com'] })).toMatchObject(jane);
		// Any mailing list looks like that to somebody who is on it.
		expect((await readOne(simple(text, group))).report).toBe(true);
	});

	it('is the address of the header, whatever stands in the name', async () => {
		const name = Buffer.from('"Bank" <victim@example.net>,').toString('base64');
		const captured = await readOne(raw(text, { from: `=?utf-8?B?${name}?= <jane@example.org>` }));
		expect(captured.fields.email).toBe('jane@example.org');
	});

	it('is never ourselves', async () => {
		for (const address of ['sales@example.com', 'Sales@EXAMPLE.com', 'colleague@example.com']) {
			const { captured, ignored } = await read(simple(text, { from: address }));
			expect(captured).toEqual([]);
			expect(ignored?.code).toBe('noSender');
		}
		const listed = { ownAddresses: ['sales@example.com', '@example.net'] };
		expect(await from({ from: 'x@example.net' }, listed)).toBeUndefined();
		expect(await from({ from: 'x@example.com' }, listed)).toMatchObject({
			email: 'x@example.com',
		});
	});

	it('is somebody else who writes from the same provider', async () => {
		expect(await from({ from: 'a@qq.com', to: 'b@qq.com' })).toMatchObject({ email: 'a@qq.com' });
	});

	it('is nobody where nobody reads the mailbox', async () => {
		const { ignored } = await read(simple(text, { from: 'no-reply@example.net' }));
		expect(ignored?.code).toBe('noSender');
	});

	it('is a company where the display name is one', async () => {
		const fields = await from({ from: 'Example Widgets GmbH <info@example.org>' });
		expect(fields).toEqual({
			company: 'Example Widgets GmbH',
			email: 'info@example.org',
			message: text,
		});
	});

	it('has the name of the signature where the header has none', async () => {
		const captured = await readOne(
			simple('Please call.\n\nBest regards\nJane Roe\nExample Ltd\nT: +44 20 7946 0000', {
				from: '"jane.roe" <jane.roe@example.org>',
			}),
		);
		expect(captured.fields).toEqual({
			name: 'Jane Roe',
			company: 'Example Ltd',
			phone: '+44 20 7946 0000',
			email: 'jane.roe@example.org',
			message: 'Please call.',
		});
		expect(captured.activity?.body).toContain('Best regards');
	});

	it('is whose mail a colleague passed on', async () => {
		const forwarded = `FYI\n\n---------- Forwarded message ---------\n发件人： 王伟 <wang@example.org>\n日期：2026年10月19日\n主题： 询价\n收件人： <bob@example.com>\n\n您好，请报价。\n\n王伟\n示例有限公司\n手机：13800138000`;
		const captured = await readOne(simple(forwarded, { from: 'Bob <bob@example.com>' }));
		expect(captured.activity?.custom).toMatchObject({ kind: 'forwarded' });
		expect(captured.fields).toEqual({
			name: '王伟',
			email: 'wang@example.org',
			company: '示例有限公司',
			mobile: '13800138000',
			message: '您好，请报价。',
		});
	});

	it('is who passes something on without a word', async () => {
		const forwarded =
			'---------- Forwarded message ---------\nFrom: Bob Doe <bob@example.net>\nDate: today\nTo: Jane\nSubject: X\n\nWho sells pumps?\n\nBob Doe\nExample Ltd\nT: +44 20 7946 0000';
		const { fields } = await readOne(simple(forwarded));
		expect(fields).toEqual({
			name: 'Jane Roe',
			email: 'jane.roe@example.org',
			message: 'Who sells pumps?\n\nBob Doe\nExample Ltd\nT: +44 20 7946 0000',
		});
	});
});
