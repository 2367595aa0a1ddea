import { LeadflowError } from '../../../leads/model/error';

/*
 * WeCom's limits, checked before a call: its own answer to a text that is too long is a number, or a
 * text that was cut. `label` is the parameter as the user sees it.
 */

function invalid(label: string, problem: string, hint: string): LeadflowError {
	return new LeadflowError('INVALID_INPUT', `'${label}' ${problem}`, { hint });
}

/** A text that must be there, trimmed. */
export function filled(label: string, text: string): string {
	const trimmed = text.trim();
	if (trimmed === '') throw invalid(label, 'is empty', `Fill in '${label}'.`);
	return trimmed;
}

/** A text of at most so many bytes in UTF-8. */
export function withinBytes(label: string, text: string, most: number): string {
	const bytes = Buffer.byteLength(text);
	if (bytes <= most) return text;
	throw invalid(
		label,
		`has ${bytes} bytes, and WeCom takes ${most}`,
		'Shorten it. A Chinese character counts 3 bytes.',
	);
}

/** A text of at most so many characters. */
export function withinCharacters(label: string, text: string, most: number): string {
	const characters = [...text].length;
	if (characters <= most) return text;
	throw invalid(label, `has ${characters} characters, and WeCom takes ${most}`, 'Shorten it.');
}

/** A list of at least one and at most so many entries. */
export function withinCount<Entry>(
	label: string,
	entries: readonly Entry[],
	most: number,
): readonly Entry[] {
	if (entries.length === 0) throw invalid(label, 'is empty', `Fill in '${label}'.`);
	if (entries.length <= most) return entries;
	throw invalid(
		label,
		`has ${entries.length} entries, and WeCom takes ${most}`,
		'Split them over several items.',
	);
}

const PLAIN = /^[0-9a-zA-Z_-]*$/;

/** A name of Latin letters, digits, `_` and `-`, as WeCom demands for its IDs. */
export function plainName(label: string, text: string, most: number): string {
	if (text.length <= most && PLAIN.test(text)) return text;
	throw invalid(
		label,
		`may have up to ${most} Latin letters, digits, underscores and hyphens only`,
		'Choose a short name such as expo2026_hall3.',
	);
}

/** An address that begins with http:// or https://. */
export function webAddress(label: string, text: string, most = 2_048): string {
	const address = filled(label, text);
	if (!/^https?:\/\/\S+$/i.test(address))
		throw invalid(label, 'is no web address', 'Write it with http:// or https://.');
	return withinBytes(label, address, most);
}
