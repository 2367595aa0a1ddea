import fc from 'fast-check';
import { accountRecords, dealRecords } from '../../../leads/store/records/companyRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { findRecords, type RecordRequest } from '../../../leads/store/records/findRecords';
import { taskRecords } from '../../../leads/store/records/taskRecords';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { addLead, addMember } from '../sampleRows';

describe.each(storeEngines())('lists of records on $name', (engine) => {
	const fresh = freshStores(engine);

	async function names(store: LeadStore, request: RecordRequest): Promise<string[]> {
		return (await store.read(findRecords(accountRecords, request))).entries.map(({ name }) => name);
	}

	it('compares fields of every sort, wherever they are kept', async () => {
		const { store, clock } = await fresh();
		const ownerId = await addMember(store);
		await store.run(
			createRecord(accountRecords, {
				name: 'Äpfel & Co',
				industry: 'Steel',
				employees: 9,
				type: 'customer',
				ownerId,
			}),
		);
		clock.now += 1000;
		await store.run(
			createRecord(accountRecords, {
				name: 'apple_100%',
				employees: 100,
				custom: { flag: true, n: 7, 'a.b "c"': 'x' },
			}),
		);
		const find = async (field: string, operator: 'equals', value?: string | number | boolean) =>
			(
				await names(store, {
					conditions: [{ field, operator, ...(value === undefined ? {} : { value }) }],
				})
			).map((name) => name[0]);
		expect(await find('name', 'equals', 'apple_100%')).toEqual(['a']);
		expect(await find('industry', 'equals', 'Steel')).toEqual(['Ä']);
		expect(await find('employees', 'equals', 100)).toEqual(['a']);
		expect(await find('employees', 'greaterThan' as 'equals', 20)).toEqual(['a']);
		expect(await find('employees', 'lessThan' as 'equals', '20')).toEqual(['Ä']);
		expect(await find('industry', 'notEquals' as 'equals', 'Steel')).toEqual(['a']);
		expect(await find('industry', 'isEmpty' as 'equals')).toEqual(['a']);
		expect(await find('industry', 'isNotEmpty' as 'equals')).toEqual(['Ä']);
		expect(await find('type', 'in' as 'equals', 'customer, partner')).toEqual(['Ä']);
		expect(await find('ownerId', 'equals', ownerId.toUpperCase())).toEqual(['Ä']);
		expect(await find('ownerId', 'equals', 'nobody')).toEqual([]);
		expect(await find('custom.flag', 'equals', true)).toEqual(['a']);
		expect(await find('custom.n', 'equals', 7)).toEqual(['a']);
		expect(await find('custom.a.b "c"', 'equals', 'x')).toEqual(['a']);
		expect(
			await find('createdAt', 'lessThan' as 'equals', new Date(clock.now).toISOString()),
		).toEqual(['Ä']);
		expect(await find('name', 'contains' as 'equals', '_100%')).toEqual(['a']);
		expect(await find('name', 'startsWith' as 'equals', 'APPLE')).toEqual(['a']);
		expect(await find('name', 'contains' as 'equals', '_1_0')).toEqual([]);
		expect(await names(store, { search: 'ÄPF' })).toEqual(['Äpfel & Co']);
		expect(await names(store, { search: 'PFEL' })).toEqual(['Äpfel & Co']);
		expect(
			await names(store, {
				match: 'any',
				conditions: [
					{ field: 'employees', operator: 'equals', value: 9 },
					{ field: 'employees', operator: 'equals', value: 100 },
				],
			}),
		).toHaveLength(2);
		for (const wrong of [
			{ field: 'nonsense', operator: 'equals' as const, value: 1 },
			{ field: 'employees', operator: 'equals' as const, value: 'many' },
			{ field: 'createdAt', operator: 'equals' as const, value: 'soon' },
			{ field: 'name', operator: 'equals' as const },
		]) {
			await expect(names(store, { conditions: [wrong] })).rejects.toMatchObject({
				code: 'INVALID_INPUT',
				field: wrong.field,
			});
		}
	});

	it('shows every record once, in order, whatever the page size, the sort and the names', async () => {
		const { store } = await fresh();
		const made: string[] = [];
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc
						.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
						.filter((text) => text.trim() !== ''),
					{ maxLength: 4 },
				),
				fc.integer({ min: 1, max: 5 }),
				async (more, limit) => {
					for (const name of more)
						made.push((await store.run(createRecord(accountRecords, { name }))).record.id);
					for (const by of ['createdAt', 'name', 'updatedAt'] as const) {
						for (const direction of ['ascending', 'descending'] as const) {
							const ids: string[] = [];
							const sorted: string[] = [];
							let after: string | undefined;
							do {
								const page = await store.read(
									findRecords(accountRecords, {
										sort: { by, direction },
										limit,
										...(after ? { after } : {}),
									}),
								);
								ids.push(...page.entries.map(({ id }) => id));
								sorted.push(...page.entries.map(({ name }) => name));
								after = page.nextCursor;
							} while (after);
							expect([...ids].sort()).toEqual([...made].sort());
							if (by !== 'name') continue;
							const inBytes = [...sorted].sort((a, b) =>
								Buffer.compare(Buffer.from(a), Buffer.from(b)),
							);
							expect(sorted).toEqual(direction === 'ascending' ? inBytes : inBytes.reverse());
						}
					}
				},
			),
			{ numRuns: 8 },
		);
	});

	it('sorts tasks by what is due, leaving out what has no time', async () => {
		const { store, clock } = await fresh();
		const leadId = await addLead(store);
		for (const hours of [3, 1, 2]) {
			await store.run(
				createRecord(taskRecords, {
					subject: `in ${hours}`,
					leadId,
					dueAt: new Date(clock.now + hours * 3_600_000).toISOString(),
				}),
			);
		}
		await store.run(createRecord(taskRecords, { subject: 'some day', leadId }));
		const { entries } = await store.read(
			findRecords(taskRecords, { sort: { by: 'dueAt', direction: 'ascending' } }),
		);
		expect(entries.map(({ subject }) => subject)).toEqual(['in 1', 'in 2', 'in 3']);
		expect(
			(
				await store.read(
					findRecords(taskRecords, {
						conditions: [{ field: 'status', operator: 'equals', value: 'open' }],
					}),
				)
			).entries,
		).toHaveLength(4);
	});

	it('refuses sorts and cursors that do not belong to the list', async () => {
		const { store } = await fresh();
		await expect(
			store.read(findRecords(dealRecords, { sort: { by: 'dueAt', direction: 'ascending' } })),
		).rejects.toMatchObject({ field: 'sort' });
		for (const after of [
			'x',
			Buffer.from('["a"]').toString('base64url'),
			Buffer.from('[1, "x"]').toString('base64url'),
		]) {
			await expect(store.read(findRecords(dealRecords, { after }))).rejects.toMatchObject({
				field: 'after',
			});
			await expect(
				store.read(
					findRecords(dealRecords, { after, sort: { by: 'name', direction: 'ascending' } }),
				),
			).rejects.toMatchObject({ field: 'after' });
		}
		await expect(
			store.read(findRecords(dealRecords, { about: { entityType: 'lead', entityId: 'x' } })),
		).rejects.toMatchObject({ field: 'about' });
	});
});
