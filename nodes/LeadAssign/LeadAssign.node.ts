import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { executeOperation } from '../shared/executeOperation';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import { operationProperties } from '../shared/operation';
import * as choices from './methods/choices';
import * as searches from './methods/searches';
import { operations } from './operations';
import { outputCount, outputsExpression } from './outputs';

const [defaultOperation] = operations;

export class LeadAssign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Assign',
		name: 'leadAssign',
		icon: { light: 'file:leadAssign.svg', dark: 'file:leadAssign.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description:
			'Give each lead to the right person, fairly and at once: rules, rotation, limits, and the public pool',
		defaults: { name: 'Lead Assign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression,
		credentials: [{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' }],
		properties: operationProperties(operations, defaultOperation.value),
	};

	methods = {
		credentialTest: { leadflowStoreTest },
		listSearch: { ...searches },
		loadOptions: { ...choices },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const chosen = this.getNodeParameter('operation', 0, defaultOperation.value);
		const operation = operations.find(({ value }) => value === chosen) ?? defaultOperation;
		return await executeOperation(this, operation, outputCount(operation.value));
	}
}
