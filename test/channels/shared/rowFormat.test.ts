import { utils, write } from 'xlsx';
import { rowFormatOf } from '../../../channels/shared/rowFormat';

const book = utils.book_new(utils.aoa_to_sheet([['姓名']]), 'Sheet1');
const format = async (file: Buffer | string, fileName?: string) =>
	await rowFormatOf({
		file: typeof file === 'string' ? Buffer.from(file) : file,
		fileName,
		options: {},
	});

test('the bytes decide, whatever the file is called', async () => {
	expect(await format(write(book, { type: 'buffer', bookType: 'xlsx' }), 'leads.csv')).toBe('xlsx');
	expect(await format(write(book, { type: 'buffer', bookType: 'biff8' }), 'leads.xlsx')).toBe(
		'xls',
	);
	expect(await format('<html><table></table></html>', 'leads.xls')).toBe('xls');
	expect(await format('<?xml version="1.0"?><Workbook/>')).toBe('xls');
	expect(await format('\ufeffBEGIN:VCARD\r\nVERSION:3.0\r\n', 'leads.txt')).toBe('vcf');
	expect(await format('姓名,手机\n', 'leads.xls')).toBe('csv');
	expect(await format('')).toBe('csv');
});

test('the name decides where the bytes say nothing, the option before both', async () => {
	expect(await format('\n\n', 'contacts.vcf')).toBe('vcf');
	const options = { format: 'csv' as const };
	expect(await rowFormatOf({ file: Buffer.from('BEGIN:VCARD'), options })).toBe('csv');
});

test('a file that is not there or too large is refused', async () => {
	await expect(rowFormatOf({ file: '/nowhere/leads.csv', options: {} })).rejects.toMatchObject({
		code: 'INVALID_INPUT',
	});
	const options = { limits: { fileBytes: 10 } };
	await expect(rowFormatOf({ file: Buffer.alloc(11), options })).rejects.toMatchObject({
		code: 'INVALID_INPUT',
	});
});
