import type { INodeProperties } from 'n8n-workflow';
import { LeadflowError } from '../../../leads/model/error';
import { located, locator } from '../../shared/locator';
import type { OperationContext } from '../../shared/operation';

export const memberField = locator({ displayName: 'Member', name: 'member' }, 'searchMembers');
export const poolField = locator({ displayName: 'Pool', name: 'pool' }, 'searchPools');

export const reasonField: INodeProperties = {
	displayName: 'Reason',
	name: 'reason',
	type: 'string',
	default: '',
	placeholder: 'e.g. Wrong region',
	description: 'Kept with who did it. Pools may ask for one.',
};

export const dryRunOption: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description: 'Whether to say what would happen and change nothing',
};

export function optionsField(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}

/** The ID of a record chosen in the node, the same for all items; undefined for none. */
export function chosenOnce(
	{ parameters }: Pick<OperationContext, 'parameters'>,
	{ name }: { name: string },
): string | undefined {
	return located(parameters.at<unknown>(name, 0, ''))?.toLowerCase() || undefined;
}

/**
 * Like `chosenOnce`, for what must be chosen.
 *
 * @throws LeadflowError INVALID_INPUT
 */
export function requireChosen(
	context: Pick<OperationContext, 'parameters'>,
	field: { name: string; displayName: string },
): string {
	const id = chosenOnce(context, field);
	if (id !== undefined) return id;
	throw new LeadflowError('INVALID_INPUT', `'${field.displayName}' is empty`, {
		field: field.name,
		hint: `Choose one in '${field.displayName}'.`,
	});
}

/** What a person gave as the reason; the same for all items. */
export function reasonOf({ parameters }: Pick<OperationContext, 'parameters'>): {
	reason?: string;
} {
	const reason = parameters.at<string>(reasonField.name, 0, '').trim();
	return reason === '' ? {} : { reason };
}

export interface MoveOptions {
	dryRun?: boolean;
	moveOpenTasks?: boolean;
	mostLeads?: number;
}

/** The options of an operation that moves leads, the same for all items. */
export function moveOptions({ parameters }: Pick<OperationContext, 'parameters'>): MoveOptions {
	return parameters.once<MoveOptions>('options', {});
}
