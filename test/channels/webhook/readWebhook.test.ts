import {
	MOST_LEADS,
	webhookReader,
	type WebhookMapping,
} from '../../../channels/webhook/readWebhook';
import { pathSteps, valueAtPath } from '../../../channels/webhook/valuePath';

const anything: WebhookMapping = {
	channel: 'meiqia',
	list: '',
	id: '',
	at: '',
	fields: [],
	recognise: true,
	keepRest: true,
};

const read = (mapping: Partial<WebhookMapping>, body: unknown) =>
	webhookReader({ ...anything, ...mapping })(body);

describe('a path', () => {
	const value = { a: [{ b: { 'c d': 1 } }], text: '{"x":[{"y":2}]}', __proto__: null };

	it.each([
		['a[0].b.c d', 1],
		['a.0.b', { 'c d': 1 }],
		['text.x[0].y', 2],
		['a[1].b', undefined],
		['a.length', undefined],
		['constructor', undefined],
		['', value],
		['..[]', value],
	])('%s', (path, expected) => {
		expect(valueAtPath(value, pathSteps(path))).toEqual(expected);
	});
});

describe('a body', () => {
	it('that is the lead gives the fields that it names', () => {
		const body = { 姓名: '李娜', mobile: '13800138000', 鞋码: 43 };
		expect(read({}, body).captured).toEqual([
			{
				fields: { name: '李娜', mobile: '13800138000' },
				custom: { 鞋码: '43' },
				channel: 'meiqia',
				payload: body,
				activity: { type: 'other', direction: 'inbound', subject: 'Enquiry by meiqia' },
			},
		]);
	});

	it('is read by paths into the lead, and into the whole body', () => {
		const body = {
			event: { id: 7, at: '2026-05-01T08:00:00Z' },
			site: 'Shop',
			leads: [
				{ who: { n: 'Ada', tel: ['1', '2'] }, kind: 'B' },
				{ who: { n: 'Bo' }, kind: 'C' },
			],
		};
		const { captured } = read(
			{
				list: 'leads',
				id: '$.event.id',
				at: '$.event.at',
				fields: [
					{ target: 'name', path: 'who.n' },
					{ target: 'phone', path: 'who.tel[1]' },
					{ target: 'sourceDetail', path: '$.site' },
					{ target: 'machineType', path: 'kind' },
					{ target: 'email', path: 'who.mail' },
				],
			},
			body,
		);
		expect(captured).toMatchObject([
			{
				fields: { name: 'Ada', phone: '2', sourceDetail: 'Shop' },
				custom: { machineType: 'B' },
				externalId: '7',
				activity: { at: Date.UTC(2026, 4, 1, 8) },
			},
			{ fields: { name: 'Bo', sourceDetail: 'Shop' }, custom: { machineType: 'C' } },
		]);
		expect(captured[1].fields).not.toHaveProperty('email');
	});

	it('is not guessed at, nor is the rest kept, where the user says so', () => {
		const body = { name: 'Ada', phone: '1', x: 2 };
		const fields = [{ target: 'company', path: 'name' }];
		expect(read({ fields, recognise: false }, body).captured[0]).toMatchObject({
			fields: { company: 'Ada' },
			custom: { answer_phone: '1', x: '2' },
		});
		const strict = read({ fields, recognise: false, keepRest: false }, body).captured[0];
		expect(strict).toMatchObject({ fields: { company: 'Ada' }, custom: {} });
	});

	it('without leads is ignored, and too many are cut off', () => {
		for (const body of [null, 3, [], {}, { leads: 'x' }]) {
			expect(read({ list: 'leads' }, body).ignored?.code).toBe('noLead');
		}
		const many = Array.from({ length: MOST_LEADS + 5 }, () => ({ name: 'x' }));
		expect(read({}, many).captured).toHaveLength(MOST_LEADS);
	});
});
