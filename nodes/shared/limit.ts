import { setImmediate as nextTurn } from 'node:timers/promises';
import type { INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from './parameters';

/** Rows asked for at a time, where a caller can take as many. */
const PAGE = 500;

export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] } },
		default: 50,
		description: 'Max number of results to return',
	},
];

/** How many results an item asks for: Infinity for all. */
export function limitOf(parameters: ParameterReader, index: number): number {
	if (parameters.at<boolean>('returnAll', index, false)) return Infinity;
	return Math.max(1, Math.trunc(Number(parameters.at<number>('limit', index, 50))) || 50);
}

/** Reads page after page until the limit is reached or nothing is left. */
export async function collectPages<Entry>(
	limit: number,
	page: (
		limit: number,
		after: string | undefined,
	) => Promise<{ entries: readonly Entry[]; nextCursor?: string }>,
): Promise<Entry[]> {
	const all: Entry[] = [];
	let after: string | undefined;
	do {
		const { entries, nextCursor } = await page(Math.min(PAGE, limit - all.length), after);
		for (const entry of entries) all.push(entry);
		after = nextCursor;
		// The embedded store reads a page in one piece: n8n gets its turn before the next.
		await nextTurn();
	} while (after !== undefined && all.length < limit);
	return all;
}
