import type { FilterValue } from 'n8n-workflow';
import type {
	AssignmentMethod,
	AssignmentRule,
	AssignmentTarget,
	ExistingBy,
	OnNoneAvailable,
	RuleSet,
} from '../../../leads/assign/ruleSet';
import { LeadflowError } from '../../../leads/model/error';
import { openStatuses } from '../../../leads/model/status';
import type { HolidayCalendar } from '../../../leads/model/workCalendar';
import { predicateOf } from '../../shared/filterPredicate';
import { located } from '../../shared/locator';
import { nodeKeyOf } from '../../shared/nodeKey';
import type { OperationContext } from '../../shared/operation';

interface MoreParameters {
	followUpSubject?: string;
	followUpDueIn?: number;
	matchLanguage?: boolean;
	matchProduct?: boolean;
	matchRegion?: boolean;
	skills?: string;
	touchWithin?: number;
	touchWarnBefore?: number;
	touchReassign?: boolean;
	workingHours?: boolean;
}

interface RuleParameters {
	name?: string;
	conditions?: Partial<FilterValue>;
	giveTo?: 'members' | 'everybody' | 'pool' | 'sameOwner' | 'team';
	members?: string[];
	team?: string;
	method?: AssignmentMethod;
	bands?: { band?: Array<{ from?: number; members?: string[] }> };
	onNoneAvailable?: OnNoneAvailable;
	pool?: string;
	more?: MoreParameters;
}

interface Options {
	checkExisting?: ExistingBy[];
	coolDownHours?: number;
	countStatuses?: string[];
	creditBackOn?: string[];
	freshnessDays?: number;
	holidays?: HolidayCalendar;
	capWindow?: RuleSet['capWindow'];
	returns?: RuleSet['returns'];
	mostExtra?: number;
	ruleSetName?: string;
	timezone?: string;
}

/** What a lead goes through when nothing was drawn: everybody in turn. */
const EVERYBODY: RuleParameters = { name: 'Everybody', giveTo: 'everybody' };
const FRESHNESS_DAYS = 180;
const FOLLOW_UP_MINUTES = 60;

function refuse(message: string, hint: string): never {
	throw new LeadflowError('INVALID_INPUT', message, { field: 'rules', hint });
}

