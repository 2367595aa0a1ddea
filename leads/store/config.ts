import path from 'node:path';
import { LeadflowError } from '../model/error';

/** TLS of a PostgreSQL connection: `verify` checks the certificate, `require` only encrypts. */
export type TlsMode = 'off' | 'require' | 'verify';

export type StoreConfig = (
	| { engine: 'sqlite'; file: string }
	| { engine: 'postgres'; url: string; tls?: TlsMode; ca?: string }
) & {
	/** Keeps the clients of an agency apart in one database. */
	workspaceId?: string;
	/** True where no credential chose the store; a store may refuse to be used so. */
	implicit?: boolean;
};

export const DEFAULT_WORKSPACE = 'default';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the embedded store lives when nobody says otherwise: under n8n's user folder, by n8n's own rule. */
export function defaultStoreFile(environment: Environment): string {
	const home = environment.HOME ?? environment.USERPROFILE ?? process.cwd();
	const userFolder = environment.N8N_USER_FOLDER ?? home;
	return path.join(userFolder, '.n8n', 'leadflow', 'leads.db');
}

/**
 * The store of nodes without a credential: `LEADFLOW_STORE_URL` if it is set, else the embedded file.
 *
 * @throws LeadflowError CONFIGURATION in queue mode, where each worker may have a file of its own
 */
export function implicitStoreConfig(environment: Environment): StoreConfig {
	const url = environment.LEADFLOW_STORE_URL;
	if (url) return { ...configFromUrl(url), implicit: true };
	if (environment.EXECUTIONS_MODE === 'queue') {
		throw new LeadflowError(
			'CONFIGURATION',
			'n8n runs in queue mode, where the embedded lead store would be split over the workers',
			{
				hint: "Choose a 'Leadflow Store API' credential with PostgreSQL in this node, or set LEADFLOW_STORE_URL on every n8n process.",
			},
		);
	}
	return { engine: 'sqlite', file: defaultStoreFile(environment), implicit: true };
}

/** A store from an address: `postgres://…` or `file:/path/leads.db`. */
export function configFromUrl(address: string): StoreConfig {
	if (/^postgres(ql)?:\/\//.test(address)) return { engine: 'postgres', url: address };
	if (address.startsWith('file:')) {
		return { engine: 'sqlite', file: address.replace(/^file:(\/\/)?/, '') };
	}
	throw new LeadflowError('CONFIGURATION', 'LEADFLOW_STORE_URL is not an address of a lead store', {
		hint: 'Use postgres://user:password@host:5432/database or file:/path/to/leads.db.',
	});
}
