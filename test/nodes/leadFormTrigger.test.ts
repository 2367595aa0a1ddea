import { resolveWebhookDescriptionField, type IDataObject, type INode } from 'n8n-workflow';
import { defaultStoreFile } from '../../leads/store/config';
import { listForms } from '../../leads/store/forms';
import { countInbox } from '../../leads/store/inbox';
import { openStore, type LeadStore } from '../../leads/store/store';
import { formWebhooks } from '../../nodes/LeadFormTrigger/formWebhooks';
import { sweepInbox } from '../../nodes/shared/inboxSweep';
import { FormUnderTest, hiddenValue, type Answer, type Visit } from './formVisits';
import { runNode } from './runWorkflow';

const shownAt = Date.UTC(2026, 4, 1, 8);
let store: LeadStore;

beforeAll(async () => {
	jest.useFakeTimers({
		now: shownAt,
		doNotFake: [
			'nextTick',
			'setImmediate',
			'setTimeout',
			'setInterval',
			'queueMicrotask',
			'performance',
		],
	});
	store = await openStore({ engine: 'sqlite', file: defaultStoreFile(process.env) });
});

beforeEach(() => jest.setSystemTime(shownAt));

afterAll(async () => {
	await store.close();
	jest.useRealTimers();
});

const filled = {
	name: 'Ada Example',
	mobile: '138 0013 8000',
	email: 'ada@example.com',
	message: 'Hello',
	_consent_0: 'yes',
};

/** Opens a form, waits as a person would, and sends it. */
async function send(
	form: FormUnderTest,
	body: object,
	visit: Visit = {},
	waitMs = 10_000,
): Promise<Answer> {
	const page = await form.visit({ ...visit, method: 'GET' });
	jest.setSystemTime(Date.now() + waitMs);
	return await form.visit({ ...visit, method: 'POST', body: { ...hidden(page), ...body } });
}

function hidden(page: Answer): Record<string, string> {
	return {
		_token: hiddenValue(page.body, '_token'),
		_lang: hiddenValue(page.body, '_lang'),
		_referrer: hiddenValue(page.body, '_referrer'),
		homepage_link: '',
	};
}

function captureOf(item: IDataObject): IDataObject {
	return item.capture as IDataObject;
}

