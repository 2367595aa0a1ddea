import { LeadflowError } from '../../../leads/model/error';
import { tableStart, type TableStart } from '../namedRows';
import type { Merge } from '../rawRow';
import type { Book, BookSheet } from './book';

/** A sheet that is going to be read, and the first of its rows. */
export interface ChosenSheet {
	name: string;
	merges: readonly Merge[];
	start: TableStart;
}

function byName(book: Book, names: readonly string[]): BookSheet[] {
	return names.map((name) => {
		const found = book.sheets.find((sheet) => sheet.name.trim() === name.trim());
		if (found) return found;
		throw new LeadflowError('INVALID_INPUT', 'The workbook has no sheet of that name.', {
			hint: `Its sheets are: ${book.sheets.map((sheet) => sheet.name).join(', ')}`.slice(0, 500),
		});
	});
}

/**
 * The sheets that were asked for: the first that holds anything, all that do, or those of certain
 * names. Hidden ones hold the choices of drop-downs as a rule; they are read by name, or when there is
 * nothing else.
 *
 * @throws LeadflowError INVALID_INPUT when there is no sheet of a name
 */
export async function* chosenSheets(
	book: Book,
	asked: 'first' | 'all' | string[] = 'first',
): AsyncGenerator<ChosenSheet> {
	const visible = book.sheets.filter(({ hidden }) => !hidden);
	const shown = visible.length > 0 ? visible : book.sheets;
	for (const sheet of Array.isArray(asked) ? byName(book, asked) : shown) {
		const { merges, rows } = await sheet.open();
		const start = await tableStart(rows);
		if (start.head.length === 0 && !Array.isArray(asked)) continue;
		yield { name: sheet.name, merges, start };
		if (asked === 'first') return;
	}
}
