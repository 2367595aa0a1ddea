import { ExecutionLifecycleHooks, ExternalSecretsProxy, UnrecognizedNodeTypeError } from 'n8n-core';
import { ICredentialsHelper, NodeHelpers } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	IDataObject,
	IHttpRequestOptions,
	INodeCredentialsDetails,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/*
 * What n8n gives to its engine, as small as the engine accepts it: node types, credentials and
 * addresses. Anything a node of ours should not need rejects by name.
 */

const ROOT = resolve(__dirname, '../..');
const PACKAGE = 'n8n-nodes-leadflow';
const BASE_URL = 'http://127.0.0.1:5678';

type AnyNodeType = INodeType | IVersionedNodeType;

/** `leadCapture` → `n8n-nodes-leadflow.leadCapture`; full names stay as they are. */
export function fullTypeName(type: string): string {
	return type.includes('.') ? type : `${PACKAGE}.${type}`;
}

function isConstructor(value: unknown): value is new () => AnyNodeType {
	return typeof value === 'function';
}

async function loadNodeType(type: string): Promise<AnyNodeType> {
	const shortName = type.slice(PACKAGE.length + 1);
	const className = shortName.charAt(0).toUpperCase() + shortName.slice(1);
	const file = join(ROOT, 'nodes', className, `${className}.node.ts`);
	if (!type.startsWith(`${PACKAGE}.`) || !existsSync(file)) {
		throw new UnrecognizedNodeTypeError(PACKAGE, type);
	}
	const loaded: Record<string, unknown> = await import(file);
	const nodeClass = loaded[className];
	if (!isConstructor(nodeClass)) throw new UnrecognizedNodeTypeError(PACKAGE, type);
	return new nodeClass();
}

/** Our nodes, from source, and the node types that a test brings along. */
export class SourceNodeTypes implements INodeTypes {
	private constructor(private readonly types: Map<string, AnyNodeType>) {}

	static async load(
		names: Iterable<string>,
		extra: Record<string, INodeType>,
	): Promise<SourceNodeTypes> {
		const types = new Map<string, AnyNodeType>();
		for (const name of new Set(names)) types.set(name, extra[name] ?? (await loadNodeType(name)));
		return new SourceNodeTypes(types);
	}

	getByName(name: string): AnyNodeType {
		const type = this.types.get(name);
		if (type === undefined) throw new UnrecognizedNodeTypeError(PACKAGE, name);
		return type;
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(name), version);
	}

	getKnownTypes(): IDataObject {
		return Object.fromEntries([...this.types.keys()].map((name) => [name, name]));
	}
}

function notNeeded(what: string): () => Promise<never> {
	return async () => await Promise.reject(new Error(`The test host has no ${what}`));
}

/** Credentials by type, already decrypted. */
export type TestCredentials = Record<string, ICredentialDataDecryptedObject>;

class TestCredentialsHelper extends ICredentialsHelper {
	constructor(private readonly credentials: TestCredentials) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(): Promise<IHttpRequestOptions> {
		return await notNeeded('authenticated requests')();
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<ICredentials> {
		return await notNeeded('encrypted credentials')();
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const credential = this.credentials[type];
		if (credential === undefined) throw new Error(`The test gave no ${type} credential`);
		return { ...credential };
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): [] {
		return [];
	}
}

/** The `additionalData` of one execution. */
export function hostServices(
	workflow: IWorkflowBase,
	mode: WorkflowExecuteMode,
	credentials: TestCredentials,
	executionId: string,
): IWorkflowExecuteAdditionalData {
	return {
		executionId,
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflow),
		credentialsHelper: new TestCredentialsHelper(credentials),
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: notNeeded('sub-workflows'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: notNeeded('task runner'),
		logAiEvent: () => {},
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${BASE_URL}/rest`,
		instanceBaseUrl: BASE_URL,
		formBaseUrl: `${BASE_URL}/form`,
		formWaitingBaseUrl: `${BASE_URL}/form-waiting`,
		formTestBaseUrl: `${BASE_URL}/form-test`,
		webhookBaseUrl: `${BASE_URL}/webhook`,
		webhookWaitingBaseUrl: `${BASE_URL}/webhook-waiting`,
		webhookTestBaseUrl: `${BASE_URL}/webhook-test`,
		mcpBaseUrl: `${BASE_URL}/mcp`,
		mcpTestBaseUrl: `${BASE_URL}/mcp-test`,
	};
}
