import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Runs before each file of the `nodes` project. n8n-core writes its settings into the n8n user
 * folder as soon as it is loaded, and the embedded store lives there, so every test file gets its
 * own empty one.
 */
const userFolder = mkdtempSync(join(tmpdir(), 'leadflow-nodes-'));

for (const name of Object.keys(process.env)) {
	if (/^(N8N_|EXECUTIONS_|DB_|LEADFLOW_STORE_)/.test(name)) delete process.env[name];
}
Object.assign(process.env, {
	N8N_USER_FOLDER: userFolder,
	N8N_ENCRYPTION_KEY: 'only-for-tests',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_LOG_LEVEL: 'silent',
});

afterAll(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));
