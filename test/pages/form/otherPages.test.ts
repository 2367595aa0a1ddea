import type { MessagePage } from '../../../pages/form/messagePages';
import { closedPage, refusedPage, thankYouPage } from '../../../pages/form/messagePages';
import { embedSnippet } from '../../../pages/form/embedSnippet';
import { qrSvg } from '../../../pages/form/qrPicture';
import { sharePage, type SharePage } from '../../../pages/form/sharePage';
import { exampleForm } from '../../channels/form/exampleForm';

const formUrl = 'https://n8n.example.com/form/contact';
const message: MessagePage = {
	definition: exampleForm(),
	language: 'en',
	nonce: 'n',
	embedded: false,
};
const code = { size: 33, path: 'M4 4h7v1H4z' };
const share: SharePage = {
	definition: exampleForm(),
	language: 'en',
	nonce: 'n',
	formUrl,
	address: `${formUrl}?utm_source=expo`,
	query: 'utm_source=expo',
	parameters: new Map([['utm_source', ['expo']]]),
	code,
};

test('thanks come in the author’s words, else in ours, in the visitor’s language', () => {
	expect(thankYouPage(message, formUrl)).toContain('We have received your message');
	expect(thankYouPage({ ...message, language: 'zh' }, formUrl)).toContain('我们已收到您的信息');
	const own = exampleForm({ thankYouText: { en: 'See <you>', zh: '再见' } });
	expect(thankYouPage({ ...message, definition: own }, formUrl)).toContain('See &lt;you&gt;');
	expect(thankYouPage(message, formUrl)).toContain(`<a href="${formUrl}">`);
});

test('a closed form and a foreign post say so, without the form', () => {
	for (const html of [closedPage(message), refusedPage(message, formUrl)]) {
		expect(html).not.toContain('<form');
		expect(html).toContain('<html lang="en">');
	}
	expect(refusedPage({ ...message, language: 'zh' }, formUrl)).toContain('未能提交');
	expect(refusedPage(message, 'javascript:alert(1)')).not.toContain('href="javascript');
});

test('the share page has the code, its downloads and its address, with the same parameters', () => {
	const html = sharePage(share);
	expect(html).toContain('d="M4 4h7v1H4z"');
	expect(html).toContain(`href="${formUrl}/qr.svg?utm_source=expo"`);
	expect(html).toContain(`href="${formUrl}/qr.png?utm_source=expo"`);
	expect(html).toContain(`href="${formUrl}?utm_source=expo"`);
	expect(html).toContain('name="utm_source" maxlength="100" value="expo"');
	expect(html).not.toContain('role="alert"');
});

test.each(['network', 'computer', 'test'] as const)(
	'an address for %s only comes with a warning',
	(warning) => {
		expect(sharePage({ ...share, warning })).toContain('role="alert"');
		for (const language of ['en', 'zh'] as const) {
			const svg = qrSvg(code, 'Contact', language, warning);
			expect(svg).toContain(language === 'en' ? 'do not print' : '请勿打印');
			expect(svg).toContain('viewBox="0 0 33 37"');
		}
		expect(qrSvg(code, 'Contact', 'en', undefined)).not.toContain('<text');
	},
);

test('the snippet is shown, not run, and only where sites are allowed', () => {
	expect(sharePage(share)).not.toContain('iframe');
	const allowed = {
		...share,
		definition: exampleForm({ allowedSites: ['https://www.example.com'] }),
	};
	const html = sharePage(allowed);
	expect(html).toContain('&lt;iframe id=&quot;leadflow-form&quot;');
	expect(html).not.toContain('<iframe');
	expect(html).not.toContain('<script');
});

test('the snippet survives titles with markup in them', () => {
	expect(embedSnippet(formUrl, '"><script>')).toContain('title="&quot;&gt;&lt;script&gt;"');
	expect(embedSnippet(formUrl, 'x')).toContain(
		'src="https://n8n.example.com/form/contact?embed=1"',
	);
});

test('a picture is well-formed XML whatever the title', () => {
	expect(qrSvg(code, '</title><script>', 'en', undefined)).toContain(
		'<title>QR code of the form &lt;/title&gt;&lt;script&gt;</title>',
	);
});
