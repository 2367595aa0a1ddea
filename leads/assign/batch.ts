import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { Lead } from '../model/lead';
import type { StoreContext } from '../store/context';
import { leadFromRow, type LeadRow } from '../store/leads/leadRow';
import { lockKnownLeads, lockMoreLeads, readLeads } from '../store/leads/lockLeads';
import { canSee } from '../store/permissions';
import { readPools, type StoredPool } from '../store/pools';
import { together, type Step } from '../store/step';
import { Assigner } from './assigner';
import { readCast, type Cast } from './cast';
import { ExistingOwners } from './existingOwners';
import { readHistories, type LeadHistory } from './leadHistory';
import { nothingRead, type LookAhead } from './lookAhead';
import { rotationsOf } from './pick';
import { isQueueEmpty, nextQueued, queuedAmong, type QueueRow } from './queueRows';
import type { Rotation } from './rotation';
import { holdRotations, lookAtRotations } from './rotations';
import { ruleSetHash, type RuleSet } from './ruleSet';
import { followMerges } from './survivors';
import type { Subject } from './verdict';
import { countWorkloads } from './workloads';

/** Leads of the queue that are looked at before those of a batch. */
const QUEUE_FIRST = 20;

/** Which leads of a batch are given out: those without an owner, all, or those whose owner missed the first touch. */
export type Whose = 'nobodys' | 'anybodys' | 'missed';

export interface BatchRequest {
	/** In the order in which they are decided. */
	leadIds: readonly string[];
	ruleSet: RuleSet;
	whose: Whose;
	/** Holds what it reads until the transaction ends. */
	lock: boolean;
	/** Highest scores first. */
	sortByScore?: boolean;
	/** Goes on in the queue after this entry, instead of at its head. */
	queueAfter?: string;
	queueLimit?: number;
	/** What was read of it before the locks. */
	ahead?: LookAhead;
	/** Goes on from the turns and counts of a batch that was decided and not written. */
	before?: Assigner;
}

/** What a batch of leads is decided from. */
export interface Batch {
	hash: string;
	/** Rows of all leads that were asked for and are there, by id. */
	rows: ReadonlyMap<string, LeadRow>;
	/** In the order of their turns: what waited before, then the leads of the batch. */
	subjects: readonly Subject[];
	/** Leads that keep their owner. */
	owned: ReadonlySet<string>;
	refused: ReadonlyMap<string, LeadflowError>;
	/** The id that an id asked for stands for: of a merged lead, that of the one that lives on. */
	survivorOf(id: string): string;
	/** Leads that wait already, with their places in the queue. */
	waiting: ReadonlyMap<string, QueueRow>;
	/** Leads in the queue that need not wait any more: they have an owner or are gone. */
	settled: readonly string[];
	/** The last entry of the queue that was looked at. */
	queueEnd?: string;
	rotations: ReadonlyMap<string, Rotation>;
	cast: Cast;
	/** All pools; none where nothing is to be decided. */
	pools: ReadonlyMap<string, StoredPool>;
	/** Absent where nothing is to be decided. */
	assigner?: Assigner;
}

function refusal(row: LeadRow | undefined, id: string): LeadflowError | undefined {
	if (!row || !isId(id)) {
		return new LeadflowError('NOT_FOUND', 'No lead has this ID, or it is not yours to see', {
			field: 'id',
			hint: "Use the 'id' of a lead from Lead Capture or from 'Lead: Get Many'.",
		});
	}
	if (row.merged_into !== null) {
		return new LeadflowError('CONFLICT', 'The lead was merged into another one', {
			field: 'id',
			hint: `Assign the lead that lives on: ${row.merged_into}`,
		});
	}
	if (row.deleted_at !== null) {
		return new LeadflowError('CONFLICT', 'The lead lies in the bin', {
			field: 'id',
			hint: 'Restore it first.',
		});
	}
	if (row.converted_at !== null || row.status === 'converted') {
		return new LeadflowError('ALREADY_CONVERTED', 'The lead is converted', {
			field: 'id',
			hint: 'Its account, contact and deal have owners of their own.',
		});
	}
	return undefined;
}

/**
 * Reads, and holds, what a batch is decided from. Everything that assigns holds in this order: the
 * rotations, the leads, the members; each sorted, so that nobody waits in a circle.
 */
