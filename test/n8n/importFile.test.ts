import axios from 'axios';
import { utils, write } from 'xlsx';
import { findLeads } from '../../leads/store/leads/findLeads';
import { openStore } from '../../leads/store/store';
import { exampleWorkflow, itemsOf, startPlayground, type Playground } from './playground';

/*
 * The third example as a user imports it: a file that is sent through n8n's own form becomes leads.
 */

let n8n: Playground;

beforeAll(async () => {
	n8n = await startPlayground({ workflows: ['03-import-a-file.json'] });
});

afterAll(async () => await n8n.stop());

it('brings in a workbook from a form, and gives the rejected rows back as a file', async () => {
	const rows = [
		['客户名单'],
		['姓名', '手机', '城市'],
		['王伟', 13800138000, '上海'],
		['', '', '苏州'],
		['Anna Weber', '+49 170 1234567', ''],
	];
	const book = utils.book_new(utils.aoa_to_sheet(rows));
	const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' });
	const { id } = exampleWorkflow('03-import-a-file.json');
	const form = `${n8n.url}/form/b6a1f0c2-0003-4c0e-9a01-0000000000f1`;
	const body = new FormData();
	body.append('field-0', new Blob([Uint8Array.from(bytes)]), 'customers.xlsx');
	const { status } = await axios.post(form, body, { proxy: false });
	expect(status).toBe(200);

	const [execution] = await n8n.waitForExecutions(String(id), 1);
	expect(execution.status).toBe('success');
	const [summary] = itemsOf(execution, 'Lead Capture', 0);
	expect(summary.json).toMatchObject({
		state: 'done',
		fileName: 'customers.xlsx',
		format: 'xlsx',
		headerRow: 2,
		created: 2,
		rejected: 1,
	});
	expect(itemsOf(execution, 'Lead Capture', 1)).toMatchObject([
		{ json: { row: 4, field: 'name' }, binary: { rejected: { fileExtension: 'xlsx' } } },
	]);
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	const { leads } = await store.read(findLeads({}));
	await store.close();
	expect(leads.map(({ name, source }) => [name, source]).sort()).toEqual([
		['Anna Weber', 'File'],
		['王伟', 'File'],
	]);
});
