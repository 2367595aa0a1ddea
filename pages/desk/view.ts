import type { Language } from '../../leads/model/form';
import { deskText, type DeskText } from './texts';

/** What every page of the desk needs to know about who looks at it. */
export interface DeskView {
	language: Language;
	text: DeskText;
	/** IANA zone in which times are shown and read. */
	zone: string;
	/** Epoch milliseconds. */
	now: number;
	/** Proves that a form came from a page of this visitor. */
	formToken: string;
	/** Whether the visitor may change anything. */
	writable: boolean;
}

/** A view in one language. */
export function deskView(view: Omit<DeskView, 'text'>): DeskView {
	return { ...view, text: deskText(view.language) };
}

/**
 * Address of a page of the desk, relative to wherever it is served.
 *
 * @param query parameters; empty ones are left out
 */
export function deskHref(
	page: string,
	query: Readonly<Record<string, string | undefined>> = {},
): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries({ page, ...query })) {
		if (value) parameters.set(name, value);
	}
	return `?${parameters}`;
}
