import { captureLeads } from '../../leads/capture/capture';
import { findEvents } from '../../leads/store/eventLog';
import { openStore } from '../../leads/store/store';
import type { WorkflowJson } from '../../playground/server.mjs';
import { itemsOf, startPlayground, type Playground } from './playground';

/** Lead Trigger, and a step that takes its time. */
function followWorkflow(id: string, parameters: object): WorkflowJson {
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		id,
		name: `Follow ${id}`,
		nodes: [
			{
				...place,
				id: `${id}-trigger`,
				name: 'Lead Trigger',
				type: 'n8n-nodes-leadflow.leadTrigger',
				parameters,
			},
			{
				...place,
				id: `${id}-wait`,
				name: 'Work',
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				parameters: { resume: 'timeInterval', amount: 1, unit: 'seconds' },
			},
		],
		connections: { 'Lead Trigger': { main: [[{ node: 'Work', type: 'main', index: 0 }]] } },
	};
}

let n8n: Playground;

beforeAll(async () => {
	n8n = await startPlayground({
		workflows: [followWorkflow('follow', { options: { batchSize: 5 } })],
	});
});

afterAll(async () => await n8n.stop());

async function capture(from: number, count: number): Promise<void> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	await captureLeads(
		store,
		Array.from({ length: count }, (_, index) => ({
			fields: { name: 'Mo Follow', email: `follow${from + index}@example.com` },
			channel: 'json',
			payload: { index: from + index },
		})),
	);
	await store.close();
}

/** How often each event was in a run that came to its end. */
async function seen(): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const execution of await n8n.executions('follow')) {
		if (execution.status !== 'success') continue;
		for (const { json } of itemsOf(execution, 'Lead Trigger', 0)) {
			const { id } = json.event as { id: string };
			counts.set(id, (counts.get(id) ?? 0) + 1);
		}
	}
	return counts;
}

async function created(): Promise<string[]> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	const { entries } = await store.read(findEvents({ types: ['lead.created'], limit: 1000 }));
	await store.close();
	return entries.map(({ id }) => id);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 240 && !(await condition()); tries += 1) {
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

test('starts the workflow with the lead as it is and what happened to it', async () => {
	await capture(0, 1);
	const [execution] = await n8n.waitForExecutions('follow', 1);
	expect(itemsOf(execution, 'Lead Trigger', 0).map(({ json }) => json)).toMatchObject([
		{
			name: 'Mo Follow',
			email: 'follow0@example.com',
			event: { type: 'lead.created', decision: { outcome: 'created' } },
		},
	]);
});

test('n8n killed in the middle of the runs: every event reaches the workflow', async () => {
	await capture(1, 60);
	await until(async () => (await seen()).size >= 10);
	await n8n.halt('SIGKILL');
	await capture(61, 20);
	await n8n.restart();
	const all = await created();
	expect(all).toHaveLength(81);
	await until(async () => (await seen()).size >= all.length);
	const counts = await seen();
	expect([...counts.keys()].sort()).toEqual([...all].sort());
});