describe('the form', () => {
	test('of a dropped node asks for name, company, mobile, e-mail and a message', async () => {
		const form = await FormUnderTest.open();
		const { status, headers, body } = await form.visit({ headers: { 'accept-language': 'zh-CN' } });
		expect(status).toBe(200);
		expect(headers['content-security-policy']).toMatch(/default-src 'none'; style-src 'nonce-/);
		expect(headers['cache-control']).toBe('no-store');
		for (const name of ['name', 'company', 'mobile', 'email', 'message', '_consent_0']) {
			expect(body).toContain(`name="${name}"`);
		}
		expect(body).toContain('<h1>联系我们</h1>');
		expect(body).toContain('我同意贵方就本次咨询与我联系。');
	});

	test('is prefilled by its address where a field allows it', async () => {
		const form = await FormUnderTest.open({
			fields: { field: [{ field: 'company' }, { field: 'email', prefill: false }] },
		});
		const { body } = await form.visit({ at: '?company=Example%22%3E&email=ada@example.com' });
		expect(body).toContain('value="Example&quot;&gt;"');
		expect(body).not.toContain('ada@example.com"');
	});

	test('keeps the campaign and the referrer over a change of language', async () => {
		const form = await FormUnderTest.open();
		const { body } = await form.visit({
			at: '?utm_source=expo&lang=en',
			headers: { referer: 'https://www.example.com/a' },
		});
		expect(body).toContain(
			'href="?utm_source=expo&amp;lang=zh&amp;lf_referrer=https%3A%2F%2Fwww.example.com%2Fa"',
		);
	});

	test('may be framed by allowed sites only', async () => {
		const open = await FormUnderTest.open({
			options: { allowedSites: 'https://www.example.com/x, shop.example.com' },
		});
		const { headers } = await open.visit({ at: '?embed=1' });
		expect(headers['content-security-policy']).toContain(
			"frame-ancestors 'self' https://www.example.com https://shop.example.com",
		);
		const closed = await (await FormUnderTest.open()).visit();
		expect(closed.headers['content-security-policy']).toContain("frame-ancestors 'none'");
	});

	test('says that it is closed after its closing date, in the author’s time zone', async () => {
		const form = await FormUnderTest.open({ options: { closesAt: '2026-05-01T20:00:00' } });
		jest.setSystemTime(Date.UTC(2026, 4, 1, 11, 59));
		expect((await form.visit()).status).toBe(200);
		jest.setSystemTime(Date.UTC(2026, 4, 1, 12));
		const closed = await form.visit();
		expect(closed.status).toBe(410);
		expect(closed.body).not.toContain('<form');
		expect((await form.visit({ method: 'POST', body: filled })).status).toBe(410);
	});

	test.each([
		[{ fields: { field: [] } }, 'The form has no fields'],
		[{ fields: { field: [{ field: 'email' }, { field: 'email' }] } }, "asks for 'Email' twice"],
		[{ fields: { field: [{ field: 'customField' }] } }, 'A custom field has no name'],
		[
			{ fields: { field: [{ field: 'customField', customName: 'email' }] } },
			'the name of a lead field',
		],
		[
			{ fields: { field: [{ field: 'customField', customName: '__proto__' }] } },
			'Leadflow itself uses',
		],
		[{ fields: { field: [{ field: 'product', type: 'select' }] } }, 'has no choices'],
		[{ options: { privacyUrl: 'javascript:alert(1)' } }, "'Privacy Policy URL' is no web address"],
		[{ options: { allowedSites: '*' } }, "'Allowed Sites' names '*'"],
	])(
		'with parameters that make no form (%j) says what to put right',
		async (parameters, message) => {
			const form = await FormUnderTest.open(parameters);
			await expect(form.visit()).rejects.toThrow(message);
			await expect(form.hook('create')).rejects.toThrow(message);
		},
	);
});

describe('a submission', () => {
	test('is in the inbox before the visitor is thanked, and starts the workflow', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'accepted' });
		const answer = await send(form, filled, { at: '?utm_source=expo&gclid=g1' });
		expect(answer.status).toBe(200);
		expect(answer.body).toContain('Thank you');
		expect(answer.items).toEqual([
			{
				name: 'Ada Example',
				mobile: '138 0013 8000',
				email: 'ada@example.com',
				message: 'Hello',
				language: 'en',
				utmSource: 'expo',
				clickId: 'g1',
				clickIdType: 'gclid',
				landingUrl: 'http://127.0.0.1:5678/form/contact?utm_source=expo&gclid=g1',
				capture: expect.objectContaining({
					channel: 'form',
					test: false,
					receivedAt: shownAt + 10_000,
					inboxId: expect.stringMatching(/^[0-9a-f-]{36}$/),
					externalId: expect.stringMatching(/^[\w-]{22}$/),
					consents: [
						expect.objectContaining({
							purpose: 'contact',
							granted: true,
							text: 'I agree to be contacted about my enquiry.',
						}),
					],
				}),
			},
		]);
		expect(await store.read(countInbox())).toMatchObject({ open: 1 });
	});

	test('sent twice is taken once', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'twice' });
		const page = await form.visit();
		jest.setSystemTime(shownAt + 10_000);
		const body = { ...hidden(page), ...filled };
		const answers = await Promise.all(
			[1, 2, 3].map(async () => await form.visit({ method: 'POST', body })),
		);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(answers.flatMap(({ items }) => items)).toHaveLength(1);
		const again = await form.visit({ method: 'POST', body: { ...body, mobile: '139 0013 9000' } });
		expect(again.items).toEqual([]);
		expect(again.body).toContain('We already have your message');
	});

	test('with something missing comes back with the values, and can then be sent', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'missing' });
		const page = await form.visit();
		jest.setSystemTime(shownAt + 10_000);
		const nameless = { ...hidden(page), ...filled, name: ' ' };
		const again = await form.visit({ method: 'POST', body: nameless });
		expect(again.status).toBe(422);
		expect(again.items).toEqual([]);
		expect(again.body).toContain('Please fill in: Name');
		expect(again.body).toContain('value="ada@example.com"');
		expect(again.body).toMatch(/name="_consent_0" value="yes" checked/);
		const answer = await form.visit({ method: 'POST', body: { ...hidden(again), ...filled } });
		expect(answer.items).toHaveLength(1);
	});

	test.each([
		['faster than a person', {}, 1_000, 'That was very quick'],
		['after a day', {}, 25 * 3_600_000, 'had been open for a long time'],
		['without a token', { _token: '' }, 10_000, 'had been open for a long time'],
		[
			'with a forged token',
			{ _token: `x.${'a'.repeat(22)}.${'b'.repeat(43)}` },
			10_000,
			'has just been updated',
		],
	])('%s is not taken but can be sent again', async (_, change, waitMs, notice) => {
		const form = await FormUnderTest.open({}, { workflowId: 'trap' });
		const again = await send(form, { ...filled, ...change }, {}, waitMs);
		expect(again).toMatchObject({ status: 422, items: [] });
		expect(again.body).toContain(notice);
		expect(again.body).toContain('value="Ada Example"');
		jest.setSystemTime(Date.now() + 10_000);
		const answer = await form.visit({ method: 'POST', body: { ...hidden(again), ...filled } });
		expect(answer.items).toHaveLength(1);
	});

	test('with an older wording of the consent is asked again', async () => {
		const before = await FormUnderTest.open({}, { workflowId: 'wording' });
		const page = await before.visit();
		jest.setSystemTime(shownAt + 10_000);
		const after = await FormUnderTest.open(
			{ consents: { consent: [{ purpose: 'contact', text: 'New words' }] } },
			{ workflowId: 'wording' },
		);
		const again = await after.visit({ method: 'POST', body: { ...hidden(page), ...filled } });
		expect(again).toMatchObject({ status: 422, items: [] });
		expect(again.body).toContain('New words');
	});

	test('with the trap filled is thanked for and marked, so that capture can set it aside', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'honeypot' });
		const answer = await send(form, { ...filled, homepage_link: 'http://spam.example' });
		expect(answer.body).toContain('Thank you');
		expect(captureOf(answer.items[0]).spamSignals).toEqual(['honeypot']);
	});

	test('from another website is refused, one without a clear origin is marked', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'origin' });
		const foreign = await send(form, filled, { headers: { origin: 'https://evil.example.net' } });
		expect(foreign).toMatchObject({ status: 403, items: [] });
		const own = await send(form, filled, { headers: { origin: 'http://127.0.0.1:5678' } });
		expect(captureOf(own.items[0]).spamSignals).toBeUndefined();
		const opaque = await send(form, filled, { headers: { origin: 'null' } });
		expect(captureOf(opaque.items[0]).spamSignals).toEqual(['opaqueOrigin']);
	});

	test.each([
		['a body of more than 256 KB', { body: { message: 'x'.repeat(300_000) } }, 413],
		['a length of more than 256 KB', { headers: { 'content-length': '300000' }, body: {} }, 413],
		[
			'more than a hundred inputs',
			{ body: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`f${i}`, ''])) },
			413,
		],
		['no form at all', { body: 'text' }, 400],
		['nothing', {}, 400],
	])('of %s is answered with the form', async (_, visit, status) => {
		const form = await FormUnderTest.open();
		const answer = await form.visit({ method: 'POST', ...visit });
		expect(answer).toMatchObject({ status, items: [] });
		expect(answer.body).toContain('<form method="post">');
	});

	test('keeps custom fields under their own names', async () => {
		const form = await FormUnderTest.open(
			{
				fields: {
					field: [
						{ field: 'email' },
						{ field: 'customField', customName: 'teamSize', label: 'Team size', type: 'number' },
						{
							field: 'customField',
							label: '关注主题',
							type: 'checkbox',
							choices: 'Support | 技术支持\nSales\n',
						},
					],
				},
			},
			{ workflowId: 'custom' },
		);
		const page = await form.visit({ at: '?lang=zh' });
		expect(page.body).toContain('技术支持');
		const answer = await send(form, {
			email: 'ada@example.com',
			teamSize: '7',
			关注主题: ['Support', 'Sales'],
			_consent_0: 'yes',
		});
		expect(answer.items[0]).toMatchObject({ teamSize: 7, 关注主题: ['Support', 'Sales'] });
	});

	test('goes on to the redirect URL, which the page’s policy allows', async () => {
		const form = await FormUnderTest.open(
			{ options: { redirectUrl: 'https://www.example.com/thanks?x=1' } },
			{ workflowId: 'redirect' },
		);
		const page = await form.visit();
		expect(page.headers['content-security-policy']).toContain(
			"form-action 'self' https://www.example.com;",
		);
		const answer = await send(form, filled);
		expect(answer).toMatchObject({
			status: 303,
			headers: { location: 'https://www.example.com/thanks?x=1' },
		});
		expect(answer.items).toHaveLength(1);
	});

	test('that cannot be saved is not thanked for, and its values are kept', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'down' });
		const page = await form.visit();
		jest.setSystemTime(shownAt + 10_000);
		process.env.LEADFLOW_STORE_URL = 'postgres://127.0.0.1:1/none';
		const answers = [
			await form.visit({ method: 'POST', body: { ...hidden(page), ...filled } }),
			await form.visit(),
		];
		delete process.env.LEADFLOW_STORE_URL;
		expect(answers.map(({ status, items }) => ({ status, items }))).toEqual([
			{ status: 503, items: [] },
			{ status: 503, items: [] },
		]);
		expect(answers[0].body).toContain('We could not save your message just now');
		expect(answers[0].body).toContain('value="Ada Example"');
		const answer = await form.visit({ method: 'POST', body: { ...hidden(answers[0]), ...filled } });
		expect(answer.items).toHaveLength(1);
	});

	test('needs the work done where the form asks for it', async () => {
		const form = await FormUnderTest.open(
			{ options: { proofOfWork: true } },
			{ workflowId: 'work' },
		);
		const again = await send(form, filled);
		expect(again).toMatchObject({ status: 422, items: [] });
		expect(again.body).toContain('The spam check was not finished yet');
		expect(again.headers['content-security-policy']).toMatch(/script-src 'nonce-/);
		expect(again.body).toContain('data-challenge="{&quot;parameters&quot;');
	});
});

