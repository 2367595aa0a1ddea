import * as fc from 'fast-check';
import { checkCreditCode, creditCodeCheckCharacter } from '../../../leads/model/creditCode';
import { anyText } from './anyText';

describe('checkCreditCode', () => {
	test.each([
		['91350100M000100Y43', '350100'],
		['9144030071526726XG', '440300'],
		['91110000802100433B', '110000'],
		['91110108551385082Q', '110108'],
	])('%s is valid', (code, regionCode) => {
		expect(checkCreditCode(code)).toEqual({ valid: true, code, regionCode });
	});

	test('spaces, dashes, case and full-width forms do not matter', () => {
		expect(checkCreditCode(' ９１４４０３００-71526726xg ')).toMatchObject({
			valid: true,
			code: '9144030071526726XG',
		});
	});

	test.each(['91110108551385083Q', '91350100M000100Y4', '91350100M000100Y4I', '', '0'.repeat(17)])(
		'%j is not',
		(code) => {
			expect(checkCreditCode(code).valid).toBe(false);
		},
	);

	test('the check character of GB 32100-2015', () => {
		expect(creditCodeCheckCharacter('91350100M000100Y4')).toBe('3');
		expect(creditCodeCheckCharacter('9144030071526726X')).toBe('G');
	});

	test('one wrong character is always noticed', () => {
		const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
		fc.assert(
			fc.property(fc.nat(17), fc.constantFrom(...alphabet), (at, character) => {
				const code = '9144030071526726XG';
				const changed = code.slice(0, at) + character + code.slice(at + 1);
				expect(checkCreditCode(changed).valid).toBe(changed === code);
			}),
		);
	});

	test('never throws and is stable', () => {
		fc.assert(
			fc.property(anyText, (value) => {
				const first = checkCreditCode(value);
				if (first.valid) expect(checkCreditCode(first.code)).toEqual(first);
			}),
		);
	});
});
