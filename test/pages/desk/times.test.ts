import fc from 'fast-check';
import { readInstant } from '../../../leads/model/instantText';
import { ageText, dayAfter, instantText, localInputValue } from '../../../pages/desk/times';
import { DAYS, exampleView, HOURS, MINUTES, NOW } from './exampleDesk';

const en = exampleView('en');
const zh = exampleView('zh');

describe('Ages', () => {
	it.each([
		[10_000, 'just now', '刚刚'],
		[14 * MINUTES, '14 minutes ago', '14分钟前'],
		[3 * HOURS, '3 hours ago', '3小时前'],
		// 11:20 in Shanghai less 12 hours is yesterday evening there.
		[12 * HOURS, 'yesterday', '昨天'],
		[3 * DAYS, '3 days ago', '3天前'],
		[-2 * DAYS, 'in 2 days', '后天'],
		[30 * DAYS, '3 Feb 2026', '2026年2月3日'],
	])('%i ms are %s', (age, english, chinese) => {
		expect(ageText(NOW - age, en)).toBe(english);
		expect(ageText(NOW - age, zh)).toBe(chinese);
	});
});

describe('Times', () => {
	it('are shown in the zone of the desk', () => {
		expect(instantText(NOW, en)).toBe('5 Mar 2026, 11:20');
		expect(instantText(NOW, exampleView('en', { zone: 'Europe/Berlin' }))).toBe(
			'5 Mar 2026, 04:20',
		);
	});

	it('go into an input and come back as they were, to the minute', () => {
		const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC');
		const minute = fc.integer({ min: 25_000_000, max: 40_000_000 });
		fc.assert(
			fc.property(zone, minute, (where, minutes) => {
				const iso = new Date(minutes * MINUTES).toISOString();
				const read = readInstant(localInputValue(iso, where), where);
				// The hour that a change of clocks repeats is the only one that a wall clock cannot tell.
				const off = Math.abs(Date.parse(read ?? '') - Date.parse(iso));
				expect([0, HOURS]).toContain(off);
			}),
		);
	});

	it('count days in the zone of the desk', () => {
		expect(dayAfter(Date.parse('2026-03-05T20:00:00Z'), 1, 'Asia/Shanghai')).toBe('2026-03-07');
		expect(dayAfter(Date.parse('2026-03-05T20:00:00Z'), 1, 'UTC')).toBe('2026-03-06');
	});
});
