import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type SqlBool } from 'kysely';
import type { FieldSchema } from '../../matching/features/fieldKind';
import { leadCellsOf } from '../../matching/leads/leadCells';
import type { LeadCells } from '../../matching/leads/profile';
import { LeadflowError } from '../../model/error';
import { lowestIdAt } from '../../model/ids';
import type { LeadFieldValues } from '../../model/lead';
import type { Operation } from '../../store/context';
import { leadCondition, type LeadQuery } from '../../store/leads/leadQuery';
import { fieldValues, type LeadRow } from '../../store/leads/leadRow';
import { q } from '../../store/step';
import type { LeadStore } from '../../store/store';
import { IdentityPairs, type IdentityPair } from './identityPairs';

/** Leads read in one go: reading them on SQLite, and making cells of them, holds n8n's event loop up. */
const PAGE = { sqlite: 100, postgres: 200 } as const;

/** The columns under which leads are searched; several for what a lead may have two of. */
export const leadSchema: FieldSchema = {
	name: 'name',
	company: 'company',
	title: 'jobTitle',
	email: 'email',
	secondaryEmail: 'email',
	mobile: 'phone',
	phone: 'phone',
	website: 'website',
	address: 'address',
	city: 'city',
	country: 'country',
};

/** Leads as a search reads them, row by row. */
export interface ReadLeads {
	ids: string[];
	versions: number[];
	/** By the fields of `leadSchema`. */
	cells: Record<string, string[]>;
	/** For presets of rules, which look at fields. */
	fields?: LeadFieldValues[];
	/** Leads that share what identifies a person. */
	identityPairs: IdentityPair[];
}

export interface ReadRequest {
	query?: Omit<LeadQuery, 'includeTest' | 'view'>;
	test?: boolean;
	/** Leads at most. */
	most: number;
	/** Whether the fields themselves are needed. */
	withFields: boolean;
}

/** The cells of a lead by column. */
export function cellsByColumn(cells: LeadCells): Record<string, string> {
	return {
		name: cells.name,
		company: cells.company,
		title: cells.title,
		email: cells.emails[0] ?? '',
		secondaryEmail: cells.emails[1] ?? '',
		mobile: cells.phones[0] ?? '',
		phone: cells.phones[1] ?? '',
		website: cells.website,
		address: cells.address,
		city: cells.city,
		country: cells.country,
	};
}

/**
 * Reads all leads of a query that the actor may see, page by page, so that nobody waits for it. What
 * changes meanwhile is noticed later, by its version.
 *
 * @throws LeadflowError INVALID_INPUT for more leads than fit into memory; CONFLICT when cancelled
 */
export async function readLeadsFor(
	store: LeadStore,
	request: ReadRequest,
	signal: AbortSignal,
): Promise<ReadLeads> {
	const columns = Object.keys(leadSchema);
	const read: ReadLeads = {
		ids: [],
		versions: [],
		cells: Object.fromEntries(columns.map((column) => [column, []])),
		...(request.withFields ? { fields: [] } : {}),
		identityPairs: [],
	};
	const identities = new IdentityPairs(request.test === true);
	let after = lowestIdAt(0);
	for (;;) {
		if (signal.aborted) throw new LeadflowError('CONFLICT', 'The search was cancelled');
		const rows = await store.read(pageOfLeads(request, after, PAGE[store.engine.dialect]));
		for (const row of rows) addRow(read, identities, row);
		if (read.ids.length > request.most) throw tooMany(request.most);
		if (rows.length < PAGE[store.engine.dialect]) break;
		after = rows[rows.length - 1].id;
		// On SQLite nothing else would get its turn: there, what is awaited is there at once.
		await nextTurn();
	}
	read.identityPairs = await identities.pairs(store, signal);
	return read;
}

function addRow(read: ReadLeads, identities: IdentityPairs, row: LeadRow): void {
	const fields = fieldValues(row);
	const cells = cellsByColumn(leadCellsOf(fields));
	for (const [column, cell] of Object.entries(cells)) read.cells[column].push(cell);
	identities.add(read.ids.length, fields);
	read.ids.push(row.id);
	read.versions.push(row.version);
	read.fields?.push(fields);
}

function pageOfLeads(
	{ query, test = false }: ReadRequest,
	after: string,
	limit: number,
): Operation<LeadRow[]> {
	return (context) => {
		const condition = leadCondition(context, { ...query, includeTest: true });
		// Who was converted lives on as a contact.
		const kind = sql<SqlBool>`leads.converted_at IS NULL AND leads.is_test = ${test ? 1 : 0}`;
		return q(
			sql<LeadRow>`SELECT leads.* FROM leads WHERE ${condition} AND ${kind} AND leads.id > ${after}
				ORDER BY leads.id LIMIT ${sql.lit(limit)}`.compile(context.db),
		);
	};
}

function tooMany(most: number): LeadflowError {
	return new LeadflowError(
		'INVALID_INPUT',
		`More than ${most.toLocaleString('en')} leads do not fit into one search`,
		{ hint: 'Search a part of them: filter by creation date, country or source.' },
	);
}
