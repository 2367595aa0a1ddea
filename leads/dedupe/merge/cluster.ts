import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { StoreContext } from '../../store/context';
import { LostRace } from '../../store/engine/engine';
import { noSuchLead } from '../../store/leads/getLead';
import { differentAmong } from '../../store/leads/knownPairs';
import type { LeadRow } from '../../store/leads/leadRow';
import { survivorsOf } from '../../store/leads/mergedIds';
import { lockLeads, readLeads } from '../../store/leads/lockLeads';
import { canSee, fieldAccess } from '../../store/permissions';
import type { Step } from '../../store/step';
import { ranked } from './master';
import type { MergeRequest } from './mergeRequest';
import { requireRules } from './requireRules';

/** Leads that are merged at once unless the caller says how many. */
export const MOST_LEADS = 50;

/** The leads that a request names, as they live now. */
export interface Cluster {
	/** Each lead once, the one that lives on first. */
	rows: LeadRow[];
	/** The request with ids of leads that live. */
	request: MergeRequest;
}

/**
 * The leads that a request names, checked: the actor sees them, they are not converted, nobody
 * declared them to be different.
 *
 * @param lock holds them, in the order of their ids, for what follows in the same transaction
 * @throws LeadflowError INVALID_INPUT, NOT_FOUND, ALREADY_CONVERTED, CONFLICT
 */
export function* readCluster(
	context: StoreContext,
	request: MergeRequest,
	lock: boolean,
): Step<Cluster> {
	requireRules(request);
	const asked = [...new Set(request.ids.map((id) => id.toLowerCase()))];
	if (asked.length < 2) {
		throw new LeadflowError('INVALID_INPUT', 'It takes two leads to merge', {
			field: 'ids',
			hint: 'Name the IDs of at least two different leads.',
		});
	}
	const named = [request.masterId ?? [], Object.values(request.fieldChoices ?? {})].flat(2);
	const ids = [...asked, ...named.map((id) => id.toLowerCase())].filter(isId);
	const survivors = yield* survivorsOf(context, ids);
	const livingId = (id: string) => survivors.get(id.toLowerCase()) ?? id.toLowerCase();
	const wanted = new Set(asked.map(livingId));
	requireSize(wanted.size, request.mostLeads ?? MOST_LEADS);
	const living = [...wanted].filter(isId);
	const rows = lock ? yield* lockLeads(context, living) : yield* readLeads(context, living);
	// Merged away while it was waited for: on the next try its new id is found.
	if (lock && rows.some(({ merged_into }) => merged_into !== null)) throw new LostRace('leads');
	const isAlive = (row: LeadRow) => row.deleted_at === null && row.merged_into === null;
	const visible = rows.filter((row) => isAlive(row) && canSee(context.actor, row));
	if (visible.length < wanted.size) throw noSuchLead();
	const resolved = withLivingIds(request, livingId, wanted);
	requireMergeable(visible);
	if (!request.evenIfDifferent) yield* requireNoVeto(context, visible);
	const { actor } = context;
	const mayRead = (field: string) =>
		!['hidden', 'masked'].includes(fieldAccess(actor, field) ?? 'free');
	return {
		rows: ranked(visible, request.masterRule, resolved.masterId, mayRead),
		request: resolved,
	};
}

function requireSize(size: number, most: number): void {
	if (size <= most) return;
	throw new LeadflowError('INVALID_INPUT', `${size} leads are more than ${most} to merge at once`, {
		field: 'ids',
		hint: 'So many leads are seldom one person. Look at them, then merge fewer, or raise the limit.',
	});
}

function withLivingIds(
	request: MergeRequest,
	livingId: (id: string) => string,
	wanted: ReadonlySet<string>,
): MergeRequest {
	const oneOfThem = (id: string, field: string): string => {
		const living = livingId(id);
		if (wanted.has(living)) return living;
		throw new LeadflowError('INVALID_INPUT', `'${field}' names none of the leads to merge`, {
			field,
			hint: "Use one of 'ids'.",
		});
	};
	const choices = Object.entries(request.fieldChoices ?? {});
	return {
		...request,
		...(request.masterRule === 'manual' && request.masterId
			? { masterId: oneOfThem(request.masterId, 'masterId') }
			: {}),
		fieldChoices: Object.fromEntries(
			choices.map(([field, id]) => [field, oneOfThem(id, `fieldChoices.${field}`)]),
		),
	};
}

function requireMergeable(rows: readonly LeadRow[]): void {
	const isConverted = (row: LeadRow) => row.converted_at !== null || row.status === 'converted';
	if (rows.some(isConverted)) {
		throw new LeadflowError('ALREADY_CONVERTED', 'One of the leads was converted', {
			hint: 'It lives on as contact and account: add to the contact, or revert the conversion first.',
		});
	}
	if (new Set(rows.map(({ is_test }) => is_test)).size > 1) {
		throw new LeadflowError('INVALID_INPUT', 'A test lead cannot be merged with a real one', {
			field: 'ids',
		});
	}
}

function* requireNoVeto(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
	if (rows.length < 2) return;
	const different = yield* differentAmong(
		context,
		rows.map(({ id }) => id),
	);
	if (different.length === 0) return;
	throw new LeadflowError('CONFLICT', 'Somebody declared two of these leads to be different', {
		hint: "Take that verdict back, or set 'Even If Different' if you are sure.",
	});
}
