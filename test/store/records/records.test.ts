import { newId } from '../../../leads/model/ids';
import { findEvents } from '../../../leads/store/eventLog';
import { eraseLead } from '../../../leads/store/leads/eraseLead';
import { getLead } from '../../../leads/store/leads/getLead';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { memberRecords, teamRecords } from '../../../leads/store/records/colleagueRecords';
import { accountRecords, dealRecords } from '../../../leads/store/records/companyRecords';
import { contactRecords } from '../../../leads/store/records/contactRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { deleteRecord, restoreRecord } from '../../../leads/store/records/deleteRecord';
import { findRecords } from '../../../leads/store/records/findRecords';
import { getRecord } from '../../../leads/store/records/getRecord';
import { taskRecords } from '../../../leads/store/records/taskRecords';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import { readRows, tableNames } from '../../../leads/store/tableRows';
import { nextDue } from '../../../leads/store/timers';
import { timelineOf } from '../../../leads/store/timeline';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addLead, addMember, addTeam } from '../sampleRows';

const HOUR = 60 * 60 * 1000;

describe.each(storeEngines())('records on $name', (engine) => {
	const fresh = freshStores(engine);

	it('keeps every field of every kind, columns and the rest alike', async () => {
		const { store, clock } = await fresh();
		const now = new Date(clock.now).toISOString();
		const teamId = await addTeam(store);
		const ownerId = await addMember(store, { name: '李娜', teamId });
		const times = { version: 1, createdAt: now, updatedAt: now };
		const owner = { id: ownerId, name: '李娜' };
		const account = {
			name: 'Acme GmbH',
			domain: 'acme.example',
			website: 'https://acme.example',
			employees: 12,
			annualRevenue: 1.5,
			type: 'prospect' as const,
			tags: ['a'],
			custom: { 'x y': [1, null] },
		};
		const { record: company } = await store.run(
			createRecord(accountRecords, { ...account, ownerId }),
		);
		expect(company).toEqual({ id: company.id, ...times, ...account, owner });
		const { record: person } = await store.run(
			createRecord(contactRecords, {
				name: '王伟',
				mobile: '138 0013 8000',
				email: ' wang.wei@Example.COM',
				accountId: company.id,
			}),
		);
		expect(person).toEqual({
			id: person.id,
			...times,
			name: '王伟',
			firstName: '伟',
			lastName: '王',
			mobile: '+8613800138000',
			email: 'wang.wei@example.com',
			accountId: company.id,
			tags: [],
			custom: {},
		});
		const deal = {
			name: 'Big one',
			amount: 1234.5,
			currency: 'CNY',
			closeDate: '2031-05-01',
			contactId: person.id,
			probability: 30,
		};
		const { record: chance } = await store.run(
			createRecord(dealRecords, { ...deal, currency: 'cny' }),
		);
		expect(chance).toEqual({
			id: chance.id,
			...times,
			...deal,
			stage: 'new',
			tags: [],
			custom: {},
		});
		for (const [definition, record] of [
			[accountRecords, company],
			[contactRecords, person],
			[dealRecords, chance],
		] as const) {
			expect(await store.read(getRecord<unknown>(definition, record.id))).toEqual(record);
		}
	});

	it('changes what is named, clears with null, and leaves the rest', async () => {
		const { store, clock } = await fresh();
		const { record } = await store.run(
			createRecord(accountRecords, {
				name: 'Acme',
				website: 'https://a.example',
				industry: 'Steel',
				custom: { a: 1, b: 2 },
			}),
		);
		clock.now += 1000;
		const { record: changed, changes } = await store.run(
			updateRecord(
				accountRecords,
				record.id,
				{ name: 'Acme AG', industry: null, website: undefined, custom: { b: null, c: 3 } },
				{ expectedVersion: 1 },
			),
		);
		expect(changed).toMatchObject({
			name: 'Acme AG',
			website: 'https://a.example',
			custom: { a: 1, c: 3 },
			version: 2,
			createdAt: record.createdAt,
		});
		expect(changed.industry).toBeUndefined();
		expect(changed.updatedAt).toBe(new Date(clock.now).toISOString());
		expect(changes).toEqual({
			name: ['Acme', 'Acme AG'],
			industry: ['Steel', null],
			custom: [
				{ a: 1, b: 2 },
				{ a: 1, c: 3 },
			],
		});
		const same = await store.run(updateRecord(accountRecords, record.id, { name: 'Acme AG' }));
		expect(same).toMatchObject({ changes: {}, record: { version: 2 } });
		await expect(
			store.run(updateRecord(accountRecords, record.id, { name: 'B' }, { expectedVersion: 1 })),
		).rejects.toMatchObject({ code: 'CONFLICT' });
		const { entries } = await store.read(findEvents({ entityId: record.id }));
		expect(entries.map(({ type, version }) => [type, version])).toEqual([
			['account.updated', 2],
			['account.created', 1],
		]);
		expect(entries[0].changes).toEqual(changes);
	});

	it('lets no change of two at the same time get lost', async () => {
		const { store } = await fresh();
		const { record } = await store.run(createRecord(accountRecords, { name: 'Acme' }));
		await Promise.all(
			Array.from(
				{ length: 6 },
				async (_, index) =>
					await store.run(
						updateRecord(accountRecords, record.id, { custom: { [`k${index}`]: index } }),
					),
			),
		);
		const after = await store.read(getRecord(accountRecords, record.id));
		expect(after.version).toBe(7);
		expect(after.custom).toEqual({ k0: 0, k1: 1, k2: 2, k3: 3, k4: 4, k5: 5 });
	});

	it('names the field that is wrong and never its value', async () => {
		const { store } = await fresh();
		const refused = async (attempt: Promise<unknown>) =>
			await attempt.then(
				() => 'accepted',
				(error: { code: string; field?: string; message: string }) => {
					expect(error.code).toBe('INVALID_INPUT');
					expect(error.message).not.toMatch(/secret/i);
					return `${error.field}: ${error.message}`;
				},
			);
		const wrong = (input: object) =>
			refused(store.run(createRecord(accountRecords, input as { name: string })));
		expect(await wrong({})).toBe("name: 'name' is required");
		expect(await wrong({ name: 'A', nmae: 'secret' })).toMatch(/no field named "nmae"/);
		expect(await wrong({ name: 'A', employees: 'secret' })).toBe(
			"employees: 'employees' is not a number",
		);
		expect(await wrong({ name: 'A', type: 'secret' })).toMatch(/^type: 'type'/);
		expect(await wrong({ name: 'A', country: 'Secretland' })).toBe(
			"country: 'country' is not a country",
		);
		const { record } = await store.run(createRecord(accountRecords, { name: 'A' }));
		const change = (changes: object) =>
			refused(store.run(updateRecord(accountRecords, record.id, changes)));
		expect(await change({ name: null })).toBe("name: 'name' is required");
		expect(await change({ nmae: 'secret' })).toMatch(/^nmae: /);
		expect(await change({ type: 'secret' })).toMatch(/^type: 'type'/);
		expect(await store.read(getRecord(accountRecords, record.id))).toMatchObject({ version: 1 });
	});

	it('takes whole names apart and puts parts together', async () => {
		const { store } = await fresh();
		const { record } = await store.run(
			createRecord(contactRecords, { firstName: 'Anna', lastName: 'Schmidt' }),
		);
		expect(record.name).toBe('Anna Schmidt');
		const { record: renamed } = await store.run(
			updateRecord(contactRecords, record.id, { lastName: 'Meyer' }),
		);
		expect(renamed.name).toBe('Anna Meyer');
		const { record: chinese } = await store.run(
			updateRecord(contactRecords, record.id, { name: '欧阳娜' }),
		);
		expect(chinese).toMatchObject({ name: '欧阳娜', lastName: '欧阳', firstName: '娜' });
		expect(
			(await store.run(createRecord(contactRecords, { email: 'x@example.com' }))).record.name,
		).toBe('x@example.com');
		await expect(store.run(createRecord(contactRecords, {}))).rejects.toMatchObject({
			field: 'name',
		});
	});

	it('checks what records point to', async () => {
		const { store } = await fresh();
		const nobody = newId(Date.now());
		const inactive = await addMember(store, { active: false });
		await expect(
			store.run(createRecord(accountRecords, { name: 'A', ownerId: nobody })),
		).rejects.toMatchObject({ field: 'ownerId' });
		await expect(
			store.run(createRecord(accountRecords, { name: 'A', ownerId: inactive })),
		).rejects.toMatchObject({ field: 'ownerId' });
		await expect(
			store.run(createRecord(contactRecords, { name: 'A', accountId: nobody })),
		).rejects.toMatchObject({ field: 'accountId' });
		await expect(
			store.run(createRecord(activityRecords, { type: 'note', leadId: nobody })),
		).rejects.toMatchObject({ field: 'leadId' });
		await expect(store.run(createRecord(activityRecords, { type: 'note' }))).rejects.toMatchObject({
			code: 'INVALID_INPUT',
		});
		await expect(
			store.run(createRecord(memberRecords, { name: 'A', teamIds: [nobody] })),
		).rejects.toMatchObject({ field: 'teamIds' });
		await expect(
			store.run(createRecord(teamRecords, { name: 'A', managerId: inactive })),
		).rejects.toMatchObject({ field: 'managerId' });
		// Who left keeps what they had.
		const leaving = await addMember(store);
		const { record } = await store.run(
			createRecord(accountRecords, { name: 'A', ownerId: leaving }),
		);
		await store.run(updateRecord(memberRecords, leaving, { active: false }));
		expect(
			(await store.run(updateRecord(accountRecords, record.id, { name: 'B' }))).record.owner?.id,
		).toBe(leaving);
	});

	it('gives a record the team of its owner, and takes it back with the owner', async () => {
		const { store } = await fresh();
		const [ours, theirs] = [await addTeam(store), await addTeam(store)];
		const [me, colleague, other] = [
			await addMember(store, { teamId: ours }),
			await addMember(store, { teamId: ours }),
			await addMember(store, { teamId: theirs }),
		];
		const manager = store.as(actorOf('manager', { kind: 'team', memberId: me, teamIds: [ours] }));
		const { record } = await store.run(
			createRecord(accountRecords, { name: 'A', ownerId: colleague }),
		);
		expect((await manager.read(findRecords(accountRecords))).entries).toHaveLength(1);
		await store.run(updateRecord(accountRecords, record.id, { ownerId: other }));
		await expect(manager.read(getRecord(accountRecords, record.id))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		await store.run(updateRecord(accountRecords, record.id, { ownerId: null }));
		await expect(manager.read(getRecord(accountRecords, record.id))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		// What a manager makes is theirs, so that it stays in sight.
		const own = await manager.run(createRecord(accountRecords, { name: 'B' }));
		expect(own.record.owner?.id).toBe(me);
		expect(
			(await store.run(createRecord(accountRecords, { name: 'C' }))).record.owner,
		).toBeUndefined();
	});

	it('keeps members to their own records, read and write', async () => {
		const { store } = await fresh();
		const [me, other] = [await addMember(store), await addMember(store)];
		const member = store.as(actorOf('member', { kind: 'own', memberId: me }));
		const mine = (await store.run(createRecord(dealRecords, { name: 'Mine', ownerId: me }))).record
			.id;
		const theirs = (await store.run(createRecord(dealRecords, { name: 'Theirs', ownerId: other })))
			.record.id;
		const nobodys = (await store.run(createRecord(dealRecords, { name: "Nobody's" }))).record.id;
		expect((await member.read(findRecords(dealRecords))).entries.map(({ id }) => id)).toEqual([
			mine,
		]);
		for (const id of [theirs, nobodys]) {
			for (const attempt of [
				member.read(getRecord(dealRecords, id)),
				member.run(updateRecord(dealRecords, id, { name: 'X' })),
				member.run(deleteRecord(dealRecords, id)),
				member.run(restoreRecord(dealRecords, id)),
			]) {
				await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
			}
		}
		await member.run(updateRecord(dealRecords, mine, { name: 'Still mine' }));
		const viewer = store.as(actorOf('viewer'));
		await expect(viewer.run(createRecord(dealRecords, { name: 'X' }))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(viewer.run(updateRecord(dealRecords, mine, { name: 'X' }))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(viewer.run(deleteRecord(dealRecords, mine))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
	});

	it('shows what happened to a lead to whoever sees the lead, and lets authors only change it', async () => {
		const { store } = await fresh();
		const [me, colleague, stranger] = [
			await addMember(store),
			await addMember(store),
			await addMember(store),
		];
		const leadId = await addLead(store, { owner_id: me });
		const { record } = await store.run(
			createRecord(activityRecords, { type: 'note', body: 'Called', leadId, memberId: colleague }),
		);
		const [mine, theirs] = [me, stranger].map((memberId) =>
			store.as(actorOf('member', { kind: 'own', memberId })),
		);
		expect(await mine.read(getRecord(activityRecords, record.id))).toMatchObject({
			body: 'Called',
			by: { id: colleague },
		});
		expect(
			(
				await mine.read(
					findRecords(activityRecords, { about: { entityType: 'lead', entityId: leadId } }),
				)
			).entries,
		).toHaveLength(1);
		expect((await mine.read(findRecords(activityRecords))).entries).toHaveLength(1);
		await expect(
			mine.run(updateRecord(activityRecords, record.id, { body: 'x' })),
		).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(theirs.read(getRecord(activityRecords, record.id))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		expect((await theirs.read(findRecords(activityRecords))).entries).toHaveLength(0);
		await expect(
			theirs.read(
				findRecords(activityRecords, { about: { entityType: 'lead', entityId: leadId } }),
			),
		).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});

	it('masks contacts like leads, and never takes a masked value as data', async () => {
		const { store } = await fresh();
		const { record } = await store.run(
			createRecord(contactRecords, {
				name: '王伟',
				mobile: '13800138000',
				email: 'w@example.com',
				title: 'CEO',
				custom: { budget: 5, size: 1 },
			}),
		);
		const restricted = store.as(
			actorOf(
				'admin',
				{ kind: 'all' },
				{ mobile: 'masked', email: 'hidden', title: 'readOnly', 'custom.budget': 'hidden' },
			),
		);
		const seen = await restricted.read(getRecord(contactRecords, record.id));
		expect(seen).toMatchObject({ mobile: '138****8000', title: 'CEO', custom: { size: 1 } });
		expect(seen.email).toBeUndefined();
		const { ignored } = await restricted.run(
			updateRecord(contactRecords, record.id, {
				mobile: seen.mobile,
				email: null,
				title: 'X',
				custom: { budget: 9, size: 2 },
				department: 'Sales',
			}),
		);
		expect(ignored.sort()).toEqual(['custom.budget', 'email', 'mobile', 'title']);
		expect(await store.read(getRecord(contactRecords, record.id))).toMatchObject({
			mobile: '+8613800138000',
			email: 'w@example.com',
			title: 'CEO',
			department: 'Sales',
			custom: { budget: 5, size: 2 },
		});
		for (const field of ['mobile', 'email', 'custom.budget']) {
			const request = findRecords(contactRecords, {
				conditions: [{ field, operator: 'equals', value: '5' }],
			});
			await expect(restricted.read(request)).rejects.toMatchObject({ code: 'FORBIDDEN', field });
		}
		expect(
			(await restricted.read(findRecords(contactRecords, { search: '8001' }))).entries,
		).toEqual([]);
		expect(
			(await store.read(findRecords(contactRecords, { search: '8001' }))).entries,
		).toHaveLength(1);
	});

	it('puts records into the bin and takes them out', async () => {
		const { store, clock } = await fresh();
		const { record } = await store.run(
			createRecord(accountRecords, { name: 'A', industry: 'Steel' }),
		);
		await expect(
			store.run(deleteRecord(accountRecords, record.id, { expectedVersion: 9 })),
		).rejects.toMatchObject({ code: 'CONFLICT' });
		expect(await store.run(deleteRecord(accountRecords, record.id))).toEqual({ id: record.id });
		await expect(store.read(getRecord(accountRecords, record.id))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		expect((await store.read(findRecords(accountRecords))).entries).toEqual([]);
		expect((await store.read(findRecords(accountRecords, { deleted: true }))).entries).toEqual([
			{ ...record, version: 2, deletedAt: new Date(clock.now).toISOString() },
		]);
		expect(await store.run(restoreRecord(accountRecords, record.id))).toEqual({
			...record,
			version: 3,
		});
		expect(await store.run(restoreRecord(accountRecords, record.id))).toEqual({
			...record,
			version: 3,
		});
		expect(
			(await store.read(findEvents({ entityId: record.id }))).entries.map(({ type }) => type),
		).toEqual(['account.restored', 'account.deleted', 'account.created']);
	});

	it('moves a lead up with an activity, without changing its version', async () => {
		const { store, clock } = await fresh();
		const leadId = await addLead(store);
		const at = new Date(clock.now - HOUR).toISOString();
		const { record } = await store.run(
			createRecord(activityRecords, {
				type: 'call',
				leadId,
				at,
				outcome: 'connected',
				durationSeconds: 60,
			}),
		);
		expect(record).toMatchObject({
			type: 'call',
			leadId,
			at,
			outcome: 'connected',
			durationSeconds: 60,
		});
		expect(await store.read(getLead(leadId))).toMatchObject({ lastActivityAt: at, version: 1 });
		await store.run(
			createRecord(activityRecords, {
				type: 'note',
				leadId,
				at: new Date(clock.now - 2 * HOUR).toISOString(),
			}),
		);
		expect((await store.read(getLead(leadId))).lastActivityAt).toBe(at);
		// A meeting planned for tomorrow has not happened yet.
		await store.run(
			createRecord(activityRecords, {
				type: 'meeting',
				leadId,
				at: new Date(clock.now + HOUR).toISOString(),
			}),
		);
		expect((await store.read(getLead(leadId))).lastActivityAt).toBe(
			new Date(clock.now).toISOString(),
		);
	});

	it('keeps a message of a channel once', async () => {
		const { store } = await fresh();
		const leadId = await addLead(store);
		const note = { type: 'wecom' as const, leadId, externalId: 'msg-1', body: 'Hello' };
		const first = await store.run(createRecord(activityRecords, note));
		const again = await store.run(createRecord(activityRecords, { ...note, body: 'Hello again' }));
		expect(first.repeated).toBe(false);
		expect(again).toMatchObject({ repeated: true, record: first.record });
		const both = await Promise.all(
			[1, 2].map(
				async () =>
					await store.run(createRecord(activityRecords, { ...note, externalId: 'msg-2' })),
			),
		);
		expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
		expect((await store.read(findRecords(activityRecords))).entries).toHaveLength(2);
	});

	it('sets the clock for an open task and stops it when the task is over', async () => {
		const { store, clock } = await fresh();
		const leadId = await addLead(store);
		const dueAt = new Date(clock.now + HOUR).toISOString();
		const { record } = await store.run(
			createRecord(taskRecords, { subject: 'Call', leadId, dueAt }),
		);
		expect(record).toMatchObject({ status: 'open', priority: 'normal', dueAt, leadId });
		const due = async () => await store.read(nextDue(['taskDue']));
		expect(await due()).toBe(clock.now + HOUR);
		const later = new Date(clock.now + 2 * HOUR).toISOString();
		await store.run(updateRecord(taskRecords, record.id, { dueAt: later }));
		expect(await due()).toBe(clock.now + 2 * HOUR);
		const { record: done } = await store.run(
			updateRecord(taskRecords, record.id, { status: 'done' }),
		);
		expect(done.completedAt).toBe(new Date(clock.now).toISOString());
		expect(await due()).toBeUndefined();
		const { record: open } = await store.run(
			updateRecord(taskRecords, record.id, { status: 'open' }),
		);
		expect(open.completedAt).toBeUndefined();
		expect(await due()).toBe(clock.now + 2 * HOUR);
		await store.run(updateRecord(taskRecords, record.id, { dueAt: null }));
		expect(await due()).toBeUndefined();
		await store.run(updateRecord(taskRecords, record.id, { dueAt, remindAt: dueAt }));
		await store.run(deleteRecord(taskRecords, record.id));
		expect(await store.read(nextDue())).toBeUndefined();
		await store.run(restoreRecord(taskRecords, record.id));
		expect(await store.read(nextDue(['taskReminder']))).toBe(clock.now + HOUR);
	});

	it('lets administrators manage members and teams, and managers their own team', async () => {
		const { store } = await fresh();
		const [ours, theirs] = [await addTeam(store), await addTeam(store)];
		const me = await addMember(store, { teamId: ours, role: 'manager' });
		const outsider = await addMember(store, { teamId: theirs });
		const manager = store.as(actorOf('manager', { kind: 'team', memberId: me, teamIds: [ours] }));
		const member = store.as(actorOf('member', { kind: 'own', memberId: outsider }));
		const { record } = await manager.run(
			createRecord(memberRecords, { name: 'New', teamIds: [ours], skills: ['de'] }),
		);
		expect(record).toMatchObject({
			name: 'New',
			role: 'member',
			active: true,
			teamIds: [ours],
			skills: ['de'],
			regions: [],
			weight: 1,
		});
		await manager.run(updateRecord(memberRecords, record.id, { active: false }));
		await manager.run(updateRecord(teamRecords, ours, { name: 'South' }));
		for (const attempt of [
			manager.run(createRecord(memberRecords, { name: 'X', teamIds: [theirs] })),
			manager.run(createRecord(memberRecords, { name: 'X' })),
			manager.run(createRecord(memberRecords, { name: 'X', teamIds: [ours], role: 'admin' })),
			manager.run(updateRecord(memberRecords, record.id, { role: 'manager' })),
			manager.run(updateRecord(memberRecords, outsider, { name: 'X' })),
			manager.run(updateRecord(memberRecords, outsider, { teamIds: [ours] })),
			manager.run(updateRecord(teamRecords, theirs, { name: 'X' })),
			manager.run(createRecord(teamRecords, { name: 'X' })),
			manager.run(deleteRecord(memberRecords, outsider)),
			member.run(updateRecord(memberRecords, outsider, { role: 'admin' })),
			member.run(createRecord(teamRecords, { name: 'X' })),
		]) {
			await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
		}
		// Everybody may know their colleagues, masks on leads or not.
		await store.run(updateRecord(memberRecords, outsider, { mobile: '13900139000' }));
		const masked = store.as(
			actorOf('member', { kind: 'own', memberId: outsider }, { mobile: 'hidden', name: 'masked' }),
		);
		expect(await masked.read(getRecord(memberRecords, outsider))).toMatchObject({
			name: 'Li Na',
			mobile: '+8613900139000',
		});
	});

	it('leaves no word of notes and tasks about an erased lead, not even in the log', async () => {
		const { store, clock } = await fresh();
		const leadId = await addLead(store, { name: 'Wang' });
		const dueAt = new Date(clock.now + HOUR).toISOString();
		await store.run(
			createRecord(activityRecords, { type: 'note', leadId, body: 'Likes Tieguanyin' }),
		);
		await store.run(createRecord(taskRecords, { subject: 'Send Tieguanyin', leadId, dueAt }));
		await store.run(eraseLead(leadId, 'Lead Store'));
		for (const table of tableNames) {
			expect(JSON.stringify(await store.read(readRows(table, undefined, 1000)))).not.toMatch(
				/Tieguanyin|Wang/,
			);
		}
		expect(await store.read(nextDue())).toBeUndefined();
	});

	it('tells the story of a lead: events, activities and tasks, the newest first', async () => {
		const { store, clock } = await fresh();
		const leadId = await addLead(store);
		await store.run(createRecord(activityRecords, { type: 'note', leadId, body: 'one' }));
		clock.now += 1000;
		await store.run(createRecord(taskRecords, { subject: 'two', leadId }));
		clock.now += 1000;
		await store.run(createRecord(activityRecords, { type: 'call', leadId, body: 'three' }));
		const story = await store.read(timelineOf('lead', leadId));
		expect(story.map((entry) => entry.kind)).toEqual(['activity', 'task', 'activity']);
		expect(story[0]).toMatchObject({
			at: new Date(clock.now).toISOString(),
			activity: { body: 'three' },
		});
		expect(await store.read(timelineOf('lead', leadId, 1))).toHaveLength(1);
		await expect(store.read(timelineOf('lead', newId(Date.now())))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
	});
});
