import fc from 'fast-check';
import { attributes, html, safeUrl, trustedHtml } from '../../../pages/shared/html';

test('values are escaped, nested templates and own text are not', () => {
	const name = `<b onclick='x("1")'>&\``;
	expect(
		html`<p title="${name}">${name}${html`<i>${1}</i>`}${trustedHtml('<hr>')}</p>`.toString(),
	).toBe(
		'<p title="&lt;b onclick=&#39;x(&quot;1&quot;)&#39;&gt;&amp;&#96;">' +
			'&lt;b onclick=&#39;x(&quot;1&quot;)&#39;&gt;&amp;&#96;<i>1</i><hr></p>',
	);
});

test('nothing is shown for null, undefined and false; lists are joined', () => {
	expect(html`${null}${undefined}${false}${['a', html`<br>`, ['<']]}${0}${''}`.toString()).toBe(
		'a<br>&lt;0',
	);
});

test('attributes are escaped, stand alone when true, and are left out when there is nothing', () => {
	const tag = html`<input${attributes({ name: '"><b>', size: 3, value: '', checked: true, id: undefined, required: false })}>`;
	expect(tag.toString()).toBe('<input name="&quot;&gt;&lt;b&gt;" size="3" value="" checked>');
});

test('no text leaves the attribute or the element it stands in', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const [, attribute, content] =
				/^<a b="([^]*)">([^]*)<\/a>$/.exec(html`<a b="${text}">${text}</a>`.toString()) ?? [];
			expect(attribute).not.toMatch(/["'<>`]/);
			expect(content).not.toMatch(/[<>]/);
		}),
	);
});

test.each([
	['https://example.com/a', 'https://example.com/a', 'https://example.com/a'],
	[' http://example.com ', 'http://example.com', 'http://example.com'],
	['mailto:a@example.com', 'mailto:a@example.com', undefined],
	['data:image/png;base64,AA', undefined, 'data:image/png;base64,AA'],
	['data:text/html,<script>', undefined, undefined],
	['javascript:alert(1)', undefined, undefined],
	['java\nscript:alert(1)', undefined, undefined],
	['vbscript:x', undefined, undefined],
	['/relative', undefined, undefined],
	[undefined, undefined, undefined],
])('%p is a link as %p and a picture as %p', (address, link, image) => {
	expect(safeUrl(address)).toBe(link);
	expect(safeUrl(address, 'image')).toBe(image);
});
