import { normalizeEmail } from './email';
import type { NormalizationNote } from './normalization';

/** The two e-mail columns of a lead, settled. '' for no data. */
export interface EmailColumns {
	email: string;
	secondaryEmail: string;
	notes: NormalizationNote[];
	/** The original of an `email` cell that said more than the two columns hold. */
	unread?: string;
}

const SEPARATORS = /[;,|\s/、，；]+/;

/** The addresses of a cell that is no single address, such as `a@example.com; b@example.com`. */
function addressesOf(cell: string): { addresses: string[]; otherWords: boolean } {
	if (cell.length > 600) return { addresses: [], otherWords: true };
	const pieces = cell.split(SEPARATORS).filter(Boolean).map(normalizeEmail);
	const valid = pieces.filter(({ kind }) => kind !== 'invalid');
	return {
		addresses: [...new Set(valid.map(({ display }) => display))],
		otherWords: valid.length < pieces.length,
	};
}

/**
 * Normalises `email` and `secondaryEmail`. Of several addresses in the `email` cell the first stays
 * and the second goes to an empty `secondaryEmail`. An unreadable cell stays as it is.
 */
export function normalizeEmails(emailText: string, secondaryText: string): EmailColumns {
	const notes: NormalizationNote[] = [];
	const second = secondaryText === '' ? undefined : normalizeEmail(secondaryText);
	if (second?.kind === 'invalid') notes.push({ field: 'secondaryEmail', code: 'invalidEmail' });
	let secondaryEmail = second?.display ?? '';

	const first = emailText === '' ? undefined : normalizeEmail(emailText);
	if (first?.kind !== 'invalid') return { email: first?.display ?? '', secondaryEmail, notes };
	const { addresses, otherWords } = addressesOf(emailText);
	const [main, next, ...more] = addresses;
	if (main === undefined) {
		notes.push({ field: 'email', code: 'invalidEmail' });
		return { email: first.display, secondaryEmail, notes };
	}
	let left = more.length;
	if (next !== undefined && secondaryText === '') {
		secondaryEmail = next;
		notes.push({ field: 'secondaryEmail', code: 'filledFromCell' });
	} else if (next !== undefined && next !== secondaryEmail) {
		left += 1;
	}
	if (left === 0 && !otherWords) return { email: main, secondaryEmail, notes };
	notes.push({ field: 'email', code: 'partlyRead' });
	return { email: main, secondaryEmail, notes, unread: emailText };
}
