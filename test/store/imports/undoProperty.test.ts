import fc from 'fast-check';
import { captureLeads } from '../../../leads/capture/capture';
import { runImport } from '../../../leads/capture/imports/runImport';
import { startUndo } from '../../../leads/capture/imports/undo/startUndo';
import type { OnDuplicate } from '../../../leads/capture/options';
import type { CustomValues, Lead, LeadFieldValues } from '../../../leads/model/lead';
import { findLeads } from '../../../leads/store/leads/findLeads';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { findRecords } from '../../../leads/store/records/findRecords';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { importRows, type Cells } from './sampleFile';

/*
 * Any number of imports, edits, captures and calls; then one of the imports is undone. What has to be
 * left is known without looking into any record: each step is watched from outside, and each value
 * remembers who wrote it.
 */

const node = 'Lead Capture';

type Values = Record<string, unknown>;

/** Who wrote a value, what it was before, what it is since. */
interface Write {
	step: number;
	before: unknown;
	after: unknown;
}

/** What a watcher can see of a lead: its fields, one entry each; tags one by one. */
function valuesOf(lead: Lead): Values {
	const { custom, tags, company, title, industry, city, name, email } = lead;
	const { regionCode, regionSource, lastTouch, lastActivityAt } = lead;
	const fields = { company, title, industry, city, name, email };
	// Where a region was learnt belongs to the region.
	const region = regionCode && `${regionCode} ${regionSource}`;
	const values: Values = { ...fields, region, lastTouch, lastActivityAt };
	for (const [key, value] of Object.entries(custom)) values[`custom.${key}`] = value;
	for (const tag of tags) values[`tag.${tag}`] = true;
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

class Watcher {
	readonly writes = new Map<string, Map<string, Write[]>>();
	/** Step in which each lead was first seen, and the last step that did anything to it. */
	readonly made = new Map<string, number>();
	readonly touched = new Map<string, Set<number>>();
	private known = new Map<string, { values: Values; version: number; activities: number }>();

	constructor(private readonly store: LeadStore) {}

	async look(step: number): Promise<void> {
		const { leads } = await this.store.read(findLeads({ limit: 1000 }));
		for (const lead of leads) {
			const { entries } = await this.store.read(
				findRecords(activityRecords, {
					about: { entityType: 'lead', entityId: lead.id },
					limit: 1000,
				}),
			);
			const now = { values: valuesOf(lead), version: lead.version, activities: entries.length };
			const before = this.known.get(lead.id);
			if (!before) this.made.set(lead.id, step);
			if (before?.version !== now.version || before.activities !== now.activities) {
				const steps = this.touched.get(lead.id) ?? new Set();
				this.touched.set(lead.id, steps.add(step));
			}
			this.note(lead.id, step, before?.values ?? {}, now.values);
			this.known.set(lead.id, now);
		}
	}

	private note(leadId: string, step: number, before: Values, after: Values): void {
		const writes = this.writes.get(leadId) ?? new Map<string, Write[]>();
		this.writes.set(leadId, writes);
		for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
			if (JSON.stringify(before[field]) === JSON.stringify(after[field])) continue;
			const list = writes.get(field) ?? [];
			writes.set(field, [...list, { step, before: before[field], after: after[field] }]);
		}
	}

	/** The values of a lead without what one step wrote last. */
	without(leadId: string, step: number): Values {
		const values: Values = {};
		for (const [field, writes] of this.writes.get(leadId) ?? []) {
			let at = writes.length - 1;
			let value = writes[at].after;
			while (at >= 0 && writes[at].step === step) {
				value = writes[at].before;
				at -= 1;
			}
			if (value !== undefined) values[field] = value;
		}
		return values;
	}
}

type Step =
	| { kind: 'import'; onDuplicate: OnDuplicate; rows: Cells[] }
	| { kind: 'capture'; row: Cells }
	| { kind: 'edit'; pick: number; fields: LeadFieldValues; custom: CustomValues; addTags: string[] }
	| { kind: 'clear'; pick: number; field: 'company' | 'title' | 'industry' }
	| { kind: 'call'; pick: number };

