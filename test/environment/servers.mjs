import { findPgbouncer, startPgbouncer } from './pgbouncer.mjs';
import { startPostgres } from './postgres.mjs';

/*
 * The database servers that tests need. Their addresses are handed on in the environment:
 *   LEADFLOW_TEST_POSTGRES_URL    a server where the tests may create and drop databases
 *   LEADFLOW_TEST_PGBOUNCER_URL   the same server behind pgbouncer, transaction pooling
 * What is set already is used as it is. LEADFLOW_TEST_REQUIRE=pgbouncer makes its absence a failure.
 */

const required = (name) => (process.env.LEADFLOW_TEST_REQUIRE ?? '').split(',').includes(name);

function withAdvice(error) {
	const advice =
		'The tests need a PostgreSQL server. Install one (Debian: sudo apt-get install -y postgresql), ' +
		'run npm ci again, or set LEADFLOW_TEST_POSTGRES_URL to a server with the right to create databases.';
	return new Error(`${error.message}\n\n${advice}`, { cause: error });
}

/** @returns {Promise<{ names: string[], stop: () => Promise<void> }>} `names` of what was started */
export async function startServers() {
	const started = [];
	const names = [];
	if (!process.env.LEADFLOW_TEST_POSTGRES_URL) {
		const server = await startPostgres().catch((error) => Promise.reject(withAdvice(error)));
		started.unshift(server);
		names.push(`PostgreSQL ${server.version}`);
		process.env.LEADFLOW_TEST_POSTGRES_URL = server.url;
	}
	if (!process.env.LEADFLOW_TEST_PGBOUNCER_URL && findPgbouncer()) {
		const pooler = await startPgbouncer(process.env.LEADFLOW_TEST_POSTGRES_URL);
		started.unshift(pooler);
		names.push('pgbouncer');
		process.env.LEADFLOW_TEST_PGBOUNCER_URL = pooler.url;
	}
	const stop = async () => {
		for (const server of started) await server.stop();
	};
	if (required('pgbouncer') && !process.env.LEADFLOW_TEST_PGBOUNCER_URL) {
		await stop();
		throw new Error('pgbouncer is required here. Debian: sudo apt-get install -y pgbouncer');
	}
	return { names, stop };
}
