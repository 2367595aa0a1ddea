import type { DecisionReason } from '../../model/decision';
import { nameEvidence } from '../../model/personName';
import type { StoreContext } from '../context';
import { q, type Step } from '../step';
import {
	claimIdentities,
	findIdentities,
	identityText,
	moveIdentities,
	plainKind,
	storedKeysOf,
	type IdentityClaim,
	type IdentityRow,
	type StoredKey,
} from './identities';
import { fieldValues, type LeadRow } from './leadRow';
import { absorbedBy, survivorsOf } from './mergedIds';
import { openReviewPairs } from './reviewPairs';
import { lockMoreLeads, readLeads } from './lockLeads';

function claimOf(key: StoredKey, lead: LeadRow): IdentityClaim {
	return {
		kind: key.kind,
		key: key.key,
		entityType: 'lead',
		entityId: lead.id,
		nameEvidence: nameEvidence(lead.name ?? ''),
	};
}

function keysOf(row: LeadRow): StoredKey[] {
	return storedKeysOf(fieldValues(row), row.is_test === 1);
}

/**
 * Claims the keys that a change brought. A key of a record in the bin is taken over; what another
 * living record holds stays there and is put up for review.
 */
export function* adoptKeys(
	context: StoreContext,
	before: LeadRow,
	after: LeadRow,
): Step<DecisionReason[]> {
	const old = new Set(keysOf(before).map(identityText));
	const fresh = keysOf(after).filter((key) => !old.has(identityText(key)));
	if (fresh.length === 0) return [];
	yield* claimIdentities(
		context,
		fresh.map((key) => claimOf(key, after)),
	);
	const held = (yield* findIdentities(context, fresh)).filter(
		(holder) => holder.entity_id !== after.id && holder.state !== 'shared',
	);
	const gone = yield* binnedAmong(context, held);
	yield* moveIdentities(
		context,
		held
			.filter(({ entity_id }) => gone.has(entity_id))
			.map((holder) => ({ claim: claimOf(holder, after), from: holder.entity_id })),
	);
	const elsewhere = held.filter(({ entity_id }) => !gone.has(entity_id));
	yield* openReviewPairs(
		context,
		elsewhere.map((holder) => {
			const kind = plainKind(holder.kind);
			const text = `Both records have this ${kind}`;
			return {
				kind: 'conflictingKeys',
				leftId: after.id,
				rightId: holder.entity_id,
				reasons: [{ code: `same.${kind}`, text, field: kind }],
			};
		}),
	);
	return elsewhere.map((holder) => ({
		code: 'conflictingKeys',
		text: `The ${plainKind(holder.kind)} is that of another record; a review pair was opened`,
		field: plainKind(holder.kind),
	}));
}

/** Ids of the holders that lie in the bin; they stay there until the transaction ends. */
function* binnedAmong(context: StoreContext, holders: readonly IdentityRow[]): Step<Set<string>> {
	const idsOf = (type: string) =>
		holders.filter(({ entity_type }) => entity_type === type).map(({ entity_id }) => entity_id);
	const isBinned = ({ deleted_at }: { deleted_at: number | null }) => deleted_at !== null;
	const leads = (yield* readLeads(context, idsOf('lead'))).filter(isBinned);
	const held = yield* lockMoreLeads(
		context,
		leads.map(({ id }) => id),
	);
	const contactIds = idsOf('contact');
	const contacts =
		contactIds.length === 0
			? []
			: yield* q(
					context.db
						.selectFrom('contacts')
						.select(['id', 'deleted_at'])
						.where('workspace_id', '=', context.workspaceId)
						.where('id', 'in', contactIds),
				);
	return new Set([...held, ...contacts].filter(isBinned).map(({ id }) => id));
}

/**
 * Hands the keys of leads that go away to living leads which have them too and were up for review
 * with them, so that the person is still met and a shared key stays known as one.
 */
export function* bequeathKeys(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
	if (rows.length === 0) return;
	const { db, workspaceId } = context;
	const ids = rows.map(({ id }) => id);
	// Pairs of leads that were merged stay under the ids of which they were put up.
	const ends = [...(yield* absorbedBy(context, ids)).keys()];
	const pairs = yield* q(
		db
			.selectFrom('review_pairs')
			.select(['left_id', 'right_id'])
			.where('workspace_id', '=', workspaceId)
			.where((is) => is.or([is('left_id', 'in', ends), is('right_id', 'in', ends)])),
	);
	const others = new Set(pairs.flatMap((pair) => [pair.left_id, pair.right_id]));
	for (const id of ends) others.delete(id);
	const partners = new Set((yield* survivorsOf(context, others)).values());
	if (partners.size === 0) return;
	const heirs = (yield* readLeads(context, [...partners])).filter(
		({ deleted_at, merged_into }) => deleted_at === null && merged_into === null,
	);
	const heirOf = new Map(
		heirs.flatMap((heir) => keysOf(heir).map((key) => [identityText(key), heir] as const)),
	);
	const held = yield* q(
		db
			.selectFrom('identities')
			.selectAll()
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', ids),
	);
	yield* moveIdentities(
		context,
		held.flatMap((holder) => {
			const heir = heirOf.get(identityText(holder));
			return heir ? [{ claim: claimOf(holder, heir), from: holder.entity_id }] : [];
		}),
	);
}