describe('a test submission', () => {
	test('is marked and stays out of the live inbox, and its page cannot be sent as live', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'testing' });
		const before = await store.read(countInbox());
		const answer = await send(form, filled, { test: true });
		expect(captureOf(answer.items[0])).toMatchObject({ test: true });
		expect(captureOf(answer.items[0])).not.toHaveProperty('inboxId');
		expect(await store.read(countInbox())).toEqual(before);

		const page = await form.visit({ test: true });
		expect(page.body).toContain('Test page');
		jest.setSystemTime(Date.now() + 10_000);
		const live = await form.visit({ method: 'POST', body: { ...hidden(page), ...filled } });
		expect(live).toMatchObject({ status: 422, items: [] });
	});
});

describe('the QR code', () => {
	test('is a page, an SVG and a PNG beside the form, and keeps the campaign', async () => {
		const form = await FormUnderTest.open();
		const page = await form.visit({ at: '/qr?utm_source=expo' });
		expect(page.headers['content-type']).toContain('text/html');
		expect(page.body).toContain('http://127.0.0.1:5678/form/contact?utm_source=expo');
		expect(page.body).toContain('Only this computer can open this address');
		expect(page.body).toContain('/form/contact/qr.svg?utm_source=expo');
		const svg = await form.visit({ at: '/qr.svg?utm_source=expo' });
		expect(svg.headers['content-type']).toContain('image/svg+xml');
		expect(svg.body).toContain('do not print');
		const plain = await form.visit({ at: '/qr.svg' });
		expect(plain.body).not.toBe(svg.body);
		const png = await form.visit({ at: '/qr.png' });
		expect(png.headers['content-type']).toBe('image/png');
		expect(png.body).toContain('PNG');
	});

	test('of the test address warns', async () => {
		const form = await FormUnderTest.open();
		expect((await form.visit({ at: '/qr', test: true })).body).toContain(
			'This is the test address',
		);
	});
});

