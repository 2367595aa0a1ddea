import { sql } from 'kysely';
import { identityKeysOf } from '../../model/identityKeys';
import type { LeadFieldValues } from '../../model/lead';
import type { StoreContext } from '../context';
import { LostRace } from '../engine/engine';
import { recordset, withRowOf } from '../fragments';
import type { RowOf } from '../schema/tables';
import { insertMany, q, write, type Step } from '../step';

/** A key and whom it names. `shared` keys are met with several family names and name nobody. */
export type IdentityRow = RowOf<'identities'>;

/** A key as the store keeps it. Test leads have kinds of their own, so that they never meet real ones. */
export interface StoredKey {
	kind: string;
	key: string;
}

export interface IdentityClaim extends StoredKey {
	entityType: 'lead' | 'contact' | 'account';
	entityId: string;
	/** Compact form of the name the key came with; tells a shared key from a person's own. */
	nameEvidence: string;
}

/** The key as one text, to compare and to look up in maps. */
export function identityText(identity: StoredKey): string {
	return `${identity.kind}:${identity.key}`;
}

const TEST_PREFIX = 'test.';

/** The keys that a person's fields hold, strongest first, as the store keeps them. */
export function storedKeysOf(fields: LeadFieldValues, isTest: boolean): StoredKey[] {
	const keys = identityKeysOf(fields);
	return isTest ? keys.map(({ kind, key }) => ({ kind: TEST_PREFIX + kind, key })) : keys;
}

/** Kind of a stored key as people know it: `mobile`, `email` … */
export function plainKind(kind: string): string {
	return kind.startsWith(TEST_PREFIX) ? kind.slice(TEST_PREFIX.length) : kind;
}

/** Who holds these keys. Keys nobody holds are left out. */
export function* findIdentities(
	context: StoreContext,
	keys: readonly StoredKey[],
): Step<IdentityRow[]> {
	if (keys.length === 0) return [];
	const wanted = recordset(
		context.dialect,
		'wanted',
		{ kind: 'text', key: 'text' },
		keys.map(({ kind, key }) => ({ kind, key })),
	);
	const identity = sql`identities i WHERE i.workspace_id = ${context.workspaceId}
		AND i.kind = wanted.kind AND i.key = wanted.key`;
	return yield* q(
		sql<IdentityRow>`SELECT i.* FROM ${wanted} ${withRowOf(context.dialect, 'i', identity)}`.compile(
			context.db,
		),
	);
}

function inKeyOrder(left: StoredKey, right: StoredKey): number {
	if (left.kind !== right.kind) return left.kind < right.kind ? -1 : 1;
	return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}

/**
 * Claims free keys. The primary key decides between rivals; the order of the rows keeps two batches
 * from waiting for each other.
 *
 * @returns how many keys were claimed: fewer than asked means that a rival was faster
 */
export function* claimIdentities(
	context: StoreContext,
	claims: readonly IdentityClaim[],
): Step<number> {
	return yield* insertMany({
		table: 'identities',
		columns: [
			'workspace_id',
			'kind',
			'key',
			'entity_type',
			'entity_id',
			'state',
			'name_evidence',
			'created_at',
		],
		rows: [...claims]
			.sort(inKeyOrder)
			.map((claim) => [
				context.workspaceId,
				claim.kind,
				claim.key,
				claim.entityType,
				claim.entityId,
				'own',
				claim.nameEvidence,
				context.now,
			]),
		onConflict: 'ignore',
	});
}

/** From now on the key names nobody: it was met with two different family names. */
export function* markShared(context: StoreContext, keys: readonly StoredKey[]): Step<void> {
	for (const { kind, key } of [...keys].sort(inKeyOrder)) {
		yield* write(
			context.db
				.updateTable('identities')
				.set({ state: 'shared' })
				.where('workspace_id', '=', context.workspaceId)
				.where('kind', '=', kind)
				.where('key', '=', key),
		);
	}
}

/** A key that goes over to another entity. */
export interface IdentityMove {
	claim: IdentityClaim;
	/** Id of the entity that holds it now. */
	from: string;
}

/**
 * Hands keys over to another entity, as when a new lead takes the key of a lead in the bin.
 *
 * @throws LostRace when a key has a new holder already
 */
export function* moveIdentities(context: StoreContext, moves: readonly IdentityMove[]): Step<void> {
	const sorted = [...moves].sort((left, right) => inKeyOrder(left.claim, right.claim));
	for (const { claim, from } of sorted) {
		const moved = yield* write(
			context.db
				.updateTable('identities')
				.set({
					entity_type: claim.entityType,
					entity_id: claim.entityId,
					name_evidence: claim.nameEvidence,
				})
				.where('workspace_id', '=', context.workspaceId)
				.where('kind', '=', claim.kind)
				.where('key', '=', claim.key)
				.where('entity_id', '=', from),
		);
		if (moved !== 1) throw new LostRace('identities');
	}
}
