import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { requireVisibleEntity } from '../../leads/store/entities';
import { q } from '../../leads/store/step';
import { openStore } from '../../leads/store/store';
import { storeEngines } from '../environment/engines';
import { leadOf } from './leads/captured';

/** How many transactions of the database wait for a row. */
const waiting = sql<{ count: number }>`SELECT count(*) AS count FROM pg_stat_activity
	WHERE datname = current_database() AND wait_event_type = 'Lock'`;

// On SQLite nobody else writes meanwhile; a serializable transaction starts over instead.
describe.each(storeEngines(['sqlite', 'pgbouncer', 'serializable']))(
	'a lead that something is written about on $name',
	({ config: freshConfig }) => {
		it('is not shared with whoever changes it: shares of a row make circles of those who wait', async () => {
			const config = await freshConfig();
			if (config.engine !== 'postgres') throw new Error('This test is for servers');
			const store = await openStore(config);
			const { id } = await leadOf(store, { email: 'a@example.com' });
			const rival = new Client({ connectionString: config.url });
			await rival.connect();
			await rival.query('BEGIN');
			await rival.query('UPDATE leads SET last_activity_at = 1 WHERE id = $1', [id]);
			let isOver = false;
			const lead = { entityType: 'lead', entityId: id } as const;
			const holding = store
				.run((context) => requireVisibleEntity(context, lead, { forWriting: 'waits' }))
				.finally(() => {
					isOver = true;
				});
			const isWaiting = async () => {
				const [{ count }] = await store.read(({ db }) => q(waiting.compile(db)));
				return count > 0;
			};
			while (!isOver && !(await isWaiting())) await wait(5);
			expect(isOver).toBe(false);
			await rival.query('COMMIT');
			expect(await holding).toBe(id);
			await rival.end();
			await store.close();
		});
	},
);