describe('activation', () => {
	test('makes the form known with its address, deactivation ends that, a test changes nothing', async () => {
		const form = await FormUnderTest.open({ title: 'Ask us' }, { workflowId: 'listed' });
		const listed = async () =>
			(await store.read(listForms())).find(({ nodeKey }) => nodeKey === form.nodeKey);
		expect(await form.hook('checkExists')).toBe(false);
		await form.hook('create');
		expect(await listed()).toMatchObject({
			title: 'Ask us',
			url: 'http://127.0.0.1:5678/form/contact',
			active: true,
		});
		expect(await form.hook('checkExists', { test: true })).toBe(true);
		await form.hook('delete', { test: true });
		expect(await listed()).toMatchObject({ active: true });
		await form.hook('delete');
		expect(await listed()).toMatchObject({ active: false });
	});
});

describe('what was lost on the way', () => {
	const emitted: Array<{ item: IDataObject; key: string | undefined }> = [];
	const trigger = (form: FormUnderTest): Parameters<typeof sweepInbox>[0] => ({
		getNode: () => form.workflow.nodes.Form,
		getWorkflow: () => ({ id: form.workflow.id, active: true }),
		emit: (data, _response, _done, key) => void emitted.push({ item: data[0][0].json, key }),
	});

	test('is emitted again after three minutes, as it was, once a turn', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'lost' });
		const { items } = await send(form, filled);
		expect(await sweepInbox(trigger(form), store)).toBe(0);
		jest.setSystemTime(Date.now() + 4 * 60_000);
		expect(await sweepInbox(trigger(form), store)).toBe(1);
		expect(await sweepInbox(trigger(form), store)).toBe(0);
		expect(emitted).toEqual([{ item: items[0], key: expect.stringMatching(/^lost:node1:.*:1$/) }]);
	});

	test('is not emitted again where no Lead Capture would ever complete it', async () => {
		const form = await FormUnderTest.open({}, { workflowId: 'uncaptured', follower: 'test.slack' });
		const { items } = await send(form, filled);
		expect(items).toHaveLength(1);
		jest.setSystemTime(Date.now() + 60 * 60_000);
		expect(await sweepInbox(trigger(form), store)).toBe(0);
	});
});

