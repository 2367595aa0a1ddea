import type { Touch } from '../../model/lead';
import { latestSighting, type WhatsAppSighting } from '../../model/whatsapp';
import { normalizeRegion } from '../../model/region';
import { fieldValues, type LeadRow } from '../../store/leads/leadRow';

interface Extra {
	regionSource?: string;
	firstTouch?: Touch;
	lastTouch?: Touch;
	whatsapp?: WhatsAppSighting;
	[field: string]: unknown;
}

function extraOf(row: LeadRow): Extra {
	return (row.extra ?? {}) as Extra;
}

/** Of several meetings the first or the last. */
function touchAmong(
	rows: readonly LeadRow[],
	which: 'firstTouch' | 'lastTouch',
): Touch | undefined {
	const touches = rows.flatMap((row) => extraOf(row)[which] ?? []);
	const sign = which === 'firstTouch' ? 1 : -1;
	return touches.sort((one, other) => sign * (Date.parse(one.at) - Date.parse(other.at)))[0];
}

const address = ['country', 'state', 'city', 'district', 'street'] as const;

function addressOf(row: LeadRow): string {
	const values = fieldValues(row);
	return JSON.stringify(address.map((field) => values[field] ?? null));
}

/** The region that goes with the address of a row: that of the lead it comes from, else what it says itself. */
function withRegion(row: LeadRow, rows: readonly LeadRow[]): LeadRow {
	const alike = rows.find((one) => one.region_code !== null && addressOf(one) === addressOf(row));
	if (alike) {
		const { regionSource } = extraOf(alike);
		return regionOf(row, alike.region_code, regionSource);
	}
	const { regionCode, source } = normalizeRegion(fieldValues(row));
	return regionCode ? regionOf(row, regionCode, source) : row;
}

function regionOf(row: LeadRow, code: string | null, source: string | undefined): LeadRow {
	const extra = { ...extraOf(row) };
	delete extra.regionSource;
	return {
		...row,
		region_code: code,
		extra: source === undefined ? extra : { ...extra, regionSource: source },
	};
}

/** Whose the lead is: the master's owner; where it has none, that of the first that has one, then a pool. */
function holderAmong(rows: readonly LeadRow[]): LeadRow {
	const isOwned = ({ owner_id }: LeadRow) => owner_id !== null;
	const inPool = ({ pool_id, team_id }: LeadRow) => pool_id !== null || team_id !== null;
	return rows.find(isOwned) ?? rows.find(inPool) ?? rows[0];
}

/**
 * What a lead has beside the fields that somebody fills: owner, score, account, region, first and last
 * meeting. The master's stay; gaps are filled, meetings and conversations of all count.
 *
 * @param row the master with its fields settled
 * @param rows the leads, the master first
 */
export function survivingState(row: LeadRow, rows: readonly LeadRow[]): LeadRow {
	const holder = holderAmong(rows);
	const scored = rows.find(({ score, grade }) => score !== null || grade !== null) ?? rows[0];
	const activity = rows.flatMap(({ last_activity_at }) => last_activity_at ?? []);
	const firstTouch = touchAmong(rows, 'firstTouch');
	const lastTouch = touchAmong(rows, 'lastTouch');
	const sightings = rows.flatMap((one) => extraOf(one).whatsapp ?? []);
	const settled = withRegion(row, rows);
	return {
		...settled,
		owner_id: holder.owner_id,
		team_id: holder.team_id,
		pool_id: holder.pool_id,
		owned_since: holder.owned_since,
		protected_until: holder.protected_until,
		previous_owner_id: holder.previous_owner_id,
		returned_count: holder.returned_count,
		score: scored.score,
		grade: scored.grade,
		account_id: rows.find(({ account_id }) => account_id !== null)?.account_id ?? null,
		last_activity_at: activity.length > 0 ? Math.max(...activity) : null,
		extra: {
			...extraOf(settled),
			...(firstTouch ? { firstTouch } : {}),
			...(lastTouch ? { lastTouch } : {}),
			...(sightings.length > 0
				? { whatsapp: sightings.reduce((one, other) => latestSighting(one, other)) }
				: {}),
		},
	};
}
