import { judgeByPreset } from '../../matching/presets/judgeByPreset';
import type { DedupePreset, RulePreset } from '../../matching/presets/preset';
import type { PartOfScore } from '../../matching/score/explain';
import { plainKind, type StoredKey } from '../../store/leads/identities';
import { fieldValues, type LeadRow } from '../../store/leads/leadRow';
import type { KeyHolder } from '../../store/leads/resolveIdentity';
import type { FoundLeads } from '../../store/leads/similarLeads';
import type { Thresholds } from './contract';
import type { KnownHolders } from './holders';
import type { Inquiry, Likely } from './inquiry';

interface Exact {
	holder: KeyHolder;
	by: StoredKey;
}

/** Whose keys the input has; the first is the strongest. */
function exactOnes({ resolution: { target, rivals } }: Inquiry): Exact[] {
	return target ? [target, ...rivals] : rivals;
}

/**
 * A record known by a key: for certain, whatever else agrees or differs. The key makes up what the
 * rest lacks.
 */
function knownByKey(
	{ holder, by }: Exact,
	compared: { bits: number; parts: PartOfScore[] },
	{ leads, contacts }: KnownHolders,
	certainAt: number,
): Likely[] {
	const { entityType, entityId: id } = holder;
	const owner = entityType === 'contact' ? contacts.get(id) : leads.get(id);
	if (!owner || (entityType !== 'lead' && entityType !== 'contact')) return [];
	const kind = plainKind(by.kind);
	const missing = Math.max(0, certainAt - compared.bits);
	const part = { feature: 'identity', fields: [kind], level: `same ${kind}`, bits: missing };
	const bits = compared.bits + missing;
	return [{ entityType, id, bits, parts: [...compared.parts, part], by: kind, owner }];
}

const NOT_COMPARED = { bits: 0, parts: [] };

/** The records that the input may be, in the eyes of a preset. */
export function judgedLeads(
	inquiry: Inquiry,
	found: FoundLeads,
	holders: KnownHolders,
	preset: DedupePreset,
	thresholds: Thresholds,
): Likely[] {
	const { certainAt, reviewAt } = thresholds;
	if (preset === 'salesforce' || preset === 'zoho') {
		return ruledLeads(inquiry, found, holders, preset);
	}
	const weighed = preset === 'leadflow' ? found.matches : [];
	const exact = exactOnes(inquiry);
	const known = exact.flatMap((one) => {
		const compared = weighed.find(({ id }) => id === one.holder.entityId) ?? NOT_COMPARED;
		return knownByKey(one, compared, holders, certainAt);
	});
	const alike = weighed.flatMap(({ id, bits, parts }): Likely[] => {
		const row = found.rows.get(id);
		if (bits < reviewAt || !row || known.some((one) => one.id === id)) return [];
		return [{ entityType: 'lead', id, bits, parts, owner: row }];
	});
	return [...known, ...alike];
}

/** By rule among those who share a key with the input, of identity or of blocking. */
function ruledLeads(
	{ fields, resolution, input }: Inquiry,
	found: FoundLeads,
	{ leads }: KnownHolders,
	preset: RulePreset,
): Likely[] {
	const judge = judgeByPreset(preset);
	const rows = new Map<string, LeadRow>(found.rows);
	const { target, rivals } = resolution;
	for (const { holder } of [...(target ? [target] : []), ...rivals]) {
		const row = leads.get(holder.entityId);
		if (row && row.id !== input.id) rows.set(row.id, row);
	}
	return [...rows].flatMap(([id, row]): Likely[] => {
		const { outcome, bits, parts } = judge(fields, fieldValues(row));
		return outcome === 'duplicate' ? [{ entityType: 'lead', id, bits, parts, owner: row }] : [];
	});
}
