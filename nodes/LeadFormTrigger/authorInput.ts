import { LeadflowError } from '../../leads/model/error';
import type { BilingualText } from '../../leads/model/form';

/** A group of parameters as n8n gives it, read without trust: an expression can yield anything. */
export class AuthorInput {
	constructor(private readonly values: unknown) {}

	private value(name: string): unknown {
		const { values } = this;
		if (typeof values !== 'object' || values === null || !Object.hasOwn(values, name))
			return undefined;
		return Reflect.get(values, name);
	}

	/** Trimmed; empty where there is none. */
	text(name: string): string {
		const value = this.value(name);
		return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	}

	flag(name: string, otherwise: boolean): boolean {
		const value = this.value(name);
		return typeof value === 'boolean' ? value : otherwise;
	}

	group(name: string): AuthorInput {
		return new AuthorInput(this.value(name));
	}

	/** The rows of a fixed collection. */
	rows(collection: string, row: string): AuthorInput[] {
		const rows = this.group(collection).value(row);
		return Array.isArray(rows) ? rows.map((entry: unknown) => new AuthorInput(entry)) : [];
	}

	/** A text that the author wrote in one language or both; where they wrote none, our own. */
	bilingual(name: string, nameZh: string, own?: BilingualText): BilingualText {
		return bilingual(this.text(name), this.text(nameZh), own);
	}

	/**
	 * A web address that the author may leave out.
	 *
	 * @param parameter its name on the screen
	 * @throws LeadflowError CONFIGURATION when the text is none
	 */
	url(name: string, parameter: string, pattern = /^https?:/i): string | undefined {
		const address = this.text(name);
		if (address === '') return undefined;
		if (!pattern.test(address) || !URL.canParse(address)) {
			refuse(
				`'${parameter}' is no web address`,
				'Write it in full, such as https://www.example.com.',
			);
		}
		return address;
	}
}

/** Both languages of a text of which one, or neither, was written. */
export function bilingual(english: string, chinese: string, own?: BilingualText): BilingualText {
	return {
		en: english || own?.en || chinese,
		zh: chinese || english || own?.zh || '',
	};
}

/** Refuses a form as its author set it up, in words that name the parameter to put right. */
export function refuse(message: string, hint: string): never {
	throw new LeadflowError('CONFIGURATION', message, { hint });
}
