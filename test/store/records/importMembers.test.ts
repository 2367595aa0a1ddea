import { findEvents } from '../../../leads/store/eventLog';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { findRecords } from '../../../leads/store/records/findRecords';
import { getRecord } from '../../../leads/store/records/getRecord';
import { importMembers } from '../../../leads/store/records/importMembers';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addTeam } from '../sampleRows';

describe.each(storeEngines())('import of members on $name', (engine) => {
	const fresh = freshStores(engine);

	it('makes new members and recognises known ones by e-mail, mobile, WeCom id or name', async () => {
		const { store } = await fresh();
		const first = await store.run(
			importMembers([
				{ name: '李娜', email: 'Li.Na@example.com' },
				{ name: '王伟', mobile: '13800138000' },
				{ name: '张敏', wecomUserId: 'zhangmin' },
				{ name: '刘洋' },
			]),
		);
		expect(first.map(({ outcome }) => outcome)).toEqual([
			'created',
			'created',
			'created',
			'created',
		]);
		const again = await store.run(
			importMembers([
				{ name: '李娜', email: 'li.na@EXAMPLE.com' },
				{ name: '王大伟', mobile: '+86 138 0013 8000' },
				{ name: '张敏', wecomUserId: 'zhangmin', skills: ['de'] },
				{ name: '刘洋', email: 'liu@example.com' },
			]),
		);
		expect(again).toEqual([
			{ outcome: 'unchanged', id: first[0].id },
			{ outcome: 'updated', id: first[1].id },
			{ outcome: 'updated', id: first[2].id },
			{ outcome: 'updated', id: first[3].id },
		]);
		expect(await store.read(getRecord(memberRecords, String(first[1].id)))).toMatchObject({
			name: '王大伟',
			mobile: '+8613800138000',
		});
		expect((await store.read(findRecords(memberRecords))).entries).toHaveLength(4);
		expect((await store.read(findEvents({ types: ['member.updated'] }))).entries).toHaveLength(3);
	});

	it('takes somebody of the same name with another address for somebody else', async () => {
		const { store } = await fresh();
		await store.run(importMembers([{ name: '李娜', email: 'a@example.com' }]));
		const [other] = await store.run(importMembers([{ name: '李娜', email: 'b@example.com' }]));
		expect(other.outcome).toBe('created');
		const [unclear] = await store.run(importMembers([{ name: '李娜' }]));
		expect(unclear).toEqual({
			outcome: 'rejected',
			error: { message: 'Several members have this name', field: 'name' },
		});
	});

	it('rejects wrong rows and writes the others', async () => {
		const { store } = await fresh();
		const teamId = await addTeam(store);
		const results = await store.run(
			importMembers([
				{ name: '' },
				{ name: 'A', email: 'not an address' },
				{ name: 'B', teamIds: ['0193aaaa-0000-7000-8000-000000000000'] },
				{ name: 'C', teamIds: [teamId] },
			]),
		);
		expect(results.map(({ outcome, error }) => [outcome, error?.field])).toEqual([
			['rejected', 'name'],
			['rejected', 'email'],
			['rejected', 'teamIds'],
			['created', undefined],
		]);
		expect((await store.read(findRecords(memberRecords))).entries.map(({ name }) => name)).toEqual([
			'C',
		]);
	});

	it('finds members that were made one by one, and leaves absent values alone', async () => {
		const { store } = await fresh();
		const { record } = await store.run(
			createRecord(memberRecords, {
				name: 'Li',
				email: 'li@example.com',
				skills: ['de'],
				role: 'manager',
			}),
		);
		expect(
			await store.run(
				importMembers([{ name: 'Li', email: 'li@example.com', employeeNumber: '7' }]),
			),
		).toEqual([{ outcome: 'updated', id: record.id }]);
		expect(await store.read(getRecord(memberRecords, record.id))).toMatchObject({
			skills: ['de'],
			role: 'manager',
			employeeNumber: '7',
		});
	});

	it('makes nobody twice when two imports run at once', async () => {
		const { store } = await fresh();
		const rows = Array.from({ length: 10 }, (_, index) => ({
			name: `M${index}`,
			email: `m${index}@example.com`,
		}));
		const results = await Promise.all(
			[1, 2, 3].map(async () => await store.run(importMembers(rows))),
		);
		expect((await store.read(findRecords(memberRecords))).entries).toHaveLength(10);
		expect(results.flat().filter(({ outcome }) => outcome === 'created')).toHaveLength(10);
	});

	it('is not for members', async () => {
		const { store } = await fresh();
		await expect(store.as(actorOf('viewer')).run(importMembers([]))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		const [result] = await store
			.as(actorOf('member', { kind: 'own', memberId: '0193aaaa-0000-7000-8000-000000000000' }))
			.run(importMembers([{ name: 'X' }]));
		expect(result.outcome).toBe('rejected');
	});
});
