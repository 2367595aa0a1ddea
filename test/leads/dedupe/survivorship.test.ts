import { ranked } from '../../../leads/dedupe/merge/master';
import type { FieldRule, MasterRule } from '../../../leads/dedupe/merge/mergeRequest';
import {
	survivorship,
	type SurvivorshipInput,
	type SurvivorshipRules,
} from '../../../leads/dedupe/merge/survivorship';
import type { LeadEvidence } from '../../../leads/dedupe/merge/fieldEvidence';
import type { FieldAccess } from '../../../leads/model/actor';
import {
	type LeadValues,
	blankLeadRow,
	fieldValues,
	withValues,
	type LeadRow,
} from '../../../leads/store/leads/leadRow';

const NOW = Date.UTC(2031, 5, 1);

function lead(id: string, values: LeadValues = {}, columns: Partial<LeadRow> = {}): LeadRow {
	const made = Number(id) * 1000;
	return { ...withValues(blankLeadRow('w', id, made), values).row, ...columns };
}

interface More {
	evidence?: SurvivorshipInput['evidence'];
	access?: Record<string, FieldAccess>;
	frozen?: ReadonlySet<string>;
}

function merge(rows: LeadRow[], rules: SurvivorshipRules = {}, more: More = {}) {
	return survivorship({
		rows,
		evidence: more.evidence ?? new Map<string, LeadEvidence>(),
		rules,
		access: (field) => more.access?.[field],
		now: NOW,
		frozen: more.frozen,
	});
}

const valuesOf = (rows: LeadRow[], rules?: SurvivorshipRules, more?: More) =>
	fieldValues(merge(rows, rules, more).row);

describe('the lead that lives on', () => {
	const old = lead('1', { fields: { name: 'A', status: 'junk' } });
	const full = lead('2', { fields: { name: 'A', company: 'B', title: 'C', status: 'working' } });
	const young = lead('3', { fields: { name: 'A' } }, { owner_id: 'm' });
	const visitor = lead('0', { fields: { utmSource: 'ad', landingUrl: 'https://example.com' } });

	it.each<[MasterRule, string]>([
		['oldest', '1'],
		['newest', '3'],
		['mostComplete', '2'],
		['furthestStage', '2'],
		['owned', '3'],
	])('is found by %s, in whatever order the leads are named', (rule, id) => {
		for (const rows of [
			[old, full, young, visitor],
			[visitor, young, full, old],
			[full, visitor, old, young],
		]) {
			const ids = ranked(rows, rule, undefined).map((row) => row.id);
			expect(ids[0]).toBe(id);
			expect(ids).toEqual(ranked([...rows].reverse(), rule, undefined).map((row) => row.id));
		}
	});

	it('is never an anonymous one, unless it was chosen', () => {
		for (const rule of ['oldest', 'newest', 'mostComplete', 'furthestStage', 'owned'] as const) {
			expect(ranked([visitor, old], rule, undefined)[0].id).toBe('1');
		}
		expect(ranked([visitor, old], 'manual', '0')[0].id).toBe('0');
	});

	it('is the older of equals', () => {
		expect(ranked([lead('5'), lead('4')], 'mostComplete', undefined)[0].id).toBe('4');
	});
});

