import type { IDataObject, INode } from 'n8n-workflow';
import type { LeadStore } from '../../leads/store/store';
import { memberRecords, teamRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { poolRecords } from '../../leads/store/records/poolRecords';
import { addLead } from '../store/sampleRows';
import { embeddedStore } from './embeddedStore';
import { byId } from './onLeadStore';
import { runNode, type NodeResult } from './runWorkflow';

type Parameters = INode['parameters'];

let store: LeadStore;
let ana: string;
let bo: string;
let east: string;
let pool: string;

async function onLeadAssign(
	operation: string,
	parameters: Parameters = {},
	input: readonly IDataObject[] = [{}],
	more: NonNullable<globalThis.Parameters<typeof runNode>[3]> = {},
): Promise<NodeResult> {
	return await runNode('leadAssign', { operation, ...parameters }, input, more);
}

async function leads(count: number, columns: IDataObject = {}): Promise<IDataObject[]> {
	const made: IDataObject[] = [];
	for (let n = 0; n < count; n += 1) {
		made.push({ id: await addLead(store, { name: `Lead ${n}`, ...columns }), note: `item ${n}` });
	}
	return made;
}

function when(field: string, operation: string, rightValue: string): Parameters {
	return {
		options: { caseSensitive: false, leftValue: '', typeValidation: 'loose', version: 2 },
		combinator: 'and',
		conditions: [
			{ id: 'c', leftValue: field, operator: { type: 'string', operation }, rightValue },
		],
	};
}

const rules = (...rule: Parameters[]): Parameters => ({ rules: { rule } });
const assignment = (item: IDataObject) => item.assignment as IDataObject;
const memberOf = (item: IDataObject) => (assignment(item).member as IDataObject | undefined)?.id;

beforeAll(async () => {
	store = await embeddedStore();
	const team = await store.run(createRecord(teamRecords, { name: 'East' }));
	east = team.record.id;
	const member = async (name: string, teamIds: string[]) =>
		(await store.run(createRecord(memberRecords, { name, teamIds }))).record.id;
	ana = await member('Ana', [east]);
	bo = await member('Bo', []);
	const made = await store.run(
		createRecord(poolRecords, { name: 'Public', returnReasonRequired: true }),
	);
	pool = made.record.id;
});

afterAll(async () => await store.close());

describe('Lead Assign: Assign', () => {
	it('gives leads to everybody in turn as it is dropped on the canvas, and keeps the items', async () => {
		const { outputs, error } = await onLeadAssign('assign', {}, await leads(6));
		expect(error).toBeUndefined();
		expect(outputs.map((items) => items.length)).toEqual([6, 0, 0]);
		const owners = outputs[0].map(memberOf);
		expect([ana, bo].map((id) => owners.filter((owner) => owner === id).length)).toEqual([3, 3]);
		expect(outputs[0][4]).toMatchObject({
			note: 'item 4',
			name: 'Lead 4',
			owner: { id: owners[4] },
			assignment: { outcome: 'assigned', rule: 'Everybody' },
			decision: { node: 'Lead Assign', outcome: 'assigned' },
		});
	});

	it('goes by the first rule that a lead passes, and sends what none catches to No Match', async () => {
		const drawn = rules(
			{
				name: 'Shanghai',
				giveTo: 'members',
				members: [bo],
				conditions: when('={{ $json.city }}', 'equals', 'shanghai'),
			},
			{ name: 'East', giveTo: 'team', team: east, conditions: when('city', 'exists', '') },
		);
		const input = [
			...(await leads(2, { city: 'Shanghai' })),
			...(await leads(1, { city: 'Hangzhou' })),
			...(await leads(1)),
		];
		const { outputs } = await onLeadAssign(
			'assign',
			{ ...drawn, options: { notChosen: true } },
			input,
		);
		expect(outputs[0].map((item) => [memberOf(item), assignment(item).rule])).toEqual([
			[bo, 'Shanghai'],
			[bo, 'Shanghai'],
			[ana, 'East'],
		]);
		expect(assignment(outputs[0][2]).notChosen).toEqual([]);
		expect(outputs[2]).toMatchObject([{ note: 'item 0', assignment: { outcome: 'noMatch' } }]);
	});

	it('leaves owned leads alone, decides on a lead that comes twice once, and writes nothing in a dry run', async () => {
		const [lead] = await leads(1);
		const dry = await onLeadAssign('assign', { options: { dryRun: true } }, [lead]);
		expect(assignment(dry.outputs[0][0]).outcome).toBe('assigned');
		const twice = await onLeadAssign('assign', {}, [lead, lead]);
		const owner = memberOf(twice.outputs[0][0]);
		expect(twice.outputs[0].map(memberOf)).toEqual([owner, owner]);
		const again = await onLeadAssign('assign', {}, [lead]);
		expect(assignment(again.outputs[0][0])).toMatchObject({
			outcome: 'alreadyAssigned',
			member: { id: owner },
		});
	});

	it('sends queued and pooled leads to the second output', async () => {
		const nobody = { giveTo: 'members', members: [bo], more: { skills: 'welding' } };
		const queued = await onLeadAssign(
			'assign',
			rules({ ...nobody, onNoneAvailable: 'queue' }),
			await leads(1),
		);
		expect(queued.outputs[1].map((item) => assignment(item).outcome)).toEqual(['queued']);
		const pooled = await onLeadAssign('assign', rules({ giveTo: 'pool', pool }), await leads(1));
		expect(pooled.outputs[1]).toMatchObject([
			{ assignment: { outcome: 'pooled', pool: { id: pool } } },
		]);
	});

	it('gives the default assignee what nobody is available for', async () => {
		const { outputs } = await onLeadAssign(
			'assign',
			{
				...rules({ giveTo: 'members', members: [bo], more: { skills: 'welding' } }),
				defaultAssignee: byId(ana),
			},
			await leads(1),
		);
		expect(outputs[0].map(memberOf)).toEqual([ana]);
	});

	it('sets the clock of the first response and the follow-up task', async () => {
		const { outputs } = await onLeadAssign(
			'assign',
			rules({
				giveTo: 'members',
				members: [bo],
				more: { touchWithin: 30, followUpSubject: 'Call', workingHours: false },
			}),
			await leads(1),
		);
		const due = Date.parse(String(assignment(outputs[0][0]).firstResponseDueAt));
		expect(Math.round((due - Date.now()) / 60_000)).toBe(30);
		const tasks = await runNode('leadStore', { resource: 'task', operation: 'getAll' }, [{}]);
		expect(tasks.outputs[0]).toMatchObject([{ subject: 'Call', assignee: { id: bo } }]);
	});

	it.each<[string, Parameters, string]>([
		['no members', rules({ giveTo: 'members' }), 'names no members'],
		['no team', rules({ giveTo: 'team' }), 'names no team'],
		['no pool', rules({ giveTo: 'everybody', onNoneAvailable: 'pool' }), 'names no pool'],
		[
			'two rules of one name',
			rules({ name: 'A', giveTo: 'everybody' }, { name: 'A', giveTo: 'everybody' }),
			"called 'A'",
		],
		[
			'a computed condition',
			rules({ giveTo: 'everybody', conditions: when('={{ $json.a + 1 }}', 'equals', '2') }),
			'left side',
		],
	])('says what is missing in a rule: %s', async (_what, parameters, text) => {
		const { error } = await onLeadAssign('assign', parameters, await leads(1));
		expect(error?.message).toContain(text);
	});

	it('keeps an item without a lead from no other', async () => {
		const [lead] = await leads(1);
		const { outputs } = await onLeadAssign('assign', {}, [{ name: 'no id' }, lead], {
			node: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[0][0].error).toEqual(expect.stringContaining("'Lead' is empty"));
		expect(assignment(outputs[0][1]).outcome).toBe('assigned');
	});
});

describe('Lead Assign: what was and would be decided', () => {
	it('explains a decision, and for everybody else why not', async () => {
		const [lead] = await leads(1);
		const { outputs } = await onLeadAssign('assign', {}, [lead]);
		const owner = memberOf(outputs[0][0]);
		const explained = await onLeadAssign('explain', {}, [lead]);
		expect(explained.outputs[0][0]).toMatchObject({
			note: 'item 0',
			assignment: {
				basis: 'stored',
				outcome: 'assigned',
				member: { id: owner },
				excluded: [{ memberId: owner === ana ? bo : ana, code: 'laterTurn' }],
			},
		});
	});

	it('simulates rules and changes nothing', async () => {
		await leads(4, { campaign: 'simulated' });
		const drawn = rules({
			name: 'Simulated',
			giveTo: 'members',
			members: [ana, bo],
			conditions: when('campaign', 'equals', 'simulated'),
		});
		const { outputs, error } = await onLeadAssign('simulate', { days: 1, ...drawn });
		expect(error).toBeUndefined();
		const [summary] = outputs[0];
		expect(summary).toMatchObject({ assigned: 4, byRule: { Simulated: 4 }, cut: false });
		expect(summary).not.toHaveProperty('results');
		const shares = summary.byMember as IDataObject[];
		expect(shares.map(({ simulated }) => simulated)).toEqual([2, 2]);
		const each = await onLeadAssign('simulate', { days: 1, ...drawn, options: { eachLead: true } });
		expect(each.outputs[0].filter(({ outcome }) => outcome === 'assigned')).toHaveLength(4);
	});
});

describe('Lead Assign: the pool', () => {
	it('puts leads in, claims one, refuses the second, and gives it back with a reason', async () => {
		const [lead] = await leads(1);
		const put = await onLeadAssign('putIntoPool', { pool: byId(pool) }, [lead]);
		expect(put.outputs[0]).toMatchObject([{ assignment: { outcome: 'pooled' } }]);
		const claimed = await onLeadAssign('claim', { member: byId(ana) }, [lead]);
		expect(claimed.outputs[0]).toMatchObject([
			{ note: 'item 0', owner: { id: ana }, assignment: { outcome: 'claimed' } },
		]);
		const late = await onLeadAssign('claim', { member: byId(bo) }, [lead]);
		expect(late.outputs).toMatchObject([
			[],
			[{ id: lead.id, assignment: { outcome: 'refused', refusal: 'alreadyOwned' } }],
		]);
		const silent = await onLeadAssign('release', {}, [lead]);
		expect(silent.outputs[1]).toMatchObject([{ assignment: { refusal: 'reasonMissing' } }]);
		const back = await onLeadAssign('release', { reason: 'Wrong region' }, [lead]);
		expect(back.outputs[0]).toMatchObject([
			{ assignment: { outcome: 'released', previous: { id: ana } } },
		]);
	});

	it('transfers by hand, and takes nothing back before its time', async () => {
		const [lead] = await leads(1);
		const moved = await onLeadAssign('transfer', { member: byId(bo), reason: 'Holiday' }, [lead]);
		expect(moved.outputs[0]).toMatchObject([{ assignment: { outcome: 'transferred' } }]);
		const none = await onLeadAssign('reclaimDue', {}, [{}, {}]);
		expect(none.error).toBeUndefined();
		expect(none.outputs).toEqual([[]]);
	});

	it('gives out what lies in an automatic pool, and nothing else', async () => {
		const automatic = await store.run(
			createRecord(poolRecords, { name: 'Automatic', assignMode: 'automatic', memberIds: [ana] }),
		);
		const input = await leads(2);
		await onLeadAssign('putIntoPool', { pool: byId(automatic.record.id) }, input);
		const dry = await onLeadAssign('distributePools', { options: { dryRun: true } });
		expect(dry.outputs[0]).toHaveLength(2);
		const { outputs, error } = await onLeadAssign('distributePools', {}, [{}, {}]);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ id }) => id).sort()).toEqual(input.map(({ id }) => id).sort());
		expect(outputs[0].map(memberOf)).toEqual([ana, ana]);
		expect((await onLeadAssign('distributePools')).outputs).toEqual([[]]);
	});

	it('asks for whom and into which pool', async () => {
		const input = await leads(1);
		const none = { __rl: true, mode: 'id', value: '={{ "" }}' };
		const refusal = async (operation: string, parameters: Parameters = {}) =>
			(await onLeadAssign(operation, parameters, input)).error?.message;
		expect(await refusal('claim')).toContain('which member');
		expect(await refusal('putIntoPool', { pool: none })).toContain("'Pool'");
		expect(await refusal('transfer', { member: none })).toContain("'Member'");
	});
});

