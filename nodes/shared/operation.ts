import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { LeadStore } from '../../leads/store/store';
import { alphabetical } from './alphabetical';
import type { ParameterReader } from './parameters';

/** What an operation is given: the items of its input and the store it acts on. */
export interface OperationContext {
	node: IExecuteFunctions;
	store: LeadStore;
	items: INodeExecutionData[];
	parameters: ParameterReader;
}

/** One thing that an operation gives out. */
export interface OutputItem {
	json: IDataObject;
	binary?: INodeExecutionData['binary'];
	/** Output of the node, default the first. */
	output?: number;
}

/** What became of one input item: what it gives out, or why it could not be done. */
export type ItemResult = OutputItem[] | { error: unknown };

/** What the user sees of an operation. */
export interface ShownOperation {
	value: string;
	/** In the operation list, such as `Get Many`. */
	name: string;
	/** In the node panel, sentence case with its object, such as `Get many leads`. */
	action: string;
	description: string;
	fields: INodeProperties[];
}

/**
 * One operation of a node: what the user sees, then what happens. `run` is given all input items at
 * once, because leads come in thousands and the store works in batches, and answers with one result
 * an item, in their order.
 */
export interface NodeOperation extends ShownOperation {
	run(context: OperationContext): Promise<ItemResult[]>;
}

/** The operations of one resource of a node. */
export interface NodeResource<Operation extends ShownOperation = NodeOperation> {
	value: string;
	name: string;
	operations: readonly Operation[];
	/** Operation chosen when the resource is. */
	defaultOperation: string;
}

function operationOptions(operations: readonly ShownOperation[]): INodePropertyOptions[] {
	return alphabetical(
		operations.map(({ value, name, action, description }) => ({
			value,
			name,
			action,
			description,
		})),
	);
}

function shownFor(fields: INodeProperties[], show: Record<string, string[]>): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { ...show, ...field.displayOptions?.show },
		},
	}));
}

/** The operation drop-down of each resource and the fields of each operation, made from the operations themselves. */
export function resourceProperties(
	resources: ReadonlyArray<NodeResource<ShownOperation>>,
): INodeProperties[] {
	return resources.flatMap((resource) => [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options' as const,
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options: operationOptions(resource.operations),
			default: resource.defaultOperation,
		},
		...resource.operations.flatMap((operation) =>
			shownFor(operation.fields, { resource: [resource.value], operation: [operation.value] }),
		),
	]);
}

/** The operation drop-down of a node without resources, and the fields of each operation. */
export function operationProperties(
	operations: readonly ShownOperation[],
	defaultOperation: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: operationOptions(operations),
			default: defaultOperation,
		},
		...operations.flatMap(({ value, fields }) => shownFor(fields, { operation: [value] })),
	];
}

/** The operation that the node's resource and operation parameters name. */
export function chosenOperation<Operation extends ShownOperation>(
	node: IExecuteFunctions,
	resources: ReadonlyArray<NodeResource<Operation>>,
): Operation | undefined {
	const resource = node.getNodeParameter('resource', 0);
	const operation = node.getNodeParameter('operation', 0);
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
