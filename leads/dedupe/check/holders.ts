import { nameEvidence } from '../../model/personName';
import type { StoreContext } from '../../store/context';
import { findIdentities, identityText, type StoredKey } from '../../store/leads/identities';
import type { LeadRow } from '../../store/leads/leadRow';
import { readMatchedRows } from '../../store/leads/matchCandidates';
import { isMatchable } from '../../store/leads/matchKeys';
import type { KeyHolder } from '../../store/leads/resolveIdentity';
import { q, type Step } from '../../store/step';

/** Whose a record is. */
interface Owner {
	owner_id: string | null;
	team_id: string | null;
}

/** Who holds the keys of some people, and what is known of them. */
export interface KnownHolders {
	/** Living holders only. */
	holderOf: (key: StoredKey) => KeyHolder | undefined;
	/** By id. */
	leads: ReadonlyMap<string, LeadRow>;
	/** By id. */
	contacts: ReadonlyMap<string, Owner>;
}

/** Reads who holds these keys; contacts only where they are asked for. */
export function* readHolders(
	context: StoreContext,
	keys: readonly StoredKey[],
	options: { contacts?: boolean },
): Step<KnownHolders> {
	const rows = yield* findIdentities(context, keys);
	const idsOf = (type: string): string[] => [
		...new Set(rows.flatMap((row) => (row.entity_type === type ? [row.entity_id] : []))),
	];
	const leads = yield* readMatchedRows(context, idsOf('lead'));
	const contacts = options.contacts ? yield* readContacts(context, idsOf('contact')) : new Map();
	const holders = new Map(
		rows.map((row) => [
			identityText(row),
			{
				entityType: row.entity_type,
				entityId: row.entity_id,
				state: row.state,
				nameEvidence: row.name_evidence,
			},
		]),
	);
	const holderOf = (key: StoredKey): KeyHolder | undefined => {
		const holder = holders.get(identityText(key));
		if (!holder || holder.state === 'shared') return holder;
		if (holder.entityType === 'contact') return contacts.has(holder.entityId) ? holder : undefined;
		const lead = leads.get(holder.entityId);
		if (!lead || !isMatchable(lead)) return undefined;
		// The key came without a name at first; the lead may have learnt one since.
		const evidence = holder.nameEvidence || nameEvidence(lead.name ?? '');
		return { ...holder, nameEvidence: evidence };
	};
	return { holderOf, leads, contacts };
}

function* readContacts(context: StoreContext, ids: readonly string[]): Step<Map<string, Owner>> {
	if (ids.length === 0) return new Map();
	const rows = yield* q(
		context.db
			.selectFrom('contacts')
			.select(['id', 'owner_id', 'team_id'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids)
			.where('deleted_at', 'is', null),
	);
	return new Map(rows.map((row) => [row.id, row]));
}
