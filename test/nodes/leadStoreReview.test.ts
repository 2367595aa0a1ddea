import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { captureLeads } from '../../leads/capture/capture';
import { registerForm } from '../../leads/store/forms';
import { exampleForm } from '../channels/form/exampleForm';
import { embeddedStore } from './embeddedStore';
import { byId, onLeadStore, resultOf } from './onLeadStore';

/** A capture that a trap caught. */
async function quarantined(name: string): Promise<string> {
	const [result] = await captureLeads(await embeddedStore(), [
		{
			fields: { name, email: `${name.toLowerCase()}@example.com` },
			channel: 'form',
			externalId: name,
			payload: { name },
			spamSignals: ['honeypot'],
		},
	]);
	if (!result.quarantineId) throw new Error('The capture was not stopped');
	return result.quarantineId;
}

describe('Quarantine', () => {
	test('Approve takes the capture in as a lead, once', async () => {
		const id = await quarantined('Genuine');
		expect(await resultOf('quarantine.getAll')).toMatchObject([
			{ id, state: 'open', captured: { fields: { name: 'Genuine' } } },
		]);
		const [lead] = await resultOf('quarantine.approve', { note: 'asked by phone' }, [
			{ quarantineId: id },
		]);
		expect(lead).toMatchObject({
			name: 'Genuine',
			decision: { outcome: 'created', node: 'Lead Store' },
		});
		expect(await resultOf('quarantine.getAll', { state: 'approved' })).toMatchObject([
			{ id, leadId: lead.id, note: 'asked by phone' },
		]);
		const again = await onLeadStore('quarantine.approve', { quarantined: byId(id) });
		expect(again.error?.message).toContain('it was approved');
	});

	test('Reject keeps it out', async () => {
		const id = await quarantined('Spam');
		expect(await resultOf('quarantine.reject', { quarantined: byId(id) })).toMatchObject([
			{ id, state: 'rejected' },
		]);
		expect(await resultOf('lead.getAll', { search: 'Spam' })).toEqual([]);
		expect(await resultOf('quarantine.getAll', { state: 'any' })).toEqual(
			expect.arrayContaining([expect.objectContaining({ id, state: 'rejected' })]),
		);
	});
});

describe('Form', () => {
	const url = 'https://n8n.example.com/webhook/abc/form';

	beforeAll(async () => {
		const store = await embeddedStore();
		const definition = exampleForm();
		await store.run(
			registerForm({ nodeKey: 'w:n', formId: 'w:n', title: 'Contact us', url, definition }),
		);
	});

	test('Get Many lists forms with their address', async () => {
		expect(await resultOf('form.getAll')).toMatchObject([
			{ formId: 'w:n', title: 'Contact us', url, active: true },
		]);
	});

	test('the QR code leads to the form, with the source of the visit', async () => {
		const { items } = await onLeadStore('form.getQrCode', {
			form: byId('w:n'),
			utm: { utm_source: 'fair 2026' },
		});
		const [{ json, binary }] = items('leadStore');
		const png = PNG.sync.read(Buffer.from(String(binary?.data.data), 'base64'));
		const decoded = jsQR(new Uint8ClampedArray(png.data), png.width, png.height);
		expect(decoded?.data).toBe(`${url}?utm_source=fair+2026`);
		expect(json.url).toBe(decoded?.data);
		expect(binary?.data.mimeType).toBe('image/png');
	});

	test('SVG for print, into a field of one choice', async () => {
		const { items } = await onLeadStore(
			'form.getQrCode',
			{ format: 'svg', binaryPropertyName: 'code' },
			[{ formId: 'w:n' }],
		);
		const file = items('leadStore')[0].binary?.code;
		expect(file?.mimeType).toBe('image/svg+xml');
		expect(Buffer.from(String(file?.data), 'base64').toString()).toMatch(/^<svg .*<path/s);
	});

	test('an address that only this computer reaches warns', async () => {
		const store = await embeddedStore();
		const local = {
			nodeKey: 'w:local',
			formId: 'w:local',
			title: 'Local',
			definition: exampleForm(),
		};
		await store.run(registerForm({ ...local, url: 'http://localhost:5678/webhook/abc/form' }));
		const { hints } = await onLeadStore('form.getQrCode', { form: byId('w:local') });
		expect(hints('leadStore')).toMatchObject([
			{ type: 'warning', message: expect.stringContaining('WEBHOOK_URL') },
		]);
	});

	test('an unknown form is refused with what to do', async () => {
		const { error } = await onLeadStore('form.getQrCode', { form: byId('w:none') });
		expect(error?.message).toContain('No form has this ID');
	});
});

describe('Event', () => {
	test('lists what happened to a lead, by type and time', async () => {
		const [lead] = await resultOf('lead.create', {}, [{ name: 'Eventful' }]);
		await resultOf('lead.update', { fields: { city: 'Jinan' } }, [lead]);
		const all = await resultOf('event.getAll', { lead: byId(lead.id) });
		expect(all.map(({ type }) => type)).toEqual(['lead.updated', 'lead.created']);
		expect(all[0]).toMatchObject({ changes: { city: [null, 'Jinan'] }, actor: 'system' });
		const created = await resultOf('event.getAll', {
			lead: byId(lead.id),
			options: { types: 'lead.created' },
		});
		expect(created).toHaveLength(1);
		const later = await resultOf('event.getAll', {
			options: { recordId: String(lead.id), since: '2100-01-01T00:00:00Z' },
		});
		expect(later).toEqual([]);
	});

	test('an export is noted', async () => {
		await resultOf('lead.export', { format: 'csv' });
		const [noted] = await resultOf('event.getAll', { options: { types: 'leads.exported' } });
		expect(noted).toMatchObject({ payload: { format: 'csv', rows: expect.any(Number) } });
	});
});
