import type { IExecuteFunctions } from 'n8n-workflow';
import { isCalledAsTool } from '../../../../shared/confirm';
import type { ItemResult, OperationContext } from '../../../../shared/operation';
import type { DedupeOperation } from '../../../dedupeOperation';
import { checkAgainstStore } from './checkStore';
import { checkFields } from './checkFields';
import { checkAmongItems } from './checkItems';
import { readCheckSettings, scopeOf } from './checkSettings';
import { checkedItem, outputNames, together, type ItemCheck } from './outputs';

function hint(node: IExecuteFunctions, type: 'info' | 'warning', message: string): void {
	node.addExecutionHints({ type, message, location: 'outputPane' });
}

/** Says what a user would not see in the items. */
function tellHints(
	node: IExecuteFunctions,
	checks: readonly ItemCheck[],
	cutAmongItems: readonly string[],
): void {
	const unread = checks.filter(({ outcome }) => outcome === 'notChecked').length;
	if (unread > 0) {
		hint(
			node,
			'warning',
			`${unread} of ${checks.length} items hold nothing to compare and left by 'Review'. If their fields have other names, list them under 'Fields'.`,
		);
	}
	const inStore = checks.flatMap(({ notCompared }) => notCompared);
	const cut = [...new Set([...inStore, ...cutAmongItems])].sort();
	if (cut.length > 0) {
		hint(
			node,
			'info',
			`Too many records share the same ${cut.join(', ')}: nobody was looked for by that alone.`,
		);
	}
}

function resultsOf(
	{ node, items }: Pick<OperationContext, 'node' | 'items'>,
	checks: readonly ItemCheck[],
	cutAmongItems: readonly string[] = [],
): ItemResult[] {
	tellHints(node, checks, cutAmongItems);
	const asTool = isCalledAsTool(node);
	return checks.map((check, index) => [checkedItem(items[index], check, asTool)]);
}

export const check: DedupeOperation = {
	value: 'check',
	name: 'Check',
	action: 'Check leads for duplicates',
	description: 'Tell for each item whether it is new, a duplicate, or for a person to look at',
	fields: checkFields,
	outputNames,
	async run(context) {
		const settings = readCheckSettings(context.parameters);
		const stored = await checkAgainstStore(context, settings);
		if (settings.scope === 'store') return resultsOf(context, stored);
		const among = await checkAmongItems(context, settings);
		const checks = stored.map((one, index) => together(one, among.checks[index]));
		return resultsOf(context, checks, among.cut);
	},
	withoutStore: {
		applies: (parameters) => scopeOf(parameters) === 'items',
		async run(context) {
			const among = await checkAmongItems(context, readCheckSettings(context.parameters));
			return resultsOf(context, among.checks, among.cut);
		},
	},
};
