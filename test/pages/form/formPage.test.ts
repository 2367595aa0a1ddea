import fc from 'fast-check';
import type { FormDefinition } from '../../../leads/model/form';
import { formPage, type FormPage } from '../../../pages/form/formPage';
import { exampleForm, field, options } from '../../channels/form/exampleForm';

function page(more: Partial<FormPage> = {}): string {
	return formPage({
		definition: exampleForm(),
		language: 'en',
		values: new Map(),
		problems: [],
		token: 'the-token',
		embedded: false,
		test: false,
		nonce: 'the-nonce',
		...more,
	});
}

function tag(html: string, pattern: RegExp): string {
	return pattern.exec(html)?.[0] ?? '';
}

test('the form has what a screen reader, a phone and autofill need', () => {
	const html = page();
	expect(html).toContain('<html lang="en">');
	expect(html).toContain('name="viewport" content="width=device-width, initial-scale=1"');
	expect(html).toContain('<label for="field-0">name label</label>');
	expect(tag(html, /<input [^>]*name="name"[^>]*>/)).toMatch(
		/id="field-0".* required.* autocomplete="name"/,
	);
	expect(tag(html, /<input [^>]*name="mobile"[^>]*>/)).toMatch(
		/type="tel" inputmode="tel".* autocomplete="tel"/,
	);
	expect(tag(html, /<input [^>]*name="email"[^>]*>/)).toMatch(
		/type="email".* autocomplete="email"/,
	);
	expect(tag(html, /<input [^>]*name="company"[^>]*>/)).toContain('autocomplete="organization"');
	expect(html).toContain('company label<span class="optional">optional</span>');
});

test('it works without a script, and has one only where a form needs it', () => {
	expect(page()).not.toContain('<script');
	expect(
		page({ definition: exampleForm({ allowedSites: ['https://www.example.com'] }) }),
	).toContain('<script nonce="the-nonce">');
	const proof = page({ challenge: '{"parameters":{}}' });
	expect(proof).toContain('data-challenge="{&quot;parameters&quot;:{}}"');
	expect(proof).toContain('<noscript>');
	expect(proof).toContain('name="_proof"');
});

test('it carries the token, the language, the referrer and an empty trap out of sight', () => {
	const html = page({ referrer: 'https://www.example.com/?a="b"' });
	expect(html).toContain('<input type="hidden" name="_token" value="the-token">');
	expect(html).toContain('<input type="hidden" name="_lang" value="en">');
	expect(html).toContain('name="_referrer" value="https://www.example.com/?a=&quot;b&quot;"');
	expect(tag(html, /<div class="trap"[^]*?<\/div>/)).toMatch(
		/aria-hidden="true".*name="homepage_link" tabindex="-1" autocomplete="off"/,
	);
});

test('it posts to its own address, so the campaign in it comes along', () => {
	expect(tag(page(), /<form[^>]*>/)).toBe('<form method="post">');
});

test('in Chinese, labels, texts and the language of the page are Chinese', () => {
	const html = page({ language: 'zh', otherLanguageUrl: '?lang=en' });
	expect(html).toContain('<html lang="zh-CN">');
	expect(html).toContain('<h1>联系我们</h1>');
	expect(html).toContain('name 标签');
	expect(html).toContain('可以与我联系。');
	expect(html).toContain('<a href="?lang=en" lang="en">English</a>');
	expect(html).not.toContain('optional</span>');
});

test('problems stand in a summary that takes the focus, and beside their fields, with the values kept', () => {
	const html = page({
		values: new Map([
			['email', ['ada@']],
			['message', ['\nkept']],
		]),
		problems: [
			{ field: 'email', code: 'invalidEmail' },
			{ field: 'message', code: 'tooLong', limit: 2000 },
			{ field: '_consent_0', code: 'consentRequired' },
		],
	});
	const summary = tag(html, /<div class="box bad"[^]*?<\/div>/);
	expect(summary).toMatch(/role="alert" tabindex="-1" autofocus/);
	expect(summary).toContain('3 entries need your attention');
	expect(summary.match(/href="#([^"]*)"/g)).toEqual([
		'href="#field-3"',
		'href="#field-4"',
		'href="#consent-0"',
	]);
	const email = tag(html, /<input [^>]*name="email"[^>]*>/);
	expect(email).toContain('value="ada@"');
	expect(email).toContain('aria-invalid="true" aria-describedby="field-3-problem reach-hint"');
	expect(html).toContain(
		'<span class="problem" id="field-3-problem">Please enter an email address',
	);
	expect(html).toContain('must not be longer than 2000 characters');
	// A browser drops the first line feed of a textarea, so one of ours must go before the value's.
	expect(html).toContain('>\n\nkept</textarea>');
	expect(html).toContain('<title>3 entries need your attention – Contact us</title>');
});

