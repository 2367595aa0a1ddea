import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { MappedValues } from '../../../../leads/capture/fieldMapping';
import type { CaptureOptions } from '../../../../leads/capture/options';
import type { CapturedLead } from '../../../../leads/model/lead';
import type { OperationContext } from '../../../shared/operation';
import type { ParameterReader } from '../../../shared/parameters';
import { customValues, fieldValues, wordList } from '../../fields/leadValues';
import { located } from '../../../shared/locator';
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

/** Tags come as a lead carries them, or as words separated by commas. */
function mappedItem(
	json: IDataObject,
	map: (json: IDataObject) => MappedValues,
): ReturnType<ReadItem> {
	const { tags, ...data } = json;
	return { ...map(data), tags: wordList(tags) };
}

function isAutomatic(parameters: ParameterReader): boolean {
	return parameters.once<string>('data', 'autoMap') === 'autoMap';
}

function itemReader(
	{ node, parameters }: OperationContext,
	map: (json: IDataObject) => MappedValues,
): ReadItem {
	if (isAutomatic(parameters)) return (json) => mappedItem(json, map);
	return (_json, index) => ({
		fields: fieldValues(parameters.at<IDataObject>('fields', index, {}), node.getTimezone()),
		custom: customValues(parameters.at('customFields', index, {})),
	});
}

/** The key of an item in this execution: a retry of the node takes nothing in twice. */
function executionKey(node: IExecuteFunctions): string | undefined {
	const execution = node.getExecutionId();
	const run: unknown = node.getWorkflowDataProxy(0).$runIndex;
	return execution
		? `${node.getWorkflow().id}:${execution}:${node.getNode().id}:${String(run)}`
		: undefined;
}

/** The input items as captured leads, in their order. */
export function capturedItems(
	context: OperationContext,
	map: (json: IDataObject) => MappedValues,
): CapturedLead[] {
	const { node, items, parameters } = context;
	const read = itemReader(context, map);
	const automatic = isAutomatic(parameters);
	const execution = executionKey(node);
	return items.map(({ json }, index): CapturedLead => {
		const { externalIdField = '', owner, tags } = parameters.at<Options>('options', index, {});
		const { tags: own = [], ...values } = read(json, index);
		const given = externalIdField.trim() === '' ? undefined : json[externalIdField.trim()];
		const externalId =
			given === undefined || given === null || given === '' ? undefined : `${String(given)}`;
		const ownerId = located(owner)?.toLowerCase();
		return {
			...values,
			tags: [...own, ...wordList(tags)],
			channel: 'json',
			payload: automatic ? json : values,
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
