import { type Frequencies, holdTwoPeople } from '../../matching/leads/frequencies';
import type { KeyClass } from '../../matching/leads/leadKeys';
import type { LeadProfile } from '../../matching/leads/profile';
import { type LeadMatch, matchLead } from '../../matching/matchLead';
import type { Weights } from '../../matching/score/weights';
import type { Person } from '../../matching/values/person';
import { readMailbox } from '../../matching/values/mailbox';
import type { StoreContext } from '../context';
import { together, type Step } from '../step';
import { plainKind, type StoredKey } from './identities';
import type { LeadRow } from './leadRow';
import { type Candidates, gatherCandidates, readBlocks, readMatchedRows } from './matchCandidates';
import { countKey, readCounts, type StoredCountKind } from './matchCounts';
import { matchHash } from './matchHash';
import { isMatchable, profileOfRow, storedMatchKeys, type StoredMatchKey } from './matchKeys';
import { readActiveWeights } from './matchWeights';
import { PendingLeads } from './pendingLeads';

/** A store with fewer leads counts as one with so many: among three leads, a name is no rarer than among many. */
export const FEWEST_LEADS = 10_000;
/** Candidates that a lead is compared with at most, unless more are asked for. */
const MOST_CANDIDATES = 100;

/** Somebody to look for. */
export interface Sought {
	profile: LeadProfile;
	isTest: boolean;
	/** The lead itself, where it is stored. */
	exceptId?: string;
	/** Keys of identity that are known to be those of several people. */
	sharedKeys?: readonly StoredKey[];
}

export interface FoundLeads {
	/** Best first; equal ones in the order of their ids. */
	matches: Array<LeadMatch<string>>;
	/** Classes of keys that too many leads share to compare them all. */
	cut: KeyClass[];
	/** The rows that were compared, by id, as far as they are compared (`readMatchedRows`). */
	rows: ReadonlyMap<string, LeadRow>;
}

interface Search {
	keys: readonly StoredMatchKey[];
	sought: Sought;
}

export interface SimilarOptions {
	/** Leads that are not written yet; more of them may come while `find` is used. */
	pending?: PendingLeads;
	/** Leads that each is compared with. */
	most?: number;
	/** Bits: matches with fewer are left out. */
	least?: number;
}

/**
 * People whom a server reads for by statements of their own, side by side with the others: while it
 * reads for the next, these are compared.
 */
const READ_TOGETHER = 50;

/**
 * The stored leads that a handful of people may be: candidates by the keys they share, read in a few
 * statements for all of them, then compared one by one.
 */
export class SimilarLeads {
	private readonly blocks = new Map<number, readonly string[]>();
	private readonly rows = new Map<string, LeadRow>();
	private readonly counts = new Map<string, number>();
	private weights?: Weights;
	/** What was found last, for as long as no pending lead changes it. */
	private readonly found = new Map<Search, FoundLeads>();

	private constructor(
		private readonly searches: ReadonlyMap<Sought, Search>,
		private readonly pending: PendingLeads,
		private readonly most: number,
		private readonly least: number,
	) {}

	/** Reads what is needed to find the leads that these people may be. */
	static *read(
		context: StoreContext,
		people: readonly Sought[],
		{
			pending = new PendingLeads(),
			most = MOST_CANDIDATES,
			least = -Infinity,
		}: SimilarOptions = {},
	): Step<SimilarLeads> {
		const searches = new Map(
			people.map((sought): [Sought, Search] => [
				sought,
				{ sought, keys: storedMatchKeys(sought.profile, sought.isTest) },
			]),
		);
		const similar = new SimilarLeads(searches, pending, most, least);
		const all = [...searches.values()];
		const seekers = countSeekers(all);
		const parts: Array<Step<void>> = [];
		const size = context.dialect === 'postgres' ? READ_TOGETHER : all.length;
		for (let start = 0; start < all.length; start += size) {
			parts.push(similar.readFor(context, all.slice(start, start + size), seekers));
		}
		yield* together<unknown[]>(...parts);
		return similar;
	}

