import { LeadflowError } from '../../leads/model/error';
import type { FileLayout, FileRow, RowSource } from './fileRows';

/**
 * A row source that gives back what reading holds exactly once: when its rows end, fail or are
 * left, or when it is closed without being read.
 *
 * @param mostRows more of them are refused
 */
export function rowSource(
	layout: FileLayout,
	batches: AsyncIterable<FileRow[]>,
	mostRows: number,
	release: () => Promise<void>,
): RowSource {
	let released: Promise<void> | undefined;
	const close = async () => await (released ??= release());
	async function* rows(): AsyncGenerator<FileRow[]> {
		let count = 0;
		try {
			for await (const batch of batches) {
				count += batch.length;
				if (count > mostRows) throw tooManyRows(mostRows);
				if (batch.length > 0) yield batch;
			}
		} finally {
			await close();
		}
	}
	return { layout, rows: rows(), close };
}

/** What is thrown for a file with more rows than may be read. */
export function tooManyRows(most: number): LeadflowError {
	return new LeadflowError('INVALID_INPUT', `The file has more than ${most} rows.`, {
		hint: 'Split it into several files, or raise the limit.',
	});
}
