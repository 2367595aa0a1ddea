import fc from 'fast-check';
import { findDelimiter } from '../../../channels/files/delimiter';

test.each([
	['姓名,手机\n李娜,1\n', ','],
	['姓名;手机\n李娜;1\n', ';'],
	['姓名\t手机\n李娜\t1\n', '\t'],
	['姓名|手机\n李娜|1\n', '|'],
	['姓名，手机\n李娜，1\n', '，'],
	['姓名\n李娜\n', ','],
	['', ','],
])('%j', (text, delimiter) => {
	expect(findDelimiter(text)).toEqual({ delimiter, skipped: 0 });
});

test('commas within texts do not count as much as a delimiter on every line', () => {
	const german = 'Name;Umsatz;Notiz\nLi;1,5;a, b, c\nWang;2,5;d\nZhang;3,5;e, f\n';
	expect(findDelimiter(german).delimiter).toBe(';');
	expect(findDelimiter('备注;手机\n你好，世界，再见;1\n你好，世界;2\n').delimiter).toBe(';');
	expect(findDelimiter('"a;b;c";x\n"a;b";y\n').delimiter).toBe(';');
	expect(findDelimiter('title,of,nothing\nname\tmobile\nLi\t1\nWang\t2\n').delimiter).toBe('\t');
});

test('a first line may name the delimiter', () => {
	expect(findDelimiter('sep=;\r\na,b;c\r\n')).toEqual({ delimiter: ';', skipped: 7 });
	expect(findDelimiter('SEP=|\na')).toEqual({ delimiter: '|', skipped: 6 });
});

test('the delimiter that was asked for', () => {
	expect(findDelimiter('a,b\n', ';')).toEqual({ delimiter: ';', skipped: 0 });
});

test('any table of plain words is parted as it was joined', () => {
	const word = fc.constantFrom('name', '手机', 'Li Na', '13800138000', 'x y');
	const table = fc.integer({ min: 2, max: 8 }).chain((width) =>
		fc.array(fc.array(word, { minLength: width, maxLength: width }), {
			minLength: 1,
			maxLength: 20,
		}),
	);
	fc.assert(
		fc.property(table, fc.constantFrom(',', ';', '\t', '|', '，'), (rows, delimiter) => {
			const text = rows.map((row) => row.join(delimiter)).join('\n');
			expect(findDelimiter(`${text}\n`).delimiter).toBe(delimiter);
		}),
	);
});
