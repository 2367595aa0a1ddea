import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { countInbox } from '../../leads/store/inbox';
import { findLeads } from '../../leads/store/leads/findLeads';
import { openStore } from '../../leads/store/store';
import type { Lead } from '../../leads/model/lead';
import { formWorkflow } from './formWorkflow';
import { itemsOf, startPlayground, type Playground } from './playground';
import { submitForm } from './submitForm';

/*
 * The first example as a user imports it, and what a power cut in the middle of it does.
 */

/** A form whose workflow dawdles between the trigger and Lead Capture. */
function slowWorkflow(id: string) {
	const workflow = formWorkflow(id);
	workflow.nodes.push({
		id: `${id}-wait`,
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		position: [110, 0],
		parameters: { amount: 40 },
	});
	workflow.connections = {
		Form: { main: [[{ node: 'Wait', type: 'main', index: 0 }]] },
		Wait: { main: [[{ node: 'Capture', type: 'main', index: 0 }]] },
	};
	return workflow;
}

let n8n: Playground;

beforeAll(async () => {
	n8n = await startPlayground({
		workflows: ['01-web-form-to-lead-store.json', slowWorkflow('slow')],
	});
});

afterAll(async () => await n8n.stop());

async function leadsNamed(name: string): Promise<Lead[]> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	const { leads } = await store.read(findLeads({ search: name }));
	await store.close();
	return leads;
}

test('web form to lead store: a submission becomes a tagged lead that says why it was made', async () => {
	expect(await submitForm(`${n8n.url}/form/contact`, { name: '赵敏', mobile: '13900139000' })).toBe(
		200,
	);
	const [execution] = await n8n.waitForExecutions('leadflowExample01', 1);
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Lead Capture', 0)[0].json).toMatchObject({ outcome: 'created' });
	expect(itemsOf(execution, 'Lead Store', 0)[0].json).toMatchObject({
		name: '赵敏',
		tags: ['web form'],
	});
	expect(await leadsNamed('赵敏')).toEqual([
		expect.objectContaining({
			mobile: '+8613900139000',
			source: 'form',
			tags: ['web form'],
			version: 2,
		}),
	]);
});

test('n8n killed between the answer and the capture loses nothing and captures once', async () => {
	expect(await submitForm(`${n8n.url}/form/slow`, { name: '孙悦', mobile: '13700137000' })).toBe(
		200,
	);
	await n8n.halt('SIGKILL');
	expect(await leadsNamed('孙悦')).toEqual([]);

	// The trigger leaves a running workflow three minutes; the row is made to have waited longer.
	const database = new DatabaseSync(n8n.storeFile);
	database.exec('UPDATE inbox SET received_at = received_at - 600000');
	database.close();
	await n8n.restart();

	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	while ((await store.read(countInbox())).open > 0) await wait(1000);
	await store.close();
	expect(await leadsNamed('孙悦')).toHaveLength(1);
});
