import { splitQuoted } from '../../../channels/email/quotedText';
import { htmlText } from '../../../channels/email/htmlText';

const fresh = (text: string) => splitQuoted(text).fresh;
const quotedOf = (text: string) => splitQuoted(text).quoted;

describe('splitQuoted', () => {
	const separators: Array<[mailer: string, quotation: string]> = [
		['Gmail, Chinese', '销售 <sales@example.com> 于2026年10月19日周一 10:00写道：\n\n> 您好'],
		[
			'Gmail, Chinese, wrapped',
			'销售 <sales@example.com> 于2026年10月19日周一\n10:00写道：\n> 您好',
		],
		['163', '在 2026-10-19 10:00:00，"销售" <sales@example.com> 写道：\n\n您好'],
		['163, other words', '---- 回复的原邮件 ----\n发件人 | 销售<sales@example.com> |\n您好'],
		[
			'QQ',
			'------------------ 原始邮件 ------------------\n发件人: "销售" <sales@example.com>;\n发送时间: 2026年10月19日(星期一) 上午10:00\n收件人: "王伟"<wang@example.org>;\n主题: 报价\n\n您好',
		],
		[
			'Outlook, Chinese',
			'发件人: 销售 <sales@example.com>\n发送时间: 2026年10月19日 10:00\n收件人: 王伟 <wang@example.org>\n主题: 报价\n\n您好',
		],
		['Outlook, Chinese, old', '-----邮件原件-----\n发件人: 销售\n您好'],
		[
			'WeCom mail',
			'------------------ Original ------------------\nFrom: "Sales"<sales@example.com>;\nDate: Mon, Oct 19, 2026 10:00 AM\nTo: "Wang"<wang@example.org>;\nSubject: Offer\n\nHello',
		],
		['Gmail', 'On Mon, Oct 19, 2026 at 10:00 AM Sales <sales@example.com> wrote:\n\n> Hello'],
		[
			'Gmail, wrapped',
			'On Mon, Oct 19, 2026 at 10:00 AM Sales Department of Example\n<sales@example.com> wrote:\n\n> Hello',
		],
		['Apple Mail', 'On 19. Oct 2026, at 10:00, Sales <sales@example.com> wrote:\n\nHello'],
		['Outlook', '-----Original Message-----\nFrom: Sales\nSent: Monday\n\nHello'],
		[
			'Outlook 365',
			'________________________________\nFrom: Sales <sales@example.com>\nSent: Monday, October 19, 2026 10:00 AM\nTo: Jane\nSubject: Offer\n\nHello',
		],
		[
			'Gmail, German',
			'Am Mo., 19. Okt. 2026 um 10:00 Uhr schrieb Sales <sales@example.com>:\n\n> Hallo',
		],
		[
			'Outlook, German',
			'Von: Sales <sales@example.com>\nGesendet: Montag, 19. Oktober 2026 10:00\nAn: Jane\nBetreff: Angebot\n\nHallo',
		],
		[
			'Gmail, French',
			'Le lun. 19 oct. 2026 à 10:00, Sales <sales@example.com> a écrit :\n\n> Bonjour',
		],
		[
			'Outlook, French',
			'De : Sales <sales@example.com>\nEnvoyé : lundi 19 octobre 2026 10:00\nÀ : Jane\nObjet : Offre\n\nBonjour',
		],
		['forwarded', '---------- Forwarded message ---------\nFrom: Sales\n\nHello'],
		['plain', '> Hello\n> there'],
	];

	it.each(separators)('cuts what %s quotes', (_, quotation) => {
		expect(fresh(`好的，请报价。\n谢谢\n\n${quotation}`)).toBe('好的，请报价。\n谢谢');
		expect(quotedOf(`Fine\n\n${quotation}`)).toMatch(/您好|Hello|Hallo|Bonjour/);
	});

	it('keeps answers that stand between the quoted lines', () => {
		const text =
			'See below.\n\nOn Mon, Oct 19, 2026 Sales <sales@example.com> wrote:\n> How many?\n100 pieces\n> When?\nIn May';
		expect(fresh(text)).toBe('See below.\n\n100 pieces\nIn May');
	});

	it.each([
		'发自我的iPhone',
		'发自我的 iPhone',
		'Sent from my iPhone',
		'Sent from Mail for Windows',
		'Get Outlook for iOS<https://aka.ms/o0ukef>',
		'Von meinem iPhone gesendet',
		'Envoyé de mon iPhone',
		'发自网易邮箱大师',
		'来自我的华为手机',
	])('leaves out %s', (line) => {
		expect(fresh(`OK\n\n${line}\n\nOn 19.10.2026 Sales <a@example.com> wrote:\n> x`)).toBe('OK');
	});

	it.each([
		'From: where do you ship? Is it Shenzhen?',
		'He wrote:\nplease call me',
		'On the price list I wrote: too high',
		'发件人: 请核对\n谢谢',
		'我在邮件里写道：价格太高',
		'----\n王伟',
	])('takes %j for the sender’s own words', (text) => {
		expect(fresh(text)).toBe(text);
	});

	it('knows a quotation in HTML', () => {
		const { text } = htmlText(
			'<div>Fine.</div><div class="gmail_quote"><div>On Mon, Oct 19, 2026 Sales &lt;<a href="#">sales@example.com</a>&gt; wrote:<br></div><blockquote>Hello<br>there</blockquote></div>',
		);
		expect(text).toContain('> there');
		expect(fresh(text)).toBe('Fine.');
	});
});

