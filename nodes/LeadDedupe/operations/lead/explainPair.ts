import { LeadflowError } from '../../../../leads/model/error';
import { eachItem } from '../../../shared/eachItem';
import { located, locator } from '../../../shared/locator';
import type { OperationContext } from '../../../shared/operation';
import { outputItems } from '../../../shared/outputItems';
import type { DedupeOperation } from '../../dedupeOperation';
import { optionsField } from '../../fields/optionsField';
import { thresholdFields, thresholdsOf, type ThresholdOptions } from '../../fields/thresholds';
import { severalLeads } from '../../itemIds';

const leftField = locator(
	{
		displayName: 'First Lead',
		name: 'leftLead',
		description: 'Leave both empty to use the pair that the input item names',
	},
	'searchLeads',
);
const rightField = locator(
	{
		displayName: 'Second Lead',
		name: 'rightLead',
		description: 'Leave both empty to use the pair that the input item names',
	},
	'searchLeads',
);

function pairOf({ parameters, items }: OperationContext, index: number): [string, string] {
	const left = located(parameters.at<unknown>(leftField.name, index, ''));
	const right = located(parameters.at<unknown>(rightField.name, index, ''));
	if (left && right) return [left, right];
	if (left || right) {
		const empty = left ? rightField : leftField;
		throw new LeadflowError('INVALID_INPUT', `'${empty.displayName}' is empty`, {
			field: empty.name,
			hint: `Choose a lead in '${empty.displayName}', or leave both empty to use the pair of the item.`,
		});
	}
	const [one, other] = severalLeads('', items[index].json);
	return [one, other];
}

export const explainPair: DedupeOperation = {
	value: 'explainPair',
	name: 'Explain Pair',
	action: 'Explain a pair of leads',
	description: 'Tell why two leads are taken for the same person or not, evidence by evidence',
	fields: [leftField, rightField, optionsField(...thresholdFields)],
	async run(context) {
		const { explainLeads } = await import('../../dedupeEngine');
		return await eachItem(context, async (index) => {
			const [left, right] = pairOf(context, index);
			const thresholds = thresholdsOf(
				context.parameters.at<ThresholdOptions>('options', index, {}),
			);
			const report = await context.store.read(explainLeads(left, right, thresholds));
			return outputItems(report);
		});
	},
};
