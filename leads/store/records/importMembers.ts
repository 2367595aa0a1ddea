import { LeadflowError } from '../../model/error';
import type { MemberInput } from '../../model/member';
import type { Operation, StoreContext } from '../context';
import { LostRace } from '../engine/engine';
import { takeLease } from '../leases';
import { requireWriter } from '../permissions';
import { q, type Row, type Step } from '../step';
import { memberRecords } from './colleagueRecords';
import type { RecordValues } from './definition';
import { changedDraft, draftOf } from './recordDraft';
import { changesBetween, insertRecord, replaceRecord } from './writeRecord';

export interface MemberImportResult {
	outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
	/** Absent for a rejected row. */
	id?: string;
	/** Why the row was rejected. */
	error?: { message: string; field?: string };
}

/** What a member is recognised by, the first that is given and known deciding. */
const keys = [
	['email', 'email'],
	['mobile', 'mobile'],
	['wecomUserId', 'wecom_user_id'],
] as const;

/**
 * Brings a list of members in: known ones (by e-mail, else mobile, else WeCom user id, else name) get
 * the values of their row, the others are made. Rows stand for themselves: one that is wrong is
 * rejected and the others are written. Absent values leave what is there.
 *
 * @returns a result for each row, in order
 */
export function importMembers(rows: readonly MemberInput[]): Operation<MemberImportResult[]> {
	return function* (context) {
		requireWriter(context.actor);
		// No key of the database keeps two imports from making the same member; this row does.
		const alone = yield* takeLease(context, {
			name: 'importMembers',
			owner: context.newId(),
			leaseMs: 0,
		});
		if (!alone) throw new LostRace('leases');
		const results: MemberImportResult[] = [];
		for (const row of rows) results.push(yield* importMember(context, row));
		return results;
	};
}

function* importMember(context: StoreContext, input: MemberInput): Step<MemberImportResult> {
	const given = Object.fromEntries(
		Object.entries(input).filter(
			([, value]) => value !== undefined && value !== null && value !== '',
		),
	);
	const problem = { found: undefined as LeadflowError | undefined };
	const result = yield* attempt(context, given, problem);
	if (result) return result;
	return {
		outcome: 'rejected',
		error: {
			message: problem.found?.message ?? 'The row cannot be read',
			...(problem.found?.field ? { field: problem.found.field } : {}),
		},
	};
}

/** Imports a row; for one that is wrong notes what is wrong with it. Nothing is written before all is checked. */
function* attempt(
	context: StoreContext,
	given: RecordValues,
	problem: { found: LeadflowError | undefined },
): Step<MemberImportResult | undefined> {
	const draft = yield* caught(draftOf(context, memberRecords, given), problem);
	if (!draft) return undefined;
	const known = yield* caught(findMember(context, draft.values), problem);
	if (problem.found) return undefined;
	if (!known) {
		const row = yield* insertRecord(context, memberRecords, draft, context.newId());
		return { outcome: 'created', id: String(row.id) };
	}
	const change = yield* caught(changedDraft(context, memberRecords, known, given), problem);
	if (!change) return undefined;
	if (Object.keys(changesBetween(change.current, change.values)).length === 0) {
		return { outcome: 'unchanged', id: String(known.id) };
	}
	yield* replaceRecord(context, memberRecords, change, 'updated');
	return { outcome: 'updated', id: String(known.id) };
}

/** Runs checks that may refuse the row; any other error ends the import. */
function* caught<T>(
	step: Step<T>,
	problem: { found: LeadflowError | undefined },
): Step<T | undefined> {
	let fatal: { error: unknown } | undefined;
	try {
		return yield* step;
	} catch (error) {
		if (error instanceof LeadflowError) problem.found = error;
		else fatal = { error };
	}
	if (fatal) throw fatal.error;
	return undefined;
}

function* findMember(context: StoreContext, values: RecordValues): Step<Row | undefined> {
	const members = context.db
		.selectFrom('members')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where('deleted_at', 'is', null)
		.orderBy('id')
		.limit(2);
	for (const [field, column] of keys) {
		const value = values[field];
		if (typeof value !== 'string') continue;
		const [found] = yield* q(members.where(column, '=', value));
		if (found) return found;
	}
	const namesakes = yield* q(members.where('name', '=', String(values.name)));
	// Somebody of the same name with another address is somebody else.
	const possible = namesakes.filter((row) =>
		keys.every(([field, column]) => {
			const value = values[field];
			return typeof value !== 'string' || row[column] === null || row[column] === value;
		}),
	);
	if (possible.length > 1) {
		throw new LeadflowError('INVALID_INPUT', 'Several members have this name', {
			field: 'name',
			hint: 'Add an e-mail address, a mobile number or a WeCom user ID to the row.',
		});
	}
	return possible[0];
}
