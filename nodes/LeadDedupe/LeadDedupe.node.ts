import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { executeOperation, outputsOf } from '../shared/executeOperation';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import { chosenOperation } from '../shared/operation';
import { ParameterReader } from '../shared/parameters';
import * as searches from './methods/searches';
import { outputsExpression } from './outputsExpression';
import { properties, resources } from './resources';

export class LeadDedupe implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Dedupe',
		name: 'leadDedupe',
		icon: { light: 'file:leadDedupe.svg', dark: 'file:leadDedupe.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Find people who are there twice, merge them and take it back, in a list or in the lead store',
		defaults: { name: 'Lead Dedupe' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(resources),
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
		const outputs = operation.outputNames?.length ?? 1;
		const parameters = new ParameterReader(this);
		if (!operation.withoutStore?.applies(parameters))
			return await executeOperation(this, operation, outputs);
		const items = this.getInputData();
		const results = await operation.withoutStore
			.run({ node: this, items, parameters })
			.catch((error: unknown) => items.map(() => ({ error })));
		return outputsOf(this, results, outputs);
	}
}
