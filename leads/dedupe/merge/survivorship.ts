import type { FieldAccess } from '../../model/actor';
import type { DecisionReason } from '../../model/decision';
import { leadFieldNames, type LeadFieldName } from '../../model/leadFields';
import { withValues, type LeadRow } from '../../store/leads/leadRow';
import { valueOf } from './fieldEvidence';
import { fieldGroups, fillGroup } from './fieldGroups';
import type { FieldRule, MergeRequest } from './mergeRequest';
import {
	candidateValue,
	combineValues,
	havingValue,
	pickLead,
	type Candidates,
	type CombiningRule,
	type PickedValue,
} from './pickValue';
import { survivingState } from './survivingState';

export interface SurvivorshipRules
	extends Pick<MergeRequest, 'fieldRules' | 'sourceTrust' | 'fieldChoices'> {
	/** Fields that whoever merged might not write: a merge that is done again keeps to it. */
	restricted?: readonly string[];
}

export interface SurvivorshipInput extends Pick<Candidates, 'rows' | 'evidence'> {
	rules: SurvivorshipRules;
	/** What the actor may not do with a field: then no rule and no choice counts, only gaps are filled. */
	access(field: string): FieldAccess | undefined;
	/** Epoch milliseconds. */
	now: number;
	/** Fields that stay as the master has them. */
	frozen?: ReadonlySet<string>;
}

export interface Survivorship {
	/** The master's row with the values that live on. */
	row: LeadRow;
	/** Whose value each filled field is, by lead id. */
	fields: Record<string, string>;
	/** Fields put together from several leads. */
	combined: string[];
	/** Rules that were not followed, and why. */
	notes: DecisionReason[];
}

/** Whoever opted out anywhere stays opted out, whatever the rules say. */
const optOuts: readonly string[] = ['emailOptOut', 'profilingOptOut'];

function isCombining(rule: FieldRule): rule is CombiningRule {
	return rule === 'union' || rule === 'concat';
}

/**
 * Whose value of each field lives on. Pure: the same leads and rules give the same, in whatever order
 * the leads were named.
 *
 * @param input.rows the leads, the master first, as `ranked` gives them
 */
export function survivorship(input: SurvivorshipInput): Survivorship {
	const decided = new Decided(input);
	decided.groups();
	decided.singles();
	const [master] = input.rows;
	const values = { fields: new Map<string, unknown>(), custom: new Map<string, unknown>() };
	for (const [field, { value }] of decided.picked) {
		if (field === 'tags') continue;
		if (field.startsWith(CUSTOM)) values.custom.set(field.slice(CUSTOM.length), value);
		else values.fields.set(field, value);
	}
	const { row } = withValues(master, {
		fields: Object.fromEntries(values.fields),
		custom: Object.fromEntries(values.custom),
	});
	const tags = decided.picked.get('tags');
	return {
		row: survivingState({ ...row, tags: tags ? tags.value : master.tags }, input.rows),
		...decided.summary(),
	};
}

const CUSTOM = 'custom.';

class Decided {
	readonly picked = new Map<string, PickedValue>();
	private readonly settled = new Set<string>();
	private readonly notes: DecisionReason[] = [];
	private readonly candidates: Candidates;
	private readonly byId: ReadonlyMap<string, LeadRow>;

	constructor(private readonly input: SurvivorshipInput) {
		const { rows, evidence, rules } = input;
		this.candidates = { rows, evidence, sourceTrust: rules.sourceTrust ?? [] };
		this.byId = new Map(rows.map((row) => [row.id, row]));
	}

	groups(): void {
		for (const { leader, fields } of fieldGroups) {
			const isFree = fields.every(
				(field) => this.input.access(field) === undefined && !this.input.frozen?.has(field),
			);
			const whole = leader !== undefined && isFree ? this.wholeFrom(leader) : undefined;
			const open = fields.filter((field) => !this.isSettled(field, whole ? leader : undefined));
			if (whole) {
				// The parts of a name that this lead does not have are those of another name.
				for (const field of open) this.take(field, whole);
			}
			const from = fillGroup(this.candidates, open, whole ?? this.candidates.rows[0]);
			for (const [field, row] of from) this.take(field, row);
			// A gap that nobody may fill stays a gap.
			for (const field of open) this.settled.add(field);
		}
	}

	/** The lead that a rule or a choice for a leading field names; undefined where there is none. */
	private wholeFrom(leader: string): LeadRow | undefined {
		const choice = this.choiceOf(leader);
		if (choice) return choice;
		const rule = this.ruleOf(leader);
		if (rule === undefined || rule === 'master' || isCombining(rule)) return undefined;
		return pickLead(this.candidates, leader, rule);
	}

