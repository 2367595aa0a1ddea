import * as fc from 'fast-check';
import { readBooleanText } from '../../../leads/model/booleanText';
import { countryCodes, readCountry } from '../../../leads/model/country';
import { readInstant } from '../../../leads/model/instantText';
import { readNumberText } from '../../../leads/model/numberText';
import { normalizeWebAddress } from '../../../leads/model/webAddress';
import { anyText } from './anyText';

test.each([
	['50', 50],
	['1,200', 1200],
	['1.200,50', 1200.5],
	['1,200.50', 1200.5],
	["1'200'000", 1_200_000],
	['1,5', 1.5],
	['50人', 50],
	['约300', 300],
	['1.2万', 12_000],
	['１２０', 120],
	['3亿元', 300_000_000],
	['¥3,000,000', 3_000_000],
	['$2.5M', 2_500_000],
	['10k', 10_000],
	['-5', -5],
])('number %s → %d', (text, value) => {
	expect(readNumberText(text)).toEqual({ value, range: false });
});

test.each([
	['100-500', 100],
	['100–500人', 100],
	['500+', 500],
	['1000人以上', 1000],
	['1-5万', 10_000],
	['50 to 100', 50],
])('range %s → at least %d', (text, value) => {
	expect(readNumberText(text)).toEqual({ value, range: true });
});

test.each(['', 'many', '2026-03-05', '1.2.3.4', '12 34', '9'.repeat(60), '--5'])(
	'%j is no number',
	(text) => {
		expect(readNumberText(text)).toBeUndefined();
	},
);

test('booleans', () => {
	for (const yes of ['是', 'Yes', 'TRUE', '1', '✓', 'y']) expect(readBooleanText(yes)).toBe(true);
	for (const no of ['否', 'No', 'false', '0', '✗', 'n']) expect(readBooleanText(no)).toBe(false);
	for (const neither of ['', 'perhaps', '2', 'constructor'])
		expect(readBooleanText(neither)).toBeUndefined();
});

test.each([
	['CN', 'CN'],
	['cn', 'CN'],
	['China', 'CN'],
	['中国', 'CN'],
	['中国大陆', 'CN'],
	["People's Republic of China", 'CN'],
	['香港', 'HK'],
	['Hong Kong SAR China', 'HK'],
	['U.S.A.', 'US'],
	['UK', 'GB'],
	['United States', 'US'],
	['美国', 'US'],
	['Deutschland', 'DE'],
	['Österreich', 'AT'],
	['法国', 'FR'],
	['España', 'ES'],
	['Côte d’Ivoire', 'CI'],
	['South Korea', 'KR'],
	['新加坡', 'SG'],
	['Atlantis', undefined],
	['XX', undefined],
	['DD', undefined],
	['', undefined],
])('country %s → %s', (text, code) => {
	expect(readCountry(text)).toBe(code);
});

test('country codes are those of ISO 3166-1', () => {
	expect(countryCodes().size).toBeGreaterThanOrEqual(249);
	for (const code of ['CN', 'TW', 'US', 'GB', 'XK']) expect(countryCodes().has(code)).toBe(true);
	for (const code of ['UK', 'EU', 'DD', 'SU', 'ZZ']) expect(countryCodes().has(code)).toBe(false);
});

test.each([
	['2026-03-05T09:30:00Z', '2026-03-05T09:30:00.000Z'],
	['2026-03-05T09:30:00+08:00', '2026-03-05T01:30:00.000Z'],
	['2026-03-05 09:30', '2026-03-05T01:30:00.000Z'],
	['2026/3/5 9:05:07', '2026-03-05T01:05:07.000Z'],
	['2026年3月5日', '2026-03-04T16:00:00.000Z'],
	['2026.3.5', '2026-03-04T16:00:00.000Z'],
	['２０２６-０３-０５', '2026-03-04T16:00:00.000Z'],
	[1_772_703_000_000, '2026-03-05T09:30:00.000Z'],
	[new Date('2026-03-05T09:30:00Z'), '2026-03-05T09:30:00.000Z'],
	['03/05/2026', undefined],
	['2026-02-31', undefined],
	['2026-13-01', undefined],
	['2026-03-05T25:00:00', undefined],
	[new Date(Number.NaN), undefined],
	[45_000, undefined],
	['soon', undefined],
	[{}, undefined],
])('instant %j → %s', (value, instant) => {
	expect(readInstant(value, 'Asia/Shanghai')).toBe(instant);
});

test('summer time is that of the day named', () => {
	expect(readInstant('2026-01-15 12:00', 'Europe/Berlin')).toBe('2026-01-15T11:00:00.000Z');
	expect(readInstant('2026-07-15 12:00', 'Europe/Berlin')).toBe('2026-07-15T10:00:00.000Z');
	expect(readInstant('2026-03-29 03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
});

test.each([
	['www.Example.com', 'https://www.example.com'],
	['example.com.cn/About?a=B#c', 'https://example.com.cn/About?a=B#c'],
	['HTTP://Example.com', 'http://example.com'],
	['https://example.com:8443/x', 'https://example.com:8443/x'],
	['例子.中国', 'https://例子.中国'],
	['javascript:alert(1)', undefined],
	['data:text/html,x', undefined],
	['jane@example.com', undefined],
	['n/a', undefined],
	['example', undefined],
	['two words.com', undefined],
	['', undefined],
])('web address %s → %s', (text, address) => {
	expect(normalizeWebAddress(text)).toBe(address);
});

test('reading any text ends, and what was read is read again as the same', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const number = readNumberText(text);
			if (number) expect(Number.isFinite(number.value)).toBe(true);
			const address = normalizeWebAddress(text);
			if (address !== undefined) expect(normalizeWebAddress(address)).toBe(address);
			const instant = readInstant(text, 'UTC');
			if (instant !== undefined) expect(readInstant(instant, 'UTC')).toBe(instant);
			const country = readCountry(text);
			if (country !== undefined) expect(readCountry(country)).toBe(country);
			readBooleanText(text);
		}),
		{ numRuns: 1000 },
	);
});
