import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LeadProfile } from '../../matching/leads/profile';
import type { Operation, StoreContext } from '../context';
import type { Engine } from '../engine/engine';
import { releaseLease, takeLease } from '../leases';
import { readSetting, writeSetting } from '../settings';
import { q, write, type Step } from '../step';
import type { LeadStore } from '../store';
import type { LeadRow } from './leadRow';
import { addCounts, type Count, CountSum, setCounts } from './matchCounts';
import { addMatchKeys, isMatchable, profileOfRow } from './matchKeys';
import { pruneMatchLocks } from './matchLocks';

/** Set by the migration that brought the keys, for stores that had leads before: true, then the last lead done. */
const UNINDEXED = 'matching.unindexed';
/** Leads of one transaction. */
const PAGE = 200;
/** Counts of one transaction. */
const COUNTS_PAGE = 1000;
const LEASE = { name: 'matching.index', leaseMs: 60_000 };
const PRUNED_EVERY_MS = 10 * 60 * 1000;
/** Counts are written so often at most, unless there are many. */
const WRITTEN_EVERY_MS = 2000;
const WRITTEN_AT = 200;

export interface UpkeepRun {
	/** Leads done so far. */
	onProgress?: (leads: number) => void;
	/** Checked between transactions. */
	signal?: AbortSignal;
}

/** What a process has counted of a store and not written yet. */
interface Tally {
	sum: CountSum;
	leads: number;
	/** By `performance.now()`. */
	writtenAt: number;
	/** When lock rows that are out of use were removed. */
	prunedAt: number;
}

const tallies = new WeakMap<Engine, Map<string, Tally>>();

function tallyOf({ engine, workspaceId }: LeadStore): Tally {
	const ofEngine = tallies.get(engine) ?? new Map<string, Tally>();
	tallies.set(engine, ofEngine);
	const known = ofEngine.get(workspaceId);
	if (known) return known;
	const tally = { sum: new CountSum(), leads: 0, writtenAt: -Infinity, prunedAt: -Infinity };
	ofEngine.set(workspaceId, tally);
	return tally;
}

/**
 * Counts what new leads say. Everybody adds to the same rows, so this is no part of a capture's
 * transaction, and of captures that follow each other quickly the counts are written together. A
 * process that dies takes the counts of some seconds with it; `recountFrequencies` finds them again.
 */
export async function keepCounts(store: LeadStore, made: readonly LeadProfile[]): Promise<void> {
	if (made.length === 0) return;
	const tally = tallyOf(store);
	for (const profile of made) tally.sum.add(profile);
	tally.leads += made.length;
	const isDue = performance.now() - tally.writtenAt >= WRITTEN_EVERY_MS;
	if (isDue || tally.leads >= WRITTEN_AT) await writeCounts(store);
}

/** Writes what this process has counted, now. */
export async function writeCounts(store: LeadStore): Promise<void> {
	const tally = tallyOf(store);
	const counts = tally.sum.counts();
	const now = performance.now();
	Object.assign(tally, { sum: new CountSum(), leads: 0, writtenAt: now });
	if (counts.length > 0) await store.run((context) => addCounts(context, counts));
	if (now - tally.prunedAt < PRUNED_EVERY_MS) return;
	tally.prunedAt = now;
	await store.run(pruneMatchLocks());
}

function* pageOfLeads(
	context: StoreContext,
	after: string | undefined,
	hold = false,
): Step<LeadRow[]> {
	const leads = context.db
		.selectFrom('leads')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.orderBy('id')
		.limit(PAGE);
	const page = after === undefined ? leads : leads.where('id', '>', after);
	return yield* q(hold && context.dialect === 'postgres' ? page.forUpdate() : page);
}

/**
 * Counts all leads anew: what captures add up in passing is approximate, and what was changed, merged
 * or deleted since is still in it. Takes a few seconds for 100,000 leads, in small steps.
 */