function words(text: string | undefined): string[] {
	return (text ?? '')
		.split(/[,，、;；]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
}

function targetOf(
	{ giveTo = 'everybody', members = [], team, pool }: RuleParameters,
	name: string,
): AssignmentTarget {
	switch (giveTo) {
		case 'everybody':
			return { everybody: true };
		case 'sameOwner':
			return { sameOwner: true };
		case 'members':
			if (members.length === 0) {
				return refuse(`The rule '${name}' names no members`, "Choose at least one in 'Members'.");
			}
			return { members: members.map((id) => ({ id: id.trim().toLowerCase() })) };
		case 'team':
			return team
				? { teamId: team }
				: refuse(`The rule '${name}' names no team`, "Choose one in 'Team'.");
		case 'pool':
			return pool
				? { poolId: pool }
				: refuse(
						`The rule '${name}' names no pool`,
						"Choose one in 'Pool', or make one with 'Pool: Create' of Lead Store.",
					);
	}
}

function clocksOf(more: MoreParameters): Pick<AssignmentRule, 'followUp' | 'touch'> {
	const workingHours = more.workingHours ?? true;
	const subject = more.followUpSubject?.trim();
	return {
		...(subject
			? {
					followUp: {
						subject,
						dueInMinutes: more.followUpDueIn ?? FOLLOW_UP_MINUTES,
						workingHours,
					},
				}
			: {}),
		...(more.touchWithin
			? {
					touch: {
						withinMinutes: more.touchWithin,
						...(more.touchWarnBefore ? { warnBeforeMinutes: more.touchWarnBefore } : {}),
						workingHours,
						reassign: more.touchReassign ?? false,
					},
				}
			: {}),
	};
}

function needsOf(more: MoreParameters): Pick<AssignmentRule, 'needs'> {
	const skills = words(more.skills);
	const needs = {
		...(more.matchRegion ? { region: true } : {}),
		...(more.matchProduct ? { product: true } : {}),
		...(more.matchLanguage ? { language: true } : {}),
		...(skills.length > 0 ? { skills } : {}),
	};
	return Object.keys(needs).length > 0 ? { needs } : {};
}

function ruleOf(
	rule: RuleParameters,
	conditions: Partial<FilterValue> | undefined,
	name: string,
): AssignmentRule {
	const when = predicateOf(conditions);
	const { onNoneAvailable = 'nextRule', pool, more = {} } = rule;
	if (onNoneAvailable === 'pool' && rule.giveTo !== 'pool' && !pool) {
		return refuse(
			`The rule '${name}' names no pool`,
			"Choose in 'Pool' where leads go that nobody is available for.",
		);
	}
	const bands = (rule.bands?.band ?? []).map(({ from = 0, members = [] }) => ({ from, members }));
	return {
		name,
		...(when ? { when } : {}),
		target: targetOf(rule, name),
		method: rule.giveTo === 'pool' ? 'claimOnly' : (rule.method ?? 'roundRobin'),
		...(bands.length > 0 ? { bands } : {}),
		...needsOf(more),
		onNoneAvailable: rule.giveTo === 'pool' ? 'pool' : onNoneAvailable,
		...(pool ? { poolId: pool } : {}),
		...clocksOf(more),
	};
}

/** Rules without a name are called by their place; two of one name would share their turns by mistake. */
function namesOf(rules: readonly RuleParameters[]): string[] {
	const names = rules.map(({ name }, index) => name?.trim() || `Rule ${index + 1}`);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		return refuse(
			`Two rules are called '${twice}'`,
			'Give each rule a name of its own: turns go by it.',
		);
	}
	return names;
}

/**
 * The rule set that the node shows, as the engine's own data. Read once: no condition is evaluated for
 * each item.
 *
 * @throws LeadflowError INVALID_INPUT for a rule that is not complete
 */
export function ruleSetOf({
	node,
	parameters,
}: Pick<OperationContext, 'node' | 'parameters'>): RuleSet {
	const drawn = parameters.once<RuleParameters[]>('rules.rule', []);
	const raw = node.getNodeParameter('rules.rule', 0, [], {
		rawExpressions: true,
	}) as RuleParameters[];
	const rules = drawn.length > 0 ? drawn : [EVERYBODY];
	const names = namesOf(rules);
	const options = parameters.once<Options>('options', {});
	const defaultMemberId = located(parameters.at<unknown>('defaultAssignee', 0, ''))?.toLowerCase();
	const { checkExisting = [], freshnessDays = FRESHNESS_DAYS } = options;
	return {
		name: options.ruleSetName?.trim() || nodeKeyOf(node),
		rules: rules.map((rule, index) => ruleOf(rule, raw[index]?.conditions, names[index])),
		...(checkExisting.length > 0 ? { checkExisting: { by: checkExisting, freshnessDays } } : {}),
		...(defaultMemberId ? { defaultMemberId } : {}),
		zone: options.timezone?.trim() || node.getTimezone(),
		calendar: { holidays: options.holidays ?? 'CN' },
		countStatuses: options.countStatuses?.length ? options.countStatuses : openStatuses,
		capWindow: options.capWindow ?? 'calendar',
		returns: options.returns ?? 'noCatchUp',
		...(options.returns === 'cappedCatchUp' ? { mostExtra: options.mostExtra ?? 3 } : {}),
		...(options.creditBackOn?.length ? { creditBackOn: options.creditBackOn } : {}),
		...(options.coolDownHours !== undefined ? { coolDownHours: options.coolDownHours } : {}),
	};
}
