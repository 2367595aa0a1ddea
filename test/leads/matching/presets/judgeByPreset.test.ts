import * as fc from 'fast-check';
import { judgeByPreset, meetingKeysOf } from '../../../../leads/matching/presets/judgeByPreset';
import {
	certainBits,
	dedupePresets,
	type PairJudgement,
	possibleBits,
	type RulePreset,
} from '../../../../leads/matching/presets/preset';
import type { LeadFieldValues } from '../../../../leads/model/lead';

function outcomeOf(preset: RulePreset, a: LeadFieldValues, b: LeadFieldValues): string {
	const judge = judgeByPreset(preset);
	const { outcome } = judge(a, b);
	expect(judge(b, a).outcome).toBe(outcome);
	return outcome;
}

function ruleOf({ parts }: PairJudgement): string {
	return parts[0].level;
}

const john = {
	firstName: 'John',
	lastName: 'Smith',
	title: 'Vice President',
	company: 'Advanced Micro Devices, Inc.',
	email: 'john.smith@example.com',
	phone: '+14155551234',
	street: '12 Oak Street',
	city: 'Springfield',
	postalCode: '94105',
};
const stripped = { firstName: john.firstName, lastName: john.lastName };

describe('salesforce', () => {
	test.each<[string, LeadFieldValues, string]>([
		['title and company by acronym', { title: 'VP', company: 'AMD' }, 'title + company'],
		['e-mail', { email: 'JOHN.SMITH@example.com' }, 'email'],
		[
			'a phone of one area, as documented for 1-415-555-1234 and -5678',
			{ phone: '1-415-555-5678' },
			'phone',
		],
		['street and city', { street: '12 Oak St', city: 'Springfeild' }, 'street + city'],
		['street and postcode', { street: '12 Oak St', postalCode: '94105-1234' }, 'street + postcode'],
		['street and title', { street: '12 Oak St.', title: 'vp' }, 'street + title'],
	])('first and last name with %s', (_, more, rule) => {
		const judgement = judgeByPreset('salesforce')(john, { ...stripped, ...more });
		expect(judgement.outcome).toBe('duplicate');
		expect(ruleOf(judgement)).toBe(`first + last + ${rule}`);
	});

	test.each<[string, LeadFieldValues]>([
		['a nickname', { firstName: 'Johnny' }],
		['an initial', { firstName: 'J.' }],
		['a name that sounds alike', { lastName: 'Smyth' }],
		['a slip onto the next key', { lastName: 'Smirh' }],
		['first and last name in turn', { firstName: 'Smith', lastName: 'John' }],
		['one name in one field', { firstName: '', lastName: '', name: 'John Smith' }],
		['a blank first name, for e-mail is in the group', { firstName: '' }],
	])('%s is passed over', (_, names) => {
		expect(outcomeOf('salesforce', john, { ...stripped, email: john.email, ...names })).toBe(
			'duplicate',
		);
	});

	test.each<[string, LeadFieldValues]>([
		['only the name', stripped],
		['another last name', { ...john, lastName: 'Kowalski' }],
		['another first name', { ...john, firstName: 'Peter' }],
		['the company without title or phone', { ...stripped, company: john.company }],
		['a phone of another area', { ...stripped, phone: '+1 212 555 1234' }],
	])('%s is not enough', (_, other) => {
		expect(outcomeOf('salesforce', john, other)).toBe('different');
	});

	test('Chinese mobiles, names and companies are equal or not', () => {
		const wang = { name: '王建国', mobile: '13800138000', company: '上海智云科技有限公司' };
		const judged = (more: LeadFieldValues): string =>
			outcomeOf('salesforce', wang, { ...wang, ...more });
		expect(judged({ mobile: '+86 138-0013-8000' })).toBe('duplicate');
		expect(judged({ mobile: '13800135678' })).toBe('different');
		expect(judged({ name: '王建民' })).toBe('different');
		const titled = { name: '王建国', title: '经理' };
		expect(
			outcomeOf(
				'salesforce',
				{ ...titled, company: '上海智云科技有限公司' },
				{ ...titled, company: '智云科技' },
			),
		).toBe('duplicate');
		expect(
			outcomeOf(
				'salesforce',
				{ ...titled, company: '上海智云科技有限公司' },
				{ ...titled, company: '上海智远科技有限公司' },
			),
		).toBe('different');
	});

	test('every field says how alike it is and what is asked of it', () => {
		const { parts } = judgeByPreset('salesforce')(john, { ...john, firstName: 'Jon', email: '' });
		expect(parts).toContainEqual({
			feature: 'first',
			fields: ['firstName', 'name'],
			level: 'match',
			bits: 0,
			score: 100,
			threshold: 85,
		});
		expect(parts.find(({ feature }) => feature === 'email')).toBeUndefined();
	});

	test('match keys as documented', () => {
		const marc = {
			firstName: 'Marc',
			lastName: 'Benioff',
			email: 'marc_b@us.example.com',
			company: 'Sales Cloud Inc.',
			phone: '1-415-555-1234',
		};
		const keys = meetingKeysOf('salesforce', marc);
		expect(keys).toEqual(
			expect.arrayContaining([
				'email marcb@example.com',
				'domain mPNF@example.com',
				'company mPNF sales',
				'phone mPNF 415555',
			]),
		);
	});
});

