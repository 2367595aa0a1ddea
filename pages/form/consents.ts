import {
	consentInputName,
	type FormConsent,
	type FormDefinition,
	type Language,
} from '../../leads/model/form';
import { attributes, html, safeUrl, type SafeHtml } from '../shared/html';
import { optionalMark, problemAttributes, problemNote } from './field';
import { formTexts } from './texts';

export function consentId(index: number): string {
	return `consent-${index}`;
}

/** A link to a privacy policy, which opens beside the form so that nothing entered is lost. */
export function policyLink(address: string | undefined, language: Language): SafeHtml | undefined {
	const href = safeUrl(address);
	if (href === undefined) return undefined;
	return html`<a href="${href}" target="_blank" rel="noopener">${formTexts[language].privacy}</a>`;
}

function box(
	consent: FormConsent,
	index: number,
	policy: SafeHtml | undefined,
	language: Language,
	isTicked: boolean,
	problem: string | undefined,
): SafeHtml {
	const id = consentId(index);
	const input = attributes({
		type: 'checkbox',
		id,
		name: consentInputName(index),
		value: 'yes',
		checked: isTicked,
		required: consent.required,
	});
	const words = html`${consent.text[language]}${!consent.required && optionalMark(language)} ${policy}`;
	return html`<div${attributes({ class: problem && 'wrong' })}>
<label class="tick"><input${input}${problemAttributes(id, problem)}> <span>${words}</span></label>
${problemNote(id, problem)}</div>`;
}

/**
 * The boxes by which a visitor permits something, never ticked unless the visitor did. The form's own
 * policy is linked once, at the first box.
 */
export function consentTags(
	{ consents, privacyUrl }: FormDefinition,
	language: Language,
	values: ReadonlyMap<string, readonly string[]>,
	problems: ReadonlyMap<string, string>,
): SafeHtml | undefined {
	if (consents.length === 0) return undefined;
	const boxes = consents.map((consent, index) => {
		const name = consentInputName(index);
		const address = consent.privacyUrl ?? (index === 0 ? privacyUrl : undefined);
		const policy = policyLink(address, language);
		return box(consent, index, policy, language, values.has(name), problems.get(name));
	});
	return html`<div class="consents wide">${boxes}</div>`;
}
