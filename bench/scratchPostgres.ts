import { Client } from 'pg';
import { startPostgres } from '../test/environment/postgres.mjs';

export interface ScratchPostgres {
	urls: string[];
	/** What the server does by itself within minutes of a large load, so that it does not do it meanwhile. */
	settle(): Promise<void>;
	stop(): Promise<void>;
}

/** A PostgreSQL server of this run alone, waiting for the disk as in production, with empty databases. */
export async function scratchPostgres(databases: number): Promise<ScratchPostgres> {
	const server = await startPostgres({ durable: true });
	const client = new Client({ connectionString: server.url });
	await client.connect();
	const urls: string[] = [];
	for (let index = 0; index < databases; index += 1) {
		await client.query(`CREATE DATABASE bench${index}`);
		const url = new URL(server.url);
		url.pathname = `bench${index}`;
		urls.push(url.href);
	}
	await client.end();
	const settle = async (): Promise<void> => {
		for (const connectionString of urls) {
			const database = new Client({ connectionString });
			await database.connect();
			await database.query('VACUUM (ANALYZE)');
			await database.query('CHECKPOINT');
			await database.end();
		}
	};
	return { urls, settle, stop: server.stop };
}
