import { locator } from '../../shared/locator';

export const ownerField = locator(
	{
		displayName: 'Owner',
		name: 'owner',
		description: 'Sales person who looks after the lead. Leave empty for nobody.',
	},
	'searchMembers',
);

export const teamField = locator(
	{
		displayName: 'Team',
		name: 'team',
		description: 'Team that the lead belongs to. Leave empty for none.',
	},
	'searchTeams',
);
