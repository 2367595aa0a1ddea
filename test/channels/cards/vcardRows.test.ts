import { openCardRows } from '../../../channels/cards/vcardRows';
import type { ReadOptions } from '../../../channels/shared/fileRows';
import { encoded } from '../shared/legacyBytes';
import { cellsOf, lines, rowsOf } from '../shared/readFile';

const open = async (file: string | Buffer, options: ReadOptions = {}) =>
	await openCardRows({ file: typeof file === 'string' ? Buffer.from(file) : file, options });

const card = (...properties: string[]) => lines('BEGIN:VCARD', ...properties, 'END:VCARD');

test('one row a card, under the names of lead fields', async () => {
	const source = await open(
		card('VERSION:3.0', 'FN:李娜', 'TEL;TYPE=CELL:1') +
			card('VERSION:2.1') +
			card('FN:王强', 'ORG:示例公司'),
	);
	expect(source.layout).toMatchObject({ format: 'vcf', encoding: 'utf-8' });
	expect(source.layout.headers).toEqual(expect.arrayContaining(['name', 'mobile', 'company']));
	const rows = await rowsOf(source);
	// The empty card is passed over, but counted.
	expect(rows.map(({ number }) => number)).toEqual([1, 3]);
	expect(rows.map(({ cells }) => ({ ...cells }))).toEqual([
		{ name: '李娜', mobile: '1' },
		{ name: '王强', company: '示例公司' },
	]);
});

test('a file in GBK', async () => {
	const source = await open(encoded(card('FN:李娜', 'ORG:示例机械有限公司').repeat(3), 'gb18030'));
	expect(source.layout.encoding).toBe('gb18030');
	expect(await cellsOf(source)).toEqual(
		Array(3).fill({ name: '李娜', company: '示例机械有限公司' }),
	);
});

test('problems: no end, damaged characters, values that are too long', async () => {
	const file = `${card('FN:李\ufffd')}${card('FN:王强', `NOTE:${'x'.repeat(30)}`)}BEGIN:VCARD\nFN:张伟\n`;
	const rows = await rowsOf(await open(file, { limits: { cellCharacters: 20 } }));
	expect(rows.map(({ problem }) => [problem?.code, problem?.field])).toEqual([
		['undecodable', 'name'],
		['cellTooLong', 'description'],
		['malformed', undefined],
	]);
	expect(rows[1].cells.description).toHaveLength(20);
});

test('batches are small and cards are limited', async () => {
	const many = card('FN:Li').repeat(1000);
	for await (const batch of (await open(many)).rows) expect(batch.length).toBeLessThanOrEqual(200);
	expect(await rowsOf(await open(many))).toHaveLength(1000);
	await expect(open(many, { limits: { rows: 999 } }).then(rowsOf)).rejects.toThrow('more than 999');
});
