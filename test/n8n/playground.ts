import type { AxiosInstance } from 'axios';
import type { IRunExecutionData, INodeExecutionData } from 'n8n-workflow';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
	addWorkflow,
	signIn,
	startServer,
	type PlaygroundSession,
	type WorkflowJson,
} from '../../playground/server.mjs';

const ROOT = resolve(__dirname, '../..');

/** One execution as n8n stored it. */
export interface StoredExecution {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	data: IRunExecutionData;
}

export interface Playground {
	/** Such as `http://127.0.0.1:40123`, without a slash at the end. */
	url: string;
	/** n8n's public API, relative to `/api/v1`. */
	api: AxiosInstance;
	session: PlaygroundSession;
	userFolder: string;
	/** The embedded lead store of this n8n. */
	storeFile: string;
	/** The ended executions of a workflow, the latest first, with their data. */
	executions(workflowId: string): Promise<StoredExecution[]>;
	/** Waits until a workflow has this many ended executions, at most half a minute. */
	waitForExecutions(workflowId: string, count?: number): Promise<StoredExecution[]>;
	/** What n8n printed, for a failing test. */
	log(): string;
	/** Stops n8n, by default in an orderly way; the user folder stays. */
	halt(signal?: NodeJS.Signals): Promise<void>;
	/** Starts n8n again on the same user folder and port. */
	restart(): Promise<void>;
	/** Stops n8n and removes its user folder. */
	stop(): Promise<void>;
}

export interface PlaygroundOptions {
	/** Workflows to import and activate: JSON, or the name of a file of `workflows/`. */
	workflows?: ReadonlyArray<WorkflowJson | string>;
	/** Further environment variables for n8n. */
	env?: Record<string, string>;
}

/** The JSON of an example workflow, by its file's name such as `01-web-form-to-lead-store.json`. */
export function exampleWorkflow(fileName: string): WorkflowJson {
	return JSON.parse(readFileSync(join(ROOT, 'workflows', fileName), 'utf8'));
}

/** The items of one output of a node's last run in a stored execution. */
export function itemsOf(
	execution: StoredExecution,
	node: string,
	output = 0,
): INodeExecutionData[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main[output] ?? [];
}

async function prepare(
	url: string,
	workflows: NonNullable<PlaygroundOptions['workflows']>,
): Promise<PlaygroundSession> {
	const session = await signIn(url);
	for (const workflow of workflows) {
		await addWorkflow(session, typeof workflow === 'string' ? exampleWorkflow(workflow) : workflow);
	}
	return session;
}

/**
 * Starts a real n8n of its own, with the built package in it, an empty embedded store and these
 * workflows active. About 15 seconds: once a test file, in `beforeAll`; `stop()` in `afterAll`.
 */
export async function startPlayground({
	workflows = [],
	env = {},
}: PlaygroundOptions = {}): Promise<Playground> {
	const userFolder = mkdtempSync(join(tmpdir(), 'leadflow-n8n-'));
	let server = await startServer({ userFolder, env });
	const port = Number(new URL(server.url).port);
	const session = await prepare(server.url, workflows).catch(async (error: unknown) => {
		await server.stop();
		return await Promise.reject(error);
	});
	const { api } = session;

	const executions = async (workflowId: string): Promise<StoredExecution[]> => {
		const params = { workflowId, includeData: true, limit: 250 };
		const { data } = await api.get<{ data: StoredExecution[] }>('/executions', { params });
		return data.data.filter(({ status }) => !['new', 'running', 'waiting'].includes(status));
	};
	const waitForExecutions = async (workflowId: string, count = 1): Promise<StoredExecution[]> => {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const ended = await executions(workflowId);
			if (ended.length >= count) return ended;
			if (Date.now() > deadline) {
				throw new Error(`${ended.length} of ${count} executions of ${workflowId} have ended`);
			}
			await new Promise((done) => setTimeout(done, 100));
		}
	};

	return {
		url: server.url,
		api,
		session,
		userFolder,
		storeFile: join(userFolder, '.n8n', 'leadflow', 'leads.db'),
		executions,
		waitForExecutions,
		log: () => readFileSync(server.logFile, 'utf8'),
		halt: async (signal) => await server.stop(signal),
		restart: async () => {
			await server.stop();
			server = await startServer({ userFolder, env, port });
		},
		stop: async () => {
			await server.stop();
			rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}
