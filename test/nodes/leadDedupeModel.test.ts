import type { IDataObject } from 'n8n-workflow';
import { dedupeResult, onLeadDedupe } from './onLeadDedupe';
import { resultOf } from './onLeadStore';

/** What the user can measure and teach. */

test('precision and recall on pairs of stored leads that somebody judged', async () => {
	const [one, same, other] = await resultOf('lead.create', {}, [
		{ name: '吴磊', company: '青岛海洋仪器有限公司', email: 'wu.lei@haiyang.example.com' },
		{ name: 'Wu Lei', company: '海洋仪器', email: 'wulei@haiyang.example.com' },
		{ name: 'Paula Berg', company: 'Berg Papier', email: 'paula@berg.example.com' },
	]);
	const judged: IDataObject[] = [
		{ leftId: one.id, rightId: same.id, same: '是' },
		{ leftId: one.id, rightId: other.id, same: false },
		{ leftId: one.id, rightId: other.id },
	];
	const { outputs, error, hints } = await onLeadDedupe('matchingModel.evaluate', {}, judged);
	expect(error).toBeUndefined();
	expect(outputs[0]).toMatchObject([
		{ pairs: 2, precision: 1, recall: 1, f1: 1, mistakes: [], skipped: 0 },
	]);
	expect(outputs[0][0].byThreshold).not.toEqual([]);
	expect(hints('leadDedupe')[0].message).toContain('1 of 3 items do not judge a pair');
});

test('fields of other names, and items of which none judges a pair', async () => {
	const names = { leftField: 'a', rightField: 'b', sameField: 'verdict' };
	const { error } = await onLeadDedupe('matchingModel.evaluate', names, [
		{ leftId: 'x', rightId: 'y', same: true },
	]);
	expect(error?.message).toContain('No item judges a pair of leads');
	expect(error?.description).toContain('names of the three fields');
});

test('items with a group column are measured without a store', async () => {
	const items = [
		{ person: 1, name: 'Rosa Klein', company: 'Klein AG', email: 'rosa@klein.example.com' },
		{ person: 1, name: 'Klein, Rosa', company: 'Klein', email: 'r.klein@klein.example.com' },
		{ person: 2, name: 'Otto Gross', company: 'Gross KG', email: 'otto@gross.example.com' },
	];
	const parameters = { labels: 'items', groupField: 'person' };
	const { outputs, error } = await onLeadDedupe('matchingModel.evaluate', parameters, items);
	expect(error).toBeUndefined();
	expect(outputs[0]).toMatchObject([{ precision: 1, recall: 1 }]);
	const missing = await onLeadDedupe(
		'matchingModel.evaluate',
		{ labels: 'items', groupField: 'nowhere' },
		items,
	);
	expect(missing.error?.message).toBeDefined();
});

test('too few leads teach nothing, and the error says how many it takes', async () => {
	const { error } = await onLeadDedupe('matchingModel.train', {}, [{}, {}]);
	expect(error?.message).toMatch(/\d/);
	expect(error?.description).toBeTruthy();
	expect(await dedupeResult('matchingModel.getAll')).toEqual([]);
	expect(await dedupeResult('matchingModel.reset')).toEqual([{ reset: true, kept: [] }]);
	const unknown = await onLeadDedupe('matchingModel.activate', { version: 7 });
	expect(unknown.error?.message).toBeDefined();
});
