import { claimLeads } from '../../../../leads/assign/pool/claim';
import { openStore } from '../../../../leads/store/store';
import { seededRandom, shuffled } from '../../leads/people';
import { inProcess } from '../../processes/inProcess';
import { ends } from '../pools';

/** Claims the same leads as everybody else, one by one or a few at a time, in an order of its own. */
void inProcess(async ({ config, index = 0, ids, members, atOnce }) => {
	const store = await openStore(config);
	const random = seededRandom(index + 1);
	const leads = shuffled(ids as string[], random);
	const all = members as string[];
	const told: string[] = [];
	for (let start = 0; start < leads.length; start += Number(atOnce)) {
		const memberId = all[Math.floor(random() * all.length)];
		const some = leads.slice(start, start + Number(atOnce));
		told.push(...ends(await store.run(claimLeads(some, { memberId }, 'Test'))));
	}
	await store.close();
	return told;
});
