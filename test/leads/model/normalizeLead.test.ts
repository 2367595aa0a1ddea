import * as fc from 'fast-check';
import { leadFieldNames } from '../../../leads/model/leadFields';
import { normalizeLead, type RawLeadFields } from '../../../leads/model/normalizeLead';
import { anyText } from './anyText';

const CHINA = { defaultCountry: 'CN' };

function normalize(raw: RawLeadFields) {
	return normalizeLead(raw, CHINA);
}

test('a lead as it is typed becomes a lead as it is stored', () => {
	expect(
		normalize({
			name: ' 王小明 ',
			company: '南昌松吉科技股份有限公司',
			email: 'Xiaoming.Wang@Example.COM',
			phone: '138 0013 8000',
			city: '南昌',
			country: '中国',
			website: 'WWW.Example.com/A',
			employees: '50人',
			annualRevenue: '1,200万',
			emailOptOut: '否',
			nextFollowUpAt: '2026-03-05 09:30',
			status: '跟进中',
			creditCode: '91110108551385082q',
			message: 'one\r\ntwo',
			title: '',
			product: '  ',
		}),
	).toEqual({
		fields: {
			name: '王小明',
			lastName: '王',
			firstName: '小明',
			company: '南昌松吉科技股份有限公司',
			email: 'Xiaoming.Wang@example.com',
			mobile: '+8613800138000',
			phone: '+8613800138000',
			state: '江西省',
			city: '南昌市',
			country: 'CN',
			website: 'https://www.example.com/A',
			employees: 50,
			annualRevenue: 12_000_000,
			emailOptOut: false,
			nextFollowUpAt: '2026-03-05T01:30:00.000Z',
			status: 'working',
			creditCode: '91110108551385082Q',
			message: 'one\ntwo',
		},
		unread: {},
		notes: [{ field: 'mobile', code: 'filledFromCell' }],
		regionCode: '360100',
		regionSource: 'form',
	});
});

describe('phones', () => {
	test.each<[RawLeadFields, RawLeadFields, RawLeadFields]>([
		[{ mobile: '13800138000' }, { mobile: '+8613800138000' }, {}],
		[{ mobile: 13800138000 }, { mobile: '+8613800138000' }, {}],
		[{ phone: '021-58888888' }, { phone: '+862158888888' }, {}],
		[{ mobile: '021-58888888' }, { phone: '+862158888888' }, {}],
		[
			{ mobile: '13800138000/021-58888888' },
			{ mobile: '+8613800138000', phone: '+862158888888' },
			{},
		],
		[
			{ phone: '021-58888888/13800138000' },
			{ mobile: '+8613800138000', phone: '+862158888888' },
			{},
		],
		[
			{ mobile: '13800138000', phone: '13900139000' },
			{ mobile: '+8613800138000', phone: '+8613900139000' },
			{},
		],
		[
			{ mobile: '021-58888888', phone: '13900139000' },
			{ mobile: '+8613900139000', phone: '+862158888888' },
			{},
		],
		[
			{ mobile: '13800138000/13900139000/13700137000', phone: '021-58888888' },
			{ mobile: '+8613800138000', phone: '+862158888888 / +8613900139000' },
			{ mobile: '13800138000/13900139000/13700137000' },
		],
		[
			{ mobile: '13800138000（王经理）' },
			{ mobile: '+8613800138000' },
			{ mobile: '13800138000（王经理）' },
		],
		[{ mobile: '1.38E+10' }, { mobile: '1.38E+10' }, {}],
		[
			{ mobile: 'ask Wang', phone: '13900139000' },
			{ mobile: 'ask Wang', phone: '+8613900139000' },
			{},
		],
		[{ phone: '(202) 555-0143', country: 'USA' }, { phone: '+12025550143', country: 'US' }, {}],
		[{ mobile: '(202) 555-0143', country: 'US' }, { mobile: '+12025550143', country: 'US' }, {}],
		[{ fax: '021 5888 8888' }, { fax: '+862158888888' }, {}],
	])('%j → %j, unread %j', (raw, fields, unread) => {
		expect(normalize(raw)).toMatchObject({ fields: expect.objectContaining(fields), unread });
		expect(Object.keys(normalize(raw).fields).sort()).toEqual(Object.keys(fields).sort());
	});

	test('says what happened', () => {
		expect(normalize({ mobile: '1.38E+10', phone: 'x' }).notes).toEqual([
			{ field: 'mobile', code: 'damagedByExcel' },
			{ field: 'phone', code: 'invalidPhone' },
		]);
		expect(normalize({ mobile: '021-58888888' }).notes).toEqual([
			{ field: 'mobile', code: 'movedToPhone' },
		]);
	});
});

