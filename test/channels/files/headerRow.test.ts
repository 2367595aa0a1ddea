import { findHeader } from '../../../channels/files/headerRow';
import type { Merge, RawRow } from '../../../channels/files/rawRow';
import type { CellValue } from '../../../channels/shared/fileRows';

const rows = (...all: CellValue[][]): RawRow[] =>
	all.flatMap((cells, index) => (cells.length === 0 ? [] : [{ number: index + 1, cells }]));
const merge = (top: number, left: number, bottom: number, right: number): Merge => ({
	top,
	left,
	bottom,
	right,
});

test('the first row, as a rule', () => {
	const found = findHeader(rows(['姓名', '手机'], ['李娜', 13800138000]), []);
	expect(found).toEqual({ titles: ['姓名', '手机'], row: 1, lastTitleRow: 1 });
});

test('title rows above it are passed over', () => {
	const head = rows(
		['2026 年春季展会客户登记表', null, null],
		['制表人：王强', null, '2026-03-05'],
		[],
		['序号', '联系人', '手机号码', '单位名称'],
		[1, '李娜', '13800138000', '示例公司'],
	);
	expect(findHeader(head, [merge(1, 0, 1, 3)])).toMatchObject({ row: 4, lastTitleRow: 4 });
});

test('titles that name no field are recognised by their shape', () => {
	const head = rows(
		['Kundenliste', null, null],
		['Kürzel', 'Rufnr', 'Bemerk'],
		['A1', '030 1234567', 'x'],
	);
	expect(findHeader(head, [])).toMatchObject({ row: 2 });
});

test('titles that are years, or in part', () => {
	const head = rows(['姓名', '公司', 2024, 2025, '2026'], ['李娜', '示例公司', 1, 2, 3]);
	expect(findHeader(head, [])).toMatchObject({ row: 1 });
});

test('a table without titles has none', () => {
	expect(findHeader(rows(['李娜', 13800138000], ['王强', 13900139000]), [])).toEqual({
		titles: [],
		lastTitleRow: 0,
	});
	expect(findHeader(rows(['姓名', '手机']), [], 0)).toEqual({ titles: [], lastTitleRow: 0 });
	expect(findHeader([], [])).toEqual({ titles: [], lastTitleRow: 0 });
});

test('a single column', () => {
	expect(findHeader(rows(['手机'], ['13800138000']), [])).toMatchObject({ row: 1 });
	expect(findHeader(rows(['13900139000'], ['13800138000']), []).row).toBeUndefined();
});

test('the row that was asked for', () => {
	const head = rows(['姓名', '手机'], ['A', 'B'], ['1', '2']);
	expect(findHeader(head, [], 2)).toEqual({ titles: ['A', 'B'], row: 2, lastTitleRow: 2 });
	expect(() => findHeader(head, [], 9)).toThrow('holds no column titles');
});

test('two rows with merged cells are joined', () => {
	const head = rows(
		['客户登记表', null, null, null, null, null],
		['姓名', '联系方式', null, '推荐人', null, '公司'],
		[null, '手机', '邮箱', '姓名', '手机', null],
		['李娜', '13800138000', 'na@example.com', '王强', '13900139000', '示例公司'],
	);
	const merges = [
		merge(1, 0, 1, 5),
		merge(2, 0, 3, 0),
		merge(2, 1, 2, 2),
		merge(2, 3, 2, 4),
		merge(2, 5, 3, 5),
	];
	const joined = {
		titles: ['姓名', '手机', '邮箱', '推荐人 姓名', '推荐人 手机', '公司'],
		row: 3,
		lastTitleRow: 3,
	};
	expect(findHeader(head, merges)).toEqual(joined);
	expect(findHeader(head, merges, 3)).toEqual(joined);
	// The same table as CSV, which knows no merges.
	expect(findHeader(head, [])).toEqual(joined);
});

test('a row of data below the header is no second header', () => {
	const head = rows(['姓名', '手机', null], ['李娜', '13800138000', 'VIP']);
	expect(findHeader(head, [])).toMatchObject({ row: 1, lastTitleRow: 1 });
	// A merge over two people is no header either.
	expect(
		findHeader(rows(['姓名', '公司'], ['李娜', '示例公司'], ['王强', null]), [merge(2, 1, 3, 1)]),
	).toMatchObject({ titles: ['姓名', '公司'], row: 1 });
});
