import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { executeOperation } from '../shared/executeOperation';
import { chosenOperation } from '../shared/operation';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import * as searches from './methods/searches';
import { properties, resources } from './resources';

export class LeadStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Store',
		name: 'leadStore',
		icon: { light: 'file:leadStore.svg', dark: 'file:leadStore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Read, change, export and look after leads, the sales team and everything around them',
		defaults: { name: 'Lead Store' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' }],
		properties,
	};

	methods = {
		credentialTest: { leadflowStoreTest },
		listSearch: { ...searches },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = chosenOperation(this, resources);
		if (!operation)
			throw new NodeOperationError(this.getNode(), 'This operation is not known', {
				description: 'Choose a resource and one of its operations again.',
			});
		return await executeOperation(this, operation);
	}
}
