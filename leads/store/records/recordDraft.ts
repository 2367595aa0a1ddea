import type { StoreContext } from '../context';
import { requireMember } from '../references';
import type { Row, Step } from '../step';
import { isOwned, type RecordDefinition, type RecordDraft, type RecordValues } from './definition';
import { isObject } from './permittedInput';
import { checkedChanges, checkedInput } from './recordInput';
import { valuesOf } from './recordRow';
import { changesBetween } from './writeRecord';

type AnyDefinition = RecordDefinition<unknown, unknown>;

/** The team of an owned record is that of its owner, so that the owner's manager sees it. */
function* settlePerson(
	context: StoreContext,
	definition: AnyDefinition,
	draft: RecordDraft,
): Step<void> {
	const { person, table } = definition;
	if (!person) return;
	const id = draft.values[person.field];
	const known = draft.before?.[person.column] ?? null;
	if (typeof id !== 'string') {
		if (isOwned(table)) draft.columns.team_id = known === null ? draft.before?.team_id : null;
		return;
	}
	const same = id.toLowerCase() === known;
	const member = same ? undefined : yield* requireMember(context, id, person.field);
	if (isOwned(table)) draft.columns.team_id = member ? member.team_id : draft.before?.team_id;
}

/** A record without an owner would be out of its maker's sight, unless they see everything. */
function defaultPerson(
	context: StoreContext,
	{ person, table, kind }: AnyDefinition,
): RecordValues {
	const { memberId, scope } = context.actor;
	if (!person || !isOwned(table) || memberId === null) return {};
	const byNature = kind === 'activity' || kind === 'task';
	return byNature || scope.kind !== 'all' ? { [person.field]: memberId } : {};
}

/**
 * Checks a new record and fills what follows from it.
 *
 * @throws LeadflowError INVALID_INPUT, FORBIDDEN
 */
export function* draftOf(
	context: StoreContext,
	definition: AnyDefinition,
	input: RecordValues,
): Step<RecordDraft> {
	const draft: RecordDraft = {
		current: {},
		changed: new Set(Object.keys(input)),
		values: { ...input },
		learnt: {},
		columns: {},
	};
	definition.normalize?.(draft);
	draft.values = {
		...defaultPerson(context, definition),
		...definition.defaults?.(context),
		...checkedInput(definition.schema, draft.values),
		...draft.learnt,
	};
	yield* settlePerson(context, definition, draft);
	if (definition.settle) yield* definition.settle(context, draft);
	return draft;
}

function isField({ schema }: AnyDefinition, field: string): boolean {
	return Object.hasOwn(schema.shape, field);
}

/** Custom values are changed one by one: null takes one away, what is not named stays. */
function mergedCustom(current: unknown, changes: unknown): unknown {
	if (!isObject(changes)) return changes;
	const merged = { ...(isObject(current) ? current : {}), ...changes };
	return Object.fromEntries(
		Object.entries(merged).filter(([, value]) => value !== null && value !== undefined),
	);
}

/**
 * Checks changes of a record and fills what follows from them.
 *
 * @throws LeadflowError INVALID_INPUT, FORBIDDEN
 */
export function* changedDraft(
	context: StoreContext,
	definition: AnyDefinition,
	before: Row,
	changes: RecordValues,
): Step<RecordDraft & { before: Row }> {
	const current = valuesOf(definition, before);
	const draft: RecordDraft & { before: Row } = {
		before,
		current,
		changed: new Set(Object.keys(changes)),
		values: { ...current, ...changes },
		learnt: {},
		columns: {},
	};
	if ('custom' in changes) draft.values.custom = mergedCustom(current.custom, changes.custom);
	definition.normalize?.(draft);
	// What is stored was checked when it was written; what changes is checked now.
	const touched = Object.keys(changesBetween(current, draft.values)).filter(
		(field) => isField(definition, field) || draft.changed.has(field),
	);
	const checked = checkedChanges(
		definition.schema,
		Object.fromEntries(touched.map((field) => [field, draft.values[field] ?? null])),
		definition.kind,
	);
	draft.values = { ...draft.values, ...checked, ...draft.learnt };
	yield* settlePerson(context, definition, draft);
	if (definition.settle) yield* definition.settle(context, draft);
	return draft;
}