export async function recountFrequencies(store: LeadStore, run: UpkeepRun = {}): Promise<void> {
	const sum = new CountSum();
	let after: string | undefined;
	for (let leads = 0; ; ) {
		const rows = await store.read((context) => pageOfLeads(context, after));
		if (rows.length === 0) break;
		for (const row of rows) if (isMatchable(row) && row.is_test === 0) sum.add(profileOfRow(row));
		after = rows[rows.length - 1].id;
		leads += rows.length;
		run.onProgress?.(leads);
		if (run.signal?.aborted) return;
		await nextTurn();
	}
	await replaceCounts(store, sum.counts());
}

/** Sets all counts, and removes those of values that no lead has any more. */
async function replaceCounts(store: LeadStore, counts: readonly Count[]): Promise<void> {
	const kinds = [...new Set(counts.map(({ kind }) => kind))];
	await store.run((context) => removeOtherKinds(context, kinds));
	for (const kind of kinds) {
		const own = counts.filter((count) => count.kind === kind);
		let from = Number.MIN_SAFE_INTEGER;
		for (let start = 0; start < own.length; start += COUNTS_PAGE) {
			const page = own.slice(start, start + COUNTS_PAGE);
			const isLast = start + COUNTS_PAGE >= own.length;
			const to = isLast ? Number.MAX_SAFE_INTEGER : page[page.length - 1].hash;
			await store.run(replaceRange(kind, { from, to }, page));
			from = to + 1;
			await nextTurn();
		}
	}
}

function* removeOtherKinds(context: StoreContext, kinds: readonly string[]): Step<void> {
	const all = context.db.deleteFrom('match_counts').where('workspace_id', '=', context.workspaceId);
	yield* write(kinds.length === 0 ? all : all.where('kind', 'not in', kinds));
}

function replaceRange(
	kind: string,
	range: { from: number; to: number },
	counts: readonly Count[],
): Operation<void> {
	return function* (context) {
		yield* write(
			context.db
				.deleteFrom('match_counts')
				.where('workspace_id', '=', context.workspaceId)
				.where('kind', '=', kind)
				.where('hash', '>=', range.from)
				.where('hash', '<=', range.to),
		);
		// A capture may have counted in between; what is counted here includes it, or soon will.
		yield* setCounts(context, counts);
	};
}

/** Whether leads of this store were written before there were keys, and are not found by them yet. */
export function isUnindexed(): Operation<boolean> {
	return function* (context) {
		return (yield* readSetting(context, UNINDEXED)) !== undefined;
	};
}

/**
 * Gives their keys to the leads of a store that was made before there were any. Of several processes
 * one does it; after a crash the next goes on where it stopped. A store without such leads is asked
 * for one setting and left alone.
 *
 * @returns false while another process is at it
 */
export async function indexMatchKeys(store: LeadStore, run: UpkeepRun = {}): Promise<boolean> {
	if (!(await store.read(isUnindexed()))) return true;
	const owner = randomUUID();
	for (let leads = 0; ; ) {
		const done = await store.run(indexPage(owner));
		if (done === 'busy') return false;
		if (done === 0) break;
		leads += done;
		run.onProgress?.(leads);
		if (run.signal?.aborted) return true;
		await nextTurn();
	}
	await recountFrequencies(store, { signal: run.signal });
	return true;
}

function indexPage(owner: string): Operation<number | 'busy'> {
	return function* (context) {
		if (!(yield* takeLease(context, { ...LEASE, owner }))) return 'busy';
		const reached = yield* readSetting(context, UNINDEXED);
		const last = typeof reached === 'string' ? reached : undefined;
		// Held, so that nobody changes a lead between reading it and writing its keys.
		const rows = yield* pageOfLeads(context, last, true);
		if (reached === undefined || rows.length === 0) {
			yield* forget(context);
			yield* releaseLease(context, LEASE.name, owner);
			return 0;
		}
		yield* addMatchKeys(context, rows);
		yield* writeSetting(context, UNINDEXED, rows[rows.length - 1].id);
		return rows.length;
	};
}

function* forget(context: StoreContext): Step<void> {
	yield* write(
		context.db
			.deleteFrom('meta')
			.where('workspace_id', '=', context.workspaceId)
			.where('key', '=', `setting.${UNINDEXED}`),
	);
}