describe('identityOnly', () => {
	test.each<[string, LeadFieldValues, LeadFieldValues]>([
		['mobile', { mobile: '138 0013 8000' }, { phone: '+86 13800138000' }],
		['email', { email: 'Jane@Example.com' }, { secondaryEmail: 'jane@example.com' }],
		['wechat', { wechatUnionId: 'o6_bmasdasdsad6' }, { wechatUnionId: 'o6_bmasdasdsad6' }],
	])('one %s, one person', (kind, a, b) => {
		const judgement = judgeByPreset('identityOnly')(a, b);
		expect(judgement.outcome).toBe('duplicate');
		expect(ruleOf(judgement)).toBe(`same ${kind}`);
		expect(judgement.parts[0].fields).toEqual(
			expect.arrayContaining([expect.stringMatching(/^(mobile|email|wechatUnionId)$/)]),
		);
	});

	test.each<[string, LeadFieldValues, LeadFieldValues]>([
		['a role mailbox', { email: 'info@example.com' }, { email: 'info@example.com' }],
		['a switchboard', { phone: '021-55550000' }, { phone: '021-55550000' }],
		['name and company', { name: '王伟', company: '智云' }, { name: '王伟', company: '智云' }],
	])('%s is no identity', (_, a, b) => {
		expect(outcomeOf('identityOnly', a, b)).toBe('different');
	});
});

describe('zoho', () => {
	test('equal texts in one field, as they stand there', () => {
		expect(outcomeOf('zoho', { email: 'A@example.com ' }, { email: 'a@example.com' })).toBe(
			'duplicate',
		);
		expect(outcomeOf('zoho', { phone: '021-55550000' }, { phone: '021-55550000' })).toBe(
			'duplicate',
		);
		expect(outcomeOf('zoho', { mobile: '13800138000' }, { mobile: '+8613800138000' })).toBe(
			'different',
		);
		expect(outcomeOf('zoho', { mobile: '13800138000' }, { phone: '13800138000' })).toBe(
			'different',
		);
	});
});

describe('leadflow', () => {
	const wang = {
		name: '王建国',
		company: '上海智云科技有限公司',
		email: 'jianguo.wang@zhiyun-example.cn',
		mobile: '13800138000',
	};

	test('three outcomes by its bits', () => {
		const frequencies = { total: 10_000, count: () => 1, isShared: () => false };
		const judge = judgeByPreset('leadflow', { frequencies });
		const same = judge(wang, { name: 'Jianguo Wang', mobile: '+86 138 0013 8000' });
		expect(same.outcome).toBe('duplicate');
		expect(same.bits).toBeGreaterThanOrEqual(certainBits);
		expect(judge(wang, { name: '李娜', company: wang.company }).outcome).toBe('different');
		const strict = judgeByPreset('leadflow', { frequencies, certainAt: same.bits + 1 });
		expect(strict(wang, { name: 'Jianguo Wang', mobile: '13800138000' }).outcome).toBe('review');
	});

	test('the thresholds are in order', () => {
		expect(certainBits).toBeGreaterThan(possibleBits);
	});
});

const value = (text: string): fc.Arbitrary<string | undefined> =>
	fc.constantFrom(undefined, '', text, `${text}1`);
const anyLead: fc.Arbitrary<LeadFieldValues> = fc.record({
	name: fc.constantFrom(undefined, '', '王伟', 'Jane Roe', 'Bob'),
	firstName: fc.constantFrom(undefined, '', 'Jane'),
	lastName: fc.constantFrom(undefined, '', 'Roe'),
	company: value('Acme Inc'),
	email: fc.constantFrom(undefined, '', 'jane@example.com', 'x'),
	mobile: fc.constantFrom(undefined, '', '13800138000', '-'),
	phone: fc.constantFrom(undefined, '', '+14155551234'),
	title: value('CEO'),
	street: value('12 Oak St'),
});

describe.each(dedupePresets)('%s', (preset) => {
	test('the parts add up to the total, whoever stands left', () => {
		fc.assert(
			fc.property(anyLead, anyLead, (a, b) => {
				const judge = judgeByPreset(preset);
				const { bits, parts, outcome } = judge(a, b);
				expect(parts.reduce((sum, part) => sum + part.bits, 0)).toBeCloseTo(bits, 9);
				expect(judge(b, a)).toMatchObject({ outcome });
			}),
			{ numRuns: 300 },
		);
	});

	test('blank fields never make a match', () => {
		const judge = judgeByPreset(preset);
		const blank = fc.constantFrom(undefined, null, '', ' ', '\u3000');
		const empty = fc.record({ name: blank, company: blank, email: blank, mobile: blank });
		fc.assert(
			fc.property(empty, empty, anyLead, (a, b, c) => {
				expect(judge(a, b).outcome).toBe('different');
				expect(judge(a, c).outcome).toBe('different');
			}),
			{ numRuns: 200 },
		);
	});
});

test('leads that a rule takes for one share a key of it, but for what is coarse in the rule', () => {
	fc.assert(
		fc.property(anyLead, anyLead, (a, b) => {
			for (const preset of ['identityOnly', 'zoho'] as const) {
				if (judgeByPreset(preset)(a, b).outcome !== 'duplicate') continue;
				const keys = meetingKeysOf(preset, a);
				expect(meetingKeysOf(preset, b).some((key) => keys.includes(key))).toBe(true);
			}
		}),
	);
});
