import axios from 'axios';
import { utils, write } from 'xlsx';
import { captureLeads } from '../../leads/capture/capture';
import { findLeads } from '../../leads/store/leads/findLeads';
import { openStore, type LeadStore } from '../../leads/store/store';
import type { WorkflowJson } from '../../playground/server.mjs';
import { exampleWorkflow, itemsOf, startPlayground, type Playground } from './playground';

/*
 * The fourth and fifth example as a user imports them: a nightly search with a review queue, and a
 * file of which only new people come in.
 */

/** The nightly search every few seconds. */
function oftenInsteadOfNightly(): WorkflowJson {
	const nightly = JSON.stringify(exampleWorkflow('04-nightly-duplicates.json'));
	const rule = '{"interval":[{"field":"seconds","secondsInterval":3}]}';
	const often = nightly.replace(/(?<="rule":)\{"interval":\[[^\]]*\]\}/, rule);
	if (often === nightly) throw new Error('The example has no schedule any more');
	return JSON.parse(often);
}

const known = [
	{ name: '王伟', company: '上海智云科技有限公司', email: 'wang.wei@zhiyun.example.com' },
	{ name: 'Wang Wei', company: '智云科技', email: 'wangwei@zhiyun.example.com' },
	{ name: 'Anna Weber', mobile: '+491701234567', company: 'Weber GmbH' },
];

let n8n: Playground;

beforeAll(async () => {
	n8n = await startPlayground({
		workflows: [oftenInsteadOfNightly(), '05-import-only-new-leads.json'],
	});
});

afterAll(async () => await n8n.stop());

async function onStore<Result>(work: (store: LeadStore) => Promise<Result>): Promise<Result> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	const result = await work(store);
	await store.close();
	return result;
}

it('checks a file against the store and itself; only new people are saved, the others listed', async () => {
	await onStore(
		async (store) =>
			await captureLeads(
				store,
				known.map((fields) => ({ fields, channel: 'test', payload: fields })),
				{ similar: 'ignore' },
			),
	);
	const rows = [
		['姓名', '手机', '公司'],
		['Anna Weber', '+49 170 1234567', ''],
		['李娜', '13900139000', '北京长城机械有限公司'],
		['Li Na', '+86 139 0013 9000', '长城机械'],
		['', '', ''],
		['陈静', '13700137000', ''],
	];
	const book = utils.book_new(utils.aoa_to_sheet(rows));
	const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' });
	const { id } = exampleWorkflow('05-import-only-new-leads.json');
	const body = new FormData();
	body.append('field-0', new Blob([Uint8Array.from(bytes)]), 'fair.xlsx');
	const form = `${n8n.url}/form/b6a1f0c2-0005-4c0e-9a01-0000000000f1`;
	const { status } = await axios.post(form, body, { proxy: false });
	expect(status).toBe(200);

	const [execution] = await n8n.waitForExecutions(String(id), 1);
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Lead Capture').map(({ json }) => [json.name, json.outcome])).toEqual([
		['李娜', 'created'],
		['陈静', 'created'],
	]);
	const listed = itemsOf(execution, 'Not Imported').map(({ json }) => json);
	expect(listed).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ 姓名: 'Anna Weber', result: 'duplicate', sameAs: 'Anna Weber' }),
			expect.objectContaining({ 姓名: 'Li Na', result: 'duplicate', why: expect.any(String) }),
		]),
	);
	const { leads } = await onStore(async (store) => await store.read(findLeads({})));
	expect(leads.map(({ name }) => name).sort()).toEqual(
		['Anna Weber', 'Wang Wei', '李娜', '王伟', '陈静'].sort(),
	);
	expect(leads.every(({ custom }) => Object.keys(custom).length === 0)).toBe(true);
});

it('puts look-alikes up for review and makes one message of the queue', async () => {
	const { id } = exampleWorkflow('04-nightly-duplicates.json');
	const found = async () =>
		(await n8n.waitForExecutions(String(id), 1)).find(
			(execution) => itemsOf(execution, 'Message').length > 0,
		);
	let execution = await found();
	while (!execution) execution = await found();
	expect(itemsOf(execution, 'Find All Duplicates')[0].json).toMatchObject({
		state: 'done',
		apply: 'review',
	});
	const [{ json }] = itemsOf(execution, 'Message');
	expect(json.open).toBeGreaterThan(0);
	expect(json.message).toContain('Wang Wei');
	expect(json.message).toContain('王伟');
});