describe('the values that live on', () => {
	const one = lead('1', { fields: { title: 'Boss', description: 'one', employees: 5 } });
	const two = lead('2', { fields: { title: 'Head of Sales', industry: 'Steel', employees: 50 } });
	const three = lead('3', { fields: { industry: 'Wood', description: 'three' } });

	it("are the master's, and the newest of the others where it has none", () => {
		const { row, fields, combined } = merge([one, two, three]);
		expect(fieldValues(row)).toMatchObject({ title: 'Boss', industry: 'Wood', description: 'one' });
		expect(fields).toMatchObject({ title: '1', industry: '3', description: '1' });
		expect(combined).toEqual([]);
	});

	it.each<[FieldRule, string, unknown]>([
		['newest', 'title', 'Head of Sales'],
		['oldest', 'title', 'Boss'],
		['longest', 'title', 'Head of Sales'],
		['max', 'employees', 50],
		['min', 'employees', 5],
		['concat', 'description', 'one\nthree'],
		['union', 'description', 'one; three'],
	])('follow the rule %s for %s', (rule, field, value) => {
		const values: Record<string, unknown> = valuesOf([one, two, three], {
			fieldRules: { [field]: rule },
		});
		expect(values[field]).toEqual(value);
	});

	it('count as new by when they were set, not by when the lead was made', () => {
		const evidence = new Map([['1', new Map([['title', { at: 9_000_000, channel: 'web' }]])]]);
		const rules = { fieldRules: { title: 'newest' } } as const;
		expect(valuesOf([one, two], rules, { evidence })).toMatchObject({ title: 'Boss' });
	});

	it('come from the source that is trusted most', () => {
		const web = lead('1', { fields: { title: 'A', source: 'Web' } });
		const fair = lead('2', { fields: { title: 'B', source: 'Fair' } });
		const card = lead('3', { fields: { title: 'C' } });
		const evidence = new Map([['3', new Map([['title', { at: 1, channel: 'card' }]])]]);
		const by = (...sourceTrust: string[]) =>
			valuesOf(
				[web, fair, card],
				{ fieldRules: { title: 'mostTrusted' }, sourceTrust },
				{ evidence },
			).title;
		expect([by('fair', 'web'), by('CARD', 'fair'), by('other')]).toEqual(['B', 'C', 'A']);
	});

	it('can be chosen by hand, also to be blank', () => {
		const rules = { fieldChoices: { title: '2', employees: '3' } };
		const { row, fields } = merge([one, two, three], rules);
		expect(fieldValues(row)).toMatchObject({ title: 'Head of Sales' });
		expect(fieldValues(row).employees).toBeUndefined();
		expect(fields).not.toHaveProperty('employees');
	});

	it('are never those of an anonymous lead where an identified one has any', () => {
		const person = lead('1', { fields: { name: 'Ada', title: 'Boss' } });
		const visitor = lead('2', { fields: { title: 'Guest', industry: 'Steel' } });
		const rules = { fieldRules: { title: 'newest', industry: 'newest' } } as const;
		expect(valuesOf([person, visitor], rules)).toMatchObject({ title: 'Boss', industry: 'Steel' });
	});

	it('never mix two addresses or two names', () => {
		const suzhou = lead('1', { fields: { name: 'Ada', city: '苏州市' } });
		const hangzhou = lead('2', {
			fields: { name: 'Eva Ng', lastName: 'Ng', firstName: 'Eva', city: '杭州市', state: '浙江省' },
		});
		const more = lead('3', { fields: { city: '苏州市', state: '江苏省', street: 'Road 1' } });
		expect(valuesOf([suzhou, hangzhou])).toEqual({ status: 'new', name: 'Ada', city: '苏州市' });
		expect(valuesOf([suzhou, hangzhou, more])).toMatchObject({ state: '江苏省', street: 'Road 1' });
		const rules = { fieldRules: { name: 'longest' } } as const;
		expect(valuesOf([suzhou, hangzhou], rules)).toMatchObject({
			name: 'Eva Ng',
			lastName: 'Ng',
			city: '苏州市',
		});
		expect(valuesOf([hangzhou, suzhou], { fieldChoices: { name: '1' } }).lastName).toBeUndefined();
	});

	it('keep everybody opted out who opted out anywhere', () => {
		const no = lead('1', { fields: { emailOptOut: false } });
		const yes = lead('2', { fields: { emailOptOut: true } });
		for (const rules of [{}, { fieldChoices: { emailOptOut: '1' } }]) {
			expect(valuesOf([no, yes], rules).emailOptOut).toBe(true);
		}
		expect(valuesOf([no, yes], {}, { access: { emailOptOut: 'readOnly' } }).emailOptOut).toBe(true);
	});

	it('plan the first follow-up that is still to come', () => {
		const at = (id: string, day: number) =>
			lead(id, {}, { next_follow_up_at: Date.UTC(2031, 5, day) });
		const past = lead('1', {}, { next_follow_up_at: Date.UTC(2031, 4, 1) });
		expect(merge([past, at('2', 9), at('3', 5)]).row.next_follow_up_at).toBe(Date.UTC(2031, 5, 5));
		expect(merge([lead('1'), past]).row.next_follow_up_at).toBe(Date.UTC(2031, 4, 1));
	});

	it('unite tags, lists and what is known of meetings', () => {
		const at = (day: number) => ({
			at: new Date(Date.UTC(2031, 0, day)).toISOString(),
			source: 'x',
		});
		const a = lead('1', {
			tags: ['x', 'y'],
			custom: { list: [1, 2] },
			firstTouch: at(3),
			lastTouch: at(3),
		});
		const b = lead('2', {
			tags: ['y', 'z'],
			custom: { list: [2, 3] },
			firstTouch: at(1),
			lastTouch: at(9),
		});
		const { row, combined } = merge([a, b], { fieldRules: { 'custom.list': 'union' } });
		expect(row.tags).toEqual(['x', 'y', 'z']);
		expect(row.custom).toEqual({ list: [1, 2, 3] });
		expect(row.extra).toMatchObject({ firstTouch: at(1), lastTouch: at(9) });
		expect(combined.sort()).toEqual(['custom.list', 'tags']);
	});

	it('keep the owner, and take over one where there is none', () => {
		const free = lead('1', {}, { pool_id: 'p' });
		const owned = lead('2', {}, { owner_id: 'm', team_id: 't', owned_since: 5 });
		const other = lead('3', {}, { owner_id: 'n' });
		expect(merge([free, owned]).row).toMatchObject({ owner_id: 'm', team_id: 't', pool_id: null });
		expect(merge([other, owned]).row).toMatchObject({ owner_id: 'n', team_id: null });
	});

	it('of restricted fields only fill gaps, and hidden ones are not told of', () => {
		const a = lead('1', { fields: { email: 'a@example.com', mobile: '+8613900000001' } });
		const b = lead('2', { fields: { email: 'b@example.com', title: 'Boss', budget: '9' } });
		const rules = { fieldRules: { email: 'newest' }, fieldChoices: { budget: '1' } } as const;
		const access = { email: 'masked', budget: 'hidden' } as const;
		const { row, fields, notes } = merge([a, b], rules, { access });
		expect(fieldValues(row)).toMatchObject({ email: 'a@example.com', budget: '9' });
		expect(fields).toMatchObject({ email: '1', title: '2' });
		expect(fields).not.toHaveProperty('budget');
		expect(notes.map(({ code, field }) => `${code} ${field}`).sort()).toEqual([
			'notPermitted budget',
			'notPermitted email',
		]);
	});

	it('stay in one piece where they would not fit together', () => {
		const long = (id: string) => lead(id, { fields: { industry: id.repeat(60) } });
		const { row, notes } = merge([long('1'), long('2')], { fieldRules: { industry: 'concat' } });
		expect(fieldValues(row).industry).toBe('1'.repeat(60));
		expect(notes).toMatchObject([{ code: 'tooLong', field: 'industry' }]);
	});
});
