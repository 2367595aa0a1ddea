import type { IDataObject } from 'n8n-workflow';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckInput, CheckMatch, CheckResult } from '../../../../../leads/dedupe/check';
import type { OperationContext } from '../../../../shared/operation';
import type { CheckSettings } from './checkSettings';
import { nothingToCompare, type ItemCheck } from './outputs';

/** Items that are looked up in one read of the store: the embedded one answers in one turn of the event loop. */
const BATCH = 50;

function matchJson(
	{ entityType, id, lead, bits, probability, parts, by }: CheckMatch,
	detail: CheckSettings['matches'],
): IDataObject {
	const short = { entityType, id, probability, ...(by === undefined ? {} : { by }) };
	if (detail === 'ids') return short;
	return {
		...short,
		bits,
		parts: parts.map((part) => ({ ...part })),
		...(lead ? { lead: { ...lead } } : {}),
	};
}

function checkOf(result: CheckResult, { matches }: CheckSettings): ItemCheck {
	return {
		outcome: result.outcome,
		matches: result.matches.map((match) => matchJson(match, matches)),
		notCompared: result.cut,
		decision: result.decision,
	};
}

/** Looks every item up among the stored leads: some dozens a read, never one by one. */
export async function checkAgainstStore(
	{ node, store, items }: Pick<OperationContext, 'node' | 'store' | 'items'>,
	settings: CheckSettings,
): Promise<ItemCheck[]> {
	const { checkLeads, indexMatchKeys, mapFields } = await import('../../../dedupeEngine');
	const read = mapFields(settings.mapping);
	const inputs = items.map(({ json }): CheckInput => {
		const { fields, leadId } = read(json);
		const test = leadId !== undefined && json.test === true;
		return { fields, ...(leadId === undefined ? {} : { id: leadId }), ...(test ? { test } : {}) };
	});
	const asked = inputs.filter(({ fields }) => Object.keys(fields).length > 0);
	const found = new Map<CheckInput, CheckResult>();
	// Leads that an older version wrote are not found before they have their keys.
	await indexMatchKeys(store, { signal: node.getExecutionCancelSignal() });
	for (let from = 0; from < asked.length; from += BATCH) {
		if (node.getExecutionCancelSignal()?.aborted) break;
		const batch = asked.slice(from, from + BATCH);
		const results = await store.read(checkLeads(batch, settings.check));
		batch.forEach((input, place) => found.set(input, results[place]));
		// The embedded store answers within the turn; others must have theirs.
		await nextTurn();
	}
	return inputs.map((input) => {
		const result = found.get(input);
		return result ? checkOf(result, settings) : nothingToCompare();
	});
}
