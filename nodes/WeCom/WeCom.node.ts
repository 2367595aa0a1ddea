import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { eachItem } from '../shared/eachItem';
import { outputsOf } from '../shared/executeOperation';
import { chosenOperation } from '../shared/operation';
import { weComTest } from '../shared/weComTest';
import * as searches from './methods/searches';
import { properties, resources } from './resources';
import { WeComRun } from './weComOperation';

export class WeCom implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom',
		name: 'weCom',
		icon: { light: 'file:weCom.svg', dark: 'file:weCom.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Message members, groups and customers in WeCom (企业微信), and make codes and links that bring leads',
		defaults: { name: 'WeCom' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'weComApi',
				required: true,
				testedBy: 'weComTest',
				displayOptions: { hide: { operation: ['sendToGroupRobot'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { weComTest },
		listSearch: { ...searches },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = chosenOperation(this, resources);
		if (!operation)
			throw new NodeOperationError(this.getNode(), 'This operation is not known', {
				description: 'Choose a resource and one of its operations again.',
			});
		const run = new WeComRun(this);
		const context = { node: this, items: run.items };
		return outputsOf(
			this,
			await eachItem(context, async (index) => await operation.run(run, index)),
		);
	}
}
