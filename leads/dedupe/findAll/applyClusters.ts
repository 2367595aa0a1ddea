import { probabilityOf } from '../../matching/score/explain';
import type { DecisionReason } from '../../model/decision';
import type { StoreContext } from '../../store/context';
import { coupleOf, knownCouples, type KnownPair } from '../../store/leads/knownPairs';
import type { LeadRow } from '../../store/leads/leadRow';
import { survivorsOf } from '../../store/leads/mergedIds';
import { openReviewPairs, type ReviewPair } from '../../store/leads/reviewPairs';
import { lockLeads } from '../../store/leads/lockLeads';
import { canSee } from '../../store/permissions';
import type { Step } from '../../store/step';
import { explainRows } from '../explainRows';
import { mergeLeads } from '../merge/mergeLeads';
import type { MergeRequest } from '../merge/mergeRequest';
import type { Outcome, StagedCluster, StagedPair } from './stagedClusters';

/** What is done with what was found. */
export interface Application {
	merge: boolean;
	/** Bits. */
	certainAt: number;
	mostLeads: number;
	howToMerge: Omit<MergeRequest, 'ids'>;
	node: string;
	/** Whether merging this group failed before: then it goes to review. */
	isUnmergeable: (number: number) => boolean;
	/** Told before a group is merged, so that it is known which one failed. */
	merging: (number: number) => void;
}

export interface Applied {
	outcomes: Array<{ number: number; outcome: Outcome }>;
	/** Leads that were merged into another. */
	merged: number;
	/** Groups that were certain and were left for review. */
	notMerged: number;
	/** Pairs that were put up. */
	reviewPairs: number;
}

/** A group as it stands now. */
interface Present {
	cluster: StagedCluster;
	/** Id that was found → lead that lives on, where there is one that the actor may see. */
	rows: ReadonlyMap<string, LeadRow>;
	/** Its leads, each once. */
	leads: LeadRow[];
	known: ReadonlyMap<string, readonly KnownPair[]>;
}

/**
 * Merges what is certain and puts up the rest, group by group. The leads are looked at again: who was
 * merged, deleted or changed since the search, or declared to be different, is not joined by what was
 * true then.
 */
export function* applyClusters(
	context: StoreContext,
	clusters: readonly StagedCluster[],
	application: Application,
): Step<Applied> {
	const applied: Applied = { outcomes: [], merged: 0, notMerged: 0, reviewPairs: 0 };
	const pairs: ReviewPair[] = [];
	const present = yield* asTheyStand(context, clusters);
	for (const one of present) {
		const merged = yield* mergeCertain(context, one, application);
		const open = remainingPairs(one, merged);
		pairs.push(...open.pairs);
		const { number } = one.cluster;
		const wasCertain = one.cluster.kind === 'cluster' && one.cluster.certain;
		const outcome = outcomeOf(merged.count, open.waiting);
		applied.merged += merged.count;
		if (application.merge && wasCertain && one.leads.length > 1 && merged.count === 0) {
			applied.notMerged += 1;
		}
		applied.outcomes.push({ number, outcome });
	}
	applied.reviewPairs = yield* openReviewPairs(context, pairs);
	return applied;
}

function outcomeOf(merged: number, waiting: number): Outcome {
	if (merged > 0) return 'merged';
	return waiting > 0 ? 'review' : 'leftAlone';
}

/** All leads of all groups, held in one order before any of them is written. */
function* asTheyStand(context: StoreContext, clusters: readonly StagedCluster[]): Step<Present[]> {
	const ids = clusters.flatMap(({ leads }) => leads.map(({ id }) => id));
	const survivors = yield* survivorsOf(context, ids);
	const held = new Map(
		(yield* lockLeads(context, [...survivors.values()]))
			.filter(
				(row) => row.deleted_at === null && row.merged_into === null && canSee(context.actor, row),
			)
			.map((row) => [row.id, row]),
	);
	const known = yield* knownCouples(context, held.keys());
	return clusters.map((cluster) => {
		const rows = new Map<string, LeadRow>();
		for (const { id } of cluster.leads) {
			const row = held.get(survivors.get(id) ?? id);
			if (row) rows.set(id, row);
		}
		return { cluster, rows, leads: [...new Set(rows.values())], known };
	});
}

interface Merged {
	/** Leads that were merged into another. */
	count: number;
	/** Lead → the lead that it is now; itself where nothing was merged. */
	now: (id: string) => string;
}

