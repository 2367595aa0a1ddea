import { sql } from 'kysely';
import { normalizeEmail } from '../model/email';
import type { LeadFieldValues } from '../model/lead';
import { classifyMailDomain } from '../model/mailDomain';
import { parsePhones } from '../model/phone';
import type { StoreContext } from '../store/context';
import { recordset } from '../store/fragments';
import { fieldValues, type LeadRow } from '../store/leads/leadRow';
import { q, type Step } from '../store/step';
import type { ExistingBy, RuleSet } from './ruleSet';

const DAY = 24 * 60 * 60 * 1000;
const everything: readonly ExistingBy[] = ['account', 'email', 'phone', 'domain'];
/** Shorter numbers are extensions. */
const SHORTEST_NUMBER = 7;
/** Where the store cuts its search tokens. */
const LONGEST_TOKEN = 32;

/** Somebody who has the person or the company of a lead already, and by what it is known. */
export interface ExistingOwner {
	memberId: string;
	by: ExistingBy;
}

/** What a lead has in common with others of the same person or company. */
interface Word {
	/** What it is found by: a search token, or `a:` and the id of an account. */
	token: string;
	/** The whole address, where the token holds but the beginning of it. */
	email?: string;
}

interface Link extends Word {
	by: ExistingBy;
	/** Test leads never meet real ones. */
	test: number;
}

interface Holder {
	leadId: string;
	memberId: string;
}

function linksOf(row: LeadRow, by: readonly ExistingBy[]): Link[] {
	const fields = fieldValues(row);
	const links: Record<ExistingBy, () => Word[]> = {
		email: () => emailTokens(fields),
		phone: () => phoneTokens(fields),
		domain: () => domainTokens(fields),
		account: () => (row.account_id === null ? [] : [{ token: `a:${row.account_id}` }]),
	};
	return by.flatMap((kind) =>
		links[kind]().map((word) => ({ by: kind, test: row.is_test, ...word })),
	);
}

function emailTokens({ email, secondaryEmail }: LeadFieldValues): Word[] {
	return [email, secondaryEmail].flatMap((value) => {
		const address = value ? normalizeEmail(value) : undefined;
		if (!address || address.kind === 'invalid') return [];
		const token = tokenOf('e', address.key);
		return [token.length < LONGEST_TOKEN ? { token } : { token, email: address.key }];
	});
}

function domainTokens({ email }: LeadFieldValues): Word[] {
	const address = email ? normalizeEmail(email) : undefined;
	if (!address || address.kind === 'invalid') return [];
	const isCompany = classifyMailDomain(address.domain) === 'company';
	const token = tokenOf('e', address.domain);
	// Cut short it would be the domain of others, too.
	return isCompany && token.length < LONGEST_TOKEN ? [{ token }] : [];
}

function phoneTokens({ mobile, phone, country }: LeadFieldValues): Word[] {
	return [mobile, phone === mobile ? undefined : phone].flatMap((value) =>
		value
			? parsePhones(value, country ?? 'CN')
					.filter(({ national }) => national.length >= SHORTEST_NUMBER)
					.map(({ national }) => ({ token: tokenOf('p', national) }))
			: [],
	);
}

/** As `searchTokensOf` writes it. */
function tokenOf(tokenClass: 'e' | 'p', text: string): string {
	return `${tokenClass}:${text}`.slice(0, LONGEST_TOKEN);
}

/** The newest other lead with an owner, for each of many words. */
function* findHolders(
	context: StoreContext,
	wanted: ReadonlyArray<Word & { self: string; test: number }>,
	freshSince: number,
): Step<Map<string, Holder>> {
	const rows = recordset(
		context.dialect,
		'w',
		{ self: 'uuid', token: 'text', email: 'text', test: 'bigint' },
		wanted.map((one) => ({ ...one })),
	);
	// CROSS, because SQLite would go through all leads of the store for every word.
	const found = yield* q(
		sql<{ self: string; token: string; holder: string; owner_id: string }>`
			SELECT f.self, f.token, l.id AS holder, l.owner_id FROM (SELECT w.self, w.token, (
				SELECT t.lead_id FROM search_tokens t JOIN leads h ON h.workspace_id = t.workspace_id
					AND h.id = t.lead_id
				WHERE t.workspace_id = ${context.workspaceId} AND t.token = w.token AND t.lead_id <> w.self
					AND h.owner_id IS NOT NULL AND h.deleted_at IS NULL AND h.merged_into IS NULL
					AND h.is_test = w.test AND (w.email IS NULL OR LOWER(h.email) = w.email)
					AND (h.updated_at >= ${freshSince} OR h.last_activity_at >= ${freshSince})
				ORDER BY t.lead_id DESC LIMIT 1) AS holder FROM ${rows}) f
			CROSS JOIN leads l WHERE l.workspace_id = ${context.workspaceId} AND l.id = f.holder`.compile(
			context.db,
		),
	);
	return new Map(
		found.map(({ self, token, holder, owner_id }) => [
			`${self} ${token}`,
			{ leadId: holder, memberId: owner_id },
		]),
	);
}

