import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type SqlBool } from 'kysely';
import { leadCondition, type LeadQuery } from '../store/leads/leadQuery';
import { leadFromRow, type LeadRow } from '../store/leads/leadRow';
import type { Operation } from '../store/context';
import type { LeadStore, StoreSnapshot } from '../store/store';
import { q } from '../store/step';
import { resultsOf } from './assign';
import { Assigner } from './assigner';
import { readCast } from './cast';
import { ExistingOwners } from './existingOwners';
import { rotationsOf } from './pick';
import { rehearse } from './rehearse';
import { ReplayedWorkloads } from './replay';
import type { AssignResult } from './result';
import { emptyRotation, Rotation } from './rotation';
import type { RuleSet } from './ruleSet';
import type { Decided } from './verdict';
import { decideBatch } from './writeAssignments';

export interface SimulationRequest {
	/** Name of the node or page, for the decisions. */
	node: string;
	/** These leads; default those of the period. */
	leadIds?: readonly string[];
	/** Created from – to (epoch milliseconds, the end not included); default the last 30 days. */
	from?: number;
	to?: number;
	/** Only leads that this finds. */
	query?: LeadQuery;
	/** At most so many leads, the oldest first; default 10,000. */
	mostLeads?: number;
	/**
	 * `asOfNow`: as if Assign were called now for those of the leads that nobody has. `replay` (default):
	 * each lead at the instant it came in, whoever has it today, with everybody's turns and counts
	 * beginning anew.
	 */
	mode?: 'asOfNow' | 'replay';
}

/** What a member would get, and what they have. */
export interface MemberShare {
	memberId: string;
	name: string | null;
	/** Leads by these rules. */
	simulated: number;
	/** Of the same leads, those that the member owns today. */
	today: number;
}

/** What a rule set would have done. */
export interface Simulation {
	leads: number;
	assigned: number;
	queued: number;
	pooled: number;
	/** Leads that nobody would get. */
	noMatch: number;
	/** Of those, leads that no rule even matches. */
	uncaught: number;
	/** Of the assigned, those that the default member gets. */
	toDefault: number;
	byMember: MemberShare[];
	/** Leads by the rule that decided. */
	byRule: Record<string, number>;
	/** Each lead in order: who gets it, why. */
	results: AssignResult[];
	/** True where there were more leads than `mostLeads`. */
	cut: boolean;
}

const DAY = 24 * 60 * 60 * 1000;
const PAGE = 100;
const MOST_LEADS = 10_000;

/** A page of the leads of a period by id, which is by the time they were created. */
function leadPage(
	{ query = {}, from, to, leadIds }: SimulationRequest,
	after: string,
): Operation<LeadRow[]> {
	return function* (context) {
		const since = from ?? context.now - 30 * DAY;
		const until = to ?? context.now + 1;
		const which = leadIds
			? sql<SqlBool>`leads.id IN (${sql.join(leadIds.length > 0 ? leadIds : ['-'])})`
			: sql<SqlBool>`leads.created_at >= ${since} AND leads.created_at < ${until}`;
		return yield* q(
			sql<LeadRow>`SELECT leads.* FROM leads WHERE ${leadCondition(context, query)} AND ${which}
				AND leads.id > ${after} ORDER BY leads.id LIMIT ${sql.lit(PAGE)}`.compile(context.db),
		);
	};
}

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

async function* pagesOf(
	snapshot: StoreSnapshot,
	request: SimulationRequest,
): AsyncGenerator<LeadRow[]> {
	let after = LOWEST_ID;
	for (;;) {
		const rows = await snapshot.read(leadPage(request, after));
		const last = rows.at(-1);
		if (!last) return;
		yield rows;
		after = last.id;
		await nextTurn();
	}
}

/**
 * Says what a rule set would do with leads, without writing anything: who would get what and why,
 * how that compares with who owns them today, which leads no rule catches.
 *
 * @throws LeadflowError INVALID_INPUT for a rule or a condition that cannot be read
 */
