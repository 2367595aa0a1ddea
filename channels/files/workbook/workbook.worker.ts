import { parentPort, workerData } from 'node:worker_threads';
import { LeadflowError } from '../../../leads/model/error';
import { ROWS_PER_BATCH } from '../rawRow';
import type { TableStart } from '../namedRows';
import { damagedBook, type Book } from './book';
import { chosenSheets, type ChosenSheet } from './chosenSheets';
import type { FromParser, WorkbookTask } from './messages';
import { openBook } from './openBook';

/*
 * Parses a workbook on a thread of its own: neither its time nor a workbook that is too much for the
 * memory may bring down the process that asked for it.
 */

const port = parentPort;

/** Batches that were asked for and not sent yet. */
let asked = 0;
let wake: () => void = () => {};

port?.on('message', () => {
	asked += 1;
	wake();
});

function send(message: FromParser): void {
	port?.postMessage(message);
}

/** Sends a message when one is asked for. */
async function sendAsked(message: FromParser): Promise<void> {
	while (asked === 0) await new Promise<void>((resolve) => (wake = resolve));
	asked -= 1;
	send(message);
}

async function sendRows(sheet: number, { rest }: TableStart): Promise<void> {
	for (let next = await rest.next(); !next.done; next = await rest.next()) {
		const rows = next.value.filter((row) => row.cells.length > 0 || row.problem !== undefined);
		for (let at = 0; at < rows.length; at += ROWS_PER_BATCH) {
			await sendAsked({ kind: 'rows', sheet, rows: rows.slice(at, at + ROWS_PER_BATCH) });
		}
	}
}

async function sendBook(book: Book, { options }: WorkbookTask): Promise<void> {
	const sheets: ChosenSheet[] = [];
	for await (const chosen of chosenSheets(book, options.sheets)) sheets.push(chosen);
	send({
		kind: 'opened',
		names: book.sheets.map(({ name }) => name),
		sheets: sheets.map(({ name, merges, start: { head } }) => {
			const lastRow = head.at(-1)?.number ?? 0;
			return { name, head, merges: merges.filter(({ top }) => top <= lastRow) };
		}),
	});
	for (const [index, { start }] of sheets.entries()) await sendRows(index, start);
	await sendAsked({ kind: 'end' });
}

async function run(task: WorkbookTask): Promise<void> {
	const file = typeof task.file === 'string' ? task.file : Buffer.from(task.file);
	const book = await openBook(file, task.options, task.limits);
	await sendBook(book, task).finally(async () => await book.close());
}

function failure(error: unknown): FromParser {
	const { code, message, hint } = error instanceof LeadflowError ? error : damagedBook();
	return { kind: 'failed', code, message, ...(hint === undefined ? {} : { hint }) };
}

run(workerData)
	.catch((error: unknown) => send(failure(error)))
	.finally(() => port?.close());
