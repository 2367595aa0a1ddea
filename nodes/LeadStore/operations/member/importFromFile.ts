import type { IDataObject } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import type { MemberInput } from '../../../../leads/model/member';
import type { MemberImportResult } from '../../../../leads/store/records/importMembers';
import type { ItemResult, NodeOperation, OperationContext } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';

/** Rows per transaction: each is looked up by several keys. */
const CHUNK = 50;

type NamedResult = MemberImportResult & { name: string };

async function teamIdsByName({ store }: OperationContext): Promise<Map<string, string>> {
	const { findRecords, teamRecords } = await import('../../engine');
	const { entries } = await store.read(findRecords(teamRecords, { limit: 1000 }));
	return new Map(entries.map(({ id, name }) => [name.trim().toLowerCase(), id]));
}

/** Brings rows in, in their order; a row whose team is unknown is rejected like any other wrong row. */
async function importRows(
	context: OperationContext,
	rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
): Promise<NamedResult[]> {
	const [{ importMembers }, { memberRow }, teams] = await Promise.all([
		import('../../engine'),
		import('../../../../channels/files/memberRows'),
		teamIdsByName(context),
	]);
	const members = rows.map(memberRow);
	const results: NamedResult[] = [];
	for (let start = 0; start < members.length; start += CHUNK) {
		const chunk = members.slice(start, start + CHUNK);
		const known = chunk.filter(({ team }) => team === undefined || teams.has(team.toLowerCase()));
		const inputs = known.map(({ team, ...member }): MemberInput => {
			const id = team === undefined ? undefined : teams.get(team.toLowerCase());
			return { ...member, ...(id ? { teamIds: [id] } : {}) };
		});
		const written = await context.store.run(importMembers(inputs));
		const resultOf = new Map(known.map((member, index) => [member, written[index]]));
		for (const member of chunk) {
			const unknownTeam = {
				message: 'No team of this store has the name in the row',
				field: 'team',
			};
			const result = resultOf.get(member) ?? { outcome: 'rejected' as const, error: unknownTeam };
			results.push({ name: member.name, ...result });
		}
	}
	return results;
}

async function importItems(context: OperationContext): Promise<ItemResult[]> {
	const results = await importRows(
		context,
		context.items.map(({ json }) => json),
	);
	return results.map((result) =>
		result.outcome === 'rejected'
			? {
					error: new LeadflowError(
						'INVALID_INPUT',
						result.error?.message ?? 'The row was rejected',
						{ field: result.error?.field },
					),
				}
			: outputItems(result),
	);
}

async function importFile(context: OperationContext, index: number): Promise<IDataObject[]> {
	const { readTable } = await import('../../../../channels/files/readTable');
	const property =
		context.parameters.at<string>('binaryPropertyName', index, 'data').trim() || 'data';
	const rows = await readTable(await context.node.helpers.getBinaryDataBuffer(index, property));
	const results = await importRows(
		context,
		rows.map(({ cells }) => cells),
	);
	return results.map((result, index) => ({ row: rows[index].number, ...result }));
}

export const importFromFile: NodeOperation = {
	value: 'importFromFile',
	name: 'Import From File',
	action: 'Import members from file',
	description:
		'Make and update members from a CSV or Excel list, such as the address book export of WeCom',
	fields: [
		{
			displayName: 'Import From',
			name: 'importFrom',
			type: 'options',
			options: [
				{
					name: 'Binary Field',
					value: 'binary',
					description: 'A CSV or Excel file with a row of column titles',
				},
				{ name: 'Input Items', value: 'items', description: 'One member an item' },
			],
			default: 'binary',
			description:
				'Columns are recognised by English and Chinese titles (name, 姓名, mobile, 手机, team, 部门 …). A member is recognised by email, mobile, WeCom user ID or name.',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			displayOptions: { show: { importFrom: ['binary'] } },
			default: 'data',
			hint: 'The name of the input binary field that holds the file',
		},
	],
	async run(context) {
		if (context.parameters.once<string>('importFrom', 'binary') === 'items')
			return await importItems(context);
		return await eachItem(context, async (index) =>
			outputItems(...(await importFile(context, index))),
		);
	},
};
