import type { AxiosInstance } from 'axios';

export const OWNER: { email: string; password: string; firstName: string; lastName: string };

export interface PlaygroundServer {
	/** Such as `http://127.0.0.1:5678`, without a slash at the end. */
	url: string;
	logFile: string;
	/** Resolves with the exit code when n8n has ended, for whatever reason; 128 + n after signal n. */
	ended: Promise<number>;
	/** Default SIGTERM, on which n8n finishes what runs. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface PlaygroundSession {
	url: string;
	/** n8n's internal API with the owner's cookie; paths are relative to `/rest`. */
	rest: AxiosInstance;
	/** n8n's public API with an API key; paths are relative to `/api/v1`. */
	api: AxiosInstance;
	/** The owner's cookie, for a browser. */
	cookie: string;
}

/** A workflow as it is exported: the JSON of `workflows/*.json`. */
export interface WorkflowJson {
	id: string;
	name: string;
	nodes: unknown[];
	connections: object;
	settings?: object;
	pinData?: object;
	meta?: object;
}

export function startServer(options: {
	userFolder: string;
	port?: number;
	env?: Record<string, string>;
	report?: (line: string) => void;
}): Promise<PlaygroundServer>;

export function signIn(url: string): Promise<PlaygroundSession>;

export function addWorkflow(
	session: PlaygroundSession,
	workflow: WorkflowJson,
	options?: { activate?: boolean },
): Promise<'added' | 'kept'>;

export function activateWorkflow(session: PlaygroundSession, id: string): Promise<void>;
