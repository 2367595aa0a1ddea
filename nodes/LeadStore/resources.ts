import type { INodeProperties } from 'n8n-workflow';
import { resourceProperties, type NodeResource } from '../shared/operation';
import { event } from './operations/event';
import { form } from './operations/form';
import { job } from './operations/job';
import { lead } from './operations/lead';
import { quarantine } from './operations/quarantine';
import { store } from './operations/store';

/** What the node works on; the operations of each stand in its folder. */
export const resources: readonly NodeResource[] = [event, form, job, lead, quarantine, store];

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