function* accountOwners(
	context: StoreContext,
	ids: readonly string[],
	freshSince: number,
): Step<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = yield* q(
		context.db
			.selectFrom('accounts')
			.select(['id', 'owner_id'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', [...new Set(ids)])
			.where('owner_id', 'is not', null)
			.where('updated_at', '>=', freshSince)
			.where('deleted_at', 'is', null),
	);
	return new Map(rows.flatMap(({ id, owner_id }) => (owner_id === null ? [] : [[id, owner_id]])));
}

/** Who has the persons and companies of a batch of leads, also as the batch itself gives them out. */
export class ExistingOwners {
	private readonly links = new Map<string, Link[]>();
	private readonly stored = new Map<string, Holder>();
	private readonly accounts = new Map<string, string>();
	private readonly given = new Map<string, Holder>();

	private readonly by: readonly ExistingBy[];

	/** Knows nobody yet. */
	constructor(private readonly ruleSet: RuleSet) {
		const asksAll = ruleSet.rules.some(({ target }) => 'sameOwner' in target);
		this.by = asksAll ? everything : (ruleSet.checkExisting?.by ?? []);
	}

	/** Whether the rules ask for owners at all. */
	get isAsked(): boolean {
		return this.by.length > 0;
	}

	/** Looks up the owners for a batch, where the rules ask for them. */
	static *read(
		context: StoreContext,
		ruleSet: RuleSet,
		rows: readonly LeadRow[],
	): Step<ExistingOwners> {
		const owners = new ExistingOwners(ruleSet);
		if (owners.isAsked) yield* owners.add(context, rows);
		return owners;
	}

	/** Looks up the owners for some leads more. */
	*add(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
		const freshnessDays = this.ruleSet.checkExisting?.freshnessDays;
		const since = freshnessDays === undefined ? 0 : context.now - freshnessDays * DAY;
		for (const row of rows) this.links.set(row.id, linksOf(row, this.by));
		const wanted = rows.flatMap(({ id, is_test }) =>
			(this.links.get(id) ?? [])
				.filter(({ by }) => by !== 'account')
				.map(({ token, email }) => ({ self: id, token, email, test: is_test })),
		);
		if (wanted.length > 0) {
			const found = yield* findHolders(context, wanted, since);
			for (const [key, holder] of found) this.stored.set(key, holder);
		}
		const accountIds = rows.flatMap(({ account_id }) => account_id ?? []);
		const found = yield* accountOwners(context, accountIds, since);
		for (const [id, owner] of found) this.accounts.set(id, owner);
	}

	/** Owners of a lead's person and company, in the order in which they are asked. */
	of(leadId: string, by: readonly ExistingBy[] = this.by): ExistingOwner[] {
		const links = this.links.get(leadId) ?? [];
		return by.flatMap((kind) =>
			links
				.filter((link) => link.by === kind)
				.flatMap((link) => {
					const memberId = this.ownerBy(leadId, link);
					return memberId === undefined ? [] : [{ memberId, by: kind }];
				}),
		);
	}

	/** Everybody who was found. */
	memberIds(): Set<string> {
		const ids = new Set(this.accounts.values());
		for (const { memberId } of this.stored.values()) ids.add(memberId);
		return ids;
	}

	/** Notes who got a lead, so that the next one of the same company goes there, too. */
	note(leadId: string, memberId: string): void {
		for (const link of this.links.get(leadId) ?? []) {
			const known = this.given.get(sharedBy(link));
			// As the store would answer: the newest lead counts.
			if (!known || known.leadId <= leadId) this.given.set(sharedBy(link), { leadId, memberId });
		}
	}

	/** Takes over who got which lead before, without its being written. */
	goOn(before: ExistingOwners): void {
		for (const [token, holder] of before.given) this.given.set(token, holder);
	}

	private ownerBy(leadId: string, link: Link): string | undefined {
		if (link.by === 'account') return this.accounts.get(link.token.slice(2));
		const stored = this.stored.get(`${leadId} ${link.token}`);
		const given = this.given.get(sharedBy(link));
		if (!given || given.leadId === leadId) return stored?.memberId;
		return stored && stored.leadId > given.leadId ? stored.memberId : given.memberId;
	}
}

function sharedBy({ test, token, email }: Link): string {
	return `${test} ${email ?? token}`;
}
