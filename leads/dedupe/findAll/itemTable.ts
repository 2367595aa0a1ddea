import { detectSchema } from '../../matching/features/detectSchema';
import type { FieldKind, FieldSchema } from '../../matching/features/fieldKind';
import { LeadflowError } from '../../model/error';
import type { LeadFieldValues } from '../../model/lead';
import { fieldDefinition } from '../../model/leadFields';
import { normalizeLead } from '../../model/normalizeLead';

/** A record of any kind: text, numbers; what is neither is not looked at. */
export type Item = Readonly<Record<string, unknown>>;

/** Items as a table. */
export interface ItemTable {
	/** By field; all columns of one length. */
	cells: Record<string, string[]>;
	schema: FieldSchema;
}

/** Items that one search takes at most, because it keeps them in memory. */
export const MOST_ITEMS = 1_000_000;

/** Items read, or cells normalised, before others get their turn. */
const BETWEEN_PAUSES = { read: 5000, normalised: 50 } as const;

/**
 * Items as a table, with the kind of each field. Run it with `runInSlices`.
 *
 * @param given field → kind; found out from names and contents where it is absent
 * @param without fields that are not looked at
 * @throws LeadflowError INVALID_INPUT for too many items, or where no field is of any use
 */
export function* itemTable(
	items: readonly Item[],
	given: FieldSchema | undefined,
	without: readonly string[] = [],
): Generator<void, ItemTable> {
	if (items.length > MOST_ITEMS) {
		throw new LeadflowError(
			'INVALID_INPUT',
			`More than ${MOST_ITEMS.toLocaleString('en')} items do not fit into one search`,
			{ hint: 'Bring them into the lead store and search there by parts.' },
		);
	}
	const cells = yield* cellsOf(items, given ? Object.keys(given) : undefined, new Set(without));
	const schema = given ?? detectSchema(cells);
	const isUseful = Object.entries(schema).some(
		([field, kind]) => kind !== 'ignore' && cells[field]?.some((cell) => cell !== ''),
	);
	if (items.length > 1 && !isUseful) {
		throw new LeadflowError('INVALID_INPUT', 'No field of the items can be compared', {
			hint: 'Name the fields and what they hold, such as name, email, phone or company.',
		});
	}
	return { cells, schema };
}

function* cellsOf(
	items: readonly Item[],
	fields: readonly string[] | undefined,
	without: ReadonlySet<string>,
): Generator<void, Record<string, string[]>> {
	const columns = new Map<string, string[]>();
	for (const field of fields ?? (yield* fieldsOf(items))) {
		if (!without.has(field)) columns.set(field, []);
	}
	for (const [index, item] of items.entries()) {
		if (index % BETWEEN_PAUSES.read === 0) yield;
		for (const [field, cells] of columns) cells.push(cellOf(item, field));
	}
	// From entries, because a field called `__proto__` is just a name.
	return Object.fromEntries(columns);
}

function* fieldsOf(items: readonly Item[]): Generator<void, Set<string>> {
	const fields = new Set<string>();
	for (const [index, item] of items.entries()) {
		if (index % BETWEEN_PAUSES.read === 0) yield;
		for (const field of Object.keys(item)) fields.add(field);
	}
	return fields;
}

function cellOf(item: Item, field: string): string {
	const value = Object.hasOwn(item, field) ? item[field] : undefined;
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Lead fields that kinds stand for, in the order in which columns of the kind take them. */
const FIELDS: Partial<Record<FieldKind, ReadonlyArray<keyof LeadFieldValues>>> = {
	name: ['name'],
	givenName: ['firstName'],
	surname: ['lastName'],
	company: ['company'],
	jobTitle: ['title'],
	email: ['email', 'secondaryEmail'],
	phone: ['mobile', 'phone'],
	address: ['street'],
	city: ['city'],
	region: ['state'],
	country: ['country'],
	postcode: ['postalCode'],
	website: ['website'],
};

/**
 * The rows of a table as fields of leads, for presets of rules: by their names, else by their kinds.
 * Run it with `runInSlices`.
 */
export function* leadFieldsOf(
	{ cells, schema }: ItemTable,
	rows: number,
): Generator<void, LeadFieldValues[]> {
	const fieldOf = leadFieldByColumn(schema);
	const leads: LeadFieldValues[] = [];
	for (let row = 0; row < rows; row += 1) {
		if (row % BETWEEN_PAUSES.normalised === 0) yield;
		const raw = [...fieldOf].map(([column, field]) => [field, cells[column]?.[row] ?? '']);
		leads.push(normalizeLead(Object.fromEntries(raw), { defaultCountry: 'CN' }).fields);
	}
	return leads;
}

function leadFieldByColumn(schema: FieldSchema): Map<string, string> {
	const fieldOf = new Map<string, string>();
	const taken = new Set<string>();
	const take = (column: string, field: string | undefined): void => {
		if (field === undefined || taken.has(field) || fieldOf.has(column)) return;
		taken.add(field);
		fieldOf.set(column, field);
	};
	for (const column of Object.keys(schema)) take(column, fieldDefinition(column) && column);
	for (const [column, kind] of Object.entries(schema)) {
		take(
			column,
			FIELDS[kind]?.find((field) => !taken.has(field)),
		);
	}
	return fieldOf;
}