export async function simulateAssignment(
	store: LeadStore,
	ruleSet: RuleSet,
	request: SimulationRequest,
): Promise<Simulation> {
	const snapshot = await store.snapshot();
	try {
		const rows: LeadRow[] = [];
		const most = request.mostLeads ?? MOST_LEADS;
		for await (const page of pagesOf(snapshot, request)) {
			rows.push(...page);
			if (rows.length > most) break;
		}
		const used = rows.slice(0, most);
		const results =
			request.mode === 'asOfNow'
				? await rehearse(store, idsOf(used, request), ruleSet, request.node, 'nobodys')
				: await replay(snapshot, used, ruleSet, request.node);
		return summaryOf(used, results, rows.length > most);
	} finally {
		await snapshot.close();
	}
}

/** In the order asked for, where it was asked for leads. */
function idsOf(rows: readonly LeadRow[], { leadIds }: SimulationRequest): string[] {
	const found = new Set(rows.map(({ id }) => id));
	return leadIds ? leadIds.filter((id) => found.has(id)) : [...found];
}

async function replay(
	snapshot: StoreSnapshot,
	rows: readonly LeadRow[],
	ruleSet: RuleSet,
	node: string,
): Promise<AssignResult[]> {
	const names = ruleSet.rules.flatMap((rule) => rotationsOf(ruleSet, rule));
	const rotations = new Map(names.map((name) => [name, new Rotation(emptyRotation, ruleSet)]));
	const existing = new ExistingOwners(ruleSet);
	for (let at = 0; at < rows.length && existing.isAsked; at += PAGE) {
		const page = rows.slice(at, at + PAGE);
		await snapshot.read((context) => existing.add(context, page));
		await nextTurn();
	}
	const cast = await snapshot.read((context) =>
		readCast(context, ruleSet, existing.memberIds(), false),
	);
	const workloads = new ReplayedWorkloads(ruleSet, cast.members);
	const state = { ruleSet, cast, rotations, workloads, existing, now: 0 };
	const assigner = new Assigner(state);
	const results: AssignResult[] = [];
	for (let at = 0; at < rows.length; at += PAGE) {
		const page = rows.slice(at, at + PAGE);
		const decided: Decided[] = [];
		for (const row of page) {
			assigner.moveTo(row.created_at);
			workloads.moveTo(row.created_at);
			const lead = leadFromRow(row, row.created_at);
			const subject = { id: row.id, lead, ownerId: null, ...fresh };
			decided.push(
				...decideBatch({ subjects: [subject], assigner }, ruleSet, row.created_at, node),
			);
		}
		const batch = {
			rows: new Map(page.map((row) => [row.id, row])),
			refused: new Map(),
			cast,
			survivorOf: (id: string) => id,
		};
		const ids = page.map(({ id }) => id);
		results.push(
			...(await snapshot.read((context) => resultsOf(context, ids, batch, decided, node))),
		);
		await nextTurn();
	}
	return results;
}

const fresh = { coolingDown: new Set<string>(), missedBy: new Set<string>(), open: [] };

function summaryOf(
	rows: readonly LeadRow[],
	results: readonly AssignResult[],
	cut: boolean,
): Simulation {
	const count = (outcome: AssignResult['outcome']) =>
		results.filter((one) => one.outcome === outcome).length;
	const says = ({ decision }: AssignResult, code: string) =>
		decision.reasons.some((reason) => reason.code === code);
	const shares = new Map<string, MemberShare>();
	const shareOf = (memberId: string, name: string | null) => {
		const share = shares.get(memberId) ?? { memberId, name, simulated: 0, today: 0 };
		shares.set(memberId, share);
		return share;
	};
	const byRule: Record<string, number> = {};
	const nameOf = new Map(
		results.flatMap(({ lead }) => (lead?.owner ? [[lead.owner.id, lead.owner.name]] : [])),
	);
	for (const { outcome, member, rule } of results) {
		if (outcome === 'assigned' && member) shareOf(member.id, member.name).simulated += 1;
		if (rule !== undefined) byRule[rule] = (byRule[rule] ?? 0) + 1;
	}
	for (const { owner_id } of rows) {
		if (owner_id !== null) shareOf(owner_id, nameOf.get(owner_id) ?? null).today += 1;
	}
	return {
		leads: results.length,
		assigned: count('assigned'),
		queued: count('queued'),
		pooled: count('pooled'),
		noMatch: count('noMatch'),
		uncaught: results.filter((one) => says(one, 'noRuleMatched')).length,
		toDefault: results.filter((one) => says(one, 'defaultMember')).length,
		byMember: [...shares.values()].sort((a, b) => b.simulated - a.simulated),
		byRule,
		results: [...results],
		cut,
	};
}
