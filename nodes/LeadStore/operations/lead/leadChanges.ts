import type { IDataObject } from 'n8n-workflow';
import type { LeadChanges } from '../../../../leads/store/leads/updateLead';
import type { OperationContext } from '../../../shared/operation';
import { customValues, fieldValues } from '../../fields/leadValues';
import { located } from '../../../shared/locator';

/** The changes that the node holds for one item. An owner or team that is added and left empty is taken away. */
export function leadChangesOf({ node, parameters }: OperationContext, index: number): LeadChanges {
	const { owner, team, ...fields } = parameters.at<IDataObject>('fields', index, {});
	const ownerId = located(owner)?.toLowerCase();
	const teamId = located(team)?.toLowerCase();
	return {
		fields: fieldValues(fields, node.getTimezone()),
		custom: customValues(parameters.at('customFields', index, {})),
		...(ownerId === undefined ? {} : { ownerId: ownerId || null }),
		...(teamId === undefined ? {} : { teamId: teamId || null }),
	};
}