describe('Lead Assign: Set Availability', () => {
	it('takes a member out of the turns, and gives them what waited when they are back', async () => {
		const onlyBo = rules({
			name: 'Only Bo',
			giveTo: 'members',
			members: [bo],
			onNoneAvailable: 'queue',
		});
		const options = { ruleSetName: 'Queue of Bo' };
		const away = await onLeadAssign('setAvailability', { member: byId(bo) });
		expect(away.outputs[0]).toMatchObject([{ id: bo, available: false }]);
		const [lead] = await leads(1);
		const waiting = await onLeadAssign('assign', { ...onlyBo, options }, [lead]);
		expect(waiting.outputs[1]).toMatchObject([{ assignment: { outcome: 'queued' } }]);
		await onLeadAssign('setAvailability', { member: byId(bo), availability: 'available' });
		const now = await onLeadAssign('explain', {}, [lead]);
		expect(now.outputs[0][0]).toMatchObject({
			assignment: { outcome: 'assigned', member: { id: bo } },
		});
	});

	it('plans a leave', async () => {
		const { outputs, error } = await onLeadAssign('setAvailability', {
			member: byId(ana),
			availability: 'leave',
			leaveFrom: '2031-02-01T00:00:00Z',
			leaveTo: '2031-02-08T00:00:00Z',
		});
		expect(error).toBeUndefined();
		expect(outputs[0][0].leaves).toMatchObject([{ from: '2031-02-01T00:00:00.000Z' }]);
	});
});
