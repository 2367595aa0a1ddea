import type { z } from 'zod/v4';
import type { StoreContext } from '../context';
import { tables } from '../schema/tables';
import type { Row, Step } from '../step';

export type RecordTable =
	| 'accounts'
	| 'contacts'
	| 'deals'
	| 'activities'
	| 'tasks'
	| 'members'
	| 'teams'
	| 'pools';

/** Values of a record by field name, as they flow over the canvas: instants as ISO text. */
export type RecordValues = Record<string, unknown>;

/** A change on its way into the store. */
export interface RecordDraft {
	/** The row as it is, absent for a new record. */
	readonly before?: Row;
	/** Fields as they are, before the change. */
	readonly current: RecordValues;
	/** Fields that the caller wrote. */
	readonly changed: ReadonlySet<string>;
	/** All fields as they will be. */
	values: RecordValues;
	/** What normalising learnt beside the fields, such as the region. */
	learnt: RecordValues;
	/** Columns that no field fills, such as the team. */
	columns: Record<string, unknown>;
}

/** The part of a zod object schema that the records need. */
export interface InputSchema<Input> {
	readonly shape: Readonly<Record<string, z.ZodType>>;
	safeParse(input: unknown): z.ZodSafeParseResult<Input>;
}

export type RecordSort = 'createdAt' | 'updatedAt' | 'name' | 'at' | 'dueAt';

/** What makes one kind of record different from the others. */
export interface RecordDefinition<Input, Stored> {
	/** Its word in events and messages. */
	readonly kind: 'account' | 'contact' | 'deal' | 'activity' | 'task' | 'member' | 'team' | 'pool';
	readonly table: RecordTable;
	readonly schema: InputSchema<Input>;
	/** Only a type: what the record looks like when it is read. */
	readonly stored?: Stored;
	/** The field that names a member by id, its column, and how the record shows the member. */
	readonly person?: { field: string; column: 'owner_id' | 'manager_id'; shownAs: string };
	/** Columns of a search by text. */
	readonly searched: readonly string[];
	/** Orders beside `createdAt` and `updatedAt`. */
	readonly sorts?: readonly RecordSort[];
	/** What makes two records the same thing recorded twice; the second is not made. */
	repeatKey?(values: RecordValues): string | undefined;
	/** Values of a new record where the caller gave none. */
	defaults?(context: StoreContext): RecordValues;
	/** Brings values into their stored form. Throws LeadflowError INVALID_INPUT for what cannot be read. */
	normalize?(draft: RecordDraft): void;
	/** Checks references and permissions, and fills columns that no field fills. */
	settle?(context: StoreContext, draft: RecordDraft): Step<void>;
	/** What else a change brings about, in the same transaction. */
	written?(context: StoreContext, row: Row, draft: RecordDraft): Step<void>;
	/** Last touch on the values that are read. */
	present?(values: RecordValues, row: Row): RecordValues;
}

/** Fields whose names say more than `snake_case` tells. */
const reserved = new Set(['id', 'version', 'data', 'created_at', 'updated_at', 'deleted_at']);

function snakeCase(field: string): string {
	return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Fields of a record with a column of their own; the others live in `data`. */
export function columnFields(
	definition: RecordDefinition<unknown, unknown>,
): ReadonlyMap<string, string> {
	const known = columnsOfDefinition.get(definition);
	if (known) return known;
	const columns = new Map<string, string>();
	for (const field of Object.keys(definition.schema.shape)) {
		const column = field === definition.person?.field ? definition.person.column : snakeCase(field);
		if (Object.hasOwn(tables[definition.table], column) && !reserved.has(column)) {
			columns.set(field, column);
		}
	}
	columnsOfDefinition.set(definition, columns);
	return columns;
}

const columnsOfDefinition = new WeakMap<object, ReadonlyMap<string, string>>();

/** Whether rows of the table have an owner and a team, and so a scope. */
export function isOwned(
	table: RecordTable,
): table is Exclude<RecordTable, 'members' | 'teams' | 'pools'> {
	return table !== 'members' && table !== 'teams' && table !== 'pools';
}
