import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

const onPostgres = { engine: ['postgres'] };
const byFields = { engine: ['postgres'], connection: ['fields'] };

export class LeadflowStoreApi implements ICredentialType {
	name = 'leadflowStoreApi';

	displayName = 'Leadflow Store API';

	icon: Icon = { light: 'file:leadflowStore.svg', dark: 'file:leadflowStore.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-leadflow#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Store',
			name: 'engine',
			type: 'options',
			options: [
				{ name: 'Embedded (SQLite File)', value: 'sqlite' },
				{ name: 'PostgreSQL', value: 'postgres' },
			],
			default: 'sqlite',
			description: 'PostgreSQL is needed when n8n runs on several workers',
		},
		{
			displayName: 'File',
			name: 'file',
			type: 'string',
			displayOptions: { show: { engine: ['sqlite'] } },
			default: '',
			placeholder: 'e.g. /home/node/.n8n/leadflow/leads.db',
			description:
				'Leave empty for the default file under the n8n user folder. Must be on a local disk.',
		},
		{
			displayName: 'Connect With',
			name: 'connection',
			type: 'options',
			displayOptions: { show: onPostgres },
			options: [
				{ name: 'Connection Fields', value: 'fields' },
				{ name: 'Connection URL', value: 'url' },
			],
			default: 'fields',
		},
		{
			displayName: 'Connection URL',
			name: 'url',
			type: 'string',
			typeOptions: { password: true },
			displayOptions: { show: { engine: ['postgres'], connection: ['url'] } },
			default: '',
			placeholder: 'e.g. postgres://user:password@localhost:5432/leadflow',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			displayOptions: { show: byFields },
			default: 'localhost',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			displayOptions: { show: byFields },
			default: 5432,
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			displayOptions: { show: byFields },
			default: 'leadflow',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			displayOptions: { show: byFields },
			default: 'leadflow',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			displayOptions: { show: byFields },
			default: '',
		},
		{
			displayName: 'TLS',
			name: 'tls',
			type: 'options',
			displayOptions: { show: onPostgres },
			options: [
				{ name: 'Off', value: 'off' },
				{ name: 'Require (Do Not Verify Certificate)', value: 'require' },
				{ name: 'Require and Verify Certificate', value: 'verify' },
			],
			default: 'off',
		},
		{
			displayName: 'CA Certificate',
			name: 'ca',
			type: 'string',
			typeOptions: { rows: 4 },
			displayOptions: { show: { engine: ['postgres'], tls: ['verify'] } },
			default: '',
			placeholder: 'e.g. -----BEGIN CERTIFICATE-----',
			description:
				'Certificate of the authority that signed the server certificate, if it is not a public one',
		},
		{
			displayName: 'Workspace',
			name: 'workspaceId',
			type: 'string',
			default: 'default',
			description: 'Keeps the leads of several clients apart in one store',
		},
		{
			displayName: 'Role',
			name: 'role',
			type: 'options',
			options: [
				{ name: 'Administrator', value: 'admin', description: 'Sees and changes everything' },
				{
					name: 'Manager',
					value: 'manager',
					description: 'Sees and changes the leads of the own team',
				},
				{ name: 'Member', value: 'member', description: 'Sees and changes the own leads' },
				{ name: 'Viewer', value: 'viewer', description: 'Reads only' },
			],
			default: 'admin',
		},
		{
			displayName: 'Acting Member ID',
			name: 'memberId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b',
			description:
				"Sales person in whose name this credential acts; 'Lead Store' lists the IDs under 'Member: Get Many'",
		},
		{
			displayName: 'Field Restrictions',
			name: 'fieldRestrictions',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Restriction',
			options: [
				{
					displayName: 'Restriction',
					name: 'restriction',
					values: [
						{
							displayName: 'Field',
							name: 'field',
							type: 'string',
							default: 'mobile',
							placeholder: 'e.g. mobile',
							description: 'Name of a lead field',
						},
						{
							displayName: 'Access',
							name: 'access',
							type: 'options',
							options: [
								{ name: 'Hidden', value: 'hidden' },
								{ name: 'Masked (138****8000)', value: 'masked' },
								{ name: 'Read Only', value: 'readOnly' },
							],
							default: 'masked',
						},
					],
				},
			],
		},
	];
}