describe('e-mail', () => {
	test.each<[RawLeadFields, RawLeadFields, RawLeadFields]>([
		[
			{ email: 'a@example.com; B@example.com' },
			{ email: 'a@example.com', secondaryEmail: 'B@example.com' },
			{},
		],
		[
			{ email: 'a@example.com b@example.com c@example.com' },
			{ email: 'a@example.com', secondaryEmail: 'b@example.com' },
			{ email: 'a@example.com b@example.com c@example.com' },
		],
		[
			{ email: 'a@example.com, b@example.com', secondaryEmail: 'z@example.com' },
			{ email: 'a@example.com', secondaryEmail: 'z@example.com' },
			{ email: 'a@example.com, b@example.com' },
		],
		[{ email: 'none yet' }, { email: 'none yet' }, {}],
	])('%j → %j, unread %j', (raw, fields, unread) => {
		expect(normalize(raw)).toMatchObject({ fields, unread });
	});
});

describe('names', () => {
	test.each<[RawLeadFields, RawLeadFields]>([
		[
			{ lastName: '欧阳', firstName: '修' },
			{ name: '欧阳修', lastName: '欧阳', firstName: '修' },
		],
		[
			{ lastName: 'Smith', firstName: 'John' },
			{ name: 'John Smith', lastName: 'Smith', firstName: 'John' },
		],
		[{ name: '欧阳修' }, { name: '欧阳修', lastName: '欧阳', firstName: '修' }],
		[{ name: 'Smith, John' }, { name: 'Smith, John', lastName: 'Smith', firstName: 'John' }],
		[{ name: 'Wei Wang' }, { name: 'Wei Wang' }],
		[{ name: '王总' }, { name: '王总' }],
		[{ lastName: '王' }, { name: '王', lastName: '王' }],
	])('%j → %j', (raw, fields) => {
		expect(normalize(raw).fields).toEqual(fields);
	});
});

describe('what has no place in its field', () => {
	test.each<[RawLeadFields, RawLeadFields, RawLeadFields, string]>([
		[{ employees: 'about fifty' }, {}, { employees: 'about fifty' }, 'notANumber'],
		[{ employees: '12.5' }, {}, { employees: '12.5' }, 'notANumber'],
		[{ employees: '100-500人' }, { employees: 100 }, { employees: '100-500人' }, 'rangeTaken'],
		[{ nextFollowUpAt: 'next week' }, {}, { nextFollowUpAt: 'next week' }, 'notAnInstant'],
		[{ emailOptOut: 'perhaps' }, {}, { emailOptOut: 'perhaps' }, 'notABoolean'],
		[{ company: { id: 1 } }, {}, { company: { id: 1 } }, 'notText'],
		[{ website: 'javascript:alert(1)' }, { website: 'javascript:alert(1)' }, {}, 'invalidUrl'],
		[{ country: 'Atlantis' }, { country: 'Atlantis' }, {}, 'unknownCountry'],
		[{ status: 'dancing' }, { status: 'dancing' }, {}, 'unknownStatus'],
		[{ creditCode: '123' }, { creditCode: '123' }, {}, 'invalidCreditCode'],
		[{ whatsappBsuid: '123' }, { whatsappBsuid: '123' }, {}, 'invalidChannelId'],
	])('%j → %j, unread %j, note %s', (raw, fields, unread, code) => {
		const result = normalize(raw);
		expect(result).toMatchObject({ fields, unread });
		expect(result.fields).toEqual(fields);
		expect(result.notes.map((note) => note.code)).toEqual([code]);
	});
});