/** Merges those that certain evidence ties together, if nobody objects. */
function* mergeCertain(
	context: StoreContext,
	present: Present,
	application: Application,
): Step<Merged> {
	const { cluster } = present;
	const into = new Map<string, string>();
	const now = (id: string) => into.get(id) ?? id;
	let count = 0;
	const isOff = !application.merge || cluster.kind !== 'cluster' || cluster.tooLarge;
	if (isOff || application.isUnmergeable(cluster.number)) return { count, now };
	for (const ids of yield* certainGroups(context, present, application.certainAt)) {
		if (ids.length > application.mostLeads || hasVeto(present, ids)) continue;
		application.merging(cluster.number);
		const { mostLeads } = application;
		const request: MergeRequest = { ...application.howToMerge, mostLeads, ids };
		const { lead, mergedIds } = yield* mergeLeads(request, application.node)(context);
		for (const id of mergedIds) into.set(id, lead.id);
		count += mergedIds.length;
	}
	return { count, now };
}

/** Leads that are tied by certain evidence, which is looked at again where one of them changed. */
function* certainGroups(
	context: StoreContext,
	{ cluster, rows }: Present,
	certainAt: number,
): Step<string[][]> {
	const versions = new Map(cluster.leads.map(({ id, version }) => [id, version]));
	const isUnchanged = (id: string) =>
		rows.get(id)?.id === id && rows.get(id)?.version === versions.get(id);
	const groups = new Map<string, string[]>();
	for (const { leftId, rightId, bits } of cluster.pairs) {
		const left = rows.get(leftId);
		const right = rows.get(rightId);
		if (bits < certainAt || !left || !right || left.id === right.id) continue;
		if (groups.get(left.id)?.includes(right.id)) continue;
		if (!isUnchanged(leftId) || !isUnchanged(rightId)) {
			const again = yield* explainRows(context, left, right);
			if (again.bits < certainAt && !again.isIdentity) continue;
		}
		const joined = [...(groups.get(left.id) ?? [left.id])];
		for (const id of groups.get(right.id) ?? [right.id]) if (!joined.includes(id)) joined.push(id);
		for (const id of joined) groups.set(id, joined);
	}
	return [...new Set(groups.values())].map((ids) => ids.sort());
}

function hasVeto({ known }: Present, ids: readonly string[]): boolean {
	return ids.some((one, index) =>
		ids
			.slice(index + 1)
			.some((other) => known.get(coupleOf(one, other))?.some(({ state }) => state === 'different')),
	);
}

/**
 * As many pairs as it takes decisions: those that wait already, and then the surest that tie together
 * what nothing ties yet.
 */
function remainingPairs(
	{ cluster, rows, leads, known }: Present,
	{ now }: Merged,
): { pairs: ReviewPair[]; waiting: number } {
	const group = new Map(leads.map(({ id }) => [now(id), now(id)]));
	const groupOf = (id: string): string => {
		let last = id;
		for (let next = group.get(last); next !== undefined && next !== last; next = group.get(last)) {
			last = next;
		}
		return last;
	};
	let waiting = 0;
	const join = (one: string, other: string): boolean => {
		const [left, right] = [groupOf(one), groupOf(other)];
		if (left !== right) group.set(left, right);
		return left !== right;
	};
	const stateOf = (one: string, other: string) => known.get(coupleOf(one, other)) ?? [];
	for (const [index, one] of leads.entries()) {
		for (const other of leads.slice(index + 1)) {
			const isOpen = stateOf(one.id, other.id).some(({ state }) => state === 'open');
			if (isOpen && join(now(one.id), now(other.id))) waiting += 1;
		}
	}
	const pairs: ReviewPair[] = [];
	for (const pair of cluster.pairs) {
		const left = rows.get(pair.leftId);
		const right = rows.get(pair.rightId);
		if (!left || !right) continue;
		if (stateOf(left.id, right.id).some(({ state }) => state === 'different')) continue;
		const [leftId, rightId] = [now(left.id), now(right.id)];
		if (leftId === rightId || !join(leftId, rightId)) continue;
		const { bits, parts } = pair;
		pairs.push({ kind: 'duplicate', leftId, rightId, bits, parts, reasons: reasonsOf(pair) });
	}
	return { pairs, waiting: waiting + pairs.length };
}

function reasonsOf({ bits, by }: StagedPair): DecisionReason[] {
	const percent = (100 * probabilityOf(bits)).toFixed(1);
	const alike = {
		code: 'alike',
		text: `What both records say makes them one person with a probability of ${percent} %`,
	};
	if (by === undefined) return [alike];
	return [{ code: `same.${by}`, text: `Both records have this ${by}`, field: by }, alike];
}
