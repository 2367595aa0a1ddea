import fc from 'fast-check';
import { poolSettings, type PoolInput } from '../../../leads/model/pool';
import {
	daysAfter,
	extendedProtection,
	firstProtection,
	nextReminder,
	reclaimDue,
	type HoldingFacts,
} from '../../../leads/model/protection';

const HOUR = 60 * 60 * 1000;
const zone = 'Asia/Shanghai';
/** Ten in the morning in Shanghai. */
const on = (date: string, time = '10:00') => Date.parse(`${date}T${time}:00+08:00`);
const terms = (more: Partial<PoolInput> = {}) =>
	poolSettings({
		name: 'Pool',
		defaultProtectDays: 10,
		extendDays: 3,
		maxProtectDays: 20,
		...more,
	});
const held = (since: number, followUps: readonly number[] = [], more = {}): HoldingFacts => ({
	since,
	followUps,
	hasDeal: false,
	isWon: false,
	...more,
});

describe('the protection that 红圈 documents: 10 days, 3 more for a follow-up, 20 at most', () => {
	const claimed = on('2019-03-25');
	const dueAfter = (...dates: string[]) =>
		reclaimDue(
			terms(),
			held(
				claimed,
				// A minute before the time of day at which it would be due.
				dates.map((date) => on(date, '09:59')),
			),
		)?.at;

	it('ends on 4 April without a follow-up', () => {
		expect(firstProtection(terms(), claimed)).toBe(on('2019-04-04'));
		expect(dueAfter()).toBe(on('2019-04-04'));
	});

	it('stays there after a follow-up on 28 March, which would end on the 31st', () => {
		expect(dueAfter('2019-03-28')).toBe(on('2019-04-04'));
	});

	it('moves to 5 April by one on the 2nd, to the 8th by one on the 5th', () => {
		expect(dueAfter('2019-03-28', '2019-04-02')).toBe(on('2019-04-05', '09:59'));
		const followUps = [on('2019-04-02', '10:00'), on('2019-04-05', '10:00')];
		expect(reclaimDue(terms(), held(claimed, followUps))?.at).toBe(on('2019-04-08'));
	});

	it('ends on 14 April whatever follows', () => {
		const daily = Array.from({ length: 20 }, (_, day) => daysAfter(claimed, day, zone));
		expect(reclaimDue(terms(), held(claimed, daily))).toEqual({
			at: on('2019-04-14'),
			reason: 'protectionEnds',
		});
		expect(extendedProtection(terms(), claimed, on('2019-04-13'), on('2019-04-13'))).toBe(
			on('2019-04-14'),
		);
	});
});

describe('the rules by which a lead goes back', () => {
	const claimed = on('2031-03-01');

	it('take the earliest of several', () => {
		const rules = terms({
			reclaimWhen: [
				{ when: 'protectionEnds' },
				{ when: 'noFollowUp', days: 7 },
				{ when: 'noDeal', days: 5 },
				{ when: 'notWon', days: 9 },
			],
		});
		const due = (facts: HoldingFacts) => reclaimDue(rules, facts);
		expect(due(held(claimed))).toEqual({ at: on('2031-03-06'), reason: 'noDeal' });
		expect(due(held(claimed, [], { hasDeal: true }))).toEqual({
			at: on('2031-03-08'),
			reason: 'noFollowUp',
		});
		const called = [on('2031-03-06')];
		expect(due(held(claimed, called, { hasDeal: true }))).toEqual({
			at: on('2031-03-10'),
			reason: 'notWon',
		});
		expect(due(held(claimed, called, { hasDeal: true, isWon: true }))).toEqual({
			at: on('2031-03-11'),
			reason: 'protectionEnds',
		});
	});

	it('let a lead stay where there is no rule, or no end', () => {
		expect(reclaimDue(terms({ reclaimWhen: [] }), held(claimed))).toBeUndefined();
		const endless = terms({ defaultProtectDays: null, maxProtectDays: null });
		expect(reclaimDue(endless, held(claimed))).toBeUndefined();
	});

	it('count a follow-up that came too late for nothing', () => {
		const rules = terms({ reclaimWhen: [{ when: 'noFollowUp', days: 2 }] });
		const facts = held(claimed, [on('2031-03-02'), on('2031-03-05'), on('2031-03-06')]);
		expect(reclaimDue(rules, facts)?.at).toBe(on('2031-03-04'));
	});

	it('count days by the calendar of the pool, also over changed clocks', () => {
		const berlin = terms({ timezone: 'Europe/Berlin', defaultProtectDays: 3 });
		const friday = Date.parse('2031-03-28T09:00:00+01:00');
		expect(firstProtection(berlin, friday)).toBe(Date.parse('2031-03-31T09:00:00+02:00'));
	});

	it('agree with the formula step by step, whatever the owner does', () => {
		fc.assert(
			fc.property(
				fc.record({
					defaultProtectDays: fc.option(fc.integer({ min: 1, max: 40 })),
					extendDays: fc.option(fc.integer({ min: 1, max: 20 })),
					maxProtectDays: fc.option(fc.integer({ min: 1, max: 60 })),
				}),
				fc.array(fc.integer({ min: 0, max: 70 * 24 }), { maxLength: 30 }),
				(days, hours) => {
					const rules = terms(days);
					const followUps = hours.map((hour) => claimed + hour * HOUR).sort((a, b) => a - b);
					// The table's own words: new due = max(old due, action + extendDays), max is the hard end.
					const plus = (at: number, of: number | null) =>
						of === null ? Infinity : at + of * 24 * HOUR;
					const end = plus(claimed, days.maxProtectDays);
					let due = Math.min(plus(claimed, days.defaultProtectDays), end);
					for (const at of followUps) {
						if (at > due) break;
						if (days.extendDays !== null) {
							due = Math.min(Math.max(due, plus(at, days.extendDays)), end);
						}
					}
					expect(reclaimDue(rules, held(claimed, followUps))?.at ?? Infinity).toBe(due);
				},
			),
		);
	});
});

test('reminders come at each of their days before the end', () => {
	const pool = terms({ remindDaysBefore: [1, 3] });
	const end = on('2031-03-11');
	expect(nextReminder(pool, end, on('2031-03-01'))).toBe(on('2031-03-08'));
	expect(nextReminder(pool, end, on('2031-03-08'))).toBe(on('2031-03-10'));
	expect(nextReminder(pool, end, on('2031-03-10'))).toBeUndefined();
});
