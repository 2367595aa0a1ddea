import { Client } from 'pg';
import { startPostgres } from '../test/environment/postgres.mjs';

/** A PostgreSQL server of this run alone, waiting for the disk as in production, with empty databases. */
export async function scratchPostgres(
	databases: number,
): Promise<{ urls: string[]; stop(): Promise<void> }> {
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
	return { urls, stop: server.stop };
}
