import { systemActor } from '../../model/actor';
import { LeadflowError } from '../../model/error';
import type { Leave, Member } from '../../model/member';
import type { Operation } from '../../store/context';
import { requireWriter } from '../../store/permissions';
import { memberRecords } from '../../store/records/colleagueRecords';
import { getRecord } from '../../store/records/getRecord';
import { updateRecord } from '../../store/records/updateRecord';

export interface Availability {
	/** False takes the member out, true brings them back, null leaves it to shifts and leave. */
	available?: boolean | null;
	/** Out until then only: ISO 8601. */
	until?: string;
	/** A leave (请假) that is planned: ISO 8601, the end not included. */
	leave?: Leave;
}

/** What changes on a member for an availability. */
function changesFor(
	member: Member,
	{ available, until, leave }: Availability,
	now: number,
): { available?: boolean | null; leaves?: Leave[] } {
	const planned = leave ? [...member.leaves, leave] : member.leaves;
	if (available === false && until !== undefined) {
		const from = new Date(now).toISOString();
		return { available: null, leaves: [...planned, { from, to: until }] };
	}
	// Whoever is back has ended the leave they were on.
	const back = available === true;
	const leaves = back ? planned.flatMap((one) => endedBy(one, now)) : planned;
	return {
		...(available === undefined ? {} : { available }),
		...(leaves === member.leaves ? {} : { leaves }),
	};
}

function endedBy(leave: Leave, now: number): Leave[] {
	const [from, to] = [Date.parse(leave.from), Date.parse(leave.to)];
	if (to <= now || from > now) return [leave];
	return from === now ? [] : [{ ...leave, to: new Date(now).toISOString() }];
}

/**
 * Takes a member out or brings them back (在岗 / 请假): for good, until an instant, or by a planned leave.
 * Members do this for themselves, administrators and managers for others.
 *
 * @throws LeadflowError NOT_FOUND, INVALID_INPUT for times that do not fit, FORBIDDEN
 */
export function setAvailability(memberId: string, availability: Availability): Operation<Member> {
	return function* (context) {
		requireWriter(context.actor);
		const { until } = availability;
		if (until !== undefined && !(Date.parse(until) > context.now)) {
			throw new LeadflowError('INVALID_INPUT', "'until' must be a time to come", {
				field: 'until',
			});
		}
		const id = memberId.toLowerCase();
		const member = yield* getRecord(memberRecords, id)(context);
		const changes = changesFor(member, availability, context.now);
		const own = context.actor.memberId === id;
		const as = own ? { ...context, actor: { ...systemActor, memberId: id } } : context;
		const { record } = yield* updateRecord(memberRecords, id, changes)(as);
		return record;
	};
}
