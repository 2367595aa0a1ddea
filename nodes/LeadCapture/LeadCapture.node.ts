import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import { executeOperation } from '../shared/executeOperation';
import { operationProperties } from '../shared/operation';
import * as searches from './methods/searches';
import { operations } from './operations';

const [defaultOperation] = operations;

export class LeadCapture implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Capture',
		name: 'leadCapture',
		icon: { light: 'file:leadCapture.svg', dark: 'file:leadCapture.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description:
			'Turn any item into a lead: recognise its fields, clean and check them, and save each person once',
		defaults: { name: 'Lead Capture' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Captured', 'Rejected', 'Quarantined'],
		credentials: [{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' }],
		properties: operationProperties(operations, defaultOperation.value),
	};

	methods = {
		credentialTest: { leadflowStoreTest },
		listSearch: { ...searches },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const chosen = this.getNodeParameter('operation', 0, defaultOperation.value);
		const operation = operations.find(({ value }) => value === chosen) ?? defaultOperation;
		return await executeOperation(this, operation, 3);
	}
}