const word = fc.constantFrom('A', 'B');
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const row = fc
	.record({
		// Few people, so that they meet; the name goes with the number, so that no key becomes shared.
		who: fc.nat({ max: 2 }),
		公司: some(word),
		职位: some(word),
		行业: some(word),
		城市: some(fc.constantFrom('苏州市', '杭州市')),
		颜色: some(word),
		标签: some(fc.constantFrom('red', 'blue', 'red, blue')),
		邮箱: some(fc.constant(true)),
	})
	.map(({ who, 邮箱, ...rest }) => {
		const cells = { 手机: `1380000000${who}`, ...rest };
		const known = Object.entries(邮箱 ? { ...cells, 邮箱: `user${who}@example.com` } : cells);
		return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Cells;
	});

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('import' as const),
			onDuplicate: fc.constantFrom<OnDuplicate>('fillBlanks', 'attachActivity'),
			rows: fc.array(row, { minLength: 1, maxLength: 6 }),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('import' as const),
			onDuplicate: fc.constant<OnDuplicate>('overwrite'),
			// Of a value that one file overwrites and writes back the watcher sees nothing.
			rows: fc.uniqueArray(row, { minLength: 1, maxLength: 3, selector: (cells) => cells.手机 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('capture' as const), row }) },
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('edit' as const),
			pick: fc.nat(),
			fields: fc.record({ company: word, title: word, industry: word }, { requiredKeys: [] }),
			custom: fc.record({ 颜色: word, size: word }, { requiredKeys: [] }),
			addTags: fc.subarray(['red', 'green']),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('clear' as const),
			pick: fc.nat(),
			field: fc.constantFrom('company' as const, 'title' as const, 'industry' as const),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('call' as const), pick: fc.nat() }) },
);

let deliveries = 0;

async function take(store: LeadStore, one: Step): Promise<string | undefined> {
	if (one.kind === 'import') {
		return (await importRows(store, one.rows, { onDuplicate: one.onDuplicate })).id;
	}
	if (one.kind === 'capture') {
		const { 手机: mobile, 公司: company, 职位: title } = one.row;
		await captureLeads(
			store,
			[
				{
					fields: Object.fromEntries(
						Object.entries({ mobile, company, title }).filter(([, value]) => value !== undefined),
					),
					channel: 'web',
					externalId: String((deliveries += 1)),
					payload: null,
				},
			],
			{ onDuplicate: 'overwrite', onSpam: 'off' },
		);
		return undefined;
	}
	const { leads } = await store.read(
		findLeads({ limit: 1000, sort: { by: 'createdAt', direction: 'ascending' } }),
	);
	const lead = leads[one.pick % leads.length];
	if (!lead) return undefined;
	if (one.kind === 'call') {
		const call = { type: 'call' as const, leadId: lead.id, subject: 'Called' };
		await store.run(createRecord(activityRecords, call));
	} else {
		const changes =
			one.kind === 'clear'
				? { fields: { [one.field]: null } }
				: { fields: one.fields, custom: one.custom, addTags: one.addTags };
		await store.run(updateLead(lead.id, changes, { node }));
	}
	return undefined;
}

describe.each(storeEngines())('undoing any import on $name', (engine) => {
	const fresh = freshStores(engine);
	const numRuns = engine.name === 'sqlite' ? 150 : 15;

	it('restores exactly what nobody else has written since', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 1, maxLength: 10 }),
				fc.nat(),
				async (steps, pick) => {
					const { store, clock } = await fresh();
					const watcher = new Watcher(store);
					const imports: Array<{ id: string; step: number }> = [];
					for (const [index, one] of steps.entries()) {
						clock.now += 60_000;
						const id = await take(store, one);
						if (id) imports.push({ id, step: index });
						await watcher.look(index);
					}
					if (imports.length === 0) return;
					const undone = imports[pick % imports.length];
					clock.now += 60_000;
					const { job } = await store.run(startUndo(undone.id, node));
					expect((await runImport(store, job.id)).state).toBe('done');

					const { leads } = await store.read(findLeads({ limit: 1000 }));
					const left = new Map(leads.map((lead) => [lead.id, valuesOf(lead)]));
					for (const [leadId, made] of watcher.made) {
						const isAlone = watcher.touched.get(leadId)?.size === 1;
						if (made === undone.step && isAlone) expect(left.has(leadId)).toBe(false);
						else if (made === undone.step) {
							// Worked on since: nothing of it is taken back.
							expect(left.get(leadId)).toEqual(watcher.without(leadId, -1));
						} else expect(left.get(leadId)).toEqual(watcher.without(leadId, undone.step));
					}
				},
			),
			{ numRuns, seed: 20260307 },
		);
	});
});
