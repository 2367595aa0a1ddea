import type { INodeProperties } from 'n8n-workflow';
import { resourceProperties, type NodeResource } from '../shared/operation';
import { lead } from './operations/lead';

/** What the node works on; the operations of each stand in its folder. */
export const resources: readonly NodeResource[] = [lead];

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources
			.map(({ name, value }) => ({ name, value }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: 'lead',
	},
	...resourceProperties(resources),
];
