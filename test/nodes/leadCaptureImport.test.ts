import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { REJECT_COLUMNS } from '../../leads/capture/imports/columns';
import { countLeads, findLeads } from '../../leads/store/leads/findLeads';
import { countRows } from '../../leads/store/tableRows';
import { embeddedStore } from './embeddedStore';
import { runWorkflow } from './runWorkflow';

function fileItem(text: string | Buffer, fileName: string): INodeExecutionData {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text;
	return {
		json: {},
		binary: { data: { data: bytes.toString('base64'), mimeType: 'text/csv', fileName } },
	};
}

async function run(
	operation: string,
	items: INodeExecutionData[],
	parameters: IDataObject = {},
	executionId?: string,
) {
	const done = await runWorkflow({
		nodes: [
			{ name: 'Lead Capture', type: 'leadCapture', parameters: { operation, ...parameters } },
		] as never,
		items,
		...(executionId ? { executionId } : {}),
	});
	return {
		error: done.error,
		hints: done.hints('Lead Capture').map(({ message }) => message),
		captured: done.json('Lead Capture', 0),
		rejected: done.json('Lead Capture', 1),
		items: done.items('Lead Capture', 0),
		rejectedItems: done.items('Lead Capture', 1),
	};
}

const people = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => from + index)
		.map((n) => `王伟,138${String(n).padStart(8, '0')},w${n}@example.com,${n}号公司,VIP`)
		.join('\n');

const TITLES = '姓名,手机号,邮箱,公司名称,会员等级';

async function textOf(data: IBinaryData | undefined): Promise<string> {
	return Buffer.from(data?.data ?? '', 'base64').toString();
}

