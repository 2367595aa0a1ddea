import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowJson } from '../playground/server.mjs';

const PACKAGE = 'n8n-nodes-leadflow-yardstick';

/** A community trigger that does nothing but answer and emit: what n8n itself costs. */
const NODE = `'use strict';
class EmptyTrigger {
	constructor() {
		this.description = {
			displayName: 'Empty Trigger', name: 'emptyTrigger', group: ['trigger'], version: 1, description: '',
			defaults: { name: 'Empty Trigger' }, inputs: [], outputs: ['main'], properties: [],
			webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'empty', isFullPath: true }],
		};
		this.webhookMethods = { default: { checkExists: async () => true, create: async () => true, delete: async () => true } };
	}
	async webhook() {
		this.getResponseObject().status(200).end('ok');
		return { noWebhookResponse: true, workflowData: [[{ json: { ...this.getBodyData() } }]] };
	}
}
module.exports = { EmptyTrigger };
`;

/** Puts the yardstick into an n8n's folder of community packages, before that n8n starts. */
export function placeEmptyTrigger(userFolder: string): void {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);
	mkdirSync(join(folder, 'dist'), { recursive: true });
	writeFileSync(join(folder, 'dist', 'EmptyTrigger.node.js'), NODE);
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({
			name: PACKAGE,
			version: '1.0.0',
			keywords: ['n8n-community-node-package'],
			n8n: { n8nNodesApiVersion: 1, nodes: ['dist/EmptyTrigger.node.js'], credentials: [] },
		}),
	);
}

/** As many nodes as the example workflow has, none of them doing anything. */
export function emptyWorkflow(id: string): WorkflowJson {
	const node = (name: string, type: string, x: number, more: object = {}) => ({
		id: `${id}-${x}`,
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		parameters: {},
		...more,
	});
	return {
		id,
		name: 'Empty',
		nodes: [
			node('Empty Trigger', `${PACKAGE}.emptyTrigger`, 0, { webhookId: id }),
			node('One', 'n8n-nodes-base.noOp', 200),
			node('Two', 'n8n-nodes-base.noOp', 400),
		],
		connections: {
			'Empty Trigger': { main: [[{ node: 'One', type: 'main', index: 0 }]] },
			One: { main: [[{ node: 'Two', type: 'main', index: 0 }]] },
		},
	};
}
