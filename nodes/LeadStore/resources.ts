import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../shared/alphabetical';
import { resourceProperties, type NodeResource } from '../shared/operation';
import { account } from './operations/account';
import { activity } from './operations/activity';
import { contact } from './operations/contact';
import { deal } from './operations/deal';
import { event } from './operations/event';
import { form } from './operations/form';
import { job } from './operations/job';
import { lead } from './operations/lead';
import { member } from './operations/member';
import { pool } from './operations/pool';
import { quarantine } from './operations/quarantine';
import { store } from './operations/store';
import { task } from './operations/task';
import { team } from './operations/team';

/** What the node works on; the operations of each stand in its folder. */
export const resources: readonly NodeResource[] = [
	account,
	activity,
	contact,
	deal,
	event,
	form,
	job,
	lead,
	member,
	pool,
	quarantine,
	store,
	task,
	team,
];

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: alphabetical(resources.map(({ name, value }) => ({ name, value }))),
		default: 'lead',
	},
	...resourceProperties(resources),
];
