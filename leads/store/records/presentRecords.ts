import type { PersonReference } from '../../model/personReference';
import type { StoreContext } from '../context';
import { maskedCopy } from '../masks';
import { q, type Row, type Step } from '../step';
import { isOwned, type RecordDefinition, type RecordValues } from './definition';
import { recordOf } from './recordRow';

/** Rows as records for the actor: members by name, masked fields masked, in the order given. */
export function* presentRecords<Stored>(
	context: StoreContext,
	definition: RecordDefinition<unknown, Stored>,
	rows: readonly Row[],
): Step<Stored[]> {
	const names = yield* memberNames(context, definition, rows);
	return rows.map((row) => {
		const record = withPerson(definition, recordOf(definition, row), names);
		// Members and teams are colleagues: the masks are about leads.
		return (isOwned(definition.table) ? maskedCopy(context.actor, record) : record) as Stored;
	});
}

function withPerson(
	{ person }: RecordDefinition<unknown, unknown>,
	record: RecordValues,
	names: ReadonlyMap<string, string>,
): RecordValues {
	if (!person || !(person.field in record)) return record;
	const { [person.field]: id, ...rest } = record;
	const reference: PersonReference = { id: String(id), name: names.get(String(id)) ?? null };
	return { ...rest, [person.shownAs]: reference };
}

function* memberNames(
	context: StoreContext,
	{ person }: RecordDefinition<unknown, unknown>,
	rows: readonly Row[],
): Step<ReadonlyMap<string, string>> {
	const ids = new Set(person ? rows.flatMap((row) => row[person.column] ?? []) : []);
	if (ids.size === 0) return new Map();
	const members = yield* q(
		context.db
			.selectFrom('members')
			.select(['id', 'name'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', [...ids].map(String)),
	);
	return new Map(members.map(({ id, name }) => [id, name]));
}
