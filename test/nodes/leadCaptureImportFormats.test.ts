import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { read, utils, write } from 'xlsx';
import { REJECT_COLUMNS } from '../../leads/capture/imports/columns';
import { runWorkflow } from './runWorkflow';

function workbook(
	sheets: Record<string, unknown[][]>,
	bookType: 'xlsx' | 'biff8' = 'xlsx',
): Buffer {
	const book = utils.book_new();
	for (const [name, rows] of Object.entries(sheets))
		utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
	return write(book, { type: 'buffer', bookType });
}

async function importBinary(data: IBinaryData, options = {}) {
	const done = await runWorkflow({
		nodes: [
			{
				name: 'Lead Capture',
				type: 'leadCapture',
				parameters: { operation: 'importFile', output: 'full', options },
			},
		],
		items: [{ json: {}, binary: { data } }],
	});
	if (done.error) throw done.error;
	const [summary, ...leads] = done.json('Lead Capture', 0);
	const rejectedFile = done.items('Lead Capture', 0)[0].binary?.rejected;
	return { summary, leads, rejected: done.json('Lead Capture', 1), rejectedFile };
}

function inMemory(bytes: Buffer | string, fileName: string): IBinaryData {
	return { data: Buffer.from(bytes).toString('base64'), mimeType: '', fileName };
}

describe('Lead Capture: files of every kind', () => {
	/** Temporary files of this test alone: others run beside it. */
	const own = mkdtempSync(join(os.tmpdir(), 'leadflow-test-'));

	const temporary = jest.spyOn(os, 'tmpdir').mockReturnValue(own);

	afterAll(() => {
		temporary.mockRestore();
		rmSync(own, { recursive: true, force: true });
	});

	it('reads a workbook with a title row, and gives rejected rows back as one that can be mended', async () => {
		const rows = [
			['2026 年展会名单'],
			[],
			['姓名', '手机', '邮箱', '城市'],
			['赵磊', 13800007001, 'zhao@example.com', '上海'],
			['钱七', '138-0000-7002', '', ''],
			['', '', '', '=1+1'],
		];
		const first = await importBinary(inMemory(workbook({ 名单: rows }), 'fair.xlsx'), {
			headerRow: 0,
		});
		expect(first.summary).toMatchObject({ format: 'xlsx', headerRow: 3, created: 2 });
		expect(first.leads[0]).toMatchObject({ name: '赵磊', mobile: '+8613800007001' });
		expect(first.rejected).toMatchObject([{ row: 6, column: '姓名' }]);
		expect(first.rejectedFile?.fileName).toBe('fair-rejected.xlsx');
		const book = read(Buffer.from(first.rejectedFile?.data ?? '', 'base64'));
		const table = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]], { header: 1 });
		expect(table[0]).toEqual(['姓名', '手机', '邮箱', '城市', ...Object.values(REJECT_COLUMNS)]);
		// Mended and imported again as it is.
		expect(table[1][3]).toBe('=1+1');
		table[1].splice(0, 4, '孙丽', '', 'sun@example.com', '');
		const again = await importBinary(inMemory(workbook({ Rejected: table }), 'fair-rejected.xlsx'));
		expect(again.summary).toMatchObject({ created: 1, rejected: 0 });
		expect(again.leads[0]).toMatchObject({ name: '孙丽', custom: {} });
		expect(temporary).toHaveBeenCalled();
		expect(readdirSync(own)).toEqual([]);
	});

	it('reads all sheets where asked to, each with its own columns', async () => {
		const book = workbook(
			{
				A: [
					['Name', 'Email'],
					['Anna One', 'anna.one@example.com'],
				],
				B: [
					['邮箱', '姓名', '城市'],
					['b.two@example.com', '钱二', '苏州'],
					['', '', '苏州'],
				],
			},
			'biff8',
		);
		const { summary, leads, rejected } = await importBinary(inMemory(book, 'old.xls'), {
			sheets: '*',
		});
		expect(summary).toMatchObject({ format: 'xls', rows: 3, created: 2, rejected: 1 });
		expect(leads.map(({ name, city }) => [name, city])).toEqual([
			['Anna One', undefined],
			['钱二', '苏州市'],
		]);
		expect(rejected).toMatchObject([{ row: 3, sheet: 'B' }]);
	});

	it('reads CSV of Chinese Excel and address books of phones', async () => {
		const gbk = Buffer.from('d0d5c3fb2cd3cacfe40acef7c3c52c7869406578616d706c652e636f6d0a', 'hex');
		const csv = await importBinary(inMemory(gbk, 'gbk.csv'));
		expect(csv.summary).toMatchObject({ encoding: 'gb18030', created: 1 });
		expect(csv.leads[0]).toMatchObject({ name: '西门', email: 'xi@example.com' });
		const cards = ['Clara Berg', 'Dora Lind']
			.map(
				(name) =>
					`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nEMAIL:${name[0].toLowerCase()}@example.com\r\nEND:VCARD\r\n`,
			)
			.join('');
		const vcf = await importBinary(inMemory(cards, 'phone.vcf'));
		expect(vcf.summary).toMatchObject({ format: 'vcf', created: 2, unmappedColumns: [] });
		expect(vcf.leads[1]).toMatchObject({ name: 'Dora Lind', email: 'd@example.com' });
	});

	it('reads the file itself where n8n keeps binary data as files', async () => {
		// n8n-core's own copy of the container, where it looks for its services.
		const { Container }: { Container: { get<T>(type: new (...parts: never[]) => T): T } } =
			createRequire(require.resolve('n8n-core'))('@n8n/di');
		const config = Container.get(BinaryDataConfig);
		config.mode = 'filesystem';
		config.localStoragePath = join(process.env.N8N_USER_FOLDER ?? '', 'binary');
		const service = Container.get(BinaryDataService);
		await service.init();
		const location = { type: 'execution', workflowId: 'w', executionId: 'e' } as const;
		const bytes = Buffer.from('Name,Email,City\nEmil Stein,emil.stein@example.com,\n,,Ulm\n');
		const stored = await service.store(location, bytes, inMemory('', 'kept.csv'));
		expect(stored.id).toMatch(/^filesystem/);
		const { summary, rejectedFile } = await importBinary(stored);
		expect(summary).toMatchObject({ fileName: 'kept.csv', created: 1, rejected: 1 });
		expect(rejectedFile?.id).toMatch(/^filesystem/);
	});

	it('says what is wrong with a file that is none', async () => {
		const broken = inMemory(Buffer.from('504b0304ffff', 'hex'), 'broken.xlsx');
		await expect(importBinary(broken)).rejects.toMatchObject({
			message: expect.stringContaining('[item 0]'),
			description: expect.any(String),
		});
	});
});
