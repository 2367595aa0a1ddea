import { allLeadColumns, leadColumns } from '../../../../channels/files/leadColumns';
import { readColumns, REJECT_COLUMNS } from '../../../../leads/capture/imports/columns';

const ID = '01900000-0000-7000-8000-000000000001';

describe('columns of a file', () => {
	it('go where their titles say, others beside the fields', () => {
		const columns = readColumns(['姓名', 'Mobile', '会员号', '手机(2)', 'Tags'], {});
		expect(columns.found).toEqual([
			{ column: '姓名', target: 'name' },
			{ column: 'Mobile', target: 'mobile' },
			{ column: '会员号', target: 'custom.会员号' },
			{ column: '手机(2)', target: 'custom.手机(2)' },
			{ column: 'Tags', target: 'tags' },
		]);
		const cells = { 姓名: '王伟', Mobile: '1', 会员号: 7, '手机(2)': '2', Tags: 'a, b；c' };
		expect(columns.read(cells)).toEqual({
			fields: { name: '王伟', mobile: '1' },
			custom: { 会员号: 7, '手机(2)': '2' },
			tags: ['a', 'b', 'c'],
		});
		expect(columns.fieldOf('姓名')).toBe('name');
		expect(columns.fieldOf('会员号')).toBeUndefined();
		expect(columns.columnOf('mobile')).toBe('Mobile');
	});

	it('go where the user says, and are missed when the file has them not', () => {
		const options = {
			explicit: { name: 'Wer', email: 'Mail', 'custom.size': 'Mobile' },
			unknownFields: 'ignore' as const,
		};
		const columns = readColumns(['Wer', 'Mobile', 'x'], options);
		expect(columns.found).toEqual([
			{ column: 'Wer', target: 'name' },
			{ column: 'Mobile', target: 'custom.size' },
			{ column: 'x', target: null },
		]);
		expect(columns.missing).toEqual(['Mail']);
		expect(columns.read({ Wer: 'Anna', Mobile: '5', x: 1 })).toEqual({
			fields: { name: 'Anna' },
			custom: { size: '5' },
			tags: [],
		});
		expect(readColumns(['Tags', 'Lead ID'], { ...options, autodetect: false }).found).toEqual([
			{ column: 'Tags', target: null },
			{ column: 'Lead ID', target: null },
		]);
	});

	it.each(['en', 'zh'] as const)(
		'of an exported file come back as what they were (%s)',
		(language) => {
			const exported = leadColumns(allLeadColumns, language);
			const { found, read } = readColumns(
				exported.map(({ title }) => title),
				{},
			);
			const special = ['owner', 'team', 'score', 'grade', 'regionCode', 'accountId', 'contactId'];
			const instants = ['createdAt', 'updatedAt', 'lastActivityAt', 'readAt', 'convertedAt'];
			expect(found.map(({ target }) => target)).toEqual(
				exported.map(({ name }) => ([...special, ...instants].includes(name) ? null : name)),
			);
			expect(read({ [exported[0].title]: ID.toUpperCase() })).toEqual({
				fields: {},
				custom: {},
				leadId: ID,
				tags: [],
			});
		},
	);

	it('called ID are anybody’s where the file is no export of ours', () => {
		const { found, read } = readColumns(['ID', 'Name', 'Owner'], {});
		expect(found[0]).toEqual({ column: 'ID', target: 'custom.ID' });
		expect(read({ ID, Owner: 'Li' })).toMatchObject({ custom: { ID, Owner: 'Li' } });
		// Our own, and what only looks like it.
		const own = readColumns(['Lead ID', 'Name'], {});
		expect(own.read({ 'Lead ID': ID }).leadId).toBe(ID);
		expect(own.read({ 'Lead ID': 'A-17' })).toMatchObject({ custom: { 'Lead ID': 'A-17' } });
	});

	it('that tell why a row was rejected are not read back', () => {
		const { found, read } = readColumns(['Name', ...Object.values(REJECT_COLUMNS)], {});
		expect(found.slice(1).map(({ target }) => target)).toEqual([null, null]);
		expect(read({ Name: 'Anna', [REJECT_COLUMNS.reason]: 'x' }).custom).toEqual({});
	});

	it('with names of JavaScript’s own are plain names', () => {
		const headers = ['__proto__', 'constructor', 'toString', 'name'];
		const { read } = readColumns(headers, {});
		const cells = JSON.parse('{"__proto__":"x","constructor":"y","name":"Anna"}');
		const { custom, fields } = read(cells);
		expect(Object.entries(custom ?? {})).toEqual([
			['__proto__', 'x'],
			['constructor', 'y'],
		]);
		expect(fields).toEqual({ name: 'Anna' });
		expect(read({ name: 'Ben' }).custom).toEqual({});
	});
});
