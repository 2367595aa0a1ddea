import { setTimeout as wait } from 'node:timers/promises';
import { memberRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { poolRecords } from '../../leads/store/records/poolRecords';
import { getLead } from '../../leads/store/leads/getLead';
import { q } from '../../leads/store/step';
import { openStore, type LeadStore } from '../../leads/store/store';
import { setTimers } from '../../leads/store/timers';
import { addWorkflow, type WorkflowJson } from '../../playground/server.mjs';
import { startWeComSimulator, type WeComSimulator } from '../simulators/wecom.mjs';
import { addLead } from '../store/sampleRows';
import { exampleWorkflow, itemsOf, startPlayground, type Playground } from './playground';
import { submitForm } from './submitForm';

/*
 * The sixth and seventh example as a user imports them: from a form to the owner's messenger and, if
 * nobody answers, to somebody else; and a pool that looks after itself.
 */

const BY_REGION = 'leadflowExample06';
const POOL_CARE = 'leadflowExample07';

let n8n: Playground;
let wecom: WeComSimulator;
let ana: string;
let bo: string;

async function onStore<Result>(work: (store: LeadStore) => Promise<Result>): Promise<Result> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	const result = await work(store);
	await store.close();
	return result;
}

/** The WeCom step switched on, with a credential, as its note says. */
function withMessages(credential: { id: string; name: string }): WorkflowJson {
	const workflow = exampleWorkflow('06-assign-by-region.json');
	const isMessage = (node: unknown): node is { type: string } =>
		typeof node === 'object' &&
		node !== null &&
		'type' in node &&
		String(node.type).endsWith('.weCom');
	const nodes = workflow.nodes.map((node) =>
		isMessage(node) ? { ...node, disabled: false, credentials: { weComApi: credential } } : node,
	);
	return { ...workflow, nodes };
}

/** The care of the pool every few seconds. */
function oftenInsteadOfSometimes(): WorkflowJson {
	const workflow = JSON.stringify(exampleWorkflow('07-pool-care.json'));
	const often = workflow.replace(
		'{"field":"minutes","minutesInterval":15}',
		'{"field":"seconds","secondsInterval":3}',
	);
	if (often === workflow) throw new Error('The example has no schedule any more');
	return JSON.parse(often);
}

beforeAll(async () => {
	wecom = await startWeComSimulator();
	wecom.state.members = [
		{ userid: 'ana', name: 'Ana' },
		{ userid: 'bo', name: 'Bo' },
	];
	n8n = await startPlayground({ env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
	const { data } = await n8n.session.rest.post('/credentials', {
		name: 'WeCom',
		type: 'weComApi',
		data: {
			corpId: wecom.state.corpId,
			agentId: String(wecom.state.agentId),
			secret: wecom.state.secret,
			token: '',
			encodingAesKey: '',
			baseUrl: wecom.url,
		},
	});
	[ana, bo] = await onStore(async (store) => {
		const member = async (name: string, wecomUserId: string, regions: string[]) =>
			(await store.run(createRecord(memberRecords, { name, wecomUserId, regions }))).record.id;
		return [await member('Ana', 'ana', ['310000']), await member('Bo', 'bo', ['440000'])];
	});
	await addWorkflow(n8n.session, withMessages({ id: data.data.id, name: 'WeCom' }));
	await addWorkflow(n8n.session, oftenInsteadOfSometimes());
});

afterAll(async () => {
	await n8n.stop();
	await wecom.stop();
});

/** Makes clocks of a lead ring now. */
async function ring(leadId: string, kind: string): Promise<void> {
	await onStore(
		async (store) =>
			await store.run(function* (context) {
				const timers = yield* q(
					context.db
						.selectFrom('timers')
						.selectAll()
						.where('workspace_id', '=', context.workspaceId)
						.where('entity_id', '=', leadId)
						.where('kind', '=', kind),
				);
				expect(timers).toHaveLength(1);
				yield* setTimers(
					context,
					timers.map(({ entity_type, payload }) => ({
						kind,
						entityType: entity_type,
						entityId: leadId,
						dueAt: context.now - 1,
						payload,
					})),
				);
			}),
	);
}

/** The latest run in which a step did something, once there is one. */
async function runOf(workflowId: string, step: string) {
	for (let count = 1; ; count += 1) {
		const executions = await n8n.waitForExecutions(workflowId, count);
		const run = executions.find((execution) => itemsOf(execution, step).length > 0);
		if (run) return run;
	}
}

test('a lead from Shanghai goes to who serves it, who hears of it, and to somebody else when nobody answers', async () => {
	const url = `${n8n.url}/form/enquiry`;
	expect(await submitForm(url, { name: '赵敏', mobile: '13900139000', city: '上海' })).toBe(200);
	const run = await runOf(BY_REGION, 'Tell the Owner in WeCom');
	expect(run.status).toBe('success');
	const [{ json: assigned }] = itemsOf(run, 'Assign by Region');
	expect(assigned).toMatchObject({
		name: '赵敏',
		owner: { id: ana },
		assignment: { outcome: 'assigned', rule: 'East China' },
	});
	expect(wecom.state.sentMessages).toMatchObject([
		{ touser: 'ana', text: { content: expect.stringContaining('赵敏') } },
	]);

	await ring(String(assigned.id), 'touchMissed');
	const rescue = await runOf(BY_REGION, 'Give to Somebody Else');
	expect(rescue.status).toBe('success');
	expect(itemsOf(rescue, 'Give to Somebody Else')).toMatchObject([
		{ json: { id: assigned.id, owner: { id: bo }, assignment: { rule: 'Everywhere else' } } },
	]);
});

test('a lead that nobody works on goes back to the pool', async () => {
	const lead = await onStore(async (store) => {
		const { record: pool } = await store.run(createRecord(poolRecords, { name: 'Public' }));
		const owned_since = Date.now() - 365 * 24 * 60 * 60 * 1000;
		const protected_until = Date.now() - 1;
		return await addLead(store, {
			name: 'Idle',
			pool_id: pool.id,
			owner_id: ana,
			owned_since,
			protected_until,
		});
	});
	const idle = async () => await onStore(async (store) => await store.read(getLead(lead)));
	// Whoever sweeps first takes it back: the schedule, or the clock of a Lead Trigger.
	for (let tries = 0; tries < 60 && (await idle()).owner; tries += 1) await wait(500);
	expect(await idle()).toMatchObject({ pool: { name: 'Public' }, returnedCount: 1 });
	expect((await idle()).owner).toBeUndefined();
	const [run] = await n8n.waitForExecutions(POOL_CARE, 1);
	expect(run.status).toBe('success');
});