export function* readBatch(context: StoreContext, request: BatchRequest): Step<Batch> {
	const { ruleSet, lock, ahead = nothingRead } = request;
	const hash = ruleSetHash(ruleSet);
	const names = ruleSet.rules.flatMap((rule) => rotationsOf(ruleSet, rule));
	const asked = [...new Set(request.leadIds)];
	const valid = asked.filter(isId);
	// Whether anybody waits is read behind the lock of the rotations.
	const [turns, isEmpty] = yield* together(
		(lock ? holdRotations : lookAtRotations)(context, request.before ? [] : names, ruleSet),
		isQueueEmpty(context),
	);
	const rotations = request.before?.state.rotations ?? turns;
	const after = request.queueAfter;
	const limit = request.queueLimit ?? QUEUE_FIRST;
	const [queued, waiting] = isEmpty
		? [[], []]
		: yield* together(nextQueued(context, hash, { after, limit }), queuedAmong(context, valid));
	const first = queued.map(({ lead_id }) => lead_id);
	const all = [...new Set([...first, ...valid])];
	const [found, historyOfAsked] = yield* together(
		lock ? lockKnownLeads(context, all, ahead.rows) : readLeads(context, all),
		readHistories(context, ruleSet, all),
	);
	const survivors = yield* followMerges(context, found, lock ? lockMoreLeads : readLeads);
	const more = survivors.more.map(({ id }) => id);
	const [historyOfMore, moreWaiting] = yield* together(
		readHistories(context, ruleSet, more),
		queuedAmong(context, isEmpty ? [] : more),
	);
	const historyOf = (id: string) => (more.includes(id) ? historyOfMore : historyOfAsked)(id);
	const rows = new Map([...found, ...survivors.more].map((row) => [row.id, row] as const));
	const sorting = new Sorting(context, rows, historyOf, ahead.leads);
	const followed = [...new Set(asked.map(survivors.of))];
	for (const id of first) {
		if (!followed.includes(id)) sorting.addWaiting(id);
	}
	// What waited goes first, also where it is asked for again.
	const again = first.filter((id) => followed.includes(id));
	const rest = followed.filter((id) => !again.includes(id));
	if (request.sortByScore) {
		rest.sort((a, b) => (rows.get(b)?.score ?? 0) - (rows.get(a)?.score ?? 0));
	}
	const queue = new Map(
		[...queued, ...waiting, ...moreWaiting].map((row) => [row.lead_id, row] as const),
	);
	for (const id of [...again, ...rest]) sorting.add(id, request.whose, queue.has(id));
	const { subjects, owned, refused, settled } = sorting;
	const base = {
		hash,
		rows,
		subjects,
		owned,
		refused,
		survivorOf: survivors.of,
		waiting: queue,
		settled,
		queueEnd: queued.at(-1)?.id,
		rotations,
	};
	if (subjects.length === 0) return { ...base, cast: nobody, pools: new Map() };
	const subjectRows = subjects.flatMap(({ id }) => rows.get(id) ?? []);
	const existing = yield* ExistingOwners.read(context, ruleSet, subjectRows);
	const cast = yield* readCast(context, ruleSet, existing.memberIds(), lock);
	const [workloads, pools] = yield* together(
		countWorkloads(context, ruleSet, cast.members.values()),
		readPools(context),
	);
	if (request.before) {
		workloads.goOn(request.before.state.workloads);
		existing.goOn(request.before.state.existing);
	}
	const state = { ruleSet, cast, rotations, workloads, existing, now: context.now };
	return { ...base, cast, pools, assigner: new Assigner(state) };
}

const nobody: Cast = {
	members: new Map(),
	ofTeam: new Map(),
	ofPool: new Map(),
	everybody: [],
	managerOf: new Map(),
	pools: new Map(),
};

function isUp(ownerId: string, whose: Whose, { missedNow }: LeadHistory): boolean {
	return whose === 'anybodys' || (whose === 'missed' && missedNow.has(ownerId));
}

/** Tells the leads that are to be decided from those that stay as they are. */
class Sorting {
	readonly subjects: Subject[] = [];
	readonly owned = new Set<string>();
	readonly refused = new Map<string, LeadflowError>();
	readonly settled: string[] = [];

	constructor(
		private readonly context: StoreContext,
		private readonly rows: ReadonlyMap<string, LeadRow>,
		private readonly historyOf: (leadId: string) => LeadHistory,
		private readonly leads: ReadonlyMap<LeadRow, Lead>,
	) {}

	/** A lead of the queue that nobody asked for: it is given out if it still waits. */
	addWaiting(id: string): void {
		const row = this.rows.get(id);
		// Those whom the actor does not see wait for somebody who does.
		if (row && !canSee(this.context.actor, row)) return;
		const isHad = (owner: string | null) =>
			owner !== null && !isUp(owner, 'missed', this.historyOf(id));
		// Whoever missed the first response has the lead until somebody else is free.
		if (!row || refusal(row, id) || isHad(row.owner_id)) this.settled.push(id);
		else this.addSubject(row);
	}

	/** A lead that was asked for. */
	add(id: string, whose: Whose, waits: boolean): void {
		const row = this.rows.get(id);
		const visible = row && canSee(this.context.actor, row) ? row : undefined;
		const error = refusal(visible, id);
		if (error) this.refused.set(id, error);
		if (error || !visible) return;
		const { owner_id } = visible;
		if (owner_id === null || isUp(owner_id, whose, this.historyOf(id))) this.addSubject(visible);
		else {
			this.owned.add(id);
			if (waits) this.settled.push(id);
		}
	}

	private addSubject(row: LeadRow): void {
		const { coolingDown, missedBy, open } = this.historyOf(row.id);
		this.subjects.push({
			id: row.id,
			lead: this.leads.get(row) ?? leadFromRow(row, this.context.now),
			ownerId: row.owner_id,
			coolingDown,
			missedBy,
			open,
		});
	}
}
