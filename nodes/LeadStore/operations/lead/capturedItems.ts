import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { MappedValues } from '../../../../leads/capture/fieldMapping';
import type { CaptureOptions } from '../../../../leads/capture/options';
import { isId } from '../../../../leads/model/ids';
import type { CapturedLead, Lead } from '../../../../leads/model/lead';
import type { OperationContext } from '../../../shared/operation';
import type { ParameterReader } from '../../../shared/parameters';
import { customValues, fieldValues, wordList } from '../../fields/leadValues';
import { located } from '../../fields/locators';
import { NODE } from '../../nodeName';

interface Options {
	defaultCountry?: string;
	externalIdField?: string;
	limits?: CaptureOptions['limits'];
	owner?: unknown;
	source?: string;
	tags?: unknown;
	validation?: CaptureOptions['validation'];
}

type ReadItem = (json: IDataObject, index: number) => MappedValues & { tags?: string[] };

/** What a lead of the store carries beside the fields that a user fills. */
const notTaken = [
	'id', 'version', 'regionCode', 'regionSource', 'tags', 'owner', 'team', 'accountId', 'contactId', 'score', 'grade',
	'firstTouch', 'lastTouch', 'custom', 'test', 'readAt', 'lastActivityAt', 'convertedAt', 'createdAt', 'updatedAt',
	'deletedAt', 'mergedInto', 'decision',
] as const satisfies ReadonlyArray<keyof Lead>;

/** Whether an item is a lead of a store, whose bookkeeping must not become custom fields of another lead. */
function isLead(json: IDataObject): boolean {
	return typeof json.id === 'string' && isId(json.id) && typeof json.version === 'number' && Array.isArray(json.tags);
}

/** `custom` and `tags` of any item are taken in the form in which a lead carries them. */
function mappedItem(json: IDataObject, map: (json: IDataObject) => MappedValues): ReturnType<ReadItem> {
	const own = typeof json.custom === 'object' && !Array.isArray(json.custom) ? json.custom : undefined;
	const left: readonly string[] = isLead(json) ? notTaken : own ? ['custom', 'tags'] : ['tags'];
	const { fields, custom } = map(Object.fromEntries(Object.entries(json).filter(([name]) => !left.includes(name))));
	return { fields, custom: { ...custom, ...own }, tags: wordList(json.tags) };
}

function itemReader(parameters: ParameterReader, map: (json: IDataObject) => MappedValues): ReadItem {
	if (parameters.once<string>('data', 'autoMap') === 'autoMap') return (json) => mappedItem(json, map);
	return (_json, index) => ({
		fields: fieldValues(parameters.at<IDataObject>('fields', index, {})),
		custom: customValues(parameters.at('customFields', index, {})),
	});
}

/** The key of an item in this execution: a retry of the node takes nothing in twice. */
function executionKey(node: IExecuteFunctions): string | undefined {
	const execution = node.getExecutionId();
	const run: unknown = node.getWorkflowDataProxy(0).$runIndex;
	return execution ? `${node.getWorkflow().id}:${execution}:${node.getNode().id}:${String(run)}` : undefined;
}

/** The input items as captured leads, in their order. */
export function capturedItems(
	{ node, items, parameters }: OperationContext,
	map: (json: IDataObject) => MappedValues,
): CapturedLead[] {
	const read = itemReader(parameters, map);
	const execution = executionKey(node);
	return items.map(({ json }, index): CapturedLead => {
		const { externalIdField = '', owner, tags } = parameters.at<Options>('options', index, {});
		const { tags: own = [], ...values } = read(json, index);
		const given = externalIdField.trim() === '' ? undefined : json[externalIdField.trim()];
		const externalId = given === undefined || given === null || given === '' ? undefined : `${String(given)}`;
		const ownerId = located(owner)?.toLowerCase();
		return {
			...values,
			tags: [...own, ...wordList(tags)],
			channel: 'json',
			payload: json,
			externalId: externalId ?? (execution ? `${execution}:${index}` : undefined),
			...(ownerId ? { ownerId } : {}),
		};
	});
}

/** The settings that hold for all items. Nothing that a workflow creates by command is spam. */
export function captureSettings(parameters: ParameterReader): Partial<CaptureOptions> {
	const { defaultCountry, limits, source, validation } = parameters.once<Options>('options', {});
	return {
		node: NODE,
		onSpam: 'off',
		...(defaultCountry?.trim() ? { defaultCountry: defaultCountry.trim().toUpperCase() } : {}),
		...(limits ? { limits } : {}),
		...(source?.trim() ? { source: source.trim() } : {}),
		...(validation ? { validation } : {}),
	};
}
