import { createHash } from 'node:crypto';
import {
	consentInputName,
	type FieldProblem,
	type FormDefinition,
	type Language,
} from '../../leads/model/form';
import type { ConsentGiven } from '../../leads/model/consent';
import { firstValue, type SubmittedValues } from './submittedValues';

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/**
 * Hash of every wording that a visitor permits something by, in the language shown. It is signed into
 * the form's token, so a box ticked under an older wording is asked again instead of being recorded
 * under the new one.
 */
export function wordingHash(definition: FormDefinition, language: Language): string {
	const shown = definition.consents.map((consent) => [
		consent.purpose,
		consent.channel,
		consent.text[language],
		consent.privacyUrl ?? definition.privacyUrl ?? null,
	]);
	return sha256(JSON.stringify([language, shown]));
}

export interface ReadConsents {
	/** One entry a ticked box, with the words that stood beside it. */
	given: ConsentGiven[];
	problems: FieldProblem[];
}

/**
 * Reads the consent boxes. An empty box is recorded nowhere: it is no withdrawal either.
 *
 * @param evidence the proof that goes with each consent: form, page, hashed address …
 * @param now epoch milliseconds
 */
export function readConsents(
	values: SubmittedValues,
	definition: FormDefinition,
	language: Language,
	evidence: Record<string, unknown>,
	now: number,
): ReadConsents {
	const given: ConsentGiven[] = [];
	const problems: FieldProblem[] = [];
	definition.consents.forEach((consent, index) => {
		const name = consentInputName(index);
		if (firstValue(values, name) === undefined) {
			if (consent.required) problems.push({ field: name, code: 'consentRequired' });
			return;
		}
		const text = consent.text[language];
		const privacyUrl = consent.privacyUrl ?? definition.privacyUrl;
		given.push({
			purpose: consent.purpose,
			channel: consent.channel,
			granted: true,
			text,
			textVersion: sha256(text),
			evidence: { ...evidence, ...(privacyUrl !== undefined && { privacyUrl }) },
			at: new Date(now).toISOString(),
		});
	});
	return { given, problems };
}
