import type { StoreContext } from '../store/context';
import { insertMany, q, type Step } from '../store/step';
import { ruleSetHash, type RuleSet } from './ruleSet';

const KIND = 'assignment';

/** Keeps this version of a rule set, so that what it decides can be read and replayed. */
export function* keepRuleSet(context: StoreContext, ruleSet: RuleSet): Step<string> {
	const hash = ruleSetHash(ruleSet);
	if ((yield* keptAmong(context, [hash])).has(hash)) return hash;
	yield* insertMany({
		table: 'rule_sets',
		columns: ['workspace_id', 'hash', 'kind', 'name', 'definition', 'first_used_at'],
		rows: [[context.workspaceId, hash, KIND, ruleSet.name, ruleSet, context.now]],
		onConflict: 'ignore',
	});
	return hash;
}

/** Which hashes name something that is stored. */
export function* keptAmong(
	context: StoreContext,
	hashes: readonly string[],
): Step<ReadonlySet<string>> {
	const rows = yield* q(
		context.db
			.selectFrom('rule_sets')
			.select('hash')
			.where('workspace_id', '=', context.workspaceId)
			.where('hash', 'in', hashes),
	);
	return new Set(rows.map(({ hash }) => hash));
}

/** Rule sets by hash, as they were used. */
export function* readRuleSets(
	context: StoreContext,
	hashes: Iterable<string>,
): Step<Map<string, RuleSet>> {
	const wanted = [...new Set(hashes)];
	if (wanted.length === 0) return new Map();
	const rows = yield* q(
		context.db
			.selectFrom('rule_sets')
			.select(['hash', 'definition'])
			.where('workspace_id', '=', context.workspaceId)
			.where('kind', '=', KIND)
			.where('hash', 'in', wanted),
	);
	return new Map(rows.map(({ hash, definition }) => [hash, definition as RuleSet]));
}
