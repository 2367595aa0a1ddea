/** Between entries of a list that a person writes: commas, semicolons, bars and line ends, Chinese ones too. */
const BETWEEN = /[,，、;；|\r\n]+/;

/** The entries of a list that comes as an array or as text, trimmed, each once. */
export function listOf(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : [value];
	const entries = parts.flatMap((part) =>
		typeof part === 'string' ? part.split(BETWEEN) : typeof part === 'number' ? [String(part)] : [],
	);
	return [...new Set(entries.map((entry) => entry.trim()).filter((entry) => entry !== ''))];
}

/** The whole numbers of such a list; others are left out. */
export function numbersOf(value: unknown): number[] {
	return listOf(value).flatMap((entry) => (/^\d{1,15}$/.test(entry) ? [Number(entry)] : []));
}
