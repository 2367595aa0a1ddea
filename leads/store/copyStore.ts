import { setImmediate as nextTurn } from 'node:timers/promises';
import { LeadflowError } from '../model/error';
import { requireAdmin } from './permissions';
import type { TableName } from './schema/tables';
import { readSetting, writeSetting } from './settings';
import type { Row } from './step';
import type { LeadStore, StoreSnapshot } from './store';
import { countRows, deleteRows, hasRows, insertRows, readRows, tableNames } from './tableRows';

/** Rows per transaction: on SQLite a transaction blocks the event loop, on PostgreSQL round trips cost. */
const BATCH = { sqlite: 100, postgres: 500 } as const;
/** Leases belong to processes that run now; the others are copied. Meta comes last, in one piece. */
const copied = tableNames.filter((table) => table !== 'leases' && table !== 'meta');
const META_PAGE = 1000;
const IN_PROGRESS = 'copyInProgress';

export interface CopyProgress {
	table: string;
	/** Rows written so far, over all tables. */
	done: number;
	total: number;
}

export interface CopyOptions {
	/** Deletes what the target's workspace holds first. Without it the target must be empty. */
	replace?: boolean;
	onProgress?: (progress: CopyProgress) => void;
	/** Checked between batches. A copy that was stopped is done again with `replace`. */
	signal?: AbortSignal;
}

/** Rows copied, by table. */
export type CopyReport = Record<string, number>;

/**
 * Copies everything of one store's workspace into another's, whatever their engines: leads, log,
 * settings and the signing secret, so that links and suppressions go on working. What is copied is
 * one moment of the source; it can be in use meanwhile, but what it takes in later is not there.
 * Counts of both sides are compared at the end.
 *
 * @throws LeadflowError FORBIDDEN, CONFLICT when the target is not empty or was written to, or
 *   INVALID_INPUT when stopped
 */
export async function copyStore(
	from: LeadStore,
	to: LeadStore,
	options: CopyOptions = {},
): Promise<CopyReport> {
	for (const { actor } of [from, to]) requireAdmin(actor, 'Copying a store');
	if (from.engine.location === to.engine.location && from.workspaceId === to.workspaceId) {
		throw new LeadflowError('INVALID_INPUT', 'A store cannot be copied onto itself');
	}
	if (!options.replace) await requireEmpty(to);
	const source = await from.snapshot();
	try {
		return await copyFrom(source, to, options);
	} finally {
		await source.close();
	}
}

async function requireEmpty(store: LeadStore): Promise<void> {
	for (const table of copied) {
		if (!(await store.read(hasRows(table)))) continue;
		throw new LeadflowError(
			'CONFLICT',
			`The target store is not empty: it has rows in '${table}'`,
			{
				hint: 'Choose an empty database or another workspace, or let the copy replace what is there.',
			},
		);
	}
}

async function copyFrom(
	source: StoreSnapshot,
	to: LeadStore,
	options: CopyOptions,
): Promise<CopyReport> {
	const report: CopyReport = {};
	let total = 0;
	for (const table of copied) {
		report[table] = await source.read(countRows(table));
		total += report[table];
	}
	// Whoever opens a store that holds half a copy is told so.
	await to.run((context) => writeSetting(context, IN_PROGRESS, true));
	if (options.replace) await clear(to, options.signal);
	let before = 0;
	for (const table of copied) {
		await copyTable(source, to, table, options, (rows) =>
			options.onProgress?.({ table, done: before + rows, total }),
		);
		before += report[table];
	}
	for (const table of copied) {
		if ((await to.read(countRows(table))) === report[table]) continue;
		throw new LeadflowError(
			'CONFLICT',
			`Rows were written to '${table}' of the target during the copy`,
			{
				hint: 'Deactivate the workflows that use the target store and copy again, replacing what is there.',
			},
		);
	}
	report.meta = await copyMeta(source, to);
	return report;
}

function requireGoingOn(signal: AbortSignal | undefined): void {
	if (!signal?.aborted) return;
	throw new LeadflowError('INVALID_INPUT', 'The copy was stopped before its end', {
		hint: 'Copy again, replacing what is there.',
	});
}

async function clear(store: LeadStore, signal?: AbortSignal): Promise<void> {
	const size = BATCH[store.engine.dialect];
	for (const table of copied) {
		do {
			requireGoingOn(signal);
			await nextTurn();
		} while ((await store.run(deleteRows(table, size))) === size);
	}
}

async function copyTable(
	source: StoreSnapshot,
	to: LeadStore,
	table: TableName,
	{ signal }: CopyOptions,
	onRows: (rows: number) => void,
): Promise<void> {
	const size = BATCH[to.engine.dialect];
	let last: Row | undefined;
	let done = 0;
	for (;;) {
		requireGoingOn(signal);
		const rows = await source.read(readRows(table, last, size));
		if (rows.length > 0) await to.run(insertRows(table, rows));
		done += rows.length;
		last = rows.at(-1);
		onRows(done);
		if (rows.length < size) return;
		await nextTurn();
	}
}

/** Settings and secret in one transaction, which also takes the mark of the unfinished copy away. */
async function copyMeta(source: StoreSnapshot, to: LeadStore): Promise<number> {
	const rows: Row[] = [];
	let page: Row[];
	do {
		page = await source.read(readRows('meta', rows.at(-1), META_PAGE));
		rows.push(...page);
	} while (page.length === META_PAGE);
	return await to.run(function* (context) {
		while ((yield* deleteRows('meta', META_PAGE)(context)) > 0);
		return yield* insertRows('meta', rows)(context);
	});
}

/** Whether the store holds a copy that was not brought to its end. */
export async function isHalfCopied(store: LeadStore): Promise<boolean> {
	return (await store.read((context) => readSetting(context, IN_PROGRESS))) === true;
}
