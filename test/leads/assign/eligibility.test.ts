import {
	exclusionOf,
	type AssignmentMoment,
	type Requirements,
	type Workload,
} from '../../../leads/assign/eligibility';
import type { Lead } from '../../../leads/model/lead';
import type { Member } from '../../../leads/model/member';

const member: Member = {
	id: 'm1',
	version: 1,
	name: 'Mo Member',
	role: 'member',
	active: true,
	teamIds: [],
	regions: [],
	skills: [],
	products: [],
	languages: [],
	weight: 1,
	capacity: {},
	shifts: [],
	leaves: [],
	custom: {},
	createdAt: '2026-01-01T00:00:00.000Z',
	updatedAt: '2026-01-01T00:00:00.000Z',
};
const lead: Lead = {
	id: 'l1',
	version: 1,
	status: 'new',
	city: '深圳市',
	regionCode: '440300',
	language: 'zh-CN',
	product: 'CNC Lathe',
	tags: [],
	custom: {},
	test: false,
	createdAt: '2026-01-01T00:00:00.000Z',
	updatedAt: '2026-01-01T00:00:00.000Z',
};
/** A Thursday, 10:00 in Shanghai. */
const moment: AssignmentMoment = {
	now: Date.parse('2026-03-05T10:00:00+08:00'),
	zone: 'Asia/Shanghai',
	calendar: { holidays: 'CN' },
	coolingDown: new Set(),
};
const idle: Workload = { open: 0, hour: 0, day: 0, week: 0 };
const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const all: Requirements = { region: true, product: true, language: true, skills: [] };

const why = (
	more: Partial<Member>,
	{
		needed = all,
		workload = idle,
		at = moment,
		about = lead,
	}: { needed?: Requirements; workload?: Workload; at?: AssignmentMoment; about?: Lead } = {},
) => exclusionOf({ ...member, ...more }, about, workload, needed, at);

describe('a member', () => {
	it('who says nothing about themselves can be given any lead', () => {
		expect(why({})).toBeUndefined();
	});

	it.each<[string, Partial<Member>]>([
		['inactive', { active: false }],
		['inactive', { deletedAt: '2026-01-01T00:00:00.000Z' }],
		['mayNotOwn', { role: 'viewer' }],
		['setAway', { available: false }],
		['onLeave', { leaves: [{ from: '2026-03-05T00:00:00Z', to: '2026-03-06T00:00:00Z' }] }],
		['offShift', { shifts: [{ ...office, from: '13:00' }] }],
		['offShift', { shifts: [office], timezone: 'America/New_York' }],
		[
			'onLeave',
			{ available: true, leaves: [{ from: '2026-03-05T00:00:00Z', to: '2026-03-06T00:00:00Z' }] },
		],
		['noShare', { weight: 0 }],
		['region', { regions: ['310000', '北京市'] }],
		['product', { products: ['Robots'] }],
		['language', { languages: ['en', 'zh-TW'] }],
	])('is left out as %s: %j', (code, more) => {
		expect(why(more)).toBe(code);
	});

	it.each<[string, Partial<Member>]>([
		['serves the province', { regions: ['440000'] }],
		['serves the city by name', { regions: ['深圳市'] }],
		['speaks the language', { languages: ['zh'] }],
		['knows the product, however it is written', { products: ['ＣＮＣ lathe'] }],
		['is on shift', { shifts: [office] }],
		[
			'is off shift, but set to be there',
			{ shifts: [{ ...office, from: '13:00' }], available: true },
		],
		[
			'is back from leave',
			{ leaves: [{ from: '2026-03-01T00:00:00Z', to: '2026-03-05T02:00:00Z' }] },
		],
	])('is in when: %s', (_, more) => {
		expect(why(more)).toBeUndefined();
	});

	it('serves a district with its city, and no province by the first digits of a city', () => {
		const nanshan = { ...lead, regionCode: '440305' };
		expect(why({ regions: ['440300'] }, { about: nanshan })).toBeUndefined();
		expect(why({ regions: ['440100'] }, { about: nanshan })).toBe('region');
	});

	it('needs every skill that is asked for', () => {
		const needed = { skills: ['Export', 'CNC'] };
		expect(why({ skills: ['cnc', 'export', 'x'] }, { needed })).toBeUndefined();
		expect(why({ skills: ['cnc'] }, { needed })).toBe('skill');
	});

	it('is asked only for what the rule asks', () => {
		expect(why({ regions: ['310000'], languages: ['en'] }, { needed: {} })).toBeUndefined();
	});

	it.each([
		['maxOpen', 'open'],
		['maxPerHour', 'hour'],
		['maxPerDay', 'day'],
		['maxPerWeek', 'week'],
	] as const)('is full at %s and not before', (limit, count) => {
		const capacity = { [limit]: 3 };
		expect(why({ capacity }, { workload: { ...idle, [count]: 2 } })).toBeUndefined();
		expect(why({ capacity }, { workload: { ...idle, [count]: 3 } })).toBe(limit);
	});

	it('who had the lead lately waits', () => {
		expect(why({}, { at: { ...moment, coolingDown: new Set(['m1']) } })).toBe('coolDown');
	});
});
