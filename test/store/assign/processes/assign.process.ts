import { assignInSteps } from '../../../../leads/assign/assign';
import type { RuleSet } from '../../../../leads/assign/ruleSet';
import { openStore } from '../../../../leads/store/store';
import { inProcess } from '../../processes/inProcess';

/** Assigns its part of the leads, a few in each transaction. */
void inProcess(async ({ config, leads, ruleSet, size, now, reassign }) => {
	const store = await openStore(config, { clock: () => Number(now) });
	const ids = leads as string[];
	const outcomes: Record<string, number> = {};
	for (let at = 0; at < ids.length; at += Number(size)) {
		const results = await assignInSteps(
			store,
			ids.slice(at, at + Number(size)),
			ruleSet as RuleSet,
			{ node: 'test' },
			reassign === true ? 'anybodys' : 'nobodys',
		);
		for (const { outcome } of results) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
	}
	await store.close();
	return outcomes;
});
