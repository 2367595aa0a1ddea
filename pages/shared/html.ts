/** HTML that is safe to send as it is. Only `html` and `trustedHtml` make it. */
export class SafeHtml {
	constructor(private readonly text: string) {}

	toString(): string {
		return this.text;
	}
}

/** What may stand in a template. Nothing is shown for `null`, `undefined` and `false`. */
export type HtmlValue =
	| string
	| number
	| SafeHtml
	| null
	| undefined
	| false
	| readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
};

/** Text made harmless between tags and between quotes of an attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"'`]/g, (character) => ENTITIES[character]);
}

function render(value: HtmlValue): string {
	if (value === null || value === undefined || value === false) return '';
	if (typeof value === 'string') return escapeHtml(value);
	if (typeof value === 'number') return String(value);
	if (value instanceof SafeHtml) return value.toString();
	return value.map(render).join('');
}

/**
 * Template tag that escapes every value unless it is itself made by `html`. Attribute values must be
 * quoted in the template; addresses go through `safeUrl` as well.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): SafeHtml {
	let text = strings[0];
	values.forEach((value, index) => {
		text += render(value) + strings[index + 1];
	});
	return new SafeHtml(text);
}

/**
 * Attributes of a tag, with a space before each: `<input${attributes({ name, required })}>`. `true`
 * stands without a value; `false` and `undefined` leave the attribute out. Names are ours, never
 * anything that came in.
 */
export function attributes(
	values: Readonly<Record<string, string | number | boolean | undefined>>,
): SafeHtml {
	const tags = Object.entries(values).map(([name, value]) => {
		if (value === undefined || value === false) return '';
		return value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
	});
	return new SafeHtml(tags.join(''));
}

/** Marks text of our own, such as a style sheet or a script, as HTML. Never for anything that came in. */
export function trustedHtml(text: string): SafeHtml {
	return new SafeHtml(text);
}

/**
 * The address if a browser may safely follow it (http, https; mailto and tel for links; `data:image/`
 * for pictures), else undefined: an author's or visitor's text must never become `javascript:`.
 */
export function safeUrl(
	text: string | undefined,
	use: 'link' | 'image' = 'link',
): string | undefined {
	if (text === undefined) return undefined;
	const trimmed = text.trim();
	if (!URL.canParse(trimmed)) return undefined;
	const { protocol } = new URL(trimmed);
	if (protocol === 'https:' || protocol === 'http:') return trimmed;
	if (use === 'link') return ['mailto:', 'tel:'].includes(protocol) ? trimmed : undefined;
	return /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(trimmed) ? trimmed : undefined;
}
