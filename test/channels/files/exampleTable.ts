import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { Cell, Column, Table } from '../../../channels/files/table';

export function column(title: string, kind: Column['kind'] = 'text'): Column {
	return { title, kind, width: 18 };
}

/** A table of rows that are there already. */
export function tableOf(columns: Column[], rows: Iterable<Cell[]>): Table {
	return {
		columns,
		rows: (async function* () {
			yield* rows;
		})(),
	};
}

export async function bytesOf(file: Readable): Promise<Buffer> {
	return await buffer(file);
}
