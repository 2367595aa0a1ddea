import { captureLeads } from '../../../leads/capture/capture';
import { SPAM_TAG } from '../../../leads/capture/values';
import { findLeads } from '../../../leads/store/leads/findLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { addMember, addTeam, captured, captureOne, codes, leadOf } from './captured';
import { contradictions, rowsOf } from './integrity';

const MINUTE = 60_000;
const wang = { name: '王伟', mobile: '13912345678' };

describe.each(storeEngines())('capture on $name', (engine) => {
	const fresh = freshStores(engine);

	describe('of somebody new', () => {
		it('cleans and keeps what came, and says why it made a lead', async () => {
			const { store, clock } = await fresh();
			const result = await captureOne(
				store,
				{
					name: ' 王 伟 ',
					mobile: '０１３９-1234 5678',
					email: 'Wei.Wang@Example.com',
					city: '深圳',
					employees: 120,
				},
				{},
				{ custom: { shoeSize: 43, likes: ['tea'] }, tags: ['vip', 'vip', 'fair'] },
			);
			expect(result).toMatchObject({ outcome: 'created', repeated: false, problems: [] });
			expect(codes(result)).toContain('newPerson');
			const lead = await store.read(getLead(result.lead!.id));
			expect(lead).toMatchObject({
				version: 1,
				status: 'new',
				name: expect.stringContaining('王'),
				email: expect.stringMatching(/^wei\.wang@example\.com$/i),
				employees: 120,
				custom: { shoeSize: 43, likes: ['tea'] },
				tags: ['vip', 'fair'],
				source: 'json',
				test: false,
				createdAt: new Date(clock.now).toISOString(),
				updatedAt: new Date(clock.now).toISOString(),
				lastActivityAt: new Date(clock.now).toISOString(),
			});
			expect(lead.readAt).toBeUndefined();
			expect({ ...result.lead, decision: undefined }).toEqual(lead);
		});

		it('leaves a source record with the payload and what it set, and one event', async () => {
			const { store } = await fresh();
			const payload = { 姓名: '王伟', 手机: '139 1234 5678', deep: { list: [1, null] } };
			const { lead } = await captureOne(store, wang, {}, { payload, channel: 'import' });
			const [record, ...others] = await rowsOf(store, 'source_records');
			expect(others).toEqual([]);
			expect(record).toMatchObject({
				entity_type: 'lead',
				entity_id: lead!.id,
				channel: 'import',
				outcome: 'created',
				payload,
			});
			expect(record.changes).toMatchObject({
				name: [null, '王伟'],
				mobile: [null, '+8613912345678'],
			});
			expect(await rowsOf(store, 'events')).toMatchObject([
				{
					entity_id: lead!.id,
					entity_version: 1,
					type: 'lead.created',
					actor: 'system',
					source_record_id: record.id,
				},
			]);
			expect(await rowsOf(store, 'activities')).toEqual([]);
		});

		it('keeps values that their fields cannot hold', async () => {
			const { store } = await fresh();
			const lead = await leadOf(store, {
				...wang,
				status: 'whatever they call it',
				nextFollowUpAt: 'next full moon',
				mobile: '13912345678 / 13912345679 / 13912345680 / 13912345681',
			});
			expect(lead.status).toBe('new');
			expect(lead.nextFollowUpAt).toBeUndefined();
			expect(lead.custom).toMatchObject({
				status: 'whatever they call it',
				nextFollowUpAt: 'next full moon',
			});
			expect(JSON.stringify(lead)).toContain('13912345681');
		});

		it('reads the status in the words of the system it comes from', async () => {
			const { store } = await fresh();
			const statusOf = async (status: string, statusPreset?: 'zoho' | 'salesforce') =>
				(
					await leadOf(
						store,
						{ ...wang, status },
						{ onDuplicate: 'createAnyway', ...(statusPreset ? { statusPreset } : {}) },
					)
				).status;
			expect(await statusOf('Contact in Future', 'zoho')).toBe('onHold');
			expect(await statusOf('Working', 'salesforce')).toBe('working');
			expect(await statusOf('跟进中')).toBe('working');
		});

		it('knows the region of the address', async () => {
			const { store } = await fresh();
			const lead = await leadOf(store, { ...wang, city: '深圳' });
			expect(lead.regionCode).toBe('440300');
			expect(lead.regionSource).toBe('form');
		});

		it('is met first where the channel says, and last with this capture', async () => {
			const { store, clock } = await fresh();
			const firstTouch = { at: '2030-01-01T00:00:00.000Z', source: 'fair', campaign: 'Spring' };
			const receivedAt = clock.now - MINUTE;
			const lead = await leadOf(
				store,
				{
					...wang,
					source: 'Website',
					utmCampaign: 'Summer',
					landingUrl: 'https://example.com/x',
					clickId: 'c1',
				},
				{},
				{ firstTouch, receivedAt },
			);
			expect(lead.firstTouch).toEqual(firstTouch);
			expect(lead.lastTouch).toEqual({
				at: new Date(receivedAt).toISOString(),
				source: 'Website',
				campaign: 'Summer',
				landingUrl: 'https://example.com/x',
				clickId: 'c1',
			});
			const again = await leadOf(store, { mobile: wang.mobile, campaign: 'Autumn' });
			expect(again.firstTouch).toEqual(firstTouch);
			expect(again.lastTouch).toMatchObject({ source: 'json', campaign: 'Autumn' });
		});

		it('is given to the member asked for and to the member’s team', async () => {
			const { store } = await fresh();
			const teamId = await addTeam(store);
			const ownerId = await addMember(store, { teamId });
			const lead = await leadOf(store, wang, {}, { ownerId: ownerId.toUpperCase() });
			expect(lead).toMatchObject({
				owner: { id: ownerId, name: 'Mo Member' },
				team: { id: teamId, name: 'Team East' },
			});
		});

		it.each(['not an id', '00000000-0000-7000-8000-000000000000'])(
			'has no owner when nobody is called %s',
			async (ownerId) => {
				const { store } = await fresh();
				const result = await captureOne(store, wang, {}, { ownerId });
				expect(result.lead?.owner).toBeUndefined();
				expect(codes(result)).toContain('unknownOwner');
			},
		);

		it('has no owner when the member has left', async () => {
			const { store } = await fresh();
			const result = await captureOne(
				store,
				wang,
				{},
				{ ownerId: await addMember(store, { active: false }) },
			);
			expect(result.lead?.owner).toBeUndefined();
			expect(codes(result)).toContain('unknownOwner');
		});
	});

	describe('of somebody known', () => {
		const first = { ...wang, email: 'wei@example.com', company: 'Old Ltd' };
		const second = {
			mobile: '+86 139 1234 5678',
			company: 'New Ltd',
			title: 'Buyer',
			status: 'working',
			message: 'Call me',
		};

		it('fills blanks by default', async () => {
			const { store } = await fresh();
			const before = await leadOf(store, first);
			const result = await captureOne(store, second, {}, { custom: { a: 1 }, tags: ['x'] });
			expect(result.outcome).toBe('updated');
			expect(result.lead).toMatchObject({
				id: before.id,
				version: 2,
				company: 'Old Ltd',
				title: 'Buyer',
				status: 'new',
				message: 'Call me',
				custom: { a: 1 },
				tags: ['x'],
			});
			const again = await captureOne(store, second, {}, { custom: { a: 2 }, tags: ['x'] });
			expect(again).toMatchObject({ outcome: 'attached', lead: { version: 3, custom: { a: 1 } } });
		});

		it('overwrites when asked to, but never where the lead came from', async () => {
			const { store } = await fresh();
			await leadOf(store, { ...first, source: 'Fair' });
			const result = await captureOne(
				store,
				{ ...second, source: 'Website' },
				{ onDuplicate: 'overwrite' },
				{ custom: { a: 1 } },
			);
			expect(result).toMatchObject({
				outcome: 'updated',
				lead: {
					name: '王伟',
					email: 'wei@example.com',
					company: 'New Ltd',
					status: 'working',
					source: 'Fair',
					custom: { a: 1 },
				},
			});
			expect(
				(
					await captureOne(
						store,
						{ mobile: wang.mobile },
						{ onDuplicate: 'overwrite' },
						{ custom: { a: 2 } },
					)
				).lead?.custom,
			).toEqual({ a: 2 });
		});

		it('changes nothing when it brings the same again, objects included', async () => {
			const { store } = await fresh();
			const custom = { size: { bb: 1, a: [1, { z: 1, y: 2 }] } };
			await leadOf(store, first, {}, { custom });
			for (const onDuplicate of ['fillBlanks', 'overwrite'] as const) {
				const again = await captureOne(store, first, { onDuplicate }, { custom });
				expect(again.outcome).toBe('attached');
			}
		});

		it('attaches and writes nothing when asked to', async () => {
			const { store } = await fresh();
			await leadOf(store, first);
			const result = await captureOne(
				store,
				second,
				{ onDuplicate: 'attachActivity' },
				{ custom: { a: 1 } },
			);
			expect(result).toMatchObject({
				outcome: 'attached',
				lead: { company: 'Old Ltd', custom: {} },
			});
			expect(result.lead?.title).toBeUndefined();
		});

		it('makes another lead when asked to: the key stays where it is, a pair is up for review', async () => {
			const { store } = await fresh();
			const one = await leadOf(store, first);
			const two = await captureOne(
				store,
				{ ...second, email: 'two@example.com' },
				{ onDuplicate: 'createAnyway' },
			);
			expect(two.outcome).toBe('created');
			const keys = await rowsOf(store, 'identities');
			expect(
				new Map(
					keys.map(({ kind, key, entity_id }) => [`${String(kind)}:${String(key)}`, entity_id]),
				),
			).toEqual(
				new Map([
					['mobile:+8613912345678', one.id],
					['email:wei@example.com', one.id],
					['email:two@example.com', two.lead!.id],
				]),
			);
			expect(await rowsOf(store, 'review_pairs')).toMatchObject([
				{
					kind: 'duplicate',
					state: 'open',
					left_id: [one.id, two.lead!.id].sort()[0],
					right_id: [one.id, two.lead!.id].sort()[1],
				},
			]);
		});

		it('rejects when asked to, and takes the same delivery once the option is another', async () => {
			const { store } = await fresh();
			const one = await leadOf(store, first);
			const delivery = captured(second);
			const [refused] = await captureLeads(store, [delivery], { onDuplicate: 'reject' });
			expect(refused.outcome).toBe('rejected');
			expect(refused.lead).toBeUndefined();
			expect(refused.problems.map(({ code }) => code)).toContain('duplicate');
			expect((await store.read(getLead(one.id))).version).toBe(1);
			const [taken] = await captureLeads(store, [delivery]);
			expect(taken).toMatchObject({ outcome: 'updated', repeated: false });
		});

		it('notes the enquiry on the timeline, with its message and owner', async () => {
			const { store, clock } = await fresh();
			const ownerId = await addMember(store);
			const lead = await leadOf(store, first, {}, { ownerId });
			await captureOne(store, second, {}, { channel: 'form', receivedAt: clock.now - MINUTE });
			expect(await rowsOf(store, 'activities')).toMatchObject([
				{
					entity_type: 'lead',
					entity_id: lead.id,
					type: 'enquiry',
					at: clock.now - MINUTE,
					owner_id: ownerId,
					data: { channel: 'form', message: 'Call me' },
				},
			]);
			const types = (await rowsOf(store, 'events')).map(({ type }) => type);
			expect(types.sort()).toEqual(['lead.created', 'lead.updated']);
		});

		it('does not put a number from the phone cell over the mobile number that is there', async () => {
			const { store } = await fresh();
			const lead = await leadOf(store, first);
			const again = await captureOne(
				store,
				{ email: 'wei@example.com', phone: '13987654321' },
				{ onDuplicate: 'overwrite' },
			);
			expect(again.lead).toMatchObject({
				id: lead.id,
				mobile: '+8613912345678',
				phone: '+8613987654321',
			});
		});

		it('changes a name and its parts together', async () => {
			const { store } = await fresh();
			await leadOf(store, { ...first, name: '王伟' });
			const again = await leadOf(
				store,
				{ mobile: wang.mobile, name: 'Wang Wei' },
				{ onDuplicate: 'overwrite' },
			);
			expect(again.name).toBe('Wang Wei');
			expect([again.lastName, again.firstName]).not.toContain('王');
			const filled = await leadOf(store, { mobile: wang.mobile, name: '王伟' });
			expect(filled.name).toBe('Wang Wei');
			expect([filled.lastName, filled.firstName]).not.toContain('伟');
		});

		it('does not take a converted lead back to work', async () => {
			const { store } = await fresh();
			await leadOf(store, { ...first, status: 'converted' });
			const again = await leadOf(
				store,
				{ mobile: wang.mobile, status: 'new' },
				{ onDuplicate: 'overwrite' },
			);
			expect(again.status).toBe('converted');
		});

		it('never empties the status', async () => {
			const { store } = await fresh();
			const lead = await leadOf(store, { ...first, status: null });
			expect(lead.status).toBe('new');
			const again = await leadOf(
				store,
				{ ...first, status: null, company: null },
				{ onDuplicate: 'overwrite' },
			);
			expect(again).toMatchObject({ id: lead.id, status: 'new' });
			expect(again.company).toBeUndefined();
		});
	});

	describe('of the same delivery', () => {
		it('writes once for an external id, for ever', async () => {
			const { store, clock } = await fresh();
			const one = await captureOne(store, wang, {}, { externalId: 'm-1' });
			clock.now += 400 * 24 * 60 * MINUTE;
			const two = await captureOne(store, wang, {}, { externalId: 'm-1' });
			expect(two).toMatchObject({
				outcome: 'created',
				repeated: true,
				lead: { id: one.lead!.id, version: 1 },
			});
			expect(await rowsOf(store, 'events')).toHaveLength(1);
		});

		it('tells long external ids apart, and keeps none of them', async () => {
			const { store } = await fresh();
			const long = `ada@example.com/${'x'.repeat(5000)}`;
			const results = [];
			for (const end of ['1', '2', '1'])
				results.push(await captureOne(store, wang, {}, { externalId: long + end }));
			expect(results.map(({ repeated }) => repeated)).toEqual([false, false, true]);
			expect(JSON.stringify(await rowsOf(store, 'idempotency'))).not.toContain('ada@');
		});

		it('writes once for the same payload within ten minutes, and takes a second enquiry after eleven', async () => {
			const { store, clock } = await fresh();
			const delivery = captured({ ...wang, message: 'Price?' });
			const outcomes = [];
			for (const minutes of [0, 9, 2]) {
				clock.now += minutes * MINUTE;
				const [{ outcome, repeated }] = await captureLeads(store, [delivery]);
				outcomes.push([outcome, repeated]);
			}
			expect(outcomes).toEqual([
				['created', false],
				['created', true],
				['attached', false],
			]);
		});

		it('tells channels apart, and test deliveries from live ones', async () => {
			const { store } = await fresh();
			const delivery = captured(wang);
			const results = [];
			for (const more of [
				{},
				{ channel: 'form' },
				{ test: true },
				{ externalId: 'a' },
				{ externalId: 'a', test: true },
			]) {
				results.push(...(await captureLeads(store, [{ ...delivery, ...more }])));
			}
			expect(results.map(({ repeated }) => repeated)).toEqual([false, false, false, false, false]);
			expect(results.map(({ outcome }) => outcome)).toEqual([
				'created',
				'attached',
				'created',
				'attached',
				'attached',
			]);
		});

		it('counts once within a chunk', async () => {
			const { store } = await fresh();
			const delivery = captured(wang);
			const results = await captureLeads(store, [
				delivery,
				captured({ name: 'X', mobile: '13900000001' }),
				delivery,
			]);
			expect(results.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
				['created', false],
				['created', false],
				['created', true],
			]);
			expect(results[2].lead?.id).toBe(results[0].lead?.id);
			expect(await rowsOf(store, 'source_records')).toHaveLength(2);
		});

		it('shows nothing of a lead that was deleted since', async () => {
			const { store } = await fresh();
			const { lead } = await captureOne(store, wang, {}, { externalId: 'gone' });
			const { deleteLead } = await import('../../../leads/store/leads/deleteLeads');
			await store.run(deleteLead(lead!.id, 'Test'));
			const again = await captureOne(store, wang, {}, { externalId: 'gone' });
			expect(again).toMatchObject({ outcome: 'created', repeated: true });
			expect(again.lead).toBeUndefined();
		});

		it('is taken again after it was turned away, with the reasons each time', async () => {
			const { store } = await fresh();
			const delivery = captured({ name: 'No Mail' }, { externalId: 'e-1' });
			const strict = { validation: 'strict', required: ['email'] } as const;
			for (let time = 0; time < 2; time += 1) {
				const [refused] = await captureLeads(store, [delivery], strict);
				expect(refused).toMatchObject({ outcome: 'rejected', repeated: false });
				expect(refused.problems).toMatchObject([{ field: 'email', code: 'required' }]);
			}
			expect(await captureLeads(store, [delivery])).toMatchObject([
				{ outcome: 'created', repeated: false },
			]);
			expect(await rowsOf(store, 'idempotency')).toHaveLength(1);
		});
	});

	describe('with checks', () => {
		const bad = { name: 'Ada', email: 'not an address', company: 'C'.repeat(101) };

		it('strict: rejects what is wrong and says where, never with the value', async () => {
			const { store } = await fresh();
			const result = await captureOne(store, bad, { validation: 'strict' });
			expect(result.outcome).toBe('rejected');
			expect(result.problems.map(({ field, code }) => [field, code]).sort()).toEqual([
				['company', 'tooLong'],
				['email', 'invalidEmail'],
			]);
			expect(JSON.stringify(result)).not.toContain('not an address');
			expect(await rowsOf(store, 'leads')).toEqual([]);
			expect(await rowsOf(store, 'source_records')).toMatchObject([
				{ outcome: 'rejected', entity_id: null },
			]);
			expect(await rowsOf(store, 'events')).toEqual([]);
		});

		it('lenient: keeps the value and notes what is wrong', async () => {
			const { store } = await fresh();
			const result = await captureOne(store, bad);
			expect(result).toMatchObject({
				outcome: 'created',
				lead: { email: 'not an address', company: bad.company },
			});
			expect(codes(result)).toEqual(expect.arrayContaining(['invalidEmail', 'tooLong']));
			expect(await rowsOf(store, 'identities')).toEqual([]);
		});

		it('lenient: rejects a lead that nobody could call by any name', async () => {
			const { store } = await fresh();
			expect(await captureOne(store, { city: 'Berlin' })).toMatchObject({
				outcome: 'rejected',
				problems: [{ code: 'nobody' }],
			});
			expect((await captureOne(store, { city: 'Berlin' }, { validation: 'off' })).outcome).toBe(
				'created',
			);
		});

		it('without limits: takes long values', async () => {
			const { store } = await fresh();
			const result = await captureOne(
				store,
				{ name: 'Ada', company: bad.company },
				{ validation: 'strict', limits: 'none' },
			);
			expect(result.outcome).toBe('created');
		});
	});

	describe('of spam', () => {
		const spam = { fields: wang, more: { spamSignals: ['honeypot'] } };

		it('goes to quarantine, with what came and to those who may look after it', async () => {
			const { store } = await fresh();
			const ownerId = await addMember(store);
			const result = await captureOne(store, spam.fields, {}, { ...spam.more, ownerId });
			expect(result).toMatchObject({ outcome: 'quarantined', problems: [] });
			expect(result.lead).toBeUndefined();
			expect(codes(result)).toEqual(['honeypot']);
			const [row] = await rowsOf(store, 'quarantine');
			expect(row).toMatchObject({
				id: result.quarantineId,
				state: 'open',
				owner_id: ownerId,
				captured: { fields: wang },
			});
			expect(await rowsOf(store, 'leads')).toEqual([]);
			expect(await rowsOf(store, 'identities')).toEqual([]);
			expect(await rowsOf(store, 'events')).toMatchObject([
				{ entity_type: 'quarantine', entity_id: row.id },
			]);
		});

		it('is quarantined once per delivery', async () => {
			const { store } = await fresh();
			const delivery = captured(wang, spam.more);
			const [one] = await captureLeads(store, [delivery]);
			const [two] = await captureLeads(store, [delivery]);
			expect(two).toMatchObject({
				outcome: 'quarantined',
				repeated: true,
				quarantineId: one.quarantineId,
			});
			expect(await rowsOf(store, 'quarantine')).toHaveLength(1);
		});

		it('is rejected, flagged or let in as told', async () => {
			const { store } = await fresh();
			const rejected = await captureOne(store, wang, { onSpam: 'reject' }, spam.more);
			expect(rejected).toMatchObject({ outcome: 'rejected', problems: [{ code: 'honeypot' }] });
			const flagged = await captureOne(store, wang, { onSpam: 'flag' }, spam.more);
			expect(flagged).toMatchObject({ outcome: 'created', lead: { tags: [SPAM_TAG] } });
			expect(codes(flagged)).toContain('honeypot');
			const let_in = await captureOne(
				store,
				{ name: 'Li', mobile: '13912345000' },
				{ onSpam: 'off' },
				spam.more,
			);
			expect(let_in).toMatchObject({ outcome: 'created', lead: { tags: [] } });
			const clean = await captureOne(
				store,
				{ name: 'Li', mobile: '13912345001' },
				{ onSpam: 'flag' },
			);
			expect(clean.lead?.tags).toEqual([]);
		});

		it('is what the threshold makes it', async () => {
			const { store } = await fresh();
			const slow = { spamSignals: ['tooSlow'] };
			expect((await captureOne(store, wang, { spamThreshold: 20 }, slow)).outcome).toBe(
				'quarantined',
			);
			expect((await captureOne(store, wang, { spamThreshold: 21 }, slow)).outcome).toBe('created');
		});
	});

	describe('with what travels along', () => {
		it('keeps each consent with its proof', async () => {
			const { store, clock } = await fresh();
			const consents = [
				{
					purpose: 'contact',
					channel: 'phone',
					granted: true,
					text: 'Call me',
					textVersion: 'v1',
					at: '2031-02-28T08:00:00.000Z',
				},
				{
					purpose: 'marketing',
					channel: 'email',
					granted: false,
					evidence: { form: 'f1' },
					at: 'yesterday',
				},
			];
			const { lead } = await captureOne(store, wang, {}, { consents });
			const rows = (await rowsOf(store, 'consents')).sort((a, b) =>
				String(a.purpose) < String(b.purpose) ? -1 : 1,
			);
			expect(rows).toMatchObject([
				{
					entity_type: 'lead',
					entity_id: lead!.id,
					purpose: 'contact',
					granted: 1,
					at: Date.UTC(2031, 1, 28, 8),
					proof: { text: 'Call me', textVersion: 'v1' },
				},
				{ purpose: 'marketing', granted: 0, at: clock.now, proof: { evidence: { form: 'f1' } } },
			]);
		});

		it('completes the inbox row in the same transaction, also for a repeated delivery', async () => {
			const { store } = await fresh();
			const { addToInbox, countInbox } = await import('../../../leads/store/inbox');
			const add = async (externalId: string) =>
				(
					await store.run(
						addToInbox({ nodeKey: 'w:n', channel: 'form', externalId, payload: { a: 1 } }),
					)
				).id;
			const delivery = captured(wang);
			await captureLeads(store, [{ ...delivery, inboxId: await add('1') }]);
			await captureLeads(store, [{ ...delivery, inboxId: await add('2') }]);
			await captureLeads(store, [captured({ city: 'nobody' }, { inboxId: await add('3') })]);
			await captureLeads(store, [
				captured(wang, { spamSignals: ['honeypot'], inboxId: await add('4') }),
			]);
			expect(await store.read(countInbox())).toEqual({ open: 0, done: 4, failed: 0 });
			expect((await rowsOf(store, 'inbox')).map(({ payload }) => payload)).toEqual([
				null,
				null,
				null,
				null,
			]);
		});

		it('leaves the inbox row open when the capture fails', async () => {
			const { store } = await fresh();
			const { addToInbox, countInbox } = await import('../../../leads/store/inbox');
			const { id: inboxId } = await store.run(
				addToInbox({ nodeKey: 'w:n', channel: 'form', externalId: '1', payload: {} }),
			);
			const { captureChunk } = await import('../../../leads/capture/captureChunk');
			const { prepareCapture } = await import('../../../leads/capture/prepare');
			const { defaultCaptureOptions } = await import('../../../leads/capture/options');
			const prepared = prepareCapture(captured(wang, { inboxId }), defaultCaptureOptions);
			await expect(
				store.run(function* (context) {
					yield* captureChunk([prepared], defaultCaptureOptions)(context);
					throw new Error('crash');
				}),
			).rejects.toThrow('crash');
			expect(await store.read(countInbox())).toEqual({ open: 1, done: 0, failed: 0 });
			expect(await rowsOf(store, 'leads')).toEqual([]);
			expect(await rowsOf(store, 'idempotency')).toEqual([]);
		});

		it('is not upset by nonsense beside the fields', async () => {
			const { store } = await fresh();
			const nonsense = { receivedAt: NaN, inboxId: 'x', tags: ['', 'ok'], consents: [] };
			expect(await captureOne(store, wang, {}, nonsense)).toMatchObject({
				outcome: 'created',
				lead: { tags: ['ok'] },
			});
			expect((await captureOne(store, wang, {}, { receivedAt: 1e300 })).outcome).toBe('attached');
		});
	});

	describe('of many', () => {
		it('gives each its own result, in order, and lets no bad one take others with it', async () => {
			const { store } = await fresh();
			const deep: unknown[] = [];
			let inner = deep;
			for (let depth = 0; depth < 5000; depth += 1) {
				const next: unknown[] = [];
				inner.push(next);
				inner = next;
			}
			const leads = Array.from({ length: 120 }, (_, index) =>
				captured({ name: '赵一', mobile: `139${String(20_000_000 + index)}` }),
			);
			leads[7] = captured({ name: 'Big' }, { custom: { count: 10n } });
			leads[8] = captured({ name: 'Bigger' }, { payload: { count: 10n } });
			leads[60] = captured({ name: 'Deep' }, { payload: deep });
			leads[61] = captured({ city: 'nobody' });
			leads[62] = captured(
				{ name: 'Nul\u0000 \ud800', mobile: '13920009999' },
				{ custom: { 'a\u0000': '\udfff' } },
			);
			leads[119] = captured({ name: 'Sp', mobile: '13920009998' }, { spamSignals: ['honeypot'] });
			const progress: number[] = [];
			const results = await captureLeads(
				store,
				leads,
				{},
				{ onProgress: (done) => progress.push(done) },
			);
			const expected = Array.from({ length: 120 }, () => 'created');
			for (const index of [7, 8, 60, 61]) expected[index] = 'rejected';
			expected[119] = 'quarantined';
			expect(results.map(({ outcome }) => outcome)).toEqual(expected);
			expect([7, 8, 60, 61].map((index) => results[index].problems[0].code)).toEqual([
				'unstorable',
				'unreadable',
				'tooDeep',
				'nobody',
			]);
			expect(progress.at(-1)).toBe(120);
			expect(await contradictions(store)).toEqual([]);
			expect(await rowsOf(store, 'source_records')).toHaveLength(120);
		});

		it('stops between transactions when cancelled, and keeps what is done', async () => {
			const { store } = await fresh();
			const stop = new AbortController();
			const leads = Array.from({ length: 450 }, (_, index) => captured({ name: `N ${index}` }));
			const run = captureLeads(
				store,
				leads,
				{},
				{ signal: stop.signal, onProgress: () => stop.abort() },
			);
			const stopped: unknown = await run.catch((reason: unknown) => reason);
			const { leads: kept } = await store.read(findLeads({ limit: 1000 }));
			expect(kept.length).toBeGreaterThan(0);
			expect(kept.length).toBeLessThan(450);
			expect(stopped).toMatchObject({
				code: 'INVALID_INPUT',
				message: expect.stringContaining(`after ${kept.length} of 450`),
			});
		});

		it('is refused to those who may only look', async () => {
			const { store } = await fresh();
			const viewer = store.as({
				memberId: null,
				role: 'viewer',
				scope: { kind: 'all' },
				fieldAccess: {},
			});
			for (const dryRun of [false, true]) {
				await expect(captureLeads(viewer, [captured(wang)], { dryRun })).rejects.toMatchObject({
					code: 'FORBIDDEN',
				});
			}
		});
	});
});