	private *readFor(
		context: StoreContext,
		searches: readonly Search[],
		seekers: ReadonlyMap<number, number>,
	): Step<void> {
		const { blocks, rows, counts, pending, most } = this;
		const keys = searches.flatMap((search) => search.keys);
		for (const [hash, ids] of yield* readBlocks(context, keys)) blocks.set(hash, ids);
		const read = yield* readMatchedRows(context, candidatesAmong(searches, blocks, pending, most));
		// A row that another part has read keeps its profile.
		for (const [id, row] of read) if (!rows.has(id)) rows.set(id, row);
		const company = withCompany(searches, blocks, seekers, pending);
		if (company.length > 0) {
			const [counted, weights] = yield* together(
				readCounts(context, [
					...company.map(({ sought }) => sought.profile),
					...[...read.keys()].flatMap((id) => rows.get(id) ?? []).map(profileOfRow),
					...pendingAmong(company, pending).map(profileOfRow),
				]),
				readActiveWeights(context),
			);
			for (const [value, count] of counted) counts.set(value, count);
			this.weights = weights;
		}
		if (context.dialect === 'postgres') for (const { sought } of searches) this.find(sought);
	}

	/** Who somebody may be, among the stored leads and the pending ones as they are now. */
	find(sought: Sought): FoundLeads {
		const search = this.searches.get(sought);
		if (!search) throw new RangeError('Only those can be found who were read for');
		const before = this.found.get(search);
		if (before && !this.isTouched(search, before)) return before;
		const found = this.compare(search);
		this.found.set(search, found);
		return found;
	}

	/** Whether a pending lead is, or has become, one of those that were compared. */
	private isTouched({ keys }: Search, { rows }: FoundLeads): boolean {
		if (keys.some(({ hash }) => this.pending.idsOf(hash).size > 0)) return true;
		for (const [id, row] of rows) {
			if ((this.pending.row(id) ?? row) !== row) return true;
		}
		return false;
	}

	private compare(search: Search): FoundLeads {
		const { sought } = search;
		const idsOf = (hash: number): readonly string[] => this.idsOf(hash, sought);
		const gathered = gatherCandidates(search.keys, idsOf, this.most);
		const rows = new Map<string, LeadRow>();
		for (const id of gathered.ids) {
			const row = this.rowOf(id);
			if (row && isMatchable(row)) rows.set(id, row);
		}
		const candidates = [...rows].map(([id, row]) => ({ id, profile: profileOfRow(row) }));
		const matches =
			candidates.length === 0
				? []
				: matchLead(
						sought.profile,
						candidates,
						this.frequenciesFor(sought, gathered),
						this.weights,
						this.least,
					);
		return { matches, cut: [...new Set(gathered.cut.map((key) => key.class))], rows };
	}

	private rowOf(id: string): LeadRow | undefined {
		return this.pending.row(id) ?? this.rows.get(id);
	}

	private idsOf(hash: number, { exceptId }: Sought): readonly string[] {
		const stored = this.blocks.get(hash) ?? [];
		const pending = this.pending.idsOf(hash);
		if (pending.size === 0 && exceptId === undefined) return stored;
		const ids = new Set(stored);
		for (const id of pending) ids.add(id);
		if (exceptId !== undefined) ids.delete(exceptId);
		return [...ids];
	}

