import fc from 'fast-check';
import {
	addWorkTime,
	isWorkTime,
	nextWorkTime,
	type WorkSchedule,
} from '../../../leads/model/workTime';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const shanghai: WorkSchedule = {
	shifts: [office],
	leaves: [],
	zone: 'Asia/Shanghai',
	calendar: { holidays: 'CN' },
};
/** An instant in the zone of the schedule's place: China has no summer time. */
const cst = (text: string) => Date.parse(`${text}:00+08:00`);
const iso = (instant: number | undefined) =>
	instant === undefined ? undefined : new Date(instant).toISOString();

describe('working time', () => {
	it.each([
		['2026-03-05T09:00', true, 'the first minute'],
		['2026-03-05T08:59', false, 'before'],
		['2026-03-05T18:00', false, 'the end is not included'],
		['2026-03-07T10:00', false, 'Saturday'],
		['2026-10-01T10:00', false, 'National Day, a Thursday'],
		['2026-10-10T10:00', true, 'a Saturday that is worked instead'],
		['2026-10-10T19:00', false, 'the same Saturday, in the evening'],
		['2026-02-14T10:00', true, 'a Saturday before the Spring Festival'],
	])('%s is %s: %s', (text, expected) => {
		expect(isWorkTime(cst(text), shanghai)).toBe(expected);
	});

	it('follows the weekdays alone without a calendar, and days that are named', () => {
		const plain = { ...shanghai, calendar: { holidays: 'none' as const } };
		expect(isWorkTime(cst('2026-10-01T10:00'), plain)).toBe(true);
		expect(isWorkTime(cst('2026-10-10T10:00'), plain)).toBe(false);
		const named = {
			...shanghai,
			calendar: { holidays: 'CN' as const, daysOff: ['2026-03-05'], workdays: ['2026-10-01'] },
		};
		expect(isWorkTime(cst('2026-03-05T10:00'), named)).toBe(false);
		expect(isWorkTime(cst('2026-10-01T10:00'), named)).toBe(true);
	});

	it('has night shifts that begin on the days named and end on the morning after', () => {
		const night = { ...shanghai, shifts: [{ days: [5], from: '22:00', to: '06:00' }] };
		expect(isWorkTime(cst('2026-03-06T23:00'), night)).toBe(true);
		expect(isWorkTime(cst('2026-03-07T05:59'), night)).toBe(true);
		expect(isWorkTime(cst('2026-03-07T06:00'), night)).toBe(false);
		expect(isWorkTime(cst('2026-03-06T05:00'), night)).toBe(false);
	});

	it('leaves out leave, and goes on after it', () => {
		const away = {
			...shanghai,
			leaves: [{ from: '2026-03-05T10:00:00+08:00', to: '2026-03-06T11:00:00+08:00' }],
		};
		expect(isWorkTime(cst('2026-03-05T09:30'), away)).toBe(true);
		expect(nextWorkTime(cst('2026-03-05T10:00'), away)).toBe(cst('2026-03-06T11:00'));
	});

	it('counts working time over nights, weekends and holidays', () => {
		expect(addWorkTime(cst('2026-03-06T17:30'), HOUR, shanghai)).toBe(cst('2026-03-09T09:30'));
		expect(addWorkTime(cst('2026-09-30T17:00'), 2 * HOUR, shanghai)).toBe(cst('2026-10-08T10:00'));
		expect(addWorkTime(cst('2026-03-05T10:00'), 5 * MINUTE, shanghai)).toBe(
			cst('2026-03-05T10:05'),
		);
	});

	it('takes a time that the clocks skip at the hour after, and a day of 25 hours as it is', () => {
		const newYork = {
			shifts: [{ days: [7], from: '02:30', to: '04:00' }],
			leaves: [],
			zone: 'America/New_York',
			calendar: { holidays: 'none' as const },
		};
		expect(iso(nextWorkTime(Date.parse('2026-03-08T05:00:00Z'), newYork))).toBe(
			'2026-03-08T07:30:00.000Z',
		);
		const all = { ...newYork, shifts: [] };
		const start = Date.parse('2026-11-01T04:00:00Z');
		expect(iso(addWorkTime(start, 25 * HOUR, all))).toBe('2026-11-02T05:00:00.000Z');
	});

	it('says so when somebody never works', () => {
		const never = {
			...shanghai,
			calendar: { holidays: 'none' as const },
			shifts: [{ ...office, days: [] }],
		};
		expect(nextWorkTime(cst('2026-03-05T10:00'), never)).toBeUndefined();
		expect(addWorkTime(cst('2026-03-05T10:00'), HOUR, never)).toBeUndefined();
	});

	it('adds up: two parts come to the same as the whole, and what is reached is work or its end', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: cst('2026-01-01T00:00'), max: cst('2026-12-01T00:00') }),
				fc.integer({ min: 1, max: 30 * HOUR }),
				fc.integer({ min: 1, max: 30 * HOUR }),
				(start, one, two) => {
					const first = addWorkTime(start, one, shanghai) ?? NaN;
					const whole = addWorkTime(start, one + two, shanghai);
					expect(addWorkTime(first, two, shanghai)).toBe(whole);
					expect(isWorkTime(first - 1, shanghai)).toBe(true);
				},
			),
			{ numRuns: 60 },
		);
	});
});