	/** Whether a field of a group goes its own way. */
	private isSettled(field: string, leader: string | undefined): boolean {
		if (field === leader) return false;
		const rule = this.ruleOf(field);
		const own = this.choiceOf(field) !== undefined || (rule !== undefined && rule !== 'master');
		return own || (this.input.frozen?.has(field) ?? false);
	}

	singles(): void {
		const custom = this.candidates.rows.flatMap((row) =>
			Object.keys(row.custom as object).map((name) => CUSTOM + name),
		);
		for (const field of [...leadFieldNames, ...new Set(custom), 'tags']) {
			if (this.settled.has(field)) continue;
			const picked = this.pick(field);
			if (picked) this.picked.set(field, picked);
		}
	}

	private pick(field: string): PickedValue | undefined {
		const [master] = this.candidates.rows;
		if (optOuts.includes(field)) return this.optOut(field);
		if (this.input.frozen?.has(field)) return this.valueIn(field, master);
		const choice = this.choiceOf(field);
		if (choice) return { value: candidateValue(choice, field), from: [choice.id] };
		const rule = this.ruleOf(field) ?? (field === 'tags' ? 'union' : undefined);
		if (rule === undefined && field === 'nextFollowUpAt') return this.nextFollowUp();
		if (rule !== undefined && isCombining(rule)) {
			const combined = combineValues(this.candidates, field, rule);
			if (combined || havingValue(this.candidates, field).length === 0) return combined;
			this.note('tooLong', field, `Put together, '${field}' would be too long; one value was kept`);
		}
		const pick = rule === undefined || isCombining(rule) ? 'master' : rule;
		const row = pickLead(this.candidates, field, pick);
		return row && this.valueIn(field, row);
	}

	private optOut(field: string): PickedValue | undefined {
		const { rows } = this.candidates;
		const row =
			rows.find((one) => valueOf(one, field) === true) ??
			rows.find((one) => valueOf(one, field) !== null);
		return row && this.valueIn(field, row);
	}

	/** The first appointment that is still to come; an old one only where there is no other. */
	private nextFollowUp(): PickedValue | undefined {
		const at = (row: LeadRow) => row.next_follow_up_at ?? -Infinity;
		const coming = this.candidates.rows
			.filter((row) => at(row) >= this.input.now)
			.reduce<LeadRow | undefined>((soonest, row) => {
				return soonest && at(soonest) <= at(row) ? soonest : row;
			}, undefined);
		const isFree = this.input.access('nextFollowUpAt') === undefined;
		const row =
			(isFree ? coming : undefined) ?? pickLead(this.candidates, 'nextFollowUpAt', 'master');
		return row && this.valueIn('nextFollowUpAt', row);
	}

	private valueIn(field: string, row: LeadRow): PickedValue | undefined {
		const value = candidateValue(row, field);
		return value === null ? undefined : { value, from: [row.id] };
	}

	private take(field: LeadFieldName | string, row: LeadRow): void {
		this.picked.set(field, { value: candidateValue(row, field), from: [row.id] });
	}

	private choiceOf(field: string): LeadRow | undefined {
		const { fieldChoices } = this.input.rules;
		if (!fieldChoices || !Object.hasOwn(fieldChoices, field)) return undefined;
		if (this.isRefused(field)) return undefined;
		return this.byId.get(fieldChoices[field]);
	}

	private ruleOf(field: string): FieldRule | undefined {
		const { fieldRules } = this.input.rules;
		if (!fieldRules || !Object.hasOwn(fieldRules, field)) return undefined;
		return this.isRefused(field) ? undefined : fieldRules[field];
	}

	/** Of a field that the actor may not write, neither rules nor choices count. */
	private isRefused(field: string): boolean {
		if (this.input.access(field) === undefined) return false;
		this.note('notPermitted', field, `'${field}' may not be written; the master's value was kept`);
		return true;
	}

	private note(code: string, field: string, text: string): void {
		if (this.notes.some((note) => note.code === code && note.field === field)) return;
		this.notes.push({ code, text, field });
	}

	summary(): Pick<Survivorship, 'fields' | 'combined' | 'notes'> {
		const shown = [...this.picked].filter(
			([field, { value }]) => value !== null && this.input.access(field) !== 'hidden',
		);
		return {
			fields: Object.fromEntries(shown.map(([field, { from }]) => [field, from[0]])),
			combined: shown.filter(([, { from }]) => from.length > 1).map(([field]) => field),
			notes: this.notes,
		};
	}
}
