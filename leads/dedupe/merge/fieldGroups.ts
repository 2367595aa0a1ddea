import type { LeadFieldName } from '../../model/leadFields';
import type { LeadRow } from '../../store/leads/leadRow';
import { candidateValue, newestFirst, type Candidates } from './pickValue';

/**
 * Fields that say one thing together: a town of one lead and a province of another make an address
 * where nobody lives. They come from one lead, and others only fill gaps where they do not contradict.
 */
export const fieldGroups: ReadonlyArray<{
	/** What a rule or a choice for this field says goes for all of them. */
	leader?: LeadFieldName;
	fields: readonly LeadFieldName[];
}> = [
	{ leader: 'name', fields: ['name', 'lastName', 'firstName', 'salutation'] },
	{ fields: ['country', 'state', 'city', 'district', 'street', 'postalCode'] },
	{ leader: 'source', fields: ['source', 'sourceDetail'] },
	{
		fields: [
			'utmSource',
			'utmMedium',
			'utmCampaign',
			'utmTerm',
			'utmContent',
			'utmId',
			'clickId',
			'clickIdType',
			'landingUrl',
			'referrer',
		],
	},
];

/**
 * The lead that each field of a group comes from, beginning with `first`.
 *
 * @param fields those that have no rule of their own
 */
export function fillGroup(
	candidates: Candidates,
	fields: readonly LeadFieldName[],
	first: LeadRow,
): Map<string, LeadRow> {
	const from = new Map<string, LeadRow>();
	const leading = fields.find((field) => candidates.rows.some((row) => has(row, field)));
	if (leading === undefined) return from;
	const others = candidates.rows.filter((row) => row !== first);
	for (const row of [first, ...newestFirst(candidates, others, leading)]) {
		if (contradicts(row, fields, from)) continue;
		for (const field of fields) {
			if (!from.has(field) && has(row, field)) from.set(field, row);
		}
	}
	return from;
}

function has(row: LeadRow, field: string): boolean {
	return candidateValue(row, field) !== null;
}

function contradicts(
	row: LeadRow,
	fields: readonly string[],
	from: ReadonlyMap<string, LeadRow>,
): boolean {
	return fields.some((field) => {
		const holder = from.get(field);
		return holder !== undefined && has(row, field) && !isSame(holder, row, field);
	});
}

function isSame(one: LeadRow, other: LeadRow, field: string): boolean {
	const fold = (row: LeadRow) => String(candidateValue(row, field)).toLowerCase();
	return fold(one) === fold(other);
}
