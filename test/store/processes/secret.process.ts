import { openStore } from '../../../leads/store/store';
import { storeSecret } from '../../../leads/store/settings';
import { inProcess } from './inProcess';

void inProcess(async ({ config }) => {
	const store = await openStore(config);
	const secret = await store.run(storeSecret('desk'));
	await store.close();
	return secret;
});
