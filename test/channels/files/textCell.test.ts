import { columnNames } from '../../../channels/files/columnNames';
import { readTextCell } from '../../../channels/files/textCell';
import type { RawRow } from '../../../channels/files/rawRow';

function read(text: string, most = 100): [value: unknown, problem: string | undefined] {
	const row: Pick<RawRow, 'problem'> = {};
	return [readTextCell(text, row, 3, most), row.problem?.code];
}

test('white space around a cell goes; nothing is an empty cell', () => {
	expect(read('\t13800138000 ')).toEqual(['13800138000', undefined]);
	expect(read('\u3000\u00a0')).toEqual([null, undefined]);
});

test('what protects a cell from a spreadsheet program goes', () => {
	expect(read("'13800138000")).toEqual(['13800138000', undefined]);
	expect(read("'+86 138")).toEqual(['+86 138', undefined]);
	expect(read("'=HYPERLINK()")).toEqual(['=HYPERLINK()', undefined]);
	expect(read('="0755"')).toEqual(['0755', undefined]);
	expect(read("'t Hooft")).toEqual(["'t Hooft", undefined]);
});

test('a long number in scientific notation is rescued when all its digits are there', () => {
	expect(read('1.3800138001E+10')).toEqual(['13800138001', undefined]);
	expect(read('1,3800138001E+10')).toEqual(['13800138001', undefined]);
	expect(read('1.38E+10')).toEqual(['1.38E+10', 'precisionLost']);
	expect(read('8.61380E+12')).toEqual(['8.61380E+12', 'precisionLost']);
});

test('what only looks like it is left alone', () => {
	for (const text of ['2E10', '1.5E+3', '+8613800138000', 'a+b@example.com', 'E+10', '12E+10']) {
		expect(read(text)).toEqual([text, undefined]);
	}
});

test('damaged characters and cells that are too long are reported by their column', () => {
	expect(read('李\ufffd')).toEqual(['李\ufffd', 'undecodable']);
	expect(read('x'.repeat(11), 10)).toEqual(['x'.repeat(10), 'cellTooLong']);
	const row: Pick<RawRow, 'problem'> = {};
	readTextCell('\ufffd', row, 3, 10);
	expect(row.problem).toMatchObject({ column: 3 });
});

test('every column has a name of its own', () => {
	expect(columnNames(['手机', '手机', undefined, '手机'])).toEqual([
		'手机',
		'手机 2',
		undefined,
		'手机 3',
	]);
	expect(columnNames(['a', 'a', 'a 2', 'a'])).toEqual(['a', 'a 3', 'a 2', 'a 4']);
	expect(columnNames(['__proto__', 'constructor', '__proto__'])).toEqual([
		'__proto__',
		'constructor',
		'__proto__ 2',
	]);
});