describe('Lead Capture: Import File', () => {
	it('saves each row of a CSV file that was dropped in, and tells what came of it in one item', async () => {
		const csv = `${TITLES}\n${people(1000, 300)}\n,,,,gold\n`;
		const { captured, rejected, error, items, rejectedItems } = await run('importFile', [
			fileItem(csv, 'fair.csv'),
		]);
		expect(error).toBeUndefined();
		expect(captured).toEqual([
			expect.objectContaining({
				state: 'done',
				fileName: 'fair.csv',
				format: 'csv',
				encoding: 'utf-8',
				rows: 301,
				done: 301,
				created: 300,
				rejected: 1,
				updated: 0,
				attached: 0,
				quarantined: 0,
				repeated: false,
				mapping: [
					{ column: '姓名', target: 'name' },
					{ column: '手机号', target: 'mobile' },
					{ column: '邮箱', target: 'email' },
					{ column: '公司名称', target: 'company' },
					{ column: '会员等级', target: 'custom.会员等级' },
				],
				unmappedColumns: ['会员等级'],
			}),
		]);
		const { importId } = captured[0];
		expect(rejected).toEqual([
			{
				importId,
				row: 302,
				field: 'name',
				column: '姓名',
				reason: expect.stringContaining('empty'),
				problems: [expect.objectContaining({ code: 'nobody', field: 'name' })],
			},
		]);
		expect(rejectedItems[0].pairedItem).toEqual({ item: 0 });
		const file = items[0].binary?.rejected;
		expect(file).toMatchObject({ fileName: 'fair-rejected.csv', mimeType: 'text/csv' });
		expect(await textOf(file)).toBe(
			`\ufeff${TITLES},${REJECT_COLUMNS.row},${REJECT_COLUMNS.reason}\r\n` +
				`,,,,gold,302,${String(rejected[0].reason)}\r\n`,
		);
		const store = await embeddedStore();
		const { leads } = await store.read(findLeads({ search: 'w1299@example.com' }));
		expect(leads).toMatchObject([{ custom: { 会员等级: 'VIP' }, company: '1299号公司' }]);
	});

	it('gives out leads or IDs where asked to', async () => {
		const csv = `${TITLES}\n${people(2000, 3)}`;
		const full = await run('importFile', [fileItem(csv, 'a.csv')], { output: 'full' });
		expect(full.captured).toHaveLength(4);
		expect(full.captured[1]).toMatchObject({ name: '王伟', outcome: 'created', version: 1 });
		const ids = await run('importFile', [fileItem(`${csv}\n`, 'a.csv')], { output: 'ids' });
		expect(ids.captured.slice(1)).toEqual(
			full.captured
				.slice(1)
				.map(({ id }) => ({ id, outcome: 'attached', importId: ids.captured[0].importId })),
		);
	});

	it('does not import again when the same execution asks again, and warns when another one does', async () => {
		const store = await embeddedStore();
		const item = fileItem(`Name,Phone,Company\nAnna,+49 30 901820,Acme Valves`, 'b.csv');
		const before = await store.read(countLeads({}));
		const first = await run('importFile', [item], {}, 'execution-7');
		const again = await run('importFile', [item], {}, 'execution-7');
		expect(again.captured[0]).toMatchObject({
			importId: first.captured[0].importId,
			repeated: true,
			created: 1,
		});
		expect(again.hints).toEqual([]);
		expect(await store.read(countLeads({}))).toBe(before + 1);
		const other = await run('importFile', [item], {}, 'execution-8');
		expect(other.hints).toEqual([expect.stringContaining('imported before')]);
		expect(await store.read(countLeads({}))).toBe(before + 2);
	});

	it('says what would happen in a dry run and writes nothing', async () => {
		const store = await embeddedStore();
		const before = await store.read(countRows('events'));
		const csv = `${TITLES}\n${people(3000, 45)}\n${people(3000, 2)}\n,,,,x`;
		const { captured, rejected } = await run('importFile', [fileItem(csv, 'c.csv')], {
			options: { dryRun: true },
		});
		expect(captured).toEqual([
			expect.objectContaining({ dryRun: true, rows: 48, created: 45, attached: 2, rejected: 1 }),
		]);
		expect(rejected).toMatchObject([{ row: 49, field: 'name' }]);
		expect(await store.read(countRows('events'))).toBe(before);
	});

	it('maps columns by hand, keeps the mapping under a name and uses it again', async () => {
		const csv = (n: number) => `Wer,Wohin,Was\nAnna Weber ${n},anna${n}@example.com,pump`;
		const parameters = {
			mapping: 'listed',
			fieldsToMap: {
				field: [
					{ leadField: 'name', from: 'Wer' },
					{ leadField: 'email', from: 'Wohin' },
					{ leadField: 'custom', customField: 'item', from: 'Was' },
				],
			},
		};
		const saved = await run('importFile', [fileItem(csv(1), 'd.csv')], {
			...parameters,
			options: { saveMappingAs: 'Messe' },
		});
		expect(saved.captured[0]).toMatchObject({ created: 1, unmappedColumns: ['Was'] });
		const used = await run('importFile', [fileItem(csv(2), 'd.csv')], {
			mapping: 'saved',
			savedMapping: { __rl: true, mode: 'list', value: 'Messe' },
			output: 'full',
		});
		expect(used.captured[1]).toMatchObject({ name: 'Anna Weber 2', custom: { item: 'pump' } });
		const missing = await run('importFile', [fileItem(csv(3), 'd.csv')], {
			mapping: 'saved',
			savedMapping: { __rl: true, mode: 'id', value: 'nothing' },
		});
		expect(missing.error?.message).toContain('No mapping is saved under this name');
	});

	it('goes on without waiting, and List Imports tells when it is done', async () => {
		const csv = `${TITLES}\n${people(4000, 200)}`;
		const { captured } = await run('importFile', [fileItem(csv, 'e.csv')], {
			options: { waitForCompletion: false },
		});
		expect(captured[0]).toMatchObject({ state: 'open', rows: 200 });
		for (;;) {
			const { captured: imports } = await run('listImports', [{ json: {} }], { limit: 1 });
			if (imports[0].state !== 'done') continue;
			expect(imports).toEqual([
				expect.objectContaining({
					importId: captured[0].importId,
					fileName: 'e.csv',
					created: 200,
					startedBy: 'system',
				}),
			]);
			break;
		}
	});

	it('says which part of the node panel is wrong, and that a file was empty', async () => {
		const none = await run('importFile', [{ json: {} }]);
		expect(none.error?.message).toContain('data');
		const empty = await run('importFile', [fileItem('', 'f.csv')]);
		expect(empty.error).toBeUndefined();
		expect(empty.captured).toEqual([
			expect.objectContaining({ fileName: 'f.csv', rows: 0, created: 0, state: 'done' }),
		]);
	});
});

