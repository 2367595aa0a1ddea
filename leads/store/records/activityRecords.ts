import { activityInputSchema, type Activity, type ActivityInput } from '../../model/activity';
import { LeadflowError } from '../../model/error';
import type { StoreContext } from '../context';
import { extendProtection } from '../leads/extendProtection';
import { keepFirstTouch } from '../leads/firstTouch';
import { write, type Row, type Step } from '../step';
import type { RecordDefinition } from './definition';
import { relationsOf, settleRelations } from './related';

/** The lead was dealt with: it moves up in the lists. No change of the lead itself, so its version stays. */
function* touchLead(context: StoreContext, row: Row): Step<void> {
	const at = Math.min(Number(row.at), context.now);
	yield* write(
		context.db
			.updateTable('leads')
			.set({ last_activity_at: at })
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', String(row.entity_id))
			.where((is) => is.or([is('last_activity_at', 'is', null), is('last_activity_at', '<', at)])),
	);
}

/** Activities (跟进记录): what happened with a person. */
export const activityRecords: RecordDefinition<ActivityInput, Activity> = {
	kind: 'activity',
	table: 'activities',
	schema: activityInputSchema,
	person: { field: 'memberId', column: 'owner_id', shownAs: 'by' },
	searched: ['subject'],
	sorts: ['at'],
	defaults: ({ now }) => ({ at: new Date(now).toISOString() }),
	repeatKey: ({ type, externalId }) =>
		typeof externalId === 'string' && externalId !== ''
			? `activity:${String(type)}:${externalId}`
			: undefined,
	*settle(context, draft) {
		yield* settleRelations(context, draft);
		if (draft.columns.entity_id !== null) return;
		throw new LeadflowError('INVALID_INPUT', 'An activity needs a lead, contact, account or deal', {
			field: 'leadId',
		});
	},
	*written(context, row, { before, values }) {
		if (row.entity_type !== 'lead' || before !== undefined) return;
		yield* touchLead(context, row);
		yield* extendProtection(context, row);
		yield* keepFirstTouch(context, [
			{
				leadId: String(row.entity_id),
				type: String(row.type),
				direction: values.direction,
				memberId: row.owner_id === null ? null : String(row.owner_id),
			},
		]);
	},
	present({ message, ...values }, row) {
		// A captured enquiry carries what the person wrote as their message.
		const body = values.body ?? message;
		return {
			...values,
			...relationsOf(row),
			...(body === undefined ? {} : { body }),
			custom: values.custom ?? {},
		};
	},
};
