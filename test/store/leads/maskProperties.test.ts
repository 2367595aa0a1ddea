import fc from 'fast-check';
import type { FieldAccess } from '../../../leads/model/actor';
import type { LeadFieldValues } from '../../../leads/model/lead';
import { findEvents } from '../../../leads/store/eventLog';
import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { findLeads } from '../../../leads/store/leads/findLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { findQuarantined } from '../../../leads/store/quarantine';
import { timelineOf } from '../../../leads/store/timeline';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addMember, captureOne, leadOf } from './captured';

const sqlite = storeEngines().filter(({ name }) => name === 'sqlite');

/** A lead of which every value occurs once, so that any place where it shows gives it away. */
const values: LeadFieldValues = {
	name: 'Zebulon Quagmire',
	salutation: 'Grandmaster',
	company: 'Wunderwerk Ltd',
	title: 'Chief Tinkerer',
	email: 'zebulon@wunderwerk.example',
	secondaryEmail: 'tinkerer@home.example',
	mobile: '+8613955501234',
	phone: '+862158881234',
	website: 'https://tinkerers.example',
	industry: 'Clockwork',
	street: 'Xanadu Street',
	city: 'Shangri-La',
	source: 'Pigeon Post',
	campaign: 'Great Spring',
	message: 'Where is my astrolabe',
	description: 'Likes marzipan',
	wecomExternalUserId: 'wmZEBULON0001',
	landingUrl: 'https://landing.example',
	clickId: 'click-4711',
};

const custom = { shoeSize: 'forty-three and a half', birthday: '1950-05-05' };

/** What of each field must not be seen where it is masked or hidden; parts and copies of it included. */
const secrets: Record<string, string[]> = {
	...Object.fromEntries(Object.entries(values).map(([field, value]) => [field, [String(value)]])),
	name: ['Zebulon Quagmire', '"Zebulon"', '"Quagmire"'],
	mobile: ['13955501234', '139 5550 1234'],
	phone: ['2158881234', '13955501234'],
	'custom.shoeSize': [custom.shoeSize],
	'custom.birthday': [custom.birthday],
};

const masks = fc.dictionary(
	fc.constantFrom(...Object.keys(secrets)),
	fc.constantFrom<FieldAccess>('hidden', 'masked', 'readOnly'),
	{ maxKeys: 5 },
);

/** Another value for each field, to be written by somebody who may not. */
const others: LeadFieldValues = {
	name: '李娜',
	salutation: 'Ms',
	company: 'Other Ltd',
	title: 'Other',
	email: 'other@example.com',
	secondaryEmail: 'other2@example.com',
	mobile: '13900000009',
	phone: '010-66666666',
	website: 'https://other.example',
	industry: 'Other',
	street: 'Other',
	city: 'Other',
	source: 'Other',
	campaign: 'Other',
	message: 'Other',
	description: 'Other',
	wecomExternalUserId: 'wmOTHER00001',
	landingUrl: 'https://other.example/x',
	clickId: 'other',
};

const relatives: Record<string, string[]> = {
	mobile: ['phone'],
	phone: ['mobile'],
	email: ['secondaryEmail'],
	secondaryEmail: ['email'],
};

