import type { FieldAccess } from '../../model/actor';
import type { Decision, DecisionReason } from '../../model/decision';
import { leadFieldNames } from '../../model/leadFields';
import type { Operation, StoreContext } from '../../store/context';
import { recordEvents } from '../../store/events';
import type { LeadRow } from '../../store/leads/leadRow';
import { presentLeads } from '../../store/leads/presentLeads';
import { actorBefore, fieldAccess, requireWriter } from '../../store/permissions';
import type { Step } from '../../store/step';
import { readCluster, type Cluster } from './cluster';
import { fieldChanges } from './fieldChanges';
import { readEvidence } from './fieldEvidence';
import { mergeGroup, type MergedGroup } from './mergeGroup';
import type { MasterRule, MergePreview, MergeRequest, MergeResult } from './mergeRequest';
import { countRows } from './movedRows';
import { survivorship, type Survivorship, type SurvivorshipRules } from './survivorship';

/**
 * Makes one lead of several, in one transaction. One lives on, with the values that the rules give it;
 * everything that belongs to the others becomes its own, and their ids lead to it for ever. Consents
 * and suppressions all stay, so the strictest goes on to count. `unmergeLead` takes it back.
 *
 * Merging what is merged already changes nothing, and the order of the ids never matters.
 *
 * @param node name of the node or page, for the decision
 * @throws LeadflowError INVALID_INPUT, NOT_FOUND (absent, in the bin and not the actor's look the
 *   same), ALREADY_CONVERTED, CONFLICT where somebody declared two of them to be different, FORBIDDEN
 */
export function mergeLeads(request: MergeRequest, node: string): Operation<MergeResult> {
	return function* (context) {
		requireWriter(context.actor);
		const cluster = yield* readCluster(context, request, true);
		const { rows } = cluster;
		if (rows.length === 1) {
			return { ...(yield* alreadyOne(context, rows[0], node)), mergeIds: [] };
		}
		const rules = rulesOf(context, cluster);
		const decided = yield* decideSurvivorship(context, rows, rules);
		const merged = yield* mergeGroup(context, { rows, survivorship: decided, rules });
		const decision = decisionOf(cluster, decided, node);
		yield* recordMerge(context, merged, decided, decision);
		const [lead] = yield* presentLeads(context, [merged.survivor]);
		return {
			lead: { ...lead, decision },
			mergeIds: merged.mergeIds,
			mergedIds: merged.losers.map(({ id }) => id),
			fields: decided.fields,
			combined: decided.combined,
			moved: merged.moved,
			alreadyMerged: false,
			decision,
		};
	};
}

/**
 * What `mergeLeads` would do, with the lead as it would be. Nothing is written.
 *
 * @throws LeadflowError as `mergeLeads`
 */
export function previewMerge(request: MergeRequest, node = 'Lead Dedupe'): Operation<MergePreview> {
	return function* (context) {
		const cluster = yield* readCluster(context, request, false);
		const { rows } = cluster;
		if (rows.length === 1) return yield* alreadyOne(context, rows[0], node);
		const decided = yield* decideSurvivorship(context, rows, rulesOf(context, cluster));
		const decision = decisionOf(cluster, decided, node);
		const [lead] = yield* presentLeads(context, [decided.row]);
		const mergedIds = rows.slice(1).map(({ id }) => id);
		return {
			lead: { ...lead, decision },
			mergedIds,
			fields: decided.fields,
			combined: decided.combined,
			moved: yield* countRows(context, mergedIds),
			alreadyMerged: false,
			decision,
		};
	};
}

function* alreadyOne(context: StoreContext, row: LeadRow, node: string): Step<MergePreview> {
	const text = 'These IDs lead to one lead already; nothing was written';
	const decision = { node, outcome: 'alreadyMerged', reasons: [{ code: 'alreadyMerged', text }] };
	const [lead] = yield* presentLeads(context, [row]);
	return {
		lead: { ...lead, decision },
		mergedIds: [],
		fields: {},
		combined: [],
		moved: {},
		alreadyMerged: true,
		decision,
	};
}

