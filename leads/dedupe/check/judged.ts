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

/** Whom an input met, by whatever. */
export interface Met {
	/** By the keys of the engine. */
	found: FoundLeads;
	/** By addresses and numbers, for presets of rules. */
	byRule: readonly LeadRow[];
	holders: KnownHolders;
}

/** The records that the input may be, in the eyes of a preset. */
export function judgedLeads(
	inquiry: Inquiry,
	met: Met,
	preset: DedupePreset,
	thresholds: Thresholds,
): Likely[] {
	if (preset === 'salesforce' || preset === 'zoho') return ruledLeads(inquiry, met, preset);
	const { found, holders } = met;
	const weighed = preset === 'leadflow' ? found.matches : [];
	const known = exactOnes(inquiry).flatMap((one) => {
		const compared = weighed.find(({ id }) => id === one.holder.entityId) ?? NOT_COMPARED;
		return knownByKey(one, compared, holders, thresholds.certainAt);
	});
	const others = preset === 'leadflow' ? alike(found, thresholds) : sameIdentity(inquiry, met);
	return [...known, ...others.filter(({ id }) => !known.some((one) => one.id === id))];
}

function alike({ matches, rows }: FoundLeads, { reviewAt }: Thresholds): Likely[] {
	return matches.flatMap(({ id, bits, parts }): Likely[] => {
		const row = rows.get(id);
		return bits >= reviewAt && row ? [{ entityType: 'lead', id, bits, parts, owner: row }] : [];
	});
}

/** A key has one holder; who was made beside them all the same has the address or number, too. */
function sameIdentity(inquiry: Inquiry, { byRule }: Met): Likely[] {
	// Keys of several people say nothing about one of them.
	const shared = new Set(inquiry.sought.sharedKeys?.map(({ kind }) => plainKind(kind)));
	return judgedByRule(inquiry, byRule, 'identityOnly').filter(
		({ parts: [rule] }) => ![...shared].some((kind) => rule.level === `same ${kind}`),
	);
}

/** By rule among those who share a key with the input, of identity or of blocking, or a way to reach them. */
function ruledLeads(inquiry: Inquiry, met: Met, preset: RulePreset): Likely[] {
	const { found, byRule, holders } = met;
	const rows = new Map<string, LeadRow>(found.rows);
	for (const { holder } of exactOnes(inquiry)) {
		const row = holders.leads.get(holder.entityId);
		if (row && row.id !== inquiry.input.id) rows.set(row.id, row);
	}
	for (const row of byRule) rows.set(row.id, row);
	return judgedByRule(inquiry, rows.values(), preset);
}

function judgedByRule({ fields }: Inquiry, rows: Iterable<LeadRow>, preset: RulePreset): Likely[] {
	const judge = judgeByPreset(preset);
	return [...rows].flatMap((row): Likely[] => {
		const { outcome, bits, parts } = judge(fields, fieldValues(row));
		if (outcome !== 'duplicate') return [];
		return [{ entityType: 'lead', id: row.id, bits, parts, owner: row }];
	});
}