test('items that n8n hands to the node itself pass through', async () => {
	const { outputs } = await runNode('leadFormTrigger', {}, [{ name: 'Ada' }]);
	expect(outputs).toEqual([[{ name: 'Ada' }]]);
});

test.each([
	[{}, ['', 'qr', 'qr.svg', 'qr.png']],
	[
		{ options: { path: ' /contact/us/ ' } },
		['contact/us', 'contact/us/qr', 'contact/us/qr.svg', 'contact/us/qr.png'],
	],
])('with %j the editor works out the same paths as n8n itself', async (parameters, paths) => {
	const node: INode = {
		id: '1',
		name: 'Form',
		type: 't',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const { expression } = (await FormUnderTest.open(parameters)).workflow;
	const entries = formWebhooks.filter(({ name }) => name === 'setup');
	const byN8n = entries.map((entry) => resolveWebhookDescriptionField(node, entry, 'path'));
	expect(byN8n).toEqual(paths.map((value) => ({ resolved: true, value })));

	const inEditor = (entry: (typeof entries)[number], field: string) =>
		expression.getSimpleParameterValue(node, entry[field], 'internal', {});
	expect(entries.map((entry) => inEditor(entry, 'path'))).toEqual(paths);
	const hasOwnPath = 'options' in parameters;
	expect(entries.map((entry) => inEditor(entry, 'isFullPath'))).toEqual([
		true,
		hasOwnPath,
		hasOwnPath,
		hasOwnPath,
	]);
});
