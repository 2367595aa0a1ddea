import path from 'node:path';
import { LeadflowError } from '../../model/error';
import type { StoreConfig } from '../config';
import type { Engine } from './engine';
import { prepareStoreFolder } from './fileSystem';

interface OpenEngine {
	engine: Engine;
	warning?: string;
}

/**
 * Open engines of this process by address. n8n drops and reloads this package's modules when a
 * community package is updated, so the table lives where a reload finds it again.
 */
const registryKey = Symbol.for('n8n-nodes-leadflow.engines.v1');
const registry: Map<string, Promise<OpenEngine>> = ((
	globalThis as { [registryKey]?: Map<string, Promise<OpenEngine>> }
)[registryKey] ??= new Map());

function addressOf(config: StoreConfig): string {
	return config.engine === 'sqlite'
		? `sqlite:${path.resolve(config.file)}`
		: `postgres:${config.url}:${config.tls ?? ''}:${config.ca ?? ''}`;
}

/** What this copy of the package has made ready; a copy that was loaded later has migrations of its own. */
const prepared = new WeakMap<Engine, Promise<void>>();

/**
 * The one engine of this process for a store; opened at first use.
 *
 * @param prepare runs once on an engine that is new to this copy of the package, before anyone is
 *   given it
 */
export async function openEngine(
	config: StoreConfig,
	prepare: (engine: Engine) => Promise<void>,
): Promise<OpenEngine> {
	const opened = await (registry.get(addressOf(config)) ?? register(config));
	let ready = prepared.get(opened.engine);
	if (!ready) {
		ready = prepare(opened.engine);
		prepared.set(opened.engine, ready);
	}
	const failure = await ready.then(
		() => undefined,
		(error: unknown) => ({ error }),
	);
	if (!failure) return opened;
	await opened.engine.close();
	return await Promise.reject(failure.error);
}

/** Connects, and forgets a store that could not be opened or was closed, so that it is tried afresh next time. */
function register(config: StoreConfig): Promise<OpenEngine> {
	const address = addressOf(config);
	const forget = () => {
		if (registry.get(address) === opening) registry.delete(address);
	};
	const opening = connect(config, forget);
	registry.set(address, opening);
	opening.catch(forget);
	return opening;
}

async function connect(config: StoreConfig, forget: () => void): Promise<OpenEngine> {
	const opened =
		config.engine === 'sqlite' ? await connectSqlite(config.file) : await connectPostgres(config);
	const close = opened.engine.close.bind(opened.engine);
	opened.engine.close = async () => {
		forget();
		await close();
	};
	return opened;
}

async function connectSqlite(file: string): Promise<OpenEngine> {
	const warning = prepareStoreFolder(file);
	const sqlite = await import('./sqlite').catch((cause: unknown) =>
		Promise.reject(
			new LeadflowError(
				'STORE_UNAVAILABLE',
				"This Node.js has no 'node:sqlite' for the embedded lead store",
				{
					hint: "Run n8n on Node.js 22.16 or newer, or choose PostgreSQL in a 'Leadflow Store API' credential.",
					cause,
				},
			),
		),
	);
	return { engine: await sqlite.SqliteEngine.open(file), warning };
}

async function connectPostgres(config: StoreConfig & { engine: 'postgres' }): Promise<OpenEngine> {
	const { PostgresEngine } = await import('./postgres');
	// `new URL` puts the whole address, password included, into its error.
	if (!URL.canParse(config.url)) {
		throw new LeadflowError(
			'CONFIGURATION',
			'The address of the PostgreSQL server is not a valid URL',
			{
				hint: 'Use postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
			},
		);
	}
	const url = new URL(config.url);
	const ssl =
		config.tls === undefined || config.tls === 'off'
			? undefined
			: { rejectUnauthorized: config.tls === 'verify', ...(config.ca ? { ca: config.ca } : {}) };
	const engine = new PostgresEngine(
		{ connectionString: config.url, ...(ssl ? { ssl } : {}) },
		`${url.hostname}:${url.port || '5432'}${url.pathname}`,
	);
	return { engine };
}
