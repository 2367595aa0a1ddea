import { parse } from 'csv-parse/sync';
import { read, utils } from 'xlsx';
import type { IBinaryData } from 'n8n-workflow';
import { onLeadStore, resultOf } from './onLeadStore';

type Call = Parameters<typeof onLeadStore>;

/** The file of an export, and what the item says about it. */
async function exported(parameters: Call[1], more: Call[3] = {}) {
	const { items, error } = await onLeadStore('lead.export', parameters, [{}], more);
	if (error) throw error;
	const [{ json, binary }] = items('leadStore');
	const data: IBinaryData | undefined = binary?.data;
	if (!data) throw new Error('The export gave out no file');
	return { json, data, bytes: Buffer.from(data.data, 'base64') };
}

function rowsOfXlsx(bytes: Buffer, sheet = 0): string[][] {
	const book = read(bytes);
	return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[sheet]], {
		header: 1,
		defval: '',
	});
}

beforeAll(async () => {
	await resultOf('lead.create', {}, [
		{
			姓名: '王小明',
			手机: '13800138001',
			公司: '上海机械有限公司',
			状态: 'working',
			machineType: 'CNC',
		},
		{
			name: '=HYPERLINK("http://example.com")',
			email: 'evil@example.com',
			company: '@SUM(A1)',
			message: 'two\nlines',
		},
	]);
});

test('XLSX with Chinese headers, statuses in Chinese, phone numbers in full', async () => {
	const { json, data, bytes } = await exported({ language: 'zh' });
	expect(json).toMatchObject({ format: 'xlsx', rows: 2 });
	expect(data).toMatchObject({
		fileExtension: 'xlsx',
		mimeType: expect.stringContaining('spreadsheetml'),
	});
	const [titles, first] = rowsOfXlsx(bytes);
	const row = Object.fromEntries(titles.map((title, index) => [title, first[index]]));
	expect(row).toMatchObject({
		姓名: '王小明',
		手机: '+8613800138001',
		公司: '上海机械有限公司',
		状态: '跟进中',
	});
});

test('CSV for Excel: byte order mark, CRLF, formulas defused, a phone number that can be dialled', async () => {
	const { data, bytes } = await exported({ format: 'csv', options: { fileName: 'out.csv' } });
	expect(data).toMatchObject({ fileName: 'out.csv', mimeType: 'text/csv' });
	expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
	expect(bytes.toString()).toContain('\r\n');
	const rows: Array<Record<string, string>> = parse(bytes, {
		bom: true,
		columns: true,
		record_delimiter: '\r\n',
	});
	expect(rows[0]).toMatchObject({ Name: '王小明', Mobile: '+8613800138001', Status: 'Working' });
	expect(rows[1]).toMatchObject({
		Name: '\'=HYPERLINK("http://example.com")',
		Company: "'@SUM(A1)",
		Message: 'two\nlines',
	});
});

test('in XLSX a formula is a text', async () => {
	const { bytes } = await exported({ columns: 'selected', selectedColumns: ['name'] });
	const sheet = read(bytes, { cellFormula: true }).Sheets.Leads;
	expect(sheet.A3).toMatchObject({ t: 's', v: '=HYPERLINK("http://example.com")' });
	expect(sheet.A3.f).toBeUndefined();
});

test('selected columns in their order, custom fields by name', async () => {
	const { bytes } = await exported({
		columns: 'selected',
		selectedColumns: ['company', 'name'],
		customColumns: 'machineType',
		format: 'csv',
	});
	expect(parse(bytes, { bom: true, record_delimiter: '\r\n' })[0]).toEqual([
		'Company',
		'Name',
		'machineType',
	]);
});

test('all columns hold every custom field that any lead has', async () => {
	const { bytes } = await exported({ columns: 'all' });
	const [titles, first, second] = rowsOfXlsx(bytes);
	const place = titles.indexOf('machineType');
	expect([first[place], second[place]]).toEqual(['CNC', '']);
});

test('no column selected is refused', async () => {
	const { error } = await onLeadStore('lead.export', { columns: 'selected', selectedColumns: [] });
	expect(error?.message).toContain("'Columns to Export' is empty");
});

test('filters hold, and masked values leave masked', async () => {
	const credentials = {
		leadflowStoreApi: {
			engine: 'sqlite',
			role: 'admin',
			fieldRestrictions: {
				restriction: [
					{ field: 'mobile', access: 'masked' },
					{ field: 'company', access: 'hidden' },
				],
			},
		},
	};
	const { json, bytes } = await exported(
		{
			format: 'csv',
			filters: { condition: [{ field: 'status', operator: 'equals', value: 'working' }] },
		},
		{ credentials },
	);
	expect(json.rows).toBe(1);
	const text = bytes.toString();
	expect(text).toContain('138****8001');
	expect(text).not.toContain('13800138001');
	expect(text).not.toContain('上海机械');
});

test('10,000 leads come back whole from both formats', async () => {
	const many = Array.from({ length: 10_000 }, (_, index) => ({
		name: `Many ${index}`,
		source: 'bulk',
	}));
	await resultOf('lead.create', {}, many);
	const filters = { condition: [{ field: 'source', operator: 'equals', value: 'bulk' }] };
	const columns = { columns: 'selected', selectedColumns: ['name'], filters };
	const csv = await exported({ ...columns, format: 'csv' });
	const xlsx = await exported(columns);
	const names = many.map(({ name }) => [name]);
	expect(parse(csv.bytes, { bom: true, record_delimiter: '\r\n' }).slice(1)).toEqual(names);
	expect(rowsOfXlsx(xlsx.bytes).slice(1)).toEqual(names);
	expect(csv.json.rows).toBe(10_000);
}, 120_000);
