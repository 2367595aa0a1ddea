import { notChosenCodes } from '../../../leads/assign/result';
import { poolRefusals } from '../../../leads/assign/pool/result';
import {
	countdown,
	durationText,
	protectionClock,
	responseClock,
} from '../../../pages/desk/ownership/clocks';
import { hasNotChosenWords, notChosenWord } from '../../../pages/desk/ownership/notChosenWords';
import { ownershipStep, type Ownership } from '../../../pages/desk/ownership/ownershipStep';
import { whyOwner } from '../../../pages/desk/ownership/whyOwner';
import { isDeskProblem } from '../../../pages/desk/texts';
import type { Lead } from '../../../leads/model/lead';
import { ago, DAYS, exampleLead, exampleView, HOURS, MINUTES, readable } from './exampleDesk';

const en = exampleView();
const zh = exampleView('zh');

describe('A length of time', () => {
	it.each([
		[30_000, 'less than a minute', '不到 1 分钟'],
		[5 * MINUTES, '5 minutes', '5分钟'],
		[HOURS, '1 hour', '1小时'],
		[26 * HOURS + 59 * MINUTES, '1 day 2 hours', '1天 2小时'],
		[3 * DAYS + 59 * MINUTES, '3 days', '3天'],
		[-5, 'less than a minute', '不到 1 分钟'],
	])('of %d milliseconds is %s', (length, english, chinese) => {
		expect(durationText(length, 'en')).toBe(english);
		expect(durationText(length, 'zh')).toBe(chinese);
	});
});

describe('A clock', () => {
	it('tells what is left, with the instant for whoever wants to know', () => {
		const clock = countdown(ago(-12 * MINUTES), en).toString();
		expect(clock).toContain('12 minutes left');
		expect(clock).toContain('title="5 Mar 2026, 11:32"');
		expect(clock).toContain('class="chip open"');
		expect(readable(countdown(ago(-2 * DAYS), zh))).toBe('剩余 2天');
	});

	it('tells by how much it is over', () => {
		expect(countdown(ago(5 * MINUTES), en).toString()).toMatch(/chip late.*5 minutes late/);
		expect(readable(countdown(ago(5 * MINUTES), zh))).toBe('已超时 5分钟');
		expect(readable(protectionClock(ago(5 * MINUTES), zh))).toBe('已结束');
	});

	it('of the first response tells how long it took', () => {
		const startedAt = ago(HOURS);
		const dueAt = ago(30 * MINUTES);
		const answered = (touchedAt: string) =>
			responseClock({ startedAt, dueAt, touchedAt }, en)?.toString() ?? '';
		expect(answered(ago(40 * MINUTES))).toMatch(/chip good.*after 20 minutes/);
		expect(answered(ago(10 * MINUTES))).toMatch(/chip late.*after 50 minutes.*missed/);
		expect(readable(responseClock({ startedAt, dueAt }, en) ?? '')).toBe('30 minutes late');
		expect(responseClock({ startedAt }, en)).toBeUndefined();
	});
});

describe('Why a lead is whose it is', () => {
	const decision = { node: 'Lead Assign', outcome: 'assigned', reasons: [] };
	const why = {
		outcome: 'assigned',
		at: ago(MINUTES),
		name: '李娜',
		rule: '华东',
		ruleSet: 'Sales',
		decision,
		notChosen: [
			{ name: 'Ada Example', code: 'onLeave' },
			{ name: '王芳', code: 'maxOpen' },
		],
	};

	it('has words in both languages for every reason the engine gives', () => {
		expect(notChosenCodes.filter((code) => !hasNotChosenWords(code))).toEqual([]);
		expect(notChosenWord('toString', 'zh')).toBe('toString');
		const known = Object.keys(poolRefusals).filter((code) => code !== 'alreadyYours');
		expect(known.filter((code) => !isDeskProblem(code))).toEqual([]);
	});

	it('names the rule, and of everybody else why they do not have it', () => {
		const english = readable(whyOwner(why, en) ?? '');
		for (const shown of [
			'Why this owner',
			'Assigned to 李娜',
			'Rule 华东',
			'Ada Example on leave',
			'王芳 holds as many leads as they may',
		]) {
			expect(english).toContain(shown);
		}
		const chinese = readable(whyOwner(why, zh) ?? '');
		for (const shown of ['分配原因', '已分配给 李娜', '规则 华东', '请假中', '已达持有上限']) {
			expect(chinese).toContain(shown);
		}
	});

	it('tells of a lead without an owner why it has none, and nothing where nothing was decided', () => {
		const pooled = { ...why, outcome: 'pooled', name: undefined, notChosen: [] };
		expect(readable(whyOwner(pooled, en) ?? '')).toContain('Why it has no owner Put into the pool');
		expect(whyOwner(undefined, en)).toBeUndefined();
	});
});

describe('The ownership of a lead', () => {
	const step = (more: Partial<Lead>, ownership: Ownership, view = en) =>
		ownershipStep(exampleLead(more), ownership, view).toString();
	const held = {
		owner: { id: 'm1', name: '李娜' },
		pool: { id: 'p1', name: '华东' },
		ownedSince: ago(DAYS),
		protectedUntil: ago(-3 * DAYS),
		previousOwner: { id: 'm2', name: 'Ada Example' },
		returnedCount: 2,
	};

	it('shows both clocks and whose it was before', () => {
		const response = { startedAt: ago(DAYS), dueAt: ago(-10 * MINUTES) };
		const shown = readable(step(held, { response }, zh));
		for (const words of [
			'负责人 李娜',
			'首次响应 剩余 10分钟',
			'保护期 剩余 3天',
			'前负责人 Ada Example',
			'曾退回 2 次',
		]) {
			expect(shown).toContain(words);
		}
	});

	it('offers to claim what lies in a pool and to give back what is held', () => {
		const inPool = step({ pool: { id: 'p1', name: '华东' } }, { take: 'claim' });
		expect(readable(inPool)).toContain('Unassigned · In the pool 华东');
		expect(inPool).toContain('value="claim">Claim<');
		const mine = step(held, { release: { reasonRequired: true } });
		expect(mine).toMatch(/<textarea [^>]*name="reason"[^>]* required>/);
		expect(mine).not.toContain('value="claim"');
		const free = step(held, { release: { reasonRequired: false } });
		expect(free).not.toContain(' required');
	});

	it('offers nothing to somebody who may only look', () => {
		const view = exampleView('en', { writable: false });
		const shown = step(held, { take: 'takeOver', release: { reasonRequired: true } }, view);
		expect(shown).not.toContain('<form');
	});
});
