import { utils, write } from 'xlsx';
import { readTable } from '../../../channels/files/readTable';

const cellsIn = async (bytes: Uint8Array) => (await readTable(bytes)).map(({ cells }) => cells);

const rows = [
	{ 姓名: '李娜', 手机: '13800138000' },
	{ 姓名: '王强', 手机: '13900139000' },
];

function workbook(bookType: 'xlsx' | 'biff8'): Uint8Array {
	const book = utils.book_new(utils.json_to_sheet(rows), 'Sheet1');
	return write(book, { type: 'buffer', bookType });
}

test('reads CSV, XLSX and the older XLS', async () => {
	expect(
		await cellsIn(Buffer.from('姓名,手机\r\n李娜,13800138000\r\n王强,13900139000\r\n')),
	).toEqual(rows);
	expect(await cellsIn(workbook('xlsx'))).toEqual(rows);
	expect(await cellsIn(workbook('biff8'))).toEqual(rows);
});

test('reads what Excel on Chinese Windows saves: GBK, tabs, semicolons', async () => {
	// 姓名,手机 / 李娜,1 in GBK
	const gbk = Buffer.from('d0d5c3fb2cb0eccdd20ac0eec4c82c310a', 'hex');
	expect(Object.keys((await cellsIn(gbk))[0])[0]).toBe('姓名');
	const tabs = Buffer.from('\ufeff姓名\t手机\n李娜\t13800138000\n', 'utf16le');
	expect(await cellsIn(tabs)).toEqual([rows[0]]);
	expect(await cellsIn(Buffer.from('姓名;手机\n李娜;13800138000\n'))).toEqual([rows[0]]);
});

test('numbers and truth values are texts; empty cells are left out, as is the apostrophe before a number', async () => {
	const sheet = utils.aoa_to_sheet([
		['name', 'mobile', 'active', 'weight'],
		['A', 13800138000, true, 1.5],
	]);
	const book = write(utils.book_new(sheet, 'Sheet1'), { type: 'buffer', bookType: 'xlsx' });
	expect(await cellsIn(book)).toEqual([
		{ name: 'A', mobile: '13800138000', active: 'true', weight: '1.5' },
	]);
	expect(await cellsIn(Buffer.from('name,mobile\nA,\nB,"\'+86-10-5888"\n'))).toEqual([
		{ name: 'A' },
		{ name: 'B', mobile: '+86-10-5888' },
	]);
});

test('an empty file has no rows', async () => {
	expect(await readTable(Buffer.alloc(0))).toEqual([]);
});

test('what is no table, or too long, is refused', async () => {
	await expect(readTable(Buffer.from('504b03040000', 'hex'))).rejects.toThrow('could not be read');
	await expect(readTable(Buffer.from('name\n' + 'x\n'.repeat(20_001)))).rejects.toThrow(
		'more than 20000 rows',
	);
});

test('rows are numbered as in the file, below its title rows', async () => {
	const file = Buffer.from('WeCom members,,\n\nname,mobile,department\nA,1,x\n\nB,2,x\n');
	expect((await readTable(file)).map(({ number }) => number)).toEqual([4, 6]);
});
