import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { leadflowStoreTest } from '../../nodes/shared/leadflowStoreTest';
import { LeadStore } from '../../nodes/LeadStore/LeadStore.node';
import { byId, onLeadStore, resultOf } from './onLeadStore';
import { runWorkflow } from './runWorkflow';

/** A credential for the embedded store. */
function as(role: string, more: IDataObject = {}) {
	return { credentials: { leadflowStoreApi: { engine: 'sqlite', role, ...more } } };
}

const masked = {
	fieldRestrictions: {
		restriction: [
			{ field: 'mobile', access: 'masked' },
			{ field: 'company', access: 'hidden' },
		],
	},
};

describe('a member with a masked and a hidden field', () => {
	let member: IDataObject;
	let own: IDataObject;
	let other: IDataObject;
	let asMember: ReturnType<typeof as>;

	beforeAll(async () => {
		[member] = await resultOf('member.create', { name: 'Seller' });
		const [stranger] = await resultOf('member.create', { name: 'Other Seller' });
		const create = async (name: string, mobile: string, owner: unknown) => {
			const [lead] = await resultOf('lead.create', {}, [{ name, mobile, company: 'Secret Ltd' }]);
			return (await resultOf('lead.transfer', { member: byId(owner) }, [lead]))[0];
		};
		own = await create('Own Lead', '13800138000', member.id);
		other = await create('Foreign Lead', '13800138001', stranger.id);
		asMember = as('member', { memberId: String(member.id), ...masked });
	});

	test('sees own leads only, with the mask', async () => {
		const leads = await resultOf('lead.getAll', { returnAll: true }, [{}], asMember);
		expect(leads).toMatchObject([{ id: own.id, mobile: '138****8000' }]);
		expect(leads[0]).not.toHaveProperty('company');
		expect(await resultOf('lead.getAll', { view: 'mine' }, [{}], asMember)).toHaveLength(1);
	});

	test('a lead of somebody else is as absent as one that never was', async () => {
		for (const operation of [
			'lead.get',
			'lead.delete',
			'lead.markAsRead',
			'lead.restore',
		] as const) {
			const { error } = await onLeadStore(operation, { lead: byId(other.id) }, [{}], asMember);
			expect(error?.message).toContain('No lead has this ID');
		}
		const bulk = {
			confirm: true,
			filters: { condition: [{ field: 'name', operator: 'contains', value: 'Lead' }] },
		};
		const [result] = await resultOf(
			'lead.updateMany',
			{ ...bulk, fields: { rating: 'Hot' } },
			[{}],
			asMember,
		);
		expect(result).toMatchObject({ count: 1, changed: 1 });
	});

	test('a masked value that comes back is no data: it is left alone, with a warning', async () => {
		const [lead] = await resultOf('lead.get', { lead: byId(own.id) }, [{}], asMember);
		const change = {
			lead: byId(own.id),
			fields: { mobile: '={{ $json.mobile }}', city: 'Nanjing' },
		};
		const { outputs, hints } = await onLeadStore('lead.update', change, [lead], asMember);
		expect(outputs[0]).toMatchObject([{ city: 'Nanjing', mobile: '138****8000' }]);
		expect(hints('leadStore')).toMatchObject([
			{ type: 'warning', message: expect.stringContaining("'mobile'") },
		]);
		expect(await resultOf('lead.get', { lead: byId(own.id) })).toMatchObject([
			{ mobile: '+8613800138000', company: 'Secret Ltd' },
		]);
	});

	test('a masked field can be neither searched nor filtered by', async () => {
		expect(await resultOf('lead.getAll', { search: '13800138000' }, [{}], asMember)).toEqual([]);
		const filters = { condition: [{ field: 'mobile', operator: 'startsWith', value: '+86138' }] };
		const { error } = await onLeadStore('lead.getAll', { filters }, [{}], asMember);
		expect(error?.message).toContain('masked for you');
	});

	test('what takes an administrator is refused', async () => {
		for (const [operation, parameters] of [
			['lead.erase', { confirm: true, lead: byId(own.id) }],
			['store.backup', {}],
			['store.info', {}],
			['member.create', { name: 'X' }],
		] as const) {
			const { error } = await onLeadStore(operation, parameters, [{}], asMember);
			expect(error?.description).toContain("'Leadflow Store API' credential");
		}
	});
});

test('a viewer reads and changes nothing', async () => {
	const viewer = as('viewer');
	expect((await resultOf('lead.getAll', {}, [{}], viewer)).length).toBeGreaterThan(0);
	for (const operation of ['lead.create', 'lead.upsert'] as const) {
		const { error } = await onLeadStore(operation, {}, [{ name: 'Nobody' }], viewer);
		expect(error?.message).toContain('may read leads, not change them');
	}
});

describe('as a tool of an AI agent', () => {
	/** n8n makes a second node type of the name with `Tool` behind it. */
	const asTool = async (operation: string, parameters: INodeParameters) => {
		const tool = new LeadStore();
		tool.description = { ...tool.description, name: 'leadStoreTool' };
		return await runWorkflow({
			nodes: [
				{
					name: 'Tool',
					type: 'test.leadStoreTool',
					parameters: { resource: 'lead', operation, ...parameters },
				},
			],
			nodeTypes: { 'test.leadStoreTool': tool },
		});
	};

	test('deleting needs an explicit confirmation', async () => {
		const [lead] = await resultOf('lead.create', {}, [{ name: 'Agent Victim' }]);
		const refused = await asTool('delete', { lead: byId(lead.id) });
		expect(refused.error?.message).toContain("without 'Confirm'");
		expect(await resultOf('lead.get', {}, [lead])).toMatchObject([{ name: 'Agent Victim' }]);
		const { error, json } = await asTool('delete', { lead: byId(lead.id), confirm: true });
		expect(error).toBeUndefined();
		expect(json('Tool')).toEqual([{ id: lead.id, deleted: true }]);
	});

	test('reading needs none', async () => {
		const { error } = await asTool('getAll', { limit: 1 });
		expect(error).toBeUndefined();
	});
});

describe('the test of the credential', () => {
	const testOf = async (data: ICredentialDataDecryptedObject) =>
		await leadflowStoreTest({ id: '1', name: 'Store', type: 'leadflowStoreApi', data });

	test('says which engine it is and how many leads there are', async () => {
		const result = await testOf({ engine: 'sqlite', role: 'admin' });
		expect(result).toMatchObject({
			status: 'OK',
			message: expect.stringMatching(/^SQLite [\d.]+, \d+ leads? to see$/),
		});
	});

	test('says what is wrong and what to do', async () => {
		expect(await testOf({ engine: 'sqlite', role: 'member' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('Acting Member ID'),
		});
		expect(
			await testOf({
				engine: 'postgres',
				connection: 'url',
				url: 'postgres://u:geheim@127.0.0.1:1/x',
			}),
		).toMatchObject({
			status: 'Error',
			message: expect.not.stringContaining('geheim'),
		});
	});
});
