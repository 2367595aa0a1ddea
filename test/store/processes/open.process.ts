import { appliedMigrations } from '../../../leads/store/migrate';
import { openStore } from '../../../leads/store/store';
import { inProcess } from './inProcess';

void inProcess(async ({ config }) => {
	const store = await openStore(config);
	const applied = await store.read(appliedMigrations);
	await store.close();
	return applied;
});
