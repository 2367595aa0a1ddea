import * as fc from 'fast-check';
import type { LeadFieldValues } from '../../../leads/model/lead';
import {
	queryTokens,
	searchedFields,
	searchTokensOf,
	type TokenClass,
	tokenRanges,
} from '../../../leads/model/searchTokens';
import { anyText } from './anyText';

const everything: TokenClass[] = ['n', 'e', 'p'];

/** What the store does: a lead is found when each condition has a token in one of its ranges. */
function finds(fields: LeadFieldValues, query: string, allowed = everything): boolean {
	const tokens = searchTokensOf(fields);
	const conditions = queryTokens(query);
	return (
		conditions.length > 0 &&
		conditions.every((condition) =>
			tokenRanges(condition, allowed).some(({ from, below }) =>
				tokens.some(
					(token) =>
						Buffer.compare(Buffer.from(token), Buffer.from(from)) >= 0 &&
						Buffer.compare(Buffer.from(token), Buffer.from(below)) < 0,
				),
			),
		)
	);
}

const lead: LeadFieldValues = {
	name: '王小明',
	company: 'Müller 3000 GmbH 南昌松吉科技股份有限公司',
	email: 'Xiaoming.Wang@Example.com',
	mobile: '+8613800138000',
	phone: '+862158888888',
};

test.each([
	'王',
	'小',
	'明',
	'王小',
	'小明',
	'王小明',
	'松吉',
	'松吉科技',
	'南昌松吉科技股份有限公司',
	'南昌松吉科技股份有限',
	'MÜLLER 30',
	'müller',
	'mul',
	'3000',
	'Müller GmbH',
	'王小明 松吉',
	'xiaoming.wang@example.com',
	'xiaoming',
	'example.com',
	'@example.com',
	'13800138000',
	'+86 138 0013 8000',
	'138',
	'8000',
	'138-0013',
	'021-58888888',
	'58888888',
	'８０００',
])('%s finds the lead', (query) => {
	expect(finds(lead, query)).toBe(true);
});

test.each([
	'李',
	'王明',
	'明王',
	'南京',
	'muller sales',
	'bob@example.com',
	'13900139000',
	'0013',
	'',
	'  ',
	'、',
])('%j does not', (query) => {
	expect(finds(lead, query)).toBe(false);
});

test('a reader who may not see a field cannot find by it', () => {
	expect(finds(lead, '13800138000', ['n', 'e'])).toBe(false);
	expect(finds(lead, '8000', ['n', 'e'])).toBe(false);
	expect(finds(lead, 'xiaoming.wang@example.com', ['n', 'p'])).toBe(false);
	expect(finds(lead, 'example', ['n', 'p'])).toBe(false);
	expect(finds(lead, '王小明', ['e', 'p'])).toBe(false);
	expect(finds(lead, '王小明', ['n'])).toBe(true);
});

test('the class of a token names the field it was made from', () => {
	for (const tokenClass of everything) {
		const only: LeadFieldValues = {};
		for (const field of searchedFields[tokenClass]) only[field] = lead[field];
		const tokens = searchTokensOf(only);
		expect(tokens.length).toBeGreaterThan(0);
		expect(tokens.every((token) => token.startsWith(`${tokenClass}:`))).toBe(true);
	}
});

test('tokens are at most 40, short, distinct and sorted, whatever the lead says', () => {
	fc.assert(
		fc.property(anyText, anyText, anyText, anyText, (name, company, email, phone) => {
			const fields = { name, company, email, phone, title: company + name, product: email };
			const tokens = searchTokensOf(fields);
			expect(tokens.length).toBeLessThanOrEqual(40);
			expect(tokens).toEqual([...new Set(tokens)].sort());
			for (const token of tokens) {
				expect(token.length).toBeLessThanOrEqual(32);
				expect(token).toMatch(/^[nep]:./su);
				expect(token.isWellFormed?.() ?? true).toBe(true);
			}
		}),
		{ numRuns: 500 },
	);
});

test('words of a person that look like a legal form are kept, those of a company are not', () => {
	expect(finds({ name: 'Ag Nguyen' }, 'ag')).toBe(true);
	expect(searchTokensOf({ company: 'Foo Co., Ltd.' })).toEqual(['n:foo']);
	expect(searchTokensOf({ company: '明河有限公司' })).toEqual(['n:明河', 'n:河']);
});

test('every word of a name and any part of a Chinese name finds its lead', () => {
	const han = fc
		.array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { minLength: 1, maxLength: 8 })
		.map((codes) => String.fromCharCode(...codes));
	const latin = fc.stringMatching(/^[a-z]{3,10} [a-z]{3,10}$/);
	fc.assert(
		fc.property(fc.oneof(han, latin), fc.nat(), fc.nat(), (name, start, length) => {
			const latinName = /^[a-z]/.test(name);
			const words = name.split(' ');
			const from = start % name.length;
			const part = latinName
				? words[start % 2].slice(0, 3 + (length % 8))
				: name.slice(from, from + 1 + (length % (name.length - from)));
			expect(finds({ name }, part)).toBe(true);
		}),
	);
});

test('a query of any text makes few conditions and no error', () => {
	fc.assert(
		fc.property(anyText, (query) => {
			const tokens = queryTokens(query);
			expect(tokens.length).toBeLessThanOrEqual(20);
			for (const { token } of tokens) expect(token).not.toBe('');
		}),
	);
	expect(queryTokens('x'.repeat(1_000_000)).length).toBe(1);
});
