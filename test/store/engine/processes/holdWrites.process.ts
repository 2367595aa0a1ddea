import { DatabaseSync } from 'node:sqlite';

/** Keeps a write transaction open until it is told to let go. */
const database = new DatabaseSync(JSON.parse(process.argv[2]).file);
database.exec('BEGIN IMMEDIATE');
process.send?.('held');
process.once('message', () => {
	database.exec('COMMIT');
	database.close();
	process.disconnect?.();
});
