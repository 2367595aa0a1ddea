import { decidePair } from '../../../../leads/dedupe/review/decidePair';
import { LeadflowError } from '../../../../leads/model/error';
import { openStore } from '../../../../leads/store/store';
import { inProcess } from '../../processes/inProcess';

/** Decides the same pairs as its rivals, half of them to be one. */
void inProcess(async ({ config, index = 0, ids }) => {
	const store = await openStore(config);
	const said: Record<string, string> = {};
	for (const id of ids as string[]) {
		const verdict =
			index % 2 === 0
				? ({ verdict: 'merge', merge: { masterRule: 'oldest' } } as const)
				: ({ verdict: 'different' } as const);
		said[id] = await store.run(decidePair(id, verdict, 'Lead Dedupe')).then(
			({ state }) => state,
			(error: unknown) => (error instanceof LeadflowError ? error.code : String(error)),
		);
	}
	await store.close();
	return said;
});
