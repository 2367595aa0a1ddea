import { LeadflowError } from '../../leads/model/error';
import { located, locator } from './locator';
import type { OperationContext } from './operation';

/**
 * The ID of the record that one item is about: the one chosen in the node, or the item's own.
 *
 * @param what the parameter's name and label
 * @param own field of the item that holds the ID where none was chosen
 */
export function chosenId(
	{ parameters, items }: Pick<OperationContext, 'parameters' | 'items'>,
	index: number,
	what: { name: string; displayName: string },
	own = 'id',
): string {
	const id =
		located(parameters.at<unknown>(what.name, index, '')) || located(items[index].json[own]);
	if (id) return id;
	throw new LeadflowError(
		'INVALID_INPUT',
		`'${what.displayName}' is empty and the item has no '${own}'`,
		{
			field: what.name,
			hint: `Choose a record in '${what.displayName}', or feed in items that carry its ID as '${own}'.`,
		},
	);
}

export const leadField = locator(
	{
		displayName: 'Lead',
		name: 'lead',
		description: 'Leave empty to use the lead of the input item, by its ID',
	},
	'searchLeads',
);

/** The lead that one item is about. */
export function leadIdOf(context: OperationContext, index: number): string {
	return chosenId(context, index, leadField);
}
