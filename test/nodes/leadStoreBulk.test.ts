import type { IDataObject } from 'n8n-workflow';
import { byId, onLeadStore, resultOf } from './onLeadStore';

const inCity = (city: string) => ({
	filters: { condition: [{ field: 'city', operator: 'equals', value: city }] },
});

async function leadsIn(city: string, count: number): Promise<void> {
	await resultOf(
		'lead.create',
		{},
		Array.from({ length: count }, (_, index) => ({ name: `${city} ${index}`, city })),
	);
}

async function countIn(city: string, view = 'all'): Promise<number> {
	return (await resultOf('lead.getAll', { ...inCity(city), view, returnAll: true })).length;
}

test('without a confirmation the count is told and nothing is changed', async () => {
	await leadsIn('Qingdao', 3);
	const { error } = await onLeadStore('lead.deleteMany', inCity('Qingdao'));
	expect(error?.message).toContain("3 leads would be deleted; 'Confirm' is not set");
	expect(await countIn('Qingdao')).toBe(3);
});

test('a dry run gives out the count and changes nothing', async () => {
	await leadsIn('Xiamen', 2);
	const result = await resultOf('lead.deleteMany', {
		...inCity('Xiamen'),
		confirm: true,
		options: { dryRun: true },
	});
	expect(result).toEqual([{ dryRun: true, count: 2 }]);
	expect(await countIn('Xiamen')).toBe(2);
});

test('more leads than expected are refused with the count', async () => {
	await leadsIn('Dalian', 3);
	const call = { ...inCity('Dalian'), confirm: true };
	const { error } = await onLeadStore('lead.deleteMany', {
		...call,
		options: { expectedCount: 2 },
	});
	expect(error?.message).toContain('finds 3 leads, more than the 2 expected');
	expect(await countIn('Dalian')).toBe(3);
	await resultOf('lead.deleteMany', { ...call, options: { expectedCount: 3 } });
	expect(await countIn('Dalian')).toBe(0);
});

test('Delete Many puts what the filter finds into the bin, and only that', async () => {
	await leadsIn('Ningbo', 120);
	await leadsIn('Wenzhou', 2);
	const [result] = await resultOf('lead.deleteMany', { ...inCity('Ningbo'), confirm: true });
	expect(result).toMatchObject({
		state: 'done',
		count: 120,
		changed: 120,
		refused: 0,
		jobId: expect.any(String),
	});
	expect([
		await countIn('Ningbo'),
		await countIn('Ningbo', 'bin'),
		await countIn('Wenzhou'),
	]).toEqual([0, 120, 2]);
});

test('Update Many sets the same values; personal keys are refused', async () => {
	await leadsIn('Suzhou', 4);
	const call = { ...inCity('Suzhou'), confirm: true };
	const [result] = await resultOf('lead.updateMany', {
		...call,
		fields: { rating: 'Hot' },
		customFields: { field: [{ name: 'wave', value: '2' }] },
	});
	expect(result).toMatchObject({ state: 'done', changed: 4 });
	const leads = await resultOf('lead.getAll', { ...inCity('Suzhou'), returnAll: true });
	expect(leads.every((lead: IDataObject) => lead.rating === 'Hot')).toBe(true);
	expect(leads[0].custom).toEqual({ wave: '2' });
	const { error } = await onLeadStore('lead.updateMany', {
		...call,
		fields: { email: 'all@example.com' },
	});
	expect(error?.message).toContain('belongs to one person');
	const empty = await onLeadStore('lead.updateMany', call);
	expect(empty.error?.message).toContain('nothing to change');
});

test('the job stays to be looked at', async () => {
	await leadsIn('Foshan', 1);
	const [{ jobId }] = await resultOf('lead.deleteMany', { ...inCity('Foshan'), confirm: true });
	expect(await resultOf('job.get', { job: byId(jobId) })).toMatchObject([
		{ id: jobId, state: 'done', done: 1 },
	]);
	expect(await resultOf('job.get', {}, [{ jobId }])).toMatchObject([{ id: jobId }]);
	const [newest] = await resultOf('job.getAll', { states: ['done'], limit: 1 });
	expect(newest.id).toBe(jobId);
	expect(await resultOf('job.getAll', { states: ['failed'] })).toEqual([]);
	expect(await resultOf('job.cancel', {}, [{ jobId }])).toMatchObject([
		{ id: jobId, state: 'done' },
	]);
	const { error } = await onLeadStore('job.get', {
		job: byId('0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b'),
	});
	expect(error?.message).toContain('No job has this ID');
});
