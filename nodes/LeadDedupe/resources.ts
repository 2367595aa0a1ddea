import type { INodeProperties } from 'n8n-workflow';
import { resourceProperties } from '../shared/operation';
import type { DedupeResource } from './dedupeOperation';
import { lead } from './operations/lead';
import { matchingModel } from './operations/matchingModel';
import { reviewPair } from './operations/reviewPair';

/** What the node works on; the operations of each stand in its folder. */
export const resources: readonly DedupeResource[] = [lead, matchingModel, reviewPair];

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'lead',
	},
	...resourceProperties(resources),
];
