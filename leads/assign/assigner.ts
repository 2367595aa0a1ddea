import type { Member } from '../model/member';
import { compilePredicates, type CompiledPredicates } from '../model/predicate';
import { absenceOf, unfitnessOf, type ExclusionCode, type Requirements } from './eligibility';
import type { ExistingOwner } from './existingOwners';
import { LineUp } from './lineUp';
import { decideForNobody, giveToDefault, putIntoPool } from './noneAvailable';
import { pickMember } from './pick';
import { notChosenText, type NotChosenCode } from './result';
import type { AssignmentRule } from './ruleSet';
import { sharesOf, type Share } from './shares';
import type { AssignerState, Subject, Verdict } from './verdict';

const none: Requirements = {};

const sameText = {
	email: 'the same e-mail address',
	phone: 'the same phone number',
	domain: 'the same mail domain',
	account: 'the same account',
} as const;

const sameCode = {
	email: 'sameEmail',
	phone: 'samePhone',
	domain: 'sameDomain',
	account: 'sameAccount',
} as const;

/**
 * Decides for one lead after another who gets it. Pure but for its own memory: turns, workloads and
 * owners of the leads decided before count for the next, as if each came alone.
 */
export class Assigner {
	private readonly conditions: CompiledPredicates;
	private readonly shares: ReadonlyArray<readonly Share[]>;
	private readonly absences = new Map<string, ExclusionCode | undefined>();

	constructor(private given: AssignerState) {
		const { rules } = given.ruleSet;
		this.conditions = compilePredicates(rules.map(({ when }) => when));
		this.shares = rules.map((rule) => sharesOf(rule, given.cast));
	}

	/** Everybody whom the rules look at. */
	lineUp(): LineUp {
		return new LineUp([...new Set(this.shares.flat().map(({ memberId }) => memberId))]);
	}

	get state(): AssignerState {
		return this.given;
	}

	/** Goes on at another instant, as a replay does. */
	moveTo(now: number): void {
		this.given = { ...this.given, now };
		this.absences.clear();
	}

	/** Decides for a lead, and counts what it decided. */
	decide(subject: Subject): Verdict {
		const verdict = this.verdictOn(subject);
		const { workloads, existing } = this.state;
		if (verdict.outcome === 'assigned' || verdict.outcome === 'pooled') {
			if (subject.ownerId !== null) workloads.take(subject.ownerId, subject.lead.status);
		}
		if (verdict.member) {
			workloads.give(verdict.member.id, subject.lead.status);
			existing.note(subject.id, verdict.member.id);
			verdict.notChosen.delete(verdict.member.id);
		}
		return verdict;
	}

	private verdictOn(subject: Subject): Verdict {
		const draft: Verdict = { outcome: 'noMatch', reasons: [], notChosen: new Map() };
		const { ruleSet } = this.state;
		this.conditions.turnTo(subject.lead);
		if (ruleSet.checkExisting) {
			const owners = this.state.existing.of(subject.id, ruleSet.checkExisting.by);
			if (this.takesExisting(subject, owners, draft)) {
				draft.care = ruleSet.rules.find((_, index) => this.conditions.holds(index));
				return draft;
			}
		}
		for (const [index, rule] of ruleSet.rules.entries()) {
			if (!this.conditions.holds(index)) continue;
			draft.care ??= rule;
			if (this.follow(rule, this.shares[index], subject, draft)) return draft;
		}
		if (draft.care === undefined) {
			draft.reasons.push({ code: 'noRuleMatched', text: 'No rule matches the lead' });
		}
		giveToDefault(this.state, draft);
		return draft;
	}

	/** Gives the lead to whoever has the person or company already, if they can take it. */
	private takesExisting(
		subject: Subject,
		owners: readonly ExistingOwner[],
		draft: Verdict,
		needed: Requirements = none,
	): boolean {
		for (const { memberId, by } of owners) {
			const code = this.exclusionOf(memberId, subject, needed);
			if (code === undefined) {
				draft.outcome = 'assigned';
				draft.member = this.state.cast.members.get(memberId);
				draft.reasons.push({ code: sameCode[by], text: `The owner has ${sameText[by]} already` });
				return true;
			}
			if (draft.notChosen.has(memberId)) continue;
			draft.notChosen.set(memberId, code);
			const why = notChosenText(code);
			draft.reasons.push({
				code: 'existingOwnerAway',
				text: `Somebody has ${sameText[by]} already, but cannot take the lead: ${why}`,
			});
		}
		return false;
	}

	/** Follows a rule that matches. @returns whether it decided */
	private follow(
		rule: AssignmentRule,
		shares: readonly Share[],
		subject: Subject,
		draft: Verdict,
	): boolean {
		draft.reasons.push({ code: 'ruleMatched', text: `Rule '${rule.name}' matches` });
		if (rule.method === 'claimOnly') {
			const poolId = 'poolId' in rule.target ? rule.target.poolId : rule.poolId;
			return putIntoPool(poolId, rule, this.state, draft);
		}
		if ('sameOwner' in rule.target) {
			if (this.takesExisting(subject, this.state.existing.of(subject.id), draft, rule.needs)) {
				draft.rule = rule;
				draft.care = rule;
				return true;
			}
			return decideForNobody(rule, shares, this.state, draft);
		}
		const eligible = shares.filter(({ memberId, weight }) => {
			const code = this.exclusionOf(memberId, subject, rule.needs ?? none, weight);
			if (code !== undefined) draft.notChosen.set(memberId, code);
			return code === undefined;
		});
		const picked = pickMember(rule, eligible, { ...this.state, score: subject.lead.score ?? 0 });
		for (const [memberId, code] of picked.others) draft.notChosen.set(memberId, code);
		if (picked.memberId === undefined) return decideForNobody(rule, shares, this.state, draft);
		draft.outcome = 'assigned';
		draft.member = this.state.cast.members.get(picked.memberId);
		draft.rule = rule;
		draft.care = rule;
		draft.rotation = picked.rotation;
		draft.reasons.push({
			code: rule.method,
			text: `${picked.text}, of ${eligible.length} eligible of ${shares.length}`,
		});
		return true;
	}

	private exclusionOf(
		memberId: string,
		{ lead, coolingDown, missedBy }: Subject,
		needed: Requirements,
		weight = 1,
	): NotChosenCode | undefined {
		const member = this.state.cast.members.get(memberId);
		if (!member) return 'unknown';
		const absence = this.absenceOf(member);
		if (absence !== undefined) return absence;
		if (weight <= 0) return 'noShare';
		if (missedBy.has(memberId)) return 'missedIt';
		const workload = this.state.workloads.of(memberId);
		return unfitnessOf(member, lead, workload, needed, coolingDown);
	}

	/** The same for all leads of a batch, and costly: time zones and calendars. */
	private absenceOf(member: Member): ExclusionCode | undefined {
		if (this.absences.has(member.id)) return this.absences.get(member.id);
		const { ruleSet, now } = this.state;
		const code = absenceOf(member, { now, zone: ruleSet.zone, calendar: ruleSet.calendar });
		this.absences.set(member.id, code);
		return code;
	}
}
