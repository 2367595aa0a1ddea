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
import { type CountedValue, countKey, TOTAL, WantedCounts } from './matchCounts';
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
 * The stored leads that some people may be: candidates by the keys they share, read in a few statements
 * for many of them, then compared one by one. How frequent a value is, is only asked of their own values and
 * of those that a comparison looked at.
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
		const size = context.dialect === 'postgres' ? READ_TOGETHER : all.length;
		const parts: Search[][] = [];
		for (let start = 0; start < all.length; start += size) {
			parts.push(all.slice(start, start + size));
		}
		// All blocks before anything is compared: parts have keys in common.
		yield* together<unknown[]>(...parts.map((part) => similar.readBlocksOf(context, part)));
		const company = similar.withCompany(all);
		yield* together<unknown[]>(
			...parts.map((part) =>
				similar.readCompanyOf(
					context,
					part.filter((search) => company.has(search)),
				),
			),
		);
		return similar;
	}

	private *readBlocksOf(context: StoreContext, searches: readonly Search[]): Step<void> {
		const keys = searches.flatMap((search) => search.keys);
		for (const [hash, ids] of yield* readBlocks(context, keys)) {
			if (!this.blocks.has(hash)) this.blocks.set(hash, ids);
		}
	}

	/** Reads candidates and compares them, to see what there is to count. */
	private *readCompanyOf(context: StoreContext, searches: readonly Search[]): Step<void> {
		if (searches.length === 0) return;
		const { blocks, rows, counts, pending, most } = this;
		const read = yield* readMatchedRows(context, candidatesAmong(searches, blocks, pending, most));
		// A row that another part has read keeps its profile.
		for (const [id, row] of read) if (!rows.has(id)) rows.set(id, row);
		const wanted = new WantedCounts();
		wanted.add(TOTAL);
		for (const search of searches) {
			// What a comparison looks at does not depend on how frequent it is.
			this.compare(search, Infinity, wanted);
			// Another capture may give a stored lead any of these values before the two are compared.
			wanted.addProfile(search.sought.profile);
		}
		const [counted, weights] = yield* together(wanted.read(context), readActiveWeights(context));
		for (const [value, count] of counted) counts.set(value, count);
		this.weights = weights;
		if (context.dialect === 'postgres') for (const { sought } of searches) this.find(sought);
	}

	/** Those who share a key with anybody: a stored lead, a pending one, or another of those sought. */
	private withCompany(searches: readonly Search[]): Set<Search> {
		const seekers = new Map<number, number>();
		for (const { keys } of searches) {
			for (const { hash } of keys) seekers.set(hash, (seekers.get(hash) ?? 0) + 1);
		}
		const isMet = ({ hash }: StoredMatchKey): boolean =>
			this.blocks.has(hash) || (seekers.get(hash) ?? 0) > 1 || this.pending.idsOf(hash).size > 0;
		return new Set(searches.filter(({ keys }) => keys.some(isMet)));
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

	/**
	 * @param least bits: matches with fewer are left out
	 * @param wanted is given the values whose counts are looked at and not known
	 */
	private compare(search: Search, least = this.least, wanted?: WantedCounts): FoundLeads {
		const { sought } = search;
		const idsOf = (hash: number): readonly string[] => this.idsOf(hash, sought);
		const gathered = gatherCandidates(search.keys, idsOf, this.most);
		const rows = new Map<string, LeadRow>();
		for (const id of gathered.ids) {
			const row = this.rowOf(id);
			if (row && isMatchable(row)) rows.set(id, row);
		}
		const cut = [...new Set(gathered.cut.map((key) => key.class))];
		if (rows.size === 0) return { matches: [], cut, rows };
		const matches = matchLead(
			sought.profile,
			[...rows].map(([id, row]) => ({ id, profile: profileOfRow(row) })),
			this.frequenciesFor(sought, gathered, rows, wanted),
			this.weights,
			least,
		);
		return { matches, cut, rows };
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

	private frequenciesFor(
		sought: Sought,
		{ holders, cut }: Candidates,
		rows: ReadonlyMap<string, LeadRow>,
		wanted?: WantedCounts,
	): Frequencies {
		const holdersOf = new Map([...holders].map(([key, ids]) => [nameOf(key), ids] as const));
		const known = new Set([...sharedContacts(sought), ...cut.map(nameOf)]);
		const answers = new Map<string, boolean>();
		const isShared = (key: string): boolean =>
			known.has(key) || isHeldByStrangers(sought, holdersOf.get(key) ?? [], rows);
		return {
			total: Math.max(FEWEST_LEADS, this.counts.get(countKey(TOTAL)) ?? 0),
			count: (kind, value) =>
				kind === 'number'
					? (holdersOf.get(`number ${value}`)?.length ?? 0)
					: this.countOf({ kind, hash: matchHash(value) }, wanted),
			isShared(kind, value) {
				const key = `${kind} ${value}`;
				const answer = answers.get(key) ?? isShared(key);
				answers.set(key, answer);
				return answer;
			},
		};
	}

	private countOf(value: CountedValue, wanted?: WantedCounts): number {
		const count = this.counts.get(countKey(value));
		if (count === undefined) wanted?.add(value);
		return count ?? 0;
	}
}

/**
 * Whether a number or mailbox is nobody's own: the one who is sought has it, and of those who are
 * compared with them these have it.
 */
function isHeldByStrangers(
	{ profile }: Sought,
	ids: readonly string[],
	rows: ReadonlyMap<string, LeadRow>,
): boolean {
	const people = new Map<string, Person>();
	const meet = ({ person }: LeadProfile): void => {
		if (person) people.set(person.text, person);
	};
	meet(profile);
	for (const id of ids) {
		const row = rows.get(id);
		if (row) meet(profileOfRow(row));
	}
	return holdTwoPeople([...people.values()]);
}

function nameOf(key: StoredMatchKey): string {
	return `${key.class} ${key.text}`;
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
