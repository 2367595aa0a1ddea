import type { INodeProperties } from 'n8n-workflow';
import { LeadflowError } from '../../../leads/model/error';
import type { ParameterReader } from '../../shared/parameters';
import { locator, located } from '../../shared/locator';

/** To whom a lead goes; null takes it from whom it has. */
export interface Recipient {
	ownerId?: string | null;
	teamId?: string | null;
}

const member = locator({ displayName: 'Member', name: 'member' }, 'searchMembers');
const team = locator({ displayName: 'Team', name: 'team' }, 'searchTeams');

/** The sales person, the team or nobody, to whom leads are given. */
export const recipientFields: INodeProperties[] = [
	{
		displayName: 'Transfer To',
		name: 'transferTo',
		type: 'options',
		options: [
			{ name: 'Member', value: 'member', description: "Goes to the member's team, too" },
			{ name: 'Nobody', value: 'nobody', description: 'Takes the lead from owner and team' },
			{ name: 'Team', value: 'team', description: 'Takes the lead from its owner' },
		],
		default: 'member',
	},
	{ ...member, displayOptions: { show: { transferTo: ['member'] } } },
	{ ...team, displayOptions: { show: { transferTo: ['team'] } } },
];

/**
 * To whom leads are given for one item.
 *
 * @throws LeadflowError INVALID_INPUT when nobody was chosen
 */
export function recipientOf(parameters: ParameterReader, index: number): Recipient {
	const to = parameters.at<'member' | 'team' | 'nobody'>('transferTo', index, 'member');
	if (to === 'nobody') return { ownerId: null, teamId: null };
	const { name, displayName } = to === 'team' ? team : member;
	const id = located(parameters.at<unknown>(name, index, ''))?.toLowerCase();
	if (id) return to === 'team' ? { ownerId: null, teamId: id } : { ownerId: id };
	throw new LeadflowError('INVALID_INPUT', `'${displayName}' is empty`, {
		field: name,
		hint: `Choose to whom the lead goes in '${displayName}', or set 'Transfer To' to nobody.`,
	});
}