describe('htmlText', () => {
	const text = (html: string) => htmlText(html).text;

	it('reads lines, paragraphs, lists and entities', () => {
		expect(text('<p>One&nbsp;&amp; two</p><p>three<br>four</p><ul><li>a</li><li>b</li></ul>')).toBe(
			'One & two\n\nthree\nfour\n\n- a\n- b',
		);
	});

	it('leaves out what nobody sees', () => {
		expect(
			text(
				'<style>p{}</style><script>x</script><title>t</title><!-- c --><div style="display: none">hidden<br>more</div><p>seen</p>',
			),
		).toBe('seen');
		// Templates set the size of layout to nothing, and that of the text inside again.
		expect(text('<td style="font-size:0px"><p style="font-size:14px">seen</p></td>')).toBe('seen');
	});

	it('finds labels in tables and definition lists, but not in layout', () => {
		const { pairs } = htmlText(`<table><tr><td><table>
			<tr><td>姓名：</td><td>王伟</td></tr>
			<tr><th>Email *</th><td><a href="mailto:w@example.org">w@example.org</a></td></tr>
			<tr><td>a</td><td>b</td><td>c</td></tr></table></td><td>side</td></tr></table>
			<dl><dt>Phone</dt><dd>123</dd></dl><blockquote><table><tr><td>x</td><td>y</td></tr></table></blockquote>`);
		expect(pairs).toEqual([
			['姓名', '王伟'],
			['Email *', 'w@example.org'],
			['Phone', '123'],
		]);
	});

	it('reads broken HTML as far as it goes', () => {
		expect(text('<p>One<div>two</td></tr></p><b>three')).toBe('One\n\ntwo\n\nthree');
		expect(text('<table><tr><td>a<td>b<tr><td>c')).toContain('c');
		expect(text('<div style="display:none"><p>x</div>seen')).toBe('seen');
	});

	it('takes time in proportion to the length', () => {
		expect(htmlText('<div>'.repeat(100_000)).text).toBe('');
		expect(htmlText('<table><tr><td>'.repeat(30_000)).pairs).toEqual([]);
		expect(htmlText('<blockquote>a'.repeat(30_000)).text.length).toBeLessThan(100_000);
		expect(htmlText('<b>a</b><p>'.repeat(30_000)).text.length).toBeGreaterThan(4_000);
		expect(htmlText('<'.repeat(400_000)).pairs).toEqual([]);
	});
});