test('every id that a text or link refers to is there', () => {
	const definition = exampleForm({
		fields: [
			...exampleForm().fields,
			field('product', { type: 'select', ...options('a') }),
			field('topics', { custom: true, type: 'checkbox', required: true, ...options('a', 'b') }),
			field('when', { custom: true, type: 'radio', required: true, ...options('a', 'b') }),
			field('ok', { custom: true, type: 'checkbox', required: true }),
		],
	});
	const inputs = [...definition.fields.map(({ name }) => name), '_consent_0'];
	const html = page({
		definition,
		problems: inputs.map((input) => ({ field: input, code: 'required' })),
	});
	const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
	expect(new Set(ids).size).toBe(ids.length);
	const references = [
		...html.matchAll(/(?:aria-describedby| for)="([^"]*)"|href="#([^"]*)"/g),
	].flatMap(([, described, link]) => (described ?? link).split(' '));
	expect(references.length).toBeGreaterThan(20);
	for (const reference of references) expect(ids).toContain(reference);
});

test('consent boxes are never ticked beforehand and stay ticked after a problem', () => {
	expect(tag(page(), /<input [^>]*name="_consent_0"[^>]*>/)).not.toContain('checked');
	const again = page({ values: new Map([['_consent_0', ['yes']]]) });
	expect(tag(again, /<input [^>]*name="_consent_0"[^>]*>/)).toContain(' checked');
});

test('choices keep what was chosen', () => {
	const definition = exampleForm({
		fields: [
			field('product', { type: 'select', ...options('a', 'b') }),
			field('topics', {
				custom: true,
				type: 'checkbox',
				required: true,
				...options('c', 'd', 'e'),
			}),
		],
	});
	const html = page({
		definition,
		values: new Map([
			['product', ['b']],
			['topics', ['c', 'e']],
		]),
	});
	expect(html).toContain('<option value="b" selected>b</option>');
	expect(html.match(/value="[cde]" checked/g)).toEqual(['value="c" checked', 'value="e" checked']);
	// One of several boxes must not be required by itself.
	expect(tag(html, /<input type="checkbox"[^>]*name="topics"[^>]*>/)).not.toContain('required');
});

test('an author’s addresses become links only when they are harmless', () => {
	const definition = exampleForm({
		logoUrl: 'javascript:alert(1)',
		privacyUrl: 'javascript:alert(2)',
		consents: [],
	});
	expect(page({ definition })).not.toContain('javascript:');
});

test('nothing that an author or a visitor writes becomes markup', () => {
	const attack = fc.oneof(
		fc.constantFrom(
			'"><img src=x onerror=alert(1)>',
			`' onfocus='alert(1)' autofocus='`,
			'</title><script>alert(1)</script>',
			'</textarea><script>alert(1)</script>',
			'</style><script>alert(1)</script>',
			'<!--',
			'&lt;script&gt;',
			'${alert(1)}',
		),
		fc.string({ unit: 'binary' }),
	);
	const clean = structure(page(attacked('plain')));
	fc.assert(
		fc.property(attack, (text) => {
			expect(structure(page(attacked(text)))).toEqual(clean);
		}),
	);
});

function attacked(text: string): Partial<FormPage> {
	const both = { en: text, zh: text };
	const types = ['text', 'email', 'tel', 'textarea', 'url', 'number', 'date'] as const;
	const definition: FormDefinition = exampleForm({
		title: { en: `t${text}`, zh: text },
		text: { en: `t${text}`, zh: text },
		submitLabel: both,
		fields: [
			...types.map((type) =>
				field(`n${text}${type}`, { type, label: both, placeholder: { en: `p${text}`, zh: text } }),
			),
			...(['select', 'radio', 'checkbox'] as const).map((type) =>
				field(`n${text}${type}`, {
					type,
					label: both,
					options: [{ value: `v${text}`, label: both }],
				}),
			),
			field(`n${text}tick`, { type: 'checkbox', label: both }),
		],
		consents: [{ purpose: text, channel: text, text: both, required: true, privacyUrl: text }],
		color: text,
		logoUrl: text,
		privacyUrl: text,
	});
	return {
		definition,
		values: new Map(definition.fields.map(({ name }) => [name, [`v${text}`]])),
		problems: definition.fields.map(({ name }) => ({ field: name, code: 'required' })),
		token: text,
		referrer: text,
		challenge: text,
		proof: text,
		otherLanguageUrl: text,
	};
}

/** Every tag without its attributes' values: what must not depend on what was written. */
function structure(html: string): string[] {
	return (html.match(/<[^>]*>?/g) ?? []).map((found) => found.replace(/="[^"]*"/g, ''));
}
