import type { LeadflowErrorCode } from '../../../leads/model/error';
import type { ReadOptions } from '../../shared/fileRows';
import type { Merge, RawRow } from '../rawRow';
import type { BookLimits } from './book';

/*
 * What the thread that parses a workbook and the one that reads its rows tell each other. The reader
 * asks for each batch, so that a slow consumer holds up the parser.
 */

/** What the thread is started with. */
export interface WorkbookTask {
	file: string | Uint8Array<ArrayBuffer>;
	options: ReadOptions;
	limits: BookLimits;
}

/** A sheet that is going to be read, with the rows among which its header is. */
export interface OpenedSheet {
	name: string;
	head: RawRow[];
	/** Those that begin within the head. */
	merges: Merge[];
}

/** From the parser. Rows come sheet after sheet, each sheet's head first in `opened`. */
export type FromParser =
	| { kind: 'opened'; names: string[]; sheets: OpenedSheet[] }
	| { kind: 'rows'; sheet: number; rows: RawRow[] }
	| { kind: 'end' }
	| { kind: 'failed'; code: LeadflowErrorCode; message: string; hint?: string };

/** To the parser: one more batch may be sent. */
export type ToParser = 'next';
