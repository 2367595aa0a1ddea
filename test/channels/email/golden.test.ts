import { raw, readOne } from './mails';

/*
 * Whole mails as common programs write them; people and companies are made up.
 */

const html = (body: string) => ({
	body: Buffer.from(`<html><head><style>p{}</style></head><body>${body}</body></html>`)
		.toString('base64')
		.replace(/.{76}/g, '$&\n'),
	headers: {
		'content-type': 'text/html; charset="utf-8"',
		'content-transfer-encoding': 'base64',
	},
});

interface Golden {
	body: string;
	headers: Record<string, string>;
}

const mails: Array<[what: string, mail: Golden, expected: object]> = [
	[
		'a reply from QQ',
		html(
			`<div>您好，</div><div>型号 X-200 请报价 100 台，含税。</div><div><br></div><div>陈静</div><div>采购主管 | 苏州示例精密机械有限公司</div><div>TEL：0512-62000000&nbsp; 手机：139-0013-9000</div><div>微信：chenjing_2026</div><div><br></div><div>发自我的iPhone</div><div><includetail><div>&nbsp;</div><div style="font:Verdana"><div style="font-size: 12px;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef;"><div><b>发件人:</b>&nbsp;"销售"&lt;sales@example.com&gt;;</div><div><b>发送时间:</b>&nbsp;2026年10月19日(星期一) 上午10:00</div><div><b>收件人:</b>&nbsp;"陈静"&lt;chen@example.org&gt;;</div><div><b>主题:</b>&nbsp;新品</div></div><div>尊敬的客户</div></div></includetail></div>`,
		),
		{
			name: '陈静',
			message: '您好，\n型号 X-200 请报价 100 台，含税。',
			title: '采购主管',
			company: '苏州示例精密机械有限公司',
			phone: '0512-62000000',
			mobile: '139-0013-9000',
			wechat: 'chenjing_2026',
		},
	],
	[
		'a reply from 163',
		html(
			`<div style="line-height:1.7;">好的，请寄样品到公司。<br><br>李强<br>示例电子（东莞）有限公司<br>13700137000</div><br><br><pre>在 2026-10-19 10:00:00，"销售" &lt;sales@example.com&gt; 写道：</pre><blockquote id="isReplyContent"><div>您好，<br>电话：020-80000000</div></blockquote>`,
		),
		{
			name: '李强',
			message: '好的，请寄样品到公司。',
			company: '示例电子(东莞)有限公司',
			mobile: '13700137000',
		},
	],
	[
		'a reply from Outlook',
		html(
			`<div class="WordSection1"><p class="MsoNormal">Dear team,<o:p></o:p></p><p class="MsoNormal">we need 500 pieces by May. Can you quote?<o:p>&nbsp;</o:p></p><p class="MsoNormal">Kind regards,</p><p class="MsoNormal"><b>Jane Roe</b><br>Senior Buyer<br>Example Widgets Inc.<br>Direct: +1 212 555 0123 | Fax: +1 212 555 0199<br><a href="https://www.example.org">www.example.org</a></p><div><div style="border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Sales &lt;sales@example.com&gt;<br><b>Sent:</b> Monday, October 19, 2026 10:00 AM<br><b>To:</b> Jane Roe &lt;jane@example.org&gt;<br><b>Subject:</b> RE: Offer</p></div></div><p class="MsoNormal">Hello Jane, T: +86 755 26000000</p></div>`,
		),
		{
			name: 'Jane Roe',
			message: 'Dear team,\n\nwe need 500 pieces by May. Can you quote?',
			title: 'Senior Buyer',
			company: 'Example Widgets Inc.',
			phone: '+1 212 555 0123',
			fax: '+1 212 555 0199',
			website: 'www.example.org',
		},
	],
	[
		'a German reply from Gmail',
		{
			body: `Guten Tag,

bitte senden Sie uns ein Angebot =C3=BCber 20 St=C3=BCck.

Viele Gr=C3=BC=C3=9Fe
Erika Mustermann

--=20
Muster Maschinenbau GmbH
Gesch=C3=A4ftsf=C3=BChrerin
Tel. +49 30 901820 - Mobil +49 151 23456789

Am Mo., 19. Okt. 2026 um 10:00 Uhr schrieb Sales <sales@example.com>:

> Guten Tag Frau Mustermann,
> Tel. +86 755 26000000
`,
			headers: {
				'content-type': 'text/plain; charset="UTF-8"',
				'content-transfer-encoding': 'quoted-printable',
			},
		},
		{
			name: 'Erika Mustermann',
			message: 'Guten Tag,\n\nbitte senden Sie uns ein Angebot über 20 Stück.',
			company: 'Muster Maschinenbau GmbH',
			title: 'Geschäftsführerin',
			phone: '+49 30 901820',
			mobile: '+49 151 23456789',
		},
	],
	[
		'a form as a table',
		html(
			`<table width="600"><tr><td><h2>网站留言</h2><table border="1"><tr><th align="left">联系人：</th><td>赵敏</td></tr><tr><th>联系电话：</th><td>021-60000000</td></tr><tr><th>电子邮箱：</th><td><a href="mailto:zhao@example.net">zhao@example.net</a></td></tr><tr><th>单位名称：</th><td>上海示例贸易有限公司</td></tr><tr><th>留言内容：</th><td>请问有现货吗？<br>急用。</td></tr><tr><th>来源页面：</th><td>https://www.example.com/p/1</td></tr></table></td></tr></table>`,
		),
		{
			name: '赵敏',
			phone: '021-60000000',
			email: 'zhao@example.net',
			company: '上海示例贸易有限公司',
			message: '请问有现货吗？\n急用。',
			referrer: 'https://www.example.com/p/1',
		},
	],
];

it.each(mails)('reads %s', async (_, { body, headers }, expected) => {
	const sender = { from: '"abc123" <someone@example.org>' };
	const { fields } = await readOne(raw(body, { ...headers, ...sender }));
	expect(fields).toEqual({ name: 'abc123', email: 'someone@example.org', ...expected });
});
