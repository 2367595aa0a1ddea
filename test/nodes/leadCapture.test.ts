import type { IDataObject } from 'n8n-workflow';
import { leadSchema } from '../../leads/model/leadSchema';
import { openStore } from '../../leads/store/store';
import { defaultStoreFile } from '../../leads/store/config';
import { countLeads } from '../../leads/store/leads/findLeads';
import { runNode, runWorkflow } from './runWorkflow';

const wang = {
	姓名: '王伟',
	手机: '138 0013 8000',
	公司: '上海智云科技有限公司',
	邮箱: 'wang.wei@example.com',
};

async function capture(items: IDataObject[], parameters: IDataObject = {}) {
	return await runNode('leadCapture', { operation: 'capture', ...parameters }, items);
}

async function leadsInStore(): Promise<number> {
	const store = await openStore({ engine: 'sqlite', file: defaultStoreFile(process.env) });
	return await store.read(countLeads({}));
}

describe('Lead Capture', () => {
	it('saves a person dropped in with Chinese field names and no set-up', async () => {
		const { outputs, error } = await capture([wang]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			expect.objectContaining({
				name: '王伟',
				mobile: '+8613800138000',
				company: '上海智云科技有限公司',
				email: 'wang.wei@example.com',
				outcome: 'created',
				decision: expect.objectContaining({ node: 'Lead Capture', outcome: 'created' }),
			}),
		]);
	});

	it('gives out leads in the form that every node relies on', async () => {
		const full = {
			...wang,
			状态: '跟进中',
			员工数: '50人',
			下次跟进时间: '2026-12-01 09:00',
			地址: '广东省深圳市南山区科技路1号',
		};
		const { outputs } = await capture([full]);
		expect(leadSchema.safeParse(outputs[0][0])).toMatchObject({ success: true });
		expect(outputs[0][0]).toMatchObject({
			employees: 50,
			nextFollowUpAt: '2026-12-01T01:00:00.000Z',
		});
	});

	it('adds a second enquiry to the lead that the person has', async () => {
		const { outputs } = await capture([
			{ name: 'Wang Wei', phone: '+86 13800138000', 'Job Title': 'Buyer' },
		]);
		expect(outputs[0][0]).toMatchObject({ outcome: 'updated', title: 'Buyer', name: '王伟' });
		expect(await leadsInStore()).toBe(1);
	});

	it('sends what cannot be a lead to Rejected, with row and reason, and lets the others through', async () => {
		const { outputs } = await capture([
			{ name: 'Li Na', email: 'li.na@example.com' },
			{ colour: 'blue' },
			{ name: 'Zhao Min', email: 'zhao.min@example.com' },
		]);
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[1]).toEqual([
			expect.objectContaining({
				row: 2,
				colour: 'blue',
				problems: [expect.objectContaining({ code: 'nobody' })],
			}),
		]);
	});

	it('sends spam to Quarantined', async () => {
		const spam = {
			name: 'Cheap pills',
			email: 'pills@example.com',
			capture: { channel: 'form', spamSignals: ['honeypot'] },
		};
		const { outputs } = await capture([spam]);
		expect(outputs[0]).toHaveLength(0);
		expect(outputs[2]).toEqual([expect.objectContaining({ quarantineId: expect.any(String) })]);
	});

	it('captures the same external ID once', async () => {
		const parameters = { options: { externalIdField: 'submission', output: 'ids' } };
		const first = await capture(
			[{ name: 'Chen Jing', email: 'chen@example.com', submission: 'S-1' }],
			parameters,
		);
		const again = await capture(
			[{ name: 'Chen Jing', email: 'chen@example.com', submission: 'S-1', note: 'changed' }],
			parameters,
		);
		expect(again.outputs[0]).toEqual([{ ...first.outputs[0][0], repeated: true }]);
	});

	it('reads listed fields by name and path and leaves the others alone', async () => {
		const { outputs } = await capture(
			[{ who: 'Sun Li', body: { contact: { mail: 'sun@example.com' } }, company: 'not wanted' }],
			{
				mapping: 'listed',
				fieldsToMap: {
					field: [
						{ leadField: 'name', from: 'who' },
						{ leadField: 'email', from: 'body.contact.mail' },
						{ leadField: 'custom', customField: 'origin', from: 'who' },
					],
				},
			},
		);
		expect(outputs[0][0]).toMatchObject({
			name: 'Sun Li',
			email: 'sun@example.com',
			custom: { origin: 'Sun Li' },
		});
		expect(outputs[0][0]).not.toHaveProperty('company');
	});

	it('writes nothing in a dry run and says what would happen', async () => {
		const before = await leadsInStore();
		const { outputs } = await capture([{ name: 'Dry Run', email: 'dry@example.com' }], {
			options: { dryRun: true },
		});
		expect(outputs[0][0]).toMatchObject({ outcome: 'created' });
		expect(await leadsInStore()).toBe(before);
	});

	it('pairs each item with its origin through a chain of nodes', async () => {
		const run = await runWorkflow({
			nodes: [
				{ name: 'Capture', type: 'leadCapture', parameters: { operation: 'capture' } },
				{ name: 'Again', type: 'leadCapture', parameters: { operation: 'capture' } },
			],
			input: [
				{ name: 'A', email: 'a1@example.com' },
				{ colour: 'red' },
				{ name: 'B', email: 'b1@example.com' },
			],
		});
		expect(run.items('Capture', 0).map((item) => item.pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(run.json('Again', 0)).toEqual([
			expect.objectContaining({ outcome: 'attached' }),
			expect.objectContaining({ outcome: 'attached' }),
		]);
	});
});
