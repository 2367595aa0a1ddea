import type { Member } from '../model/member';
import { addWorkTime } from '../model/workTime';
import type { FollowUp, RuleSet, TouchClock } from './ruleSet';

const MINUTE = 60_000;

/** When things fall due for new owners; the same member and minutes are reckoned once a batch. */
export class DueTimes {
	private readonly known = new Map<string, number>();

	constructor(
		private readonly ruleSet: Pick<RuleSet, 'zone' | 'calendar'>,
		private readonly now: number,
	) {}

	/** When the first touch is due, in epoch milliseconds. */
	touch(member: Member, { withinMinutes, workingHours }: TouchClock): number {
		return this.after(member, withinMinutes, workingHours);
	}

	/** When to warn; undefined where nobody is to be warned. */
	warning(member: Member, clock: TouchClock): number | undefined {
		const { withinMinutes, warnBeforeMinutes, workingHours } = clock;
		if (!warnBeforeMinutes || warnBeforeMinutes >= withinMinutes) return undefined;
		return this.after(member, withinMinutes - warnBeforeMinutes, workingHours);
	}

	followUp(member: Member, { dueInMinutes, workingHours }: FollowUp): number {
		return this.after(member, dueInMinutes, workingHours);
	}

	/** So many minutes from now, of the member's working hours or by the clock; by the clock for whoever never works. */
	private after(member: Member, minutes: number, workingHours: boolean): number {
		const byClock = this.now + Math.round(minutes * MINUTE);
		if (!workingHours) return byClock;
		const key = `${member.id} ${minutes}`;
		const known = this.known.get(key);
		if (known !== undefined) return known;
		const schedule = {
			shifts: member.shifts,
			leaves: member.leaves,
			zone: member.timezone ?? this.ruleSet.zone,
			calendar: this.ruleSet.calendar,
		};
		const due = addWorkTime(this.now, Math.round(minutes * MINUTE), schedule) ?? byClock;
		this.known.set(key, due);
		return due;
	}
}
