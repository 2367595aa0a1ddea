import * as fc from 'fast-check';
import { phoneLibrary } from '../../../leads/model/libraries';
import { northAmericanCountry } from '../../../leads/model/northAmericanPhone';
import { formatPhone, parsePhones } from '../../../leads/model/phone';
import { anyText } from './anyText';

const MOBILE = '+8613800138000';

function numbers(value: string, country?: string): (string | null)[] {
	return parsePhones(value, country).map((phone) => (phone.valid ? formatPhone(phone) : null));
}

describe('Chinese mobiles', () => {
	test.each([
		'13800138000',
		'+8613800138000',
		'+86 138-0013-8000',
		'0086 13800138000',
		'86-13800138000',
		'(86)13800138000',
		'(+86)13800138000',
		'８６１３８００１３８０００',
		'138 0013 8000',
		'138.0013.8000',
		'138—0013—8000',
		'013800138000',
		'+86 (0)138 0013 8000',
		'手机：13800138000',
		'Mobile: +86 138 0013 8000',
		'tel:+86-138-0013-8000',
		'13800138000（王经理）',
		'\u200b13800138000\ufeff',
	])('%j is one number', (value) => {
		expect(numbers(value)).toEqual([MOBILE]);
		expect(parsePhones(value)[0]).toMatchObject({
			kind: 'mobile',
			country: 'CN',
			national: '13800138000',
		});
	});

	test('young segments are mobiles too', () => {
		for (const segment of [
			'162',
			'165',
			'167',
			'170',
			'171',
			'172',
			'190',
			'192',
			'196',
			'197',
			'199',
		]) {
			expect(parsePhones(`${segment}00138000`)[0].kind).toBe('mobile');
		}
	});

	test('machines have thirteen digits and are nobody', () => {
		for (const number of ['1064812345678', '1410123456789', '1440123456789']) {
			expect(parsePhones(number)[0]).toMatchObject({ valid: true, kind: 'other' });
		}
	});

	test.each(['00000000000', '11111111111', '12800138000', '1380013800', '138001380000'])(
		'%s is no number',
		(value) => {
			expect(parsePhones(value)[0].valid).toBe(false);
		},
	);
});

describe('landlines and company numbers', () => {
	test.each([
		['021-5888 8888', '+862158888888', 'landline'],
		['(022)26650336', '+862226650336', 'landline'],
		['86 371-70871133', '+8637170871133', 'landline'],
		['+86 (0)21 5888 8888', '+862158888888', 'landline'],
		['0755-8621 3344转802', '+8675586213344 ext. 802', 'landline'],
		['0755-86213344分机：802', '+8675586213344 ext. 802', 'landline'],
		['021-58888888-802', '+862158888888 ext. 802', 'landline'],
		['021-58888888 ext 802', '+862158888888 ext. 802', 'landline'],
		['021-58888888x802', '+862158888888 ext. 802', 'landline'],
		['400-800-1234', '+864008001234', 'company'],
		['800 820 8820', '+868008208820', 'company'],
		['95588', '95588', 'company'],
		['10086', '10086', 'company'],
	])('%j → %s', (value, formatted, kind) => {
		const [phone] = parsePhones(value);
		expect(formatPhone(phone)).toBe(formatted);
		expect(phone).toMatchObject({ valid: true, kind });
	});

	test('ten bare digits are no Chinese landline: they are more often American', () => {
		expect(parsePhones('2158888888')[0].valid).toBe(false);
		expect(parsePhones('58888888')[0]).toMatchObject({ valid: false, reason: 'noAreaCode' });
	});
});

describe('several numbers in a cell', () => {
	test.each([
		['13800138000/13900139000', [MOBILE, '+8613900139000']],
		['13800138000、021-58888888；', [MOBILE, '+862158888888']],
		['13800138000，13900139000', [MOBILE, '+8613900139000']],
		['13800138000 13900139000', [MOBILE, '+8613900139000']],
		['13800138000 或 13900139000', [MOBILE, '+8613900139000']],
		['13800138000\n13900139000', [MOBILE, '+8613900139000']],
		['021-58888888/58888889', ['+862158888888', '+862158888889']],
		['13800138000; ask for Wang', [MOBILE, null]],
		['', []],
	])('%j', (value, expected) => {
		expect(numbers(value)).toEqual(expected);
	});
});

