import fc from 'fast-check';
import { defuseFormula } from '../../../channels/files/formula';

test.each([
	'=1+1',
	'=cmd|"/C calc"!A0',
	'+cmd|"/C calc"!A0',
	'-2+3+cmd|"/C calc"!A0',
	'@SUM(A1:A9)',
	'\t=1+1',
	'\r=1+1',
	'\n=1+1',
	'＝1+1',
	'＋1',
	'－1',
	'＠SUM(A1)',
	'+86-10-58888888',
	'+86 138 0013 8000',
	'+86138****8000',
])('%j is defused', (text) => {
	expect(defuseFormula(text)).toBe(`'${text}`);
});

test.each([
	'+8613800138000',
	'-12.5',
	'+1',
	'Wang',
	'王小明',
	'',
	' =1',
	"'=1",
	'a=b',
	'138****8000',
])('%j stays as it is', (text) => {
	expect(defuseFormula(text)).toBe(text);
});

test('whatever still starts like a formula is a plain number', () => {
	const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '', '＝');
	fc.assert(
		fc.property(start, fc.string(), (first, rest) => {
			const written = defuseFormula(first + rest);
			if (/^[=+\-@\t\r\n]/.test(written)) expect(written).toMatch(/^[+-][\d.]+$/);
		}),
	);
});
