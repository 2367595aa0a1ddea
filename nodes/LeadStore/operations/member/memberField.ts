import type { OperationContext } from '../../../shared/operation';
import { chosenId } from '../../../shared/chosenRecord';
import { locator } from '../../../shared/locator';

export const memberField = locator(
	{
		displayName: 'Member',
		name: 'member',
		description: 'Leave empty to use the member of the input item, by its ID',
	},
	'searchMembers',
);

/** The member that one item is about. */
export function memberIdOf(context: OperationContext, index: number): string {
	return chosenId(context, index, memberField);
}
