import { isOpenStatus } from '../../model/status';
import { storedKeysOf } from '../../store/leads/identities';
import { fieldValues, type LeadRow } from '../../store/leads/leadRow';
import type { MasterRule } from './mergeRequest';

/** From the last stage that a lead reaches to the first; the user's own statuses stand between. */
const stages = [
	'qualified',
	'working',
	'nurturing',
	'contacted',
	'attempted',
	'onHold',
	'new',
	'unqualified',
	'junk',
];

/** Where statuses of the user's own stand: they are worked on, nobody knows how far. */
const OWN_STAGE = stages.indexOf('attempted') + 0.5;

function stageOf({ status }: LeadRow): number {
	const stage = stages.indexOf(status);
	if (stage >= 0) return stage;
	return isOpenStatus(status) ? OWN_STAGE : stages.length;
}

function filledFields(row: LeadRow, mayRead: (field: string) => boolean): number {
	const custom = Object.keys(row.custom as object).map((name) => `custom.${name}`);
	return [...Object.keys(fieldValues(row)), ...custom].filter(mayRead).length;
}

/** Whether anything says who the person is. A visitor of whom only a visit is known is anonymous. */
export function isIdentified(row: LeadRow): boolean {
	if (row.name !== null || row.email !== null || row.mobile !== null) return true;
	return row.phone !== null || storedKeysOf(fieldValues(row), false).length > 0;
}

function byText(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

/** The older lead first; ids are in the order of their making, and never equal. */
export function byAge(one: LeadRow, other: LeadRow): number {
	return one.created_at - other.created_at || byText(one.id, other.id);
}

/**
 * The leads, the one that should live on first. The order in which they come in never matters: of
 * equals the older stands first. An anonymous lead stands behind every identified one.
 *
 * @param mayRead whether the actor may know of a field that it is filled
 */
export function ranked(
	rows: readonly LeadRow[],
	rule: MasterRule,
	masterId: string | undefined,
	mayRead: (field: string) => boolean = () => true,
): LeadRow[] {
	const rankOf = (row: LeadRow): number => {
		if (rule === 'newest') return -row.created_at;
		if (rule === 'mostComplete') return -filledFields(row, mayRead);
		if (rule === 'furthestStage') return mayRead('status') ? stageOf(row) : 0;
		if (rule === 'owned') return row.owner_id === null ? 1 : 0;
		return row.created_at;
	};
	const chosen = (row: LeadRow) => (rule === 'manual' && row.id === masterId ? 0 : 1);
	const anonymous = (row: LeadRow) => (isIdentified(row) ? 0 : 1);
	return [...rows].sort(
		(one, other) =>
			chosen(one) - chosen(other) ||
			anonymous(one) - anonymous(other) ||
			rankOf(one) - rankOf(other) ||
			byAge(one, other),
	);
}
