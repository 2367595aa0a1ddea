import * as fc from 'fast-check';
import { leadFieldNames, leadFields } from '../../../leads/model/leadFields';
import { normalizeLead } from '../../../leads/model/normalizeLead';
import { validateLead, type ValidateOptions } from '../../../leads/model/validateLead';
import { anyText } from './anyText';

const strict: ValidateOptions = { mode: 'strict', limits: 'zoho', required: [] };
const lenient: ValidateOptions = { ...strict, mode: 'lenient' };

test('a good lead has no problems', () => {
	const { fields } = normalizeLead(
		{
			name: '王小明',
			mobile: '13800138000',
			email: 'a@example.com',
			country: 'China',
			employees: '50',
		},
		{ defaultCountry: 'CN' },
	);
	expect(validateLead(fields, {}, { ...strict, required: ['name', 'mobile'] })).toEqual([]);
});

test.each([
	['email', 'jane', 'invalidEmail'],
	['mobile', '1.38E+10', 'invalidPhone'],
	['website', 'javascript:alert(1)', 'invalidUrl'],
	['employees', '50', 'invalidNumber'],
	['employees', 1.5, 'invalidNumber'],
	['annualRevenue', Number.NaN, 'invalidNumber'],
	['emailOptOut', 'yes', 'invalidBoolean'],
	['nextFollowUpAt', 'tomorrow', 'invalidInstant'],
	['country', 'China', 'invalidCountry'],
	['status', 'dancing', 'invalidChoice'],
	['creditCode', '91110108551385083Q', 'invalidCreditCode'],
	['whatsappBsuid', 'cn.1', 'invalidChannelId'],
	['title', 7, 'notText'],
])('%s %j: %s, which rejects when strict and is a note when lenient', (field, value, code) => {
	const fields = { name: '王小明', [field]: value };
	expect(validateLead(fields, {}, strict)).toMatchObject([{ field, code, rejects: true }]);
	expect(validateLead(fields, {}, lenient)).toMatchObject([{ field, code, rejects: false }]);
	expect(validateLead(fields, {}, { ...strict, mode: 'off' })).toEqual([]);
});

test('lengths are counted in characters, reported and never cut', () => {
	const name = '𠮷'.repeat(120);
	expect(validateLead({ name }, {}, strict)).toEqual([]);
	expect(validateLead({ name: `${name}𠮷` }, {}, strict)).toEqual([
		{
			field: 'name',
			code: 'tooLong',
			message: 'Name has 121 characters; the limit is 120.',
			rejects: true,
			limit: 120,
			actual: 121,
		},
	]);
	expect(validateLead({ name: `${name}𠮷` }, {}, lenient)).toMatchObject([{ rejects: false }]);
	expect(validateLead({ name: `${name}𠮷` }, {}, { ...strict, limits: 'none' })).toEqual([]);
});

test('what the store cannot hold rejects whatever the preset', () => {
	const long = 'x'.repeat(32_001);
	for (const limits of ['zoho', 'none'] as const) {
		expect(validateLead({ name: 'A', message: long }, {}, { ...lenient, limits })).toMatchObject([
			{ field: 'message', code: 'tooLong', rejects: true, limit: 32_000 },
		]);
		expect(validateLead({ name: 'A' }, { notes: long }, { ...lenient, limits })).toMatchObject([
			{ field: 'notes', code: 'tooLong', rejects: true },
		]);
	}
});

test('required fields, standard and custom', () => {
	const options = { ...strict, required: ['company', 'licence', 'constructor'] };
	expect(validateLead({ name: 'A', company: ' ' }, {}, options)).toEqual([
		{
			field: 'company',
			code: 'required',
			message: 'Company is required but empty.',
			rejects: true,
		},
		{
			field: 'licence',
			code: 'required',
			message: 'Field "licence" is required but empty.',
			rejects: true,
		},
		{
			field: 'constructor',
			code: 'required',
			message: 'Field "constructor" is required but empty.',
			rejects: true,
		},
	]);
	expect(
		validateLead({ name: 'A', company: 'B' }, { licence: 1, constructor: 2 }, options),
	).toEqual([]);
});

test('a lead that nobody could be called by is useless in any mode', () => {
	for (const fields of [{}, { city: '上海', message: 'hi' }, { name: '  ', email: '' }]) {
		expect(validateLead(fields, {}, lenient)).toMatchObject([{ code: 'nobody', rejects: true }]);
	}
	for (const field of ['name', 'company', 'email', 'phone', 'wechat', 'wecomExternalUserId']) {
		const problems = validateLead({ [field]: 'x' }, {}, lenient);
		expect(problems.filter(({ code }) => code === 'nobody')).toEqual([]);
	}
});

test('messages never hold the value', () => {
	const field = fc.constantFrom(...leadFieldNames);
	const secret = 'Zq7!secret';
	fc.assert(
		fc.property(field, anyText, (name, noise) => {
			const problems = validateLead({ [name]: `${secret}${noise}` }, {}, strict);
			for (const { message } of problems) {
				expect(message).not.toContain(secret);
				expect(message).toMatch(/^[\x20-\x7e]+\.$/);
			}
			if (name in leadFields)
				expect(problems.every(({ field: of }) => of in leadFields)).toBe(true);
		}),
	);
});

test('any values and any options: an answer and no error', () => {
	const lead = fc.dictionary(
		fc.constantFrom(...leadFieldNames, 'other', '__proto__'),
		fc.oneof(anyText, fc.anything()),
	);
	const mode = fc.constantFrom('strict' as const, 'lenient' as const, 'off' as const);
	fc.assert(
		fc.property(
			lead,
			lead,
			mode,
			fc.constantFrom('zoho' as const, 'none' as const),
			(fields, custom, how, limits) => {
				const problems = validateLead(fields, custom, { mode: how, limits, required: ['name'] });
				if (how === 'off') expect(problems).toEqual([]);
				for (const { field, code } of problems)
					expect([typeof field, typeof code]).toEqual(['string', 'string']);
			},
		),
		{ numRuns: 500 },
	);
});
