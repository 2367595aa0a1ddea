import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { TableStatistics } from '../../../leads/store/engine/tableStatistics';
import { insertMany, q } from '../../../leads/store/step';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';

describe('statistics of tables', () => {
	function counting(): { statistics: TableStatistics; looked: string[]; end: () => void } {
		const looked: string[] = [];
		let end = (): void => undefined;
		const statistics = new TableStatistics(async (table) => {
			looked.push(table);
			await new Promise<void>((resolve) => {
				end = resolve;
			});
		});
		return { statistics, looked, end: () => end() };
	}

	it('are renewed once at a thousand rows, ten thousand, a hundred thousand', async () => {
		const { statistics, looked, end } = counting();
		const write = async (table: string, rows: number): Promise<void> => {
			statistics.note(table, rows);
			statistics.renew();
			end();
			await wait(0);
		};
		await write('leads', 999);
		expect(looked).toEqual([]);
		await write('leads', 1);
		await write('leads', 8_999);
		expect(looked).toEqual(['leads']);
		await write('events', 200_000);
		await write('leads', 1);
		expect(looked).toEqual(['leads', 'events', 'leads']);
		await write('events', 200_000);
		expect(looked).toHaveLength(3);
	});

	it('are renewed one table after another', async () => {
		const { statistics, looked, end } = counting();
		statistics.note('leads', 1_000);
		statistics.renew();
		statistics.note('events', 1_000);
		statistics.renew();
		await wait(0);
		expect(looked).toEqual(['leads']);
		end();
		await wait(0);
		expect(looked).toEqual(['leads', 'events']);
		end();
	});

	it('that cannot be had are left to the server', async () => {
		const statistics = new TableStatistics(async () => {
			await Promise.reject(new Error('no'));
		});
		statistics.note('leads', 1_000);
		statistics.renew();
		await wait(0);
		statistics.note('leads', 9_000);
		expect(() => statistics.renew()).not.toThrow();
	});
});

// SQLite looks things up whatever it knows of a table.
const servers = storeEngines(['sqlite']);
if (servers.length > 0) {
	describe.each(servers)('a store that was just filled on $name', (engine) => {
		const fresh = freshStores(engine);

		it('is known to the planner at once', async () => {
			const { store } = await fresh();
			const known = async (): Promise<unknown[]> =>
				await store.read(({ db }) =>
					q(
						sql`SELECT 1 FROM pg_stats WHERE schemaname = current_schema()
							AND tablename = 'match_locks' AND attname = 'workspace_id'`.compile(db),
					),
				);
			expect(await known()).toEqual([]);
			await store.run((context) =>
				insertMany({
					table: 'match_locks',
					columns: ['workspace_id', 'hash', 'at'],
					rows: Array.from({ length: 1_000 }, (_, hash) => [context.workspaceId, hash, 0]),
					onConflict: 'error',
				}),
			);
			// Sooner than the server would come round to it.
			for (let tries = 0; tries < 200 && (await known()).length === 0; tries += 1) await wait(50);
			expect(await known()).toHaveLength(1);
		});
	});
}
