import { assignLeads } from '../../../../leads/assign/assign';
import type { RuleSet } from '../../../../leads/assign/ruleSet';
import { openStore } from '../../../../leads/store/store';
import { inProcess } from '../../processes/inProcess';

/** Assigns leads over and over, and tells of each batch; one batch in three hangs between pick and commit. */
void inProcess(async ({ config, leads, ruleSet, hangAt }) => {
	const store = await openStore(config);
	const ids = leads as string[];
	for (let at = 0; at < ids.length; at += 5) {
		await store.run(function* (context) {
			const operation = assignLeads(ids.slice(at, at + 5), ruleSet as RuleSet, { node: 'test' });
			yield* operation(context);
			if (at !== hangAt) return;
			process.send?.('picked');
			// Nothing else may happen until the process is killed.
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
		});
	}
	await store.close();
	return null;
});