describe('numbers that went through a spreadsheet', () => {
	test.each(['1.3800138000E10', '1.3800138000e+10', '13800138000.0', '13800138000.00'])(
		'%s has all digits and is recovered',
		(value) => {
			expect(numbers(value)).toEqual([MOBILE]);
		},
	);

	test.each(['1.38E+10', '1.38001E10', '8.61E+12'])('%s has lost digits', (value) => {
		expect(parsePhones(value)[0]).toMatchObject({ valid: false, reason: 'damagedByExcel' });
	});
});

describe('other countries', () => {
	test.each([
		['+1 (202) 555-0143', 'CN', '+12025550143', 'fixedOrMobile', 'US'],
		['(202) 555-0143', 'US', '+12025550143', 'fixedOrMobile', 'US'],
		['1-202-555-0143 x12', 'US', '+12025550143 ext. 12', 'fixedOrMobile', 'US'],
		['416-555-0123', 'CA', '+14165550123', 'fixedOrMobile', 'CA'],
		['+1 800 555 0199', 'CN', '+18005550199', 'company', 'US'],
		['+1 242 359 0000', 'CN', '+12423590000', 'mobile', 'BS'],
		['0151 23456789', 'DE', '+4915123456789', 'mobile', 'DE'],
		['+49 89 12345678-0', 'CN', '+4989123456780', 'landline', 'DE'],
		['0044 7400 123456', 'CN', '+447400123456', 'mobile', 'GB'],
		['+852 9123 4567', 'CN', '+85291234567', 'mobile', 'HK'],
		['090-1234-5678', 'JP', '+819012345678', 'mobile', 'JP'],
		['+86 138 0013 8000', 'US', MOBILE, 'mobile', 'CN'],
	])('%j at home in %s → %s', (value, home, formatted, kind, country) => {
		const [phone] = parsePhones(value, home);
		expect(formatPhone(phone)).toBe(formatted);
		expect(phone).toMatchObject({ valid: true, kind, country });
	});

	test('a Chinese mobile without country code is nothing in another country', () => {
		expect(parsePhones('13800138000', 'US')[0].valid).toBe(false);
		expect(parsePhones('13800138000', 'nowhere')[0].valid).toBe(false);
	});

	test('the short way for North America agrees with the library', () => {
		const { parsePhoneNumberFromString } = phoneLibrary();
		const national = fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }).map(String);
		fc.assert(
			fc.property(national, (digits) => {
				const known = northAmericanCountry(digits);
				if (known === undefined) return;
				const phone = parsePhoneNumberFromString(`+1${digits}`);
				expect(known).toBe(phone?.isValid() ? phone.country : null);
				if (known !== null) expect(phone?.getType()).toBe('FIXED_LINE_OR_MOBILE');
			}),
			{ numRuns: 2000 },
		);
	});
});

test('reading is total, and reading a formatted number gives the same number', () => {
	fc.assert(
		fc.property(anyText, fc.constantFrom('CN', 'US', 'DE', 'zz', ''), (value, country) => {
			for (const phone of parsePhones(value, country)) {
				if (!phone.valid || phone.e164 === null) continue;
				const [again] = parsePhones(formatPhone(phone), country);
				expect(again).toMatchObject({ e164: phone.e164, kind: phone.kind, valid: true });
				expect(again.extension).toBe(phone.extension);
			}
		}),
		{ numRuns: 1000 },
	);
});

test('any spelling of a Chinese mobile gives one key', () => {
	const mobile = fc
		.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
		.map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`);
	const prefix = fc.constantFrom('', '+86', '+86 ', '0086', '86-', '(86)', '＋８６');
	const gap = fc.constantFrom('', ' ', '-', '.');
	fc.assert(
		fc.property(mobile, prefix, gap, fc.boolean(), (digits, before, between, wide) => {
			const spaced = [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].join(between);
			const typed = wide
				? spaced.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
				: spaced;
			expect(numbers(before + typed)).toEqual([`+86${digits}`]);
		}),
	);
});

test('long and repetitive text is no number, and reading it ends', () => {
	for (const piece of ['1', '-', '(', '1-', '转', '+', '(0)']) {
		expect(parsePhones(piece.repeat(1_000_000 / piece.length))).toMatchObject([{ valid: false }]);
		expect(parsePhones(piece.repeat(200 / piece.length)).some((phone) => phone.valid)).toBe(false);
	}
});
