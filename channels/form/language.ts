import type { Language } from '../../leads/model/form';

interface Preference {
	tag: string;
	quality: number;
}

function preferences(acceptLanguage: string): Preference[] {
	return acceptLanguage
		.slice(0, 500)
		.split(',')
		.map((part) => {
			const [tag, ...parameters] = part
				.trim()
				.toLowerCase()
				.split(/\s*;\s*/);
			const weight = parameters.find((parameter) => parameter.startsWith('q='));
			const quality = weight === undefined ? 1 : Number(weight.slice(2));
			return { tag, quality: Number.isNaN(quality) ? 0 : quality };
		})
		.filter(({ tag, quality }) => tag !== '' && quality > 0)
		.sort((a, b) => b.quality - a.quality);
}

function languageOf(tag: string): Language | undefined {
	if (/^zh\b/.test(tag)) return 'zh';
	if (/^en\b/.test(tag)) return 'en';
	return undefined;
}

/**
 * The language of a page: the form's own setting, else what the address asks for (`?lang=`), else the
 * browser's first preference that is Chinese or English (RFC 9110 §12.5.4), else English.
 */
export function chooseLanguage(
	setting: 'auto' | Language,
	requested: string | undefined,
	acceptLanguage: string | undefined,
): Language {
	if (setting !== 'auto') return setting;
	const asked = languageOf((requested ?? '').trim().toLowerCase());
	if (asked !== undefined) return asked;
	for (const { tag } of preferences(acceptLanguage ?? '')) {
		const language = languageOf(tag);
		if (language !== undefined) return language;
	}
	return 'en';
}
