import fc from 'fast-check';
import { readSubmission, type SubmissionContext } from '../../../channels/form/submission';
import { readSubmittedValues, type SubmittedValues } from '../../../channels/form/submittedValues';
import { exampleForm, field, options } from './exampleForm';

const now = Date.UTC(2026, 4, 1);
const context: SubmissionContext = {
	language: 'en',
	nonce: 'nonce-1',
	now,
	pageUrl: 'https://n8n.example.com/form/contact?utm_source=expo',
	ip: '192.0.2.7',
	userAgent: 'Browser/1.0',
	secret: 'secret',
	test: false,
};

function values(body: object): SubmittedValues {
	const read = readSubmittedValues(body);
	if (!read.ok) throw new Error(read.reason);
	return read.values;
}

const filled = {
	name: 'Ada Example',
	email: 'ada@example.com',
	message: 'Hello',
	_consent_0: 'yes',
	_token: 't',
	_referrer: 'https://www.example.com/',
	homepage_link: '',
};

const query = values({ utm_source: 'expo' });

test('a filled form becomes a captured lead with its origin', () => {
	const { captured, problems } = readSubmission(values(filled), query, exampleForm(), context);
	expect(problems).toEqual([]);
	expect(captured).toMatchObject({
		channel: 'form',
		externalId: 'nonce-1',
		receivedAt: now,
		test: false,
		fields: {
			name: 'Ada Example',
			email: 'ada@example.com',
			message: 'Hello',
			language: 'en',
			utmSource: 'expo',
			landingUrl: 'https://n8n.example.com/form/contact?utm_source=expo',
			referrer: 'https://www.example.com/',
		},
	});
	expect(captured.spamSignals).toBeUndefined();
	expect(captured.custom).toBeUndefined();
});

test('a consent keeps the words shown, their hash, the time and the proof, but no IP address', () => {
	const { captured } = readSubmission(values(filled), query, exampleForm(), {
		...context,
		language: 'zh',
	});
	expect(captured.consents).toEqual([
		{
			purpose: 'contact',
			channel: 'any',
			granted: true,
			text: '可以与我联系。',
			textVersion: expect.stringMatching(/^[0-9a-f]{64}$/),
			at: '2026-05-01T00:00:00.000Z',
			evidence: {
				formId: 'workflow:node',
				pageUrl: context.pageUrl,
				ipHash: expect.stringMatching(/^[0-9a-f]{32}$/),
				userAgent: 'Browser/1.0',
				locale: 'zh',
			},
		},
	]);
	expect(JSON.stringify(captured)).not.toContain('192.0.2.7');
});

test('the hash of an IP address cannot be made without the store’s secret', () => {
	const hashWith = (secret: string) =>
		readSubmission(values(filled), query, exampleForm(), { ...context, secret }).captured
			.consents?.[0].evidence?.ipHash;
	expect(hashWith('secret')).toBe(hashWith('secret'));
	expect(hashWith('secret')).not.toBe(hashWith('other'));
});

test('an optional box left empty is recorded nowhere, a required one is a problem', () => {
	const optional = exampleForm();
	optional.consents[0].required = false;
	const empty = values({ name: 'Ada', email: 'ada@example.com' });
	expect(readSubmission(empty, query, optional, context)).toMatchObject({ problems: [] });
	expect(readSubmission(empty, query, optional, context).captured.consents).toBeUndefined();
	expect(readSubmission(empty, query, exampleForm(), context).problems).toEqual([
		{ field: '_consent_0', code: 'consentRequired' },
	]);
});

test('problems come in the order of the form', () => {
	const { problems } = readSubmission(values({ email: 'x' }), query, exampleForm(), context);
	expect(problems.map(({ field: name, code }) => `${name} ${code}`)).toEqual([
		'name required',
		'email invalidEmail',
		'_consent_0 consentRequired',
	]);
});

