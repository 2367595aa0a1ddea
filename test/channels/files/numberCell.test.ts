import { NumberReader } from '../../../channels/files/workbook/numberCell';
import type { RawRow } from '../../../channels/files/rawRow';

function read(value: number, format: string, date1904 = false) {
	const row: Pick<RawRow, 'problem'> = {};
	const cell = new NumberReader(date1904).read(value, format, row, 0);
	return row.problem ? [cell, row.problem.code] : cell;
}

test.each([
	[13800138000, 'General', 13800138000],
	[13800138000, '0.00E+00', 13800138000],
	[13800138000, '#,##0', 13800138000],
	[13800138000, '000-0000-0000', '138-0013-8000'],
	[755, '0000', '0755'],
	[2.5, '0000', 2.5],
	[-5, '0000', -5],
	[75586213344, '"0"#', 75586213344],
	[1234.5, '_ "¥"* #,##0.00_ ', 1234.5],
	[0.125, '0%', '12.5%'],
	[0.1 + 0.2, '0.00%', '30%'],
	[1.5, '[h]:mm', '36:00'],
	[46086, 'yyyy-mm-dd', '2026-03-05'],
	[46086, '[$-804]yyyy"年"m"月"d"日";@', '2026-03-05'],
	[46086.39583333333, 'yyyy/m/d h:mm', '2026-03-05T09:30:00'],
	[46086.999999999, 'm/d/yy', '2026-03-06'],
	[0.75, 'h:mm AM/PM', '18:00:00'],
	// What no calendar has is a number in a column that was given the wrong format.
	[13800138000, 'yyyy-mm-dd', 13800138000],
	[-1, 'yyyy-mm-dd', -1],
	[Number.NaN, 'General', null],
])('%d as %s', (value, format, expected) => {
	expect(read(value, format)).toEqual(expected);
});

test('days counted from 1904', () => {
	expect(read(44624, 'yyyy-mm-dd', true)).toBe('2026-03-05');
});

test('numbers of which digits were lost, and ones that are whole for all their length', () => {
	expect(read(110101199003070000, 'General')).toEqual(['1.1010119900307E+17', 'precisionLost']);
	expect(read(1234567890123456, 'General')).toBe(1234567890123456);
	expect(read(1234567890123450, 'General')).toEqual(['1.23456789012345E+15', 'precisionLost']);
});