function rulesOf(context: StoreContext, { request, rows }: Cluster): SurvivorshipRules {
	const { fieldRules, sourceTrust, fieldChoices } = request;
	const access = accessTo(context, rows);
	const own = rows.flatMap(({ custom }) => Object.keys(custom as object));
	const fields = [...leadFieldNames, 'tags', ...[...new Set(own)].map((name) => `custom.${name}`)];
	const restricted = fields.filter((field) => access(field) !== undefined);
	return {
		fieldRules,
		sourceTrust,
		fieldChoices,
		...(restricted.length > 0 ? { restricted } : {}),
	};
}

/** What the actor may not do with a field: what a pool masks on one of the leads is masked in what becomes of them. */
function accessTo(context: StoreContext, rows: readonly LeadRow[]) {
	const actors = rows.map((row) => actorBefore(context.actor, row));
	return (field: string) => strictest(actors.map((actor) => fieldAccess(actor, field)));
}

/**
 * Whose values live on among these leads, the one that lives on first.
 *
 * @param frozen fields that stay as that lead has them
 */
export function* decideSurvivorship(
	context: StoreContext,
	rows: readonly LeadRow[],
	rules: SurvivorshipRules,
	frozen?: ReadonlySet<string>,
): Step<Survivorship> {
	const access = accessTo(context, rows);
	const restricted = new Set(rules.restricted);
	return survivorship({
		rows,
		evidence: yield* readEvidence(context, rows),
		rules,
		access: (field) => access(field) ?? (restricted.has(field) ? 'readOnly' : undefined),
		now: context.now,
		frozen,
	});
}

const severity: ReadonlyArray<FieldAccess | undefined> = [
	undefined,
	'readOnly',
	'masked',
	'hidden',
];

function strictest(said: ReadonlyArray<FieldAccess | undefined>): FieldAccess | undefined {
	return severity[Math.max(...said.map((access) => severity.indexOf(access)))];
}

const whyMaster: Readonly<Record<MasterRule, string>> = {
	oldest: 'The oldest lead lives on',
	newest: 'The newest lead lives on',
	mostComplete: 'The lead with the most fields filled lives on',
	furthestStage: 'The lead that was worked on furthest lives on',
	owned: 'The oldest lead that has an owner lives on',
	manual: 'The lead that was chosen lives on',
};

function decisionOf(
	{ request, rows }: Cluster,
	{ notes, combined }: Survivorship,
	node: string,
): Decision {
	const { masterRule, evenIfDifferent } = request;
	const reasons: DecisionReason[] = [
		{ code: `master.${masterRule}`, text: whyMaster[masterRule] },
		{ code: 'merged', text: `${rows.length} leads became one` },
	];
	if (evenIfDifferent) {
		const text = 'Merged by hand, whatever had been said of two of them being different';
		reasons.push({ code: 'evenIfDifferent', text });
	}
	for (const field of combined) {
		reasons.push({ code: 'combined', text: `'${field}' was put together from several`, field });
	}
	return { node, outcome: 'merged', reasons: [...reasons, ...notes] };
}

function* recordMerge(
	context: StoreContext,
	{ survivor, losers, changes }: MergedGroup,
	{ fields }: Survivorship,
	decision: Decision,
): Step<void> {
	const mergedIds = losers.map(({ id }) => id);
	yield* recordEvents(context, [
		{
			entityType: 'lead',
			entityId: survivor.id,
			version: survivor.version,
			type: 'lead.merged',
			decision,
			payload: { changes: fieldChanges(changes), mergedIds, fields },
		},
		...losers.map((row) => ({
			entityType: 'lead',
			entityId: row.id,
			version: row.version,
			type: 'lead.merged',
			decision: { ...decision, outcome: 'mergedAway' },
			payload: { mergedInto: survivor.id },
		})),
	]);
}