test('one way to reach the person must be given, whichever', () => {
	const codes = (body: object) =>
		readSubmission(values({ ...filled, email: '', ...body }), query, exampleForm(), context)
			.problems;
	expect(codes({})).toEqual([{ field: 'mobile', code: 'reachRequired' }]);
	expect(codes({ mobile: '138 0013 8000' })).toEqual([]);
	expect(codes({ email: 'ada@example.com' })).toEqual([]);
	const open = exampleForm({ reachRequired: false });
	expect(readSubmission(values({ ...filled, email: '' }), query, open, context).problems).toEqual(
		[],
	);
});

test('a filled trap marks the submission and does not refuse it', () => {
	const { captured, problems } = readSubmission(
		values({ ...filled, homepage_link: 'http://spam.example' }),
		query,
		exampleForm(),
		{ ...context, spamSignals: ['opaqueOrigin'] },
	);
	expect(problems).toEqual([]);
	expect(captured.spamSignals).toEqual(['opaqueOrigin', 'honeypot']);
});

test('custom fields go apart, numbers and ticks keep their type, lists become text in a lead field', () => {
	const form = exampleForm({
		fields: [
			field('name'),
			field('employees', { type: 'number' }),
			field('emailOptOut', { type: 'checkbox' }),
			field('product', { type: 'checkbox', ...options('CRM', 'ERP') }),
			field('budget', { type: 'number' }),
			field('部门人数', { type: 'number', custom: true }),
			field('topics', { type: 'checkbox', custom: true, ...options('a', 'b') }),
		],
		reachRequired: false,
		consents: [],
	});
	const body = {
		employees: '1,200',
		emailOptOut: 'yes',
		product: ['CRM', 'ERP'],
		budget: '5000',
		部门人数: '7',
		topics: 'a',
	};
	const { captured } = readSubmission(values(body), new Map(), form, {
		...context,
		pageUrl: undefined,
	});
	expect(captured.fields).toEqual({
		language: 'en',
		employees: 1200,
		emailOptOut: true,
		product: 'CRM, ERP',
		budget: '5000',
	});
	expect(captured.custom).toEqual({ 部门人数: 7, topics: ['a'] });
});

test('inputs that the form does not have leave no trace', () => {
	const body = {
		...filled,
		status: 'converted',
		ownerId: 'x',
		creditCode: 'y',
		extra: 'unknown input',
	};
	const { captured } = readSubmission(values(body), query, exampleForm(), context);
	expect(captured.fields).not.toHaveProperty('status');
	expect(captured.fields).not.toHaveProperty('creditCode');
	expect(JSON.stringify(captured)).not.toContain('unknown input');
});

test('no submission changes a prototype or lends fields from one', () => {
	const form = exampleForm({
		fields: [field('__proto__', { custom: true }), field('constructor', { custom: true })],
	});
	const body: unknown = JSON.parse('{"__proto__":"own","constructor":"own","_consent_0":"yes"}');
	const read = readSubmittedValues(body);
	expect(read.ok && readSubmission(read.values, query, form, context).captured.custom).toEqual(
		JSON.parse('{"__proto__":"own","constructor":"own"}'),
	);
	expect(
		Object.getPrototypeOf(readSubmission(values({}), query, form, context).captured.fields),
	).toBe(Object.prototype);
});

test('any body gives a lead of known fields, or problems', () => {
	const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.jsonValue());
	const input = fc.oneof(fc.constantFrom(...Object.keys(filled), 'mobile', 'company'), fc.string());
	fc.assert(
		fc.property(fc.dictionary(input, text), (body) => {
			const read = readSubmittedValues(body);
			if (!read.ok) return;
			const { captured } = readSubmission(read.values, read.values, exampleForm(), context);
			for (const value of Object.values(captured.fields)) {
				expect(['string', 'number', 'boolean']).toContain(typeof value);
			}
			expect(() => JSON.stringify(captured)).not.toThrow();
		}),
	);
});