describe.each(sqlite)('what an actor may not see ($name)', (engine) => {
	const fresh = freshStores(engine);

	it('shows nowhere: not in leads, lists, events, timelines, captures nor in the quarantine', async () => {
		await fc.assert(
			fc.asyncProperty(masks, async (fieldAccess) => {
				const { store } = await fresh();
				const ownerId = await addMember(store, { name: 'Mo Member' });
				const { id } = await leadOf(store, values, {}, { custom, ownerId });
				// The cells say more than their fields hold, and the rest is kept.
				await captureOne(
					store,
					{ mobile: '139 5550 1234 / 13955501234 / 13955501235', email: values.email },
					{ onDuplicate: 'overwrite' },
				);
				await store.run(
					updateLead(
						id,
						{ fields: { title: 'Boss' }, custom: { shoeSize: '12' } },
						{ node: 'Test' },
					),
				);
				await store.run(
					updateLead(id, { fields: { title: values.title }, custom }, { node: 'Test' }),
				);
				await captureOne(store, { ...values, mobile: values.mobile }, { onDuplicate: 'overwrite' });
				await captureOne(store, values, {}, { custom, spamSignals: ['honeypot'] });

				const reader = store.as(actorOf('admin', { kind: 'all' }, fieldAccess));
				const seen = JSON.stringify([
					await reader.read(getLead(id)),
					await reader.read(findLeads({})),
					await reader.read(findEvents({})),
					await reader.read(timelineOf('lead', id)),
					await reader.read(findQuarantined({})),
					await captureOne(reader, { wecomExternalUserId: values.wecomExternalUserId }),
					await captureOne(
						reader,
						{ ...others, wecomExternalUserId: values.wecomExternalUserId },
						{ onDuplicate: 'overwrite', dryRun: true },
					),
					await reader.run(updateLead(id, { addTags: ['seen'] }, { node: 'Test' })),
					await reader.run(updateLead(id, { fields: others }, { node: 'Test' })),
					await reader.run(deleteLead(id, 'Test')),
					await reader.run(restoreLead(id, 'Test')),
				]);
				for (const [field, access] of Object.entries(fieldAccess)) {
					if (access === 'readOnly') continue;
					for (const secret of secrets[field])
						expect([field, access, secret, seen.includes(secret)]).toEqual([
							field,
							access,
							secret,
							false,
						]);
				}
				// The names of colleagues are no names of leads.
				expect(seen).toContain('Mo Member');
			}),
			{ numRuns: 60 },
		);
	});

	it('is not written either, and what was left alone is said', async () => {
		await fc.assert(
			fc.asyncProperty(masks, async (fieldAccess) => {
				const { store } = await fresh();
				const { id } = await leadOf(store, values, {}, { custom });
				const before = await store.read(getLead(id));
				const writer = store.as(actorOf('admin', { kind: 'all' }, fieldAccess));
				const otherCustom = { shoeSize: 'other', birthday: 'other' };
				const { ignored } = await writer.run(
					updateLead(id, { fields: others, custom: otherCustom }, { node: 'Test' }),
				);
				const captured = await captureOne(
					writer,
					{ ...others, wecomExternalUserId: values.wecomExternalUserId },
					{ onDuplicate: 'overwrite', dryRun: true },
					{ custom: otherCustom },
				);
				const { lead: met } = await captureOne(
					writer,
					{ ...others, name: values.name },
					{ onDuplicate: 'overwrite' },
				);
				expect(met === undefined || met.id === id || Object.keys(fieldAccess).length > 0).toBe(
					true,
				);
				const after = await store.read(getLead(id));
				const ofBoth = (lead: typeof after) => ({
					...lead,
					...Object.fromEntries(
						Object.entries(lead.custom).map(([name, value]) => [`custom.${name}`, value]),
					),
				});
				for (const field of Object.keys(fieldAccess)) {
					expect([field, Reflect.get(ofBoth(after), field)]).toEqual([
						field,
						Reflect.get(ofBoth(before), field),
					]);
					expect(ignored).toContain(field);
					const related = [field, ...(relatives[field] ?? [])];
					if (captured.outcome === 'updated' && field !== 'source') {
						const told = captured.decision.reasons
							.filter(({ code }) => code === 'notPermitted')
							.map((reason) => reason.field);
						expect(related.some((one) => told.includes(one))).toBe(true);
					}
				}
			}),
			{ numRuns: 40 },
		);
	});

	it('never comes back as data: a lead that is read masked and captured again stays as it is', async () => {
		await fc.assert(
			fc.asyncProperty(masks, async (fieldAccess) => {
				const { store } = await fresh();
				const { id } = await leadOf(store, values, {}, { custom });
				const before = await store.read(getLead(id));
				const actor = store.as(actorOf('admin', { kind: 'all' }, fieldAccess));
				const { mapFields } = await import('../../../leads/capture/fieldMapping');
				const seen = await actor.read(getLead(id));
				for (const onDuplicate of ['overwrite', 'fillBlanks', 'createAnyway'] as const) {
					const mapped = mapFields()({ ...seen });
					const { lead } = await captureOne(
						actor,
						mapped.fields,
						{ onDuplicate },
						{ custom: mapped.custom },
					);
					const stored = lead && (await store.read(getLead(lead.id)));
					if (stored && stored.id !== id) expect(JSON.stringify(stored)).not.toContain('**');
				}
				const after = await store.read(getLead(id));
				expect(JSON.stringify(after)).not.toContain('**');
				for (const field of Object.keys(values)) {
					expect([field, Reflect.get(after, field)]).toEqual([field, Reflect.get(before, field)]);
				}
			}),
			{ numRuns: 40 },
		);
	});
});
