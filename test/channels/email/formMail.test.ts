import { readFormMail } from '../../../channels/email/formMail';
import { raw, read, readOne, simple } from './mails';

describe('readFormMail', () => {
	it('reads Chinese lines', () => {
		const form = readFormMail(
			'您有一条新的留言：\n\n姓名：王伟\n手机号码：13800138000\n公司名称：示例有限公司\n城市：深圳\n预算：10万\n意向机型：X-200\n需求：\n想了解价格\n和交期：最好五月\n\n请尽快联系。\n-- \n此邮件由网站自动发送\n电话：000',
			[],
		);
		expect(form).toEqual({
			fields: {
				name: '王伟',
				mobile: '13800138000',
				company: '示例有限公司',
				city: '深圳',
				budget: '10万',
				message: '想了解价格\n和交期：最好五月\n请尽快联系。',
			},
			custom: { 意向机型: 'X-200' },
		});
	});

	it('reads English lines and keeps what it does not know by its label', () => {
		const form = readFormMail(
			'Name: Jane Roe\nE-mail: jane@example.org\nPhone: +44 20 7946 0000\nMachine type: X200\nPage: https://www.example.com/contact\n__proto__: x\n\nMessage:\nHello,\nplease call.',
			[],
		);
		expect(form?.fields).toEqual({
			name: 'Jane Roe',
			email: 'jane@example.org',
			phone: '+44 20 7946 0000',
			message: 'Hello,\nplease call.',
		});
		expect(Object.entries(form?.custom ?? {})).toEqual([
			['Machine type', 'X200'],
			['Page', 'https://www.example.com/contact'],
			['__proto__', 'x'],
		]);
	});

	it('reads questions with the answers below', () => {
		const form = readFormMail('Name\nJane Roe\n\nEmail\njane@example.org\n\nMessage\nHello', []);
		expect(form?.fields).toEqual({ name: 'Jane Roe', email: 'jane@example.org', message: 'Hello' });
	});

	it('reads a table and a second value beside the first', () => {
		const form = readFormMail('', [
			['姓名', '王伟'],
			['邮箱', 'wang@example.org'],
			['电子邮箱', 'other@example.org'],
			['备注', '下午联系'],
		]);
		expect(form).toEqual({
			fields: { name: '王伟', email: 'wang@example.org', description: '下午联系' },
			custom: { 电子邮箱: 'other@example.org' },
		});
	});

	it.each([
		'您好，\n请报价。\n\n王伟\n公司：示例有限公司\n电话：0755-26000000\n邮箱：wang@example.org',
		'Hello,\nI saw your page and have some questions.\nWhat is the price?\nHow long is delivery?\nCan we visit?\nName: Jane\nTel: 123456',
		'From: Jane Roe <jane@example.org>\nTo: sales@example.com\nSubject: Offer\nDate: today',
		'Note: I will be late',
		'',
	])('takes %j for no form', (text) => {
		expect(readFormMail(text, [])).toBeUndefined();
	});
});

describe('form mails', () => {
	const table = `<h2>New enquiry</h2><table><tr><td>Name</td><td>Jane Roe</td></tr>
		<tr><td>Telephone</td><td>+44 20 7946 0000</td></tr><tr><td>Message</td><td>Please<br>call</td></tr></table>`;
	const server = { from: 'WordPress <wordpress@example.net>', 'auto-submitted': 'auto-generated' };

	it('takes Reply-To for the person, not the web server', async () => {
		const { fields, activity, report } = await readOne(
			simple('', { ...server, 'reply-to': 'Jane <jane@example.org>' }, table),
		);
		expect(report).toBeUndefined();
		expect(activity?.custom).toMatchObject({ kind: 'form' });
		expect(fields).toEqual({
			name: 'Jane Roe',
			phone: '+44 20 7946 0000',
			message: 'Please\ncall',
			email: 'jane@example.org',
		});
	});

	it('knows no address where neither the form nor Reply-To names one', async () => {
		const { fields } = await readOne(simple('', server, table));
		expect(fields).not.toHaveProperty('email');
		const agency = { from: 'Agency <info@example.net>' };
		expect((await readOne(simple('', agency, table))).fields).not.toHaveProperty('email');
	});

	it('lets the address in the form win', async () => {
		const text = '姓名：王伟\n邮箱：wang@example.org\n留言：请报价';
		const headers = { 'reply-to': 'agency@example.net' };
		expect((await readOne(simple(text, headers))).fields.email).toBe('wang@example.org');
	});

	it('takes the name from Reply-To where the form asks for none', async () => {
		const text = '手机：13800138000\n留言：请报价';
		const headers = { ...server, 'reply-to': '"王伟" <wang@example.org>' };
		expect((await readOne(raw(text, headers))).fields).toMatchObject({ name: '王伟' });
	});

	it('reads a form that sends as ourselves', async () => {
		const text = '姓名：王伟\n手机：13800138000\n留言：请报价';
		const { captured } = await read(simple(text, { from: 'sales@example.com' }));
		expect(captured[0].fields).toEqual({ name: '王伟', mobile: '13800138000', message: '请报价' });
	});
});