describe('Lead Capture: Preview Import', () => {
	it('shows how a file is read and what its first rows would become', async () => {
		const store = await embeddedStore();
		const before = await store.read(countRows('events'));
		const csv = `${TITLES}\n${people(5000, 30)}`;
		const { captured } = await run('previewImport', [fileItem(csv, 'g.csv')]);
		expect(captured).toHaveLength(1);
		expect(captured[0]).toMatchObject({
			format: 'csv',
			delimiter: ',',
			headerRow: 1,
			rowsShown: 20,
			created: 20,
			unmappedColumns: ['会员等级'],
		});
		const rows = captured[0].rows as IDataObject[];
		expect(rows[0]).toMatchObject({
			row: 2,
			outcome: 'created',
			lead: { mobile: '+8613800005000', company: '5000号公司' },
		});
		// The made-up people of this file share their names, which may be said beside it.
		expect(rows[0].reasons).toContainEqual(expect.objectContaining({ code: 'newPerson' }));
		expect(await store.read(countRows('events'))).toBe(before);
		expect(await store.read(countRows('import_chunks'))).toBe(0);
	});
});

describe('Lead Capture: Undo Import', () => {
	it('takes an import back once, and says so when asked again', async () => {
		const store = await embeddedStore();
		const before = await store.read(countLeads({}));
		const imported = await run('importFile', [fileItem(`${TITLES}\n${people(6000, 50)}`, 'h.csv')]);
		const importId = String(imported.captured[0].importId);
		const input = [{ json: { importId } }];
		const rehearsed = await run('undoImport', input, { dryRun: true });
		expect(rehearsed.captured).toEqual([
			{ importId, dryRun: true, binned: 50, restored: 0, dropped: 0, left: 0 },
		]);
		expect(await store.read(countLeads({}))).toBe(before + 50);
		const undone = await run('undoImport', [{ json: {} }], {
			import: { __rl: true, mode: 'id', value: importId },
		});
		expect(undone.captured[0]).toMatchObject({ binned: 50, state: 'done', undoneBefore: false });
		expect(await store.read(countLeads({}))).toBe(before);
		const again = await run('undoImport', input);
		expect(again.captured[0]).toMatchObject({ binned: 50, undoneBefore: true });
		expect(again.hints).toEqual([expect.stringContaining('undone before')]);
		const [listed] = (await run('listImports', [{ json: {} }])).captured;
		expect(listed).toMatchObject({ importId, undo: { state: 'done' } });
		const unknown = await run('undoImport', [{ json: {} }]);
		expect(unknown.error?.message).toContain("'Import' is empty");
	});
});

describe('Lead Capture: Capture From Card Text', () => {
	it('saves the person on a card, and turns away what is none', async () => {
		const { captured, rejected } = await run(
			'captureCardText',
			[
				{ json: { text: 'MECARD:N:Weber,Clara;TEL:+4930901820;EMAIL:clara@example.com;;' } },
				{ json: { text: 'just a note' } },
			],
			{ options: { tags: 'fair' } },
		);
		expect(captured).toEqual([
			expect.objectContaining({
				outcome: 'created',
				email: 'clara@example.com',
				tags: ['fair'],
			}),
		]);
		expect(rejected).toEqual([expect.objectContaining({ text: 'just a note', row: 2 })]);
	});
});