test('empty is no data, null means clear, numbers and lists become text', () => {
	expect(
		normalize({ title: '', company: '\u200b', city: undefined, email: null, name: 4711 }).fields,
	).toEqual({
		email: null,
		name: '4711',
	});
	expect(normalize({ product: ['A', 'B'], qq: 12345 }).fields).toEqual({
		product: 'A, B',
		qq: '12345',
	});
});

test('a hint of the region comes from the credit code, then from the landline', () => {
	expect(normalize({ creditCode: '9144030071526726XG', phone: '021-58888888' })).toMatchObject({
		regionCode: '440300',
		regionSource: 'creditCode',
	});
	expect(normalize({ phone: '021-58888888' })).toMatchObject({
		regionCode: '310100',
		regionSource: 'phone',
	});
	expect(normalize({ mobile: '13800138000' })).not.toHaveProperty('regionCode');
});

test('dates without a zone are read in the zone given, in China by default', () => {
	const at = '2026-07-01 09:00';
	expect(normalize({ nextFollowUpAt: at }).fields.nextFollowUpAt).toBe('2026-07-01T01:00:00.000Z');
	const inBerlin = normalizeLead(
		{ nextFollowUpAt: at },
		{ defaultCountry: 'DE', timeZone: 'Europe/Berlin' },
	);
	expect(inBerlin.fields.nextFollowUpAt).toBe('2026-07-01T07:00:00.000Z');
	const elsewhere = normalizeLead({ nextFollowUpAt: at }, { defaultCountry: 'DE' });
	expect(elsewhere.fields.nextFollowUpAt).toBe('2026-07-01T09:00:00.000Z');
});

const anyValue = fc.oneof(
	{ weight: 8, arbitrary: anyText },
	fc.double(),
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
	fc.date({ noInvalidDate: false }),
	fc.array(anyText, { maxLength: 3 }),
	fc.object({ maxDepth: 1 }),
);
const anyLead = fc.dictionary(
	fc.constantFrom(...leadFieldNames, '__proto__', 'toString', 'unknown'),
	anyValue,
	{
		maxKeys: 15,
	},
);

test('whatever comes in: no error, twice is once, and no field loses what it said', () => {
	fc.assert(
		fc.property(anyLead, fc.constantFrom('CN', 'US', 'zz'), (raw, defaultCountry) => {
			const once = normalizeLead(raw, { defaultCountry });
			const twice = normalizeLead(once.fields, { defaultCountry });
			expect(twice.fields).toEqual(once.fields);
			expect(twice.regionCode).toBe(once.regionCode);
			expect(twice.unread).toEqual({});
			for (const note of once.notes) expect(leadFieldNames).toContain(note.field);
		}),
		{ numRuns: 2000 },
	);
});

test('phones and e-mails in any order of cells settle at once', () => {
	const number = fc.constantFrom(
		'13800138000',
		'+86 139 0013 9000',
		'021-58888888',
		'021-58888888转802',
		'4008001234',
		'95588',
		'1064812345678',
		'+1 202 555 0143',
		'+49 151 23456789',
		'1.38E+10',
		'x',
		'13700137000（王）',
	);
	const cell = fc.array(number, { maxLength: 4 }).map((parts) => parts.join('/'));
	fc.assert(
		fc.property(cell, cell, cell, (mobile, phone, fax) => {
			const once = normalize({ mobile, phone, fax });
			expect(normalize(once.fields).fields).toEqual(once.fields);
			const kept = [
				once.fields.mobile,
				once.fields.phone,
				once.unread.mobile,
				once.unread.phone,
			].join(' ');
			for (const typed of [mobile, phone]) {
				for (const digits of typed.match(/\d{5,}/g) ?? [])
					expect(kept.replace(/[^\d]/g, '')).toContain(digits.replace(/^0/, ''));
			}
		}),
		{ numRuns: 1000 },
	);
});
