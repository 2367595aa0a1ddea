import { captureLeads } from '../../../leads/capture/capture';
import type { CapturedLead } from '../../../leads/model/lead';
import { SERVICE_WINDOW_MS } from '../../../leads/model/whatsapp';
import { deleteLead } from '../../../leads/store/leads/deleteLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { isSuppressed } from '../../../leads/store/suppressions';
import { timelineOf } from '../../../leads/store/timeline';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { captured, captureOne, codes, leadOf } from './captured';
import { contradictions, rowsOf } from './integrity';

const HOUR = 3_600_000;
const mike = { name: 'Mike Example', whatsappBsuid: 'DE.1349120865530', mobile: '+4915112345678' };

const bounce: CapturedLead = {
	fields: { email: 'mike@example.com' },
	channel: 'email',
	externalId: 'bounce-1@example.com',
	payload: { status: '5.1.1' },
	report: true,
	activity: { type: 'email', direction: 'outbound', subject: 'The message bounced (5.1.1)' },
	suppressions: [{ channel: 'email', purpose: 'any', key: 'mike@example.com', reason: 'bounced' }],
};
const address = { channel: 'email', purpose: 'marketing', key: 'mike@example.com' };

describe.each(storeEngines())('what a channel reports on $name', (engine) => {
	const fresh = freshStores(engine);

	it('is added to the lead of the person, and fills and claims nothing', async () => {
		const { store } = await fresh();
		const lead = await leadOf(store, { name: 'Mike Example', email: 'mike@example.com' });
		const [result] = await captureLeads(store, [
			{ ...bounce, fields: { ...bounce.fields, company: 'Elsewhere', mobile: '13912345678' } },
		]);
		expect(result).toMatchObject({ outcome: 'attached', lead: { id: lead.id } });
		const now = await store.read(getLead(lead.id));
		expect(now.company).toBeUndefined();
		expect(now.mobile).toBeUndefined();
		expect(now.lastActivityAt).toBe(lead.lastActivityAt);
		expect((await rowsOf(store, 'identities')).map(({ kind }) => kind)).toEqual(['email']);
		const activities = (await store.read(timelineOf('lead', lead.id))).flatMap((entry) =>
			entry.kind === 'activity' ? [entry.activity] : [],
		);
		expect(activities).toMatchObject([
			{ type: 'email', direction: 'outbound', subject: 'The message bounced (5.1.1)' },
		]);
		const events = (await rowsOf(store, 'events')).map(({ type }) => type);
		expect(events.sort()).toEqual(['lead.created', 'lead.reported']);
		expect(await contradictions(store)).toEqual([]);
	});

	it('makes no lead of somebody unknown, keeps whom not to write to, and is taken once they are known', async () => {
		const { store } = await fresh();
		const [unknown] = await captureLeads(store, [bounce]);
		expect(unknown.outcome).toBe('rejected');
		expect(codes(unknown)).toContain('unknownPerson');
		expect(await rowsOf(store, 'leads')).toEqual([]);
		expect(await store.read(isSuppressed([address]))).toEqual(['bounced']);
		await leadOf(store, { email: 'mike@example.com' });
		const [known] = await captureLeads(store, [bounce]);
		expect(known).toMatchObject({ outcome: 'attached', repeated: false });
		const [again] = await captureLeads(store, [bounce]);
		expect(again).toMatchObject({ outcome: 'attached', repeated: true });
	});

	it('of a lead in the bin is of nobody', async () => {
		const { store } = await fresh();
		const lead = await leadOf(store, { email: 'mike@example.com' });
		await store.run(deleteLead(lead.id, 'Test'));
		const [result] = await captureLeads(store, [bounce]);
		expect(result.outcome).toBe('rejected');
	});

	it('stops an address only by a delivery that is believed', async () => {
		const { store } = await fresh();
		const more = { suppressions: bounce.suppressions, spamSignals: ['honeypot'] };
		const spam = await captureOne(store, { name: 'Spam', email: 'x@example.com' }, {}, more);
		expect(spam.outcome).toBe('quarantined');
		expect(await store.read(isSuppressed([address]))).toEqual([undefined]);
	});

	it('keeps the latest of a WhatsApp conversation, in whatever order deliveries come', async () => {
		const { store, clock } = await fresh();
		const start = clock.now;
		const message = (at: number) =>
			captured(mike, { channel: 'whatsapp', whatsapp: { lastInboundAt: at } });
		const [first] = await captureLeads(store, [message(start)]);
		const id = first.lead!.id;
		expect(first.lead!.whatsapp).toEqual({
			windowClosesAt: new Date(start + SERVICE_WINDOW_MS).toISOString(),
			templateRequired: false,
		});
		await captureLeads(store, [message(start + HOUR), message(start - HOUR)]);
		clock.now = start + HOUR + SERVICE_WINDOW_MS;
		expect((await store.read(getLead(id))).whatsapp).toEqual({
			windowClosesAt: new Date(start + HOUR + SERVICE_WINDOW_MS).toISOString(),
			templateRequired: true,
		});
		const refused = captured(
			{ whatsappBsuid: mike.whatsappBsuid },
			{
				channel: 'whatsapp',
				report: true,
				whatsapp: {
					retryAfter: clock.now + HOUR,
					lastError: { code: 131049, title: 'Not delivered', at: clock.now },
				},
			},
		);
		const [report] = await captureLeads(store, [refused]);
		expect(report.lead!.whatsapp).toMatchObject({
			retryAfter: new Date(clock.now + HOUR).toISOString(),
			lastError: { code: 131049 },
		});
		clock.now += 2 * HOUR;
		expect((await store.read(getLead(id))).whatsapp?.retryAfter).toBeUndefined();
	});

	it('shows the first message of a conversation on the timeline, masked where messages are', async () => {
		const { store } = await fresh();
		const lead = await leadOf(
			store,
			mike,
			{},
			{
				channel: 'whatsapp',
				activity: {
					type: 'whatsapp',
					direction: 'inbound',
					subject: 'Message by WhatsApp',
					body: 'Need 500 pcs',
					externalId: 'wamid.1',
				},
			},
		);
		const bodies = async (reader: typeof store) =>
			(await reader.read(timelineOf('lead', lead.id))).flatMap((entry) =>
				entry.kind === 'activity' ? [entry.activity.body] : [],
			);
		expect(await bodies(store)).toEqual(['Need 500 pcs']);
		const [masked] = await bodies(store.as({ ...store.actor, fieldAccess: { message: 'masked' } }));
		expect(masked).not.toContain('500');
		expect(await bodies(store.as({ ...store.actor, fieldAccess: { message: 'hidden' } }))).toEqual([
			undefined,
		]);
	});

	it('gives the lead the number and ID that the channel says are theirs from now on', async () => {
		const { store } = await fresh();
		const lead = await leadOf(store, mike, {}, { channel: 'whatsapp' });
		const change = captured(
			{ whatsappBsuid: mike.whatsappBsuid },
			{
				channel: 'whatsapp',
				report: true,
				newIdentity: { whatsappBsuid: 'DE.77', mobile: '+4915198765432' },
			},
		);
		const [renamed] = await captureLeads(store, [change]);
		expect(renamed).toMatchObject({
			outcome: 'attached',
			lead: { id: lead.id, whatsappBsuid: 'DE.77', mobile: '+4915198765432' },
		});
		const again = await captureOne(store, { whatsappBsuid: 'DE.77' });
		expect(again.lead?.id).toBe(lead.id);
		const old = await captureOne(store, { whatsappBsuid: mike.whatsappBsuid });
		expect(old.lead?.id).toBe(lead.id);
		expect(await contradictions(store)).toEqual([]);
	});

	it('puts up for review when the new number is that of somebody else', async () => {
		const { store } = await fresh();
		const lead = await leadOf(store, mike);
		const other = await leadOf(store, { name: 'Other', mobile: '+4915198765432' });
		const report = { report: true, newIdentity: { mobile: '+4915198765432' } };
		await captureLeads(store, [captured({ whatsappBsuid: mike.whatsappBsuid }, report)]);
		const [pair] = await rowsOf(store, 'review_pairs');
		expect(pair).toMatchObject({ kind: 'conflictingKeys', state: 'open' });
		expect([pair.left_id, pair.right_id].sort()).toEqual([lead.id, other.id].sort());
		expect((await captureOne(store, { mobile: '+4915198765432' })).lead?.id).toBe(other.id);
	});

	it('lets people take back what they asked for, and nothing else', async () => {
		const { store } = await fresh();
		await leadOf(store, mike);
		const key = mike.whatsappBsuid;
		const whatsapp = { channel: 'whatsapp', purpose: 'marketing', key };
		const tell = async (more: Partial<CapturedLead>) =>
			await captureLeads(store, [captured({ whatsappBsuid: key }, { report: true, ...more })]);
		await tell({
			suppressions: [
				{ ...whatsapp, reason: 'unsubscribed' },
				{ ...address, reason: 'bounced' },
			],
		});
		expect(await store.read(isSuppressed([whatsapp, address]))).toEqual([
			'unsubscribed',
			'bounced',
		]);
		await tell({ resubscriptions: [whatsapp, address] });
		expect(await store.read(isSuppressed([whatsapp, address]))).toEqual([undefined, 'bounced']);
	});
});
