import { isoText } from '../instants';
import { columnKind, tables } from '../schema/tables';
import type { Row } from '../step';
import {
	columnFields,
	type RecordDefinition,
	type RecordDraft,
	type RecordValues,
} from './definition';

type AnyDefinition = RecordDefinition<unknown, unknown>;

/** What `data` holds. */
function dataOf(row: Row): RecordValues {
	return (row.data ?? {}) as RecordValues;
}

function fieldOfColumn(definition: AnyDefinition, column: string, value: unknown): unknown {
	const kind = columnKind(definition.table, column);
	if (kind === 'instant') return isoText(Number(value));
	return kind === 'flag' ? value === 1 : value;
}

function columnOfField(definition: AnyDefinition, column: string, value: unknown): unknown {
	if (value === undefined || value === null) return null;
	const kind = columnKind(definition.table, column);
	if (kind === 'instant') return Date.parse(String(value));
	if (kind === 'flag') return value === true ? 1 : 0;
	return kind === 'id' ? String(value).toLowerCase() : value;
}

/** All filled fields of a row: those of columns, and those of `data`, where parts of the software keep more. */
export function valuesOf(definition: AnyDefinition, row: Row): RecordValues {
	const values: RecordValues = { ...dataOf(row) };
	for (const [field, column] of columnFields(definition)) {
		const value = row[column];
		if (value !== null && value !== undefined) {
			values[field] = fieldOfColumn(definition, column, value);
		}
	}
	return values;
}

/** The row that a draft makes, without version and times. */
export function rowOf(definition: AnyDefinition, draft: RecordDraft): Row {
	const columns = columnFields(definition);
	const row: Row = {};
	const data: RecordValues = {};
	for (const [field, value] of Object.entries(draft.values)) {
		if (!columns.has(field) && value !== null && value !== undefined) data[field] = value;
	}
	for (const [field, column] of columns) {
		row[column] = columnOfField(definition, column, draft.values[field]);
	}
	if ('custom' in tables[definition.table]) row.custom ??= {};
	return { ...row, ...draft.columns, data };
}

/** The record as it is read, unmasked: fields, id, version and times; people still by id. */
export function recordOf(definition: AnyDefinition, row: Row): RecordValues {
	const values = valuesOf(definition, row);
	const deletedAt = row.deleted_at;
	return {
		id: row.id,
		version: row.version,
		...(definition.present?.(values, row) ?? values),
		createdAt: isoText(Number(row.created_at)),
		updatedAt: isoText(Number(row.updated_at)),
		...(deletedAt === null ? {} : { deletedAt: isoText(Number(deletedAt)) }),
	};
}
