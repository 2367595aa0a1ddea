import { without } from '../../model/without';
import { LeadflowError } from '../../model/error';
import type { CustomValues, Lead, LeadFieldValues } from '../../model/lead';
import { canTransition, isLeadStatus } from '../../model/status';
import type { Operation, StoreContext } from '../context';
import { recordEvents } from '../events';
import { actorBefore, requireWriter } from '../permissions';
import { requireMember, requireTeam } from '../references';
import type { Step } from '../step';
import { adoptKeys } from './adoptKeys';
import { changedRegion, checkChanges } from './checkChanges';
import { requireLeadRow } from './getLead';
import { backInPool, lacksReason } from './givingBack';
import { withValues, type FieldChanges, type LeadRow } from './leadRow';
import { presentLeads } from './presentLeads';
import { updateLeads } from './writeLeads';

export interface LeadChanges {
	/** Null clears a field, undefined leaves it. */
	fields?: LeadFieldValues;
	custom?: CustomValues;
	addTags?: readonly string[];
	removeTags?: readonly string[];
	/** Null takes the lead from its owner. */
	ownerId?: string | null;
	teamId?: string | null;
}

export interface UpdateOptions {
	/** The version the change was made against; a lead changed since then is not overwritten. */
	expectedVersion?: number;
	defaultCountry?: string;
	/** Name of the node or page, for the decision. */
	node: string;
}

export interface UpdateResult {
	lead: Lead;
	/** Fields that the actor may not write and that were left alone. */
	ignored: string[];
	changes: FieldChanges;
}

/**
 * Changes one lead. Values are normalised and checked like captured ones; new e-mail addresses and
 * phone numbers become keys of the lead, and a key that another lead holds opens a review pair.
 * Fields the actor sees masked, read-only or not at all are left alone and named in `ignored`, so
 * that a masked value never comes back as data.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT on a stale version or a status that does not follow,
 *   ALREADY_CONVERTED, INVALID_INPUT, FORBIDDEN
 */
export function updateLead(
	id: string,
	changes: LeadChanges,
	options: UpdateOptions,
): Operation<UpdateResult> {
	return function* (context) {
		requireWriter(context.actor);
		const before = yield* requireLeadRow(context, id, { lock: true });
		if (options.expectedVersion !== undefined && options.expectedVersion !== before.version) {
			throw new LeadflowError(
				'CONFLICT',
				`The lead was changed in the meantime (version ${before.version}, not ${options.expectedVersion})`,
				{
					hint: 'Get the lead again and repeat the change.',
				},
			);
		}
		const { row: after, changed, ignored } = yield* changedRow(context, before, changes, options);
		if (Object.keys(changed).length === 0) {
			const [lead] = yield* presentLeads(context, [before]);
			return { lead, ignored, changes: changed };
		}
		requireStatusChange(before.status, after.status);
		if (yield* lacksReason(context, before, after)) throw reasonMissing();
		const reasons = yield* adoptKeys(context, before, after);
		const [written] = yield* updateLeads(context, [{ before, after }]);
		const decision = {
			node: options.node,
			outcome: 'updated',
			reasons: [
				{ code: 'changed', text: `Changed: ${Object.keys(changed).join(', ')}` },
				...reasons,
				...ignored.map((field) => ({
					code: 'notPermitted',
					text: `'${field}' may not be written and was left alone`,
					field,
				})),
			],
		};
		yield* recordEvents(context, [
			{
				entityType: 'lead',
				entityId: before.id,
				version: written.version,
				type: 'lead.updated',
				decision,
				payload: { changes: changed },
			},
		]);
		const [lead] = yield* presentLeads(context, [written]);
		return { lead: { ...lead, decision }, ignored, changes: changed };
	};
}

function reasonMissing(): LeadflowError {
	return new LeadflowError('INVALID_INPUT', 'The pool of the lead asks why it is given back', {
		field: 'ownerId',
		hint: "Give it back with 'Lead Assign: Release' and a reason.",
	});
}

function requireStatusChange(from: string, to: string): void {
	if (!isLeadStatus(from) || !isLeadStatus(to) || canTransition(from, to)) return;
	throw new LeadflowError(
		from === 'converted' ? 'ALREADY_CONVERTED' : 'CONFLICT',
		`A lead with the status '${from}' cannot become '${to}'`,
		{ field: 'status', hint: 'Open it first: set a status in which leads are worked on.' },
	);
}

/** The row with the permitted changes in it; also the step of every bulk update. */
export function* changedRow(
	context: StoreContext,
	before: LeadRow,
	changes: LeadChanges,
	options: Pick<UpdateOptions, 'defaultCountry'>,
): Step<{ row: LeadRow; changed: FieldChanges; ignored: string[] }> {
	const country = options.defaultCountry ?? 'CN';
	const { values, ignored } = checkChanges(
		actorBefore(context.actor, before),
		before,
		changes,
		country,
	);
	const { row, changes: changed } = withValues(before, { ...values, tags: changes.addTags });
	setRegion(row, changed);
	if (changes.removeTags?.length) removeTags(row, changes.removeTags, changed);
	yield* changeOwner(context, row, changes, changed);
	return { row, changed, ignored };
}

function setRegion(row: LeadRow, changed: FieldChanges): void {
	const region = changedRegion(row, changed);
	if (!region || region.regionCode === row.region_code) return;
	const extra = without(row.extra as Record<string, unknown>, 'regionSource');
	changed.regionCode = [row.region_code, region.regionCode];
	row.region_code = region.regionCode;
	row.extra = { ...extra, ...(region.regionSource ? { regionSource: region.regionSource } : {}) };
}

/** A lead goes to a member together with the member's team, unless a team is named. */
function* changeOwner(
	context: StoreContext,
	row: LeadRow,
	{ ownerId, teamId }: LeadChanges,
	changed: FieldChanges,
): Step<void> {
	const { owner_id: ownerBefore, team_id: teamBefore } = row;
	if (ownerId) {
		const member = yield* requireMember(context, ownerId, 'ownerId');
		row.owner_id = member.id;
		if (member.id !== ownerBefore) row.team_id = member.team_id ?? teamBefore;
	} else if (ownerId === null) {
		const before = { ...row };
		row.owner_id = null;
		Object.assign(row, backInPool(before, row));
	}
	if (teamId) row.team_id = (yield* requireTeam(context, teamId, 'teamId')).id;
	else if (teamId === null) row.team_id = null;
	if (row.owner_id !== ownerBefore) changed.ownerId = [ownerBefore, row.owner_id];
	if (row.team_id !== teamBefore) changed.teamId = [teamBefore, row.team_id];
}

function removeTags(row: LeadRow, gone: readonly string[], changed: FieldChanges): void {
	const before = row.tags as string[];
	const kept = before.filter((tag) => !gone.includes(tag));
	if (kept.length === before.length) return;
	changed.tags = [changed.tags?.[0] ?? before, kept];
	row.tags = kept;
}
