import * as fc from 'fast-check';
import { leadFields } from '../../../leads/model/leadFields';
import { maskEmail, maskPhone, maskText, maskValue } from '../../../leads/model/mask';
import { anyText } from './anyText';

test.each([
	['+8613800138000', '138****8000'],
	['13800138000', '138****8000'],
	['０１３８００１３８０００', '013****8000'],
	['+862158888888', '2****88'],
	['+862158888888 ext. 802', '2****88'],
	['+4915123456789', '+491****6789'],
	['+8613800138000 / +862158888888', '138****8000 / 2****88'],
	['95588', '****'],
	['ask Wang', '****'],
])('phone %s → %s', (value, masked) => {
	expect(maskPhone(value)).toBe(masked);
});

test('e-mail, text and the other kinds', () => {
	expect(maskEmail('jane.roe@example.com')).toBe('j***@example.com');
	expect(maskEmail('j@example.com')).toBe('***@example.com');
	expect(maskEmail('secret words @ here')).toBe('s**');
	expect(maskText('王伟')).toBe('王**');
	expect(maskText('王')).toBe('**');
	expect(maskText('𠮷野')).toBe('𠮷**');
	expect(maskValue('integer', 4711)).toBe('****');
	expect(maskValue('channelId', 'wmAbCdEf')).toBe('****');
	expect(maskValue('longText', 'my address is')).toBe('****');
	expect(maskValue('text', '')).toBeNull();
	expect(maskValue('phone', null)).toBeNull();
});

/** How many characters of the value stand in the mask in their order: an upper bound of what leaks. */
function shared(value: string, masked: string): number {
	let at = 0;
	let count = 0;
	for (const character of masked.replace(/\*/g, '')) {
		const found = value.indexOf(character, at);
		if (found === -1) continue;
		at = found + 1;
		count += 1;
	}
	return count;
}

test('at least four digits of every phone number stay hidden', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (number) => {
			const digits = String(number);
			const shown = maskPhone(`+${digits}`).replace(/\D/g, '');
			expect(shown.length).toBeLessThanOrEqual(Math.max(0, digits.length - 4));
			expect(shown.length).toBeLessThanOrEqual(7);
		}),
	);
});

test('no kind of field shows more than a hint, whatever stands in it', () => {
	const kinds = fc.constantFrom(...new Set(Object.values(leadFields).map(({ kind }) => kind)));
	fc.assert(
		fc.property(kinds, anyText, (kind, value) => {
			const masked = maskValue(kind, value);
			if (masked === null) return;
			if (kind === 'phone') {
				for (const part of masked.split(' / '))
					expect(part.replace(/\D/g, '').length).toBeLessThanOrEqual(7);
				expect(masked).not.toMatch(/\d{5}/);
			} else if (kind === 'email' && masked.includes('@')) {
				expect(masked.slice(0, masked.indexOf('***@')).length).toBeLessThanOrEqual(2);
			} else {
				expect(shared(value, masked)).toBeLessThanOrEqual(1);
			}
		}),
		{ numRuns: 1000 },
	);
});

test('the local part of an address never shows, only its first character', () => {
	fc.assert(
		fc.property(fc.emailAddress(), (address) => {
			const local = address.slice(0, address.indexOf('@'));
			const masked = maskEmail(address);
			const domain = address.slice(address.indexOf('@'));
			expect(masked).toBe(`${local.length > 1 ? local[0] : ''}***${domain}`);
		}),
	);
});
