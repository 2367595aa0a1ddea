import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { CustomValues, Lead, LeadFieldValues } from '../../model/lead';
import type { DecisionReason } from '../../model/decision';
import { normalizeLead } from '../../model/normalizeLead';
import { nameEvidence } from '../../model/personName';
import { parseStatus } from '../../model/status';
import { validateLead } from '../../model/validateLead';
import type { Operation, StoreContext } from '../context';
import { recordEvents } from '../events';
import { fieldAccess, requireWriter } from '../permissions';
import { first, insertMany, type Step } from '../step';
import { requireLeadRow } from './getLead';
import {
	claimIdentities,
	findIdentities,
	identityText,
	plainKind,
	storedKeysOf,
} from './identities';
import { fieldValues, withValues, type FieldChanges, type LeadRow } from './leadRow';
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
 * @throws LeadflowError NOT_FOUND, CONFLICT on a stale version, INVALID_INPUT, FORBIDDEN
 */
export function updateLead(
	id: string,
	changes: LeadChanges,
	options: UpdateOptions,
): Operation<UpdateResult> {
	return function* (context) {
		requireWriter(context.actor);
		const before = yield* requireLeadRow(context, id);
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

/** The row with the permitted changes in it; also the step of every bulk update. */
export function* changedRow(
	context: StoreContext,
	before: LeadRow,
	changes: LeadChanges,
	options: Pick<UpdateOptions, 'defaultCountry'>,
): Step<{ row: LeadRow; changed: FieldChanges; ignored: string[] }> {
	const ignored: string[] = [];
	const permitted = Object.fromEntries(
		Object.entries(changes.fields ?? {}).filter(([field]) => {
			if (fieldAccess(context.actor, field) === undefined) return true;
			ignored.push(field);
			return false;
		}),
	);
	const { row, changes: changed } = withValues(before, {
		fields: checkedFields(permitted, options.defaultCountry ?? 'CN'),
		custom: changes.custom,
		tags: changes.addTags,
	});
	if (changes.removeTags?.length) removeTags(row, changes.removeTags, changed);
	if (changes.ownerId !== undefined && changes.ownerId !== before.owner_id) {
		const member =
			changes.ownerId === null ? undefined : yield* requireMember(context, changes.ownerId);
		changed.ownerId = [before.owner_id, changes.ownerId];
		row.owner_id = changes.ownerId;
		row.team_id = member?.team_id ?? row.team_id;
	}
	if (changes.teamId !== undefined && changes.teamId !== row.team_id) {
		changed.teamId = [before.team_id, changes.teamId];
		row.team_id = changes.teamId;
	}
	return { row, changed, ignored };
}

function checkedFields(fields: LeadFieldValues, defaultCountry: string): LeadFieldValues {
	const { fields: clean } = normalizeLead(fields, { defaultCountry });
	for (const [field, value] of Object.entries(fields)) {
		if (value === null) Object.assign(clean, { [field]: null });
	}
	if (clean.status === null) {
		throw new LeadflowError('INVALID_INPUT', 'A lead always has a status', { field: 'status' });
	}
	if (clean.status !== undefined) {
		const status = parseStatus(clean.status);
		if (!status) {
			throw new LeadflowError('INVALID_INPUT', "'Status' is not one of the lead statuses", {
				field: 'status',
				hint: 'Use one of the statuses in the documentation of Lead Store, in English or Chinese.',
			});
		}
		clean.status = status;
	}
	const [problem] = validateLead(
		clean,
		{},
		{ mode: 'strict', limits: 'zoho', required: [] },
	).filter((one) => one.rejects && Object.hasOwn(fields, one.field));
	if (problem) throw new LeadflowError('INVALID_INPUT', problem.message, { field: problem.field });
	return clean;
}

function removeTags(row: LeadRow, gone: readonly string[], changed: FieldChanges): void {
	const before = row.tags as string[];
	const kept = before.filter((tag) => !gone.includes(tag));
	if (kept.length === before.length) return;
	changed.tags = [changed.tags?.[0] ?? before, kept];
	row.tags = kept;
}

function* requireMember(context: StoreContext, id: string): Step<{ team_id: string | null }> {
	const member = isId(id.toLowerCase())
		? yield* first(
				context.db
					.selectFrom('members')
					.select(['team_id', 'active'])
					.where('workspace_id', '=', context.workspaceId)
					.where('id', '=', id.toLowerCase())
					.where('deleted_at', 'is', null),
			)
		: undefined;
	if (member && member.active === 1) return member;
	throw new LeadflowError('INVALID_INPUT', 'The owner is not an active member of this store', {
		field: 'ownerId',
		hint: "Use the ID of a member from 'Member: Get Many'.",
	});
}

/** Claims the keys that the change brought. What another record holds stays there and is put up for review. */
function* adoptKeys(
	context: StoreContext,
	before: LeadRow,
	after: LeadRow,
): Step<DecisionReason[]> {
	const old = new Set(storedKeysOf(fieldValues(before), before.is_test === 1).map(identityText));
	const fresh = storedKeysOf(fieldValues(after), after.is_test === 1).filter(
		(key) => !old.has(identityText(key)),
	);
	if (fresh.length === 0) return [];
	const evidence = nameEvidence(after.name ?? '');
	yield* claimIdentities(
		context,
		fresh.map((key) => ({
			...key,
			entityType: 'lead',
			entityId: after.id,
			nameEvidence: evidence,
		})),
	);
	const elsewhere = (yield* findIdentities(context, fresh)).filter(
		(holder) => holder.entity_id !== after.id && holder.state !== 'shared',
	);
	yield* insertMany({
		table: 'review_pairs',
		columns: [
			'workspace_id',
			'id',
			'kind',
			'left_id',
			'right_id',
			'state',
			'reasons',
			'created_at',
		],
		rows: elsewhere.map((holder) => {
			const [left, right] = [after.id, holder.entity_id].sort();
			const kind = plainKind(holder.kind);
			const reasons = [
				{ code: `same.${kind}`, text: `Both records have this ${kind}`, field: kind },
			];
			return [
				context.workspaceId,
				context.newId(),
				'conflictingKeys',
				left,
				right,
				'open',
				reasons,
				context.now,
			];
		}),
		onConflict: 'ignore',
	});
	return elsewhere.map((holder) => ({
		code: 'conflictingKeys',
		text: `The ${plainKind(holder.kind)} is that of another record; a review pair was opened`,
		field: plainKind(holder.kind),
	}));
}
