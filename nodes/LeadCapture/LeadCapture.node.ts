import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import { executeOperation } from '../shared/executeOperation';
import { capture } from './operations/capture';

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
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: capture.name,
						value: capture.value,
						action: capture.action,
						description: capture.description,
					},
				],
				default: 'capture',
			},
			...capture.fields,
		],
	};

	methods = { credentialTest: { leadflowStoreTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, capture, 3);
	}
}