	private frequenciesFor(sought: Sought, { holders, cut }: Candidates): Frequencies {
		const { counts } = this;
		const holdersOf = new Map([...holders].map(([key, ids]) => [nameOf(key), ids] as const));
		const known = new Set([...sharedContacts(sought), ...cut.map(nameOf)]);
		const answers = new Map<string, boolean>();
		const isShared = (key: string): boolean => {
			if (known.has(key)) return true;
			const ids = holdersOf.get(key);
			return ids !== undefined && this.isHeldByStrangers(ids, sought);
		};
		return {
			total: Math.max(FEWEST_LEADS, counts.get(countKey({ kind: 'total', hash: 0 })) ?? 0),
			count(kind, value) {
				if (kind === 'number') return holdersOf.get(`number ${value}`)?.length ?? 0;
				return countOf(counts, kind, value);
			},
			isShared(kind, value) {
				const key = `${kind} ${value}`;
				const answer = answers.get(key) ?? isShared(key);
				answers.set(key, answer);
				return answer;
			},
		};
	}

	/** Whether a number or mailbox is nobody's own: the one who is sought has it, and these have it. */
	private isHeldByStrangers(ids: readonly string[], { profile }: Sought): boolean {
		const people = new Map<string, Person>();
		const add = (person: Person | undefined): void => {
			if (person) people.set(person.text, person);
		};
		add(profile.person);
		for (const id of ids) {
			const row = this.rowOf(id);
			if (row) add(profileOfRow(row).person);
		}
		return holdTwoPeople([...people.values()]);
	}
}

function nameOf(key: StoredMatchKey): string {
	return `${key.class} ${key.text}`;
}

function countOf(
	counts: ReadonlyMap<string, number>,
	kind: StoredCountKind,
	value: string,
): number {
	return counts.get(countKey({ kind, hash: matchHash(value) })) ?? 0;
}

/** All candidates whose rows lie in the store only. */
function candidatesAmong(
	searches: readonly Search[],
	blocks: ReadonlyMap<number, readonly string[]>,
	pending: PendingLeads,
	most: number,
): string[] {
	const all = new Set<string>();
	for (const { keys, sought } of searches) {
		const idsOf = (hash: number): readonly string[] => blocks.get(hash) ?? [];
		// One more, because the one who is sought may be among them.
		const { ids } = gatherCandidates(keys, idsOf, most + 1);
		for (const id of ids) if (id !== sought.exceptId && !pending.row(id)) all.add(id);
	}
	return [...all];
}

/** How many of those sought have each key. */
function countSeekers(searches: readonly Search[]): Map<number, number> {
	const seekers = new Map<number, number>();
	for (const { keys } of searches) {
		for (const { hash } of keys) seekers.set(hash, (seekers.get(hash) ?? 0) + 1);
	}
	return seekers;
}

/** Those who share a key with anybody: a stored lead, a pending one, or another of those sought. */
function withCompany(
	searches: readonly Search[],
	blocks: ReadonlyMap<number, readonly string[]>,
	seekers: ReadonlyMap<number, number>,
	pending: PendingLeads,
): Search[] {
	const isMet = ({ hash }: StoredMatchKey): boolean =>
		blocks.has(hash) || (seekers.get(hash) ?? 0) > 1 || pending.idsOf(hash).size > 0;
	return searches.filter(({ keys }) => keys.some(isMet));
}

function pendingAmong(searches: readonly Search[], pending: PendingLeads): LeadRow[] {
	const ids = new Set(
		searches.flatMap(({ keys }) => keys.flatMap(({ hash }) => [...pending.idsOf(hash)])),
	);
	return [...ids].flatMap((id) => pending.row(id) ?? []);
}

/** Numbers and mailboxes that the store knows as shared, as the engine writes them. */
function sharedContacts({ profile, sharedKeys = [] }: Sought): Set<string> {
	const shared = new Set<string>();
	for (const { kind, key } of sharedKeys) {
		if (plainKind(kind) === 'email') {
			const mailbox = readMailbox(key);
			if (mailbox) shared.add(`mailbox ${mailbox.key}`);
		} else if (plainKind(kind) === 'mobile') {
			for (const number of profile.numbers) {
				if (key.endsWith(number.key)) shared.add(`number ${number.key}`);
			}
		}
	}
	return shared;
}
