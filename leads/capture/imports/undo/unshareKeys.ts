import { searchTokensOf } from '../../../model/searchTokens';
import type { StoreContext } from '../../../store/context';
import {
	findIdentities,
	identityText,
	plainKind,
	storedKeysOf,
	type IdentityRow,
	type StoredKey,
} from '../../../store/leads/identities';
import { fieldValues, type LeadRow } from '../../../store/leads/leadRow';
import { q, write, type Step } from '../../../store/step';

/** Leads looked at for one key. */
const MOST = 200;

/**
 * Keys that an import met with a second family name are their holder's own again, unless some living
 * record but the holder still has them. A file whose columns slipped by a row would else take away
 * for good what people are recognised by.
 */
export function* unshareKeys(context: StoreContext, keys: readonly StoredKey[]): Step<void> {
	const unique = [...new Map(keys.map((key) => [identityText(key), key])).values()];
	const holders = (yield* findIdentities(context, unique)).filter(
		({ state }) => state === 'shared',
	);
	for (const holder of holders) {
		if (yield* isHeldElsewhere(context, holder)) continue;
		yield* write(
			context.db
				.updateTable('identities')
				.set({ state: 'own' })
				.where('workspace_id', '=', context.workspaceId)
				.where('kind', '=', holder.kind)
				.where('key', '=', holder.key),
		);
	}
}

function* isHeldElsewhere(context: StoreContext, holder: IdentityRow): Step<boolean> {
	const token = tokenOf(holder);
	if (token === undefined) return true;
	const { db, workspaceId } = context;
	const leads: LeadRow[] = yield* q(
		db
			.selectFrom('leads')
			.selectAll()
			.where('workspace_id', '=', workspaceId)
			.where('deleted_at', 'is', null)
			.where('merged_into', 'is', null)
			.where('id', '<>', holder.entity_id)
			.where(
				'id',
				'in',
				db
					.selectFrom('search_tokens')
					.select('lead_id')
					.where('workspace_id', '=', workspaceId)
					.where('token', '=', token),
			)
			.limit(MOST),
	);
	return leads.some((lead) =>
		storedKeysOf(fieldValues(lead), lead.is_test === 1).some(
			(key) => identityText(key) === identityText(holder),
		),
	);
}

/** The token under which every lead with a key is found: the whole number, the whole address. */
function tokenOf({ kind, key }: StoredKey): string | undefined {
	const field = plainKind(kind);
	if (field !== 'mobile' && field !== 'email') return undefined;
	const tokens = searchTokensOf({ [field]: key });
	return tokens.sort((one, other) => other.length - one.length)[0];
}
