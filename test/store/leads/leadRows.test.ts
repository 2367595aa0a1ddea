import { leadColumns, notOfLeads } from '../../../leads/store/leads/leadRows';
import { tables, type TableName } from '../../../leads/store/schema/tables';

/** Columns that hold ids, and what they name is not said by their names. */
const elsewhere: Readonly<Record<string, string>> = {
	'leads.id': 'the lead itself',
	'desk_links.member_id': 'a member',
};

describe('rows that belong to a lead', () => {
	it('names every column of the schema that holds an id, or says what else it is an id of', () => {
		const known = new Set(leadColumns.map(({ table, column }) => `${table}.${column}`));
		const unknown: string[] = [];
		for (const [table, columns] of Object.entries(tables)) {
			for (const [column, kind] of Object.entries(columns)) {
				if (!kind.startsWith('id')) continue;
				const place = `${table}.${column}`;
				if (!known.has(place) && !(column in notOfLeads) && !(place in elsewhere)) {
					unknown.push(place);
				}
			}
		}
		expect(unknown).toEqual([]);
	});

	it('names columns that there are, with a reason for each that is left alone', () => {
		for (const { table, column, typed, merge, erase, because } of leadColumns) {
			const columns: Record<string, string> = tables[table as TableName];
			expect(columns[column]).toMatch(/^id/);
			expect([table, typed === true && !('entity_type' in columns)]).toEqual([table, false]);
			if (merge === 'stays' || erase === 'keeps') expect(because).toBeTruthy();
		}
	});
});
