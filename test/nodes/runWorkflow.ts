import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import type {
	ExecutionError,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	ITaskData,
	IWorkflowBase,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { fullTypeName, hostServices, SourceNodeTypes, type TestCredentials } from './host';

/** A node as it stands in a workflow's JSON; what a test does not care about may be left out. */
export type NodeUnderTest = Partial<Omit<INode, 'type'>> & { type: string };

export interface WorkflowUnderTest {
	nodes: readonly NodeUnderTest[];
	/** Without it each node feeds the next one of the list. */
	connections?: IConnections;
	/** What the first node gets: one item a JSON object. A trigger hands it on as its own output. */
	input?: readonly IDataObject[];
	/** Instead of `input`, where binary data or paired items matter. */
	items?: readonly INodeExecutionData[];
	/** The node where it starts; the first one if left out. */
	start?: string;
	/** Decrypted credentials by type, such as `leadflowStoreApi`: given to every node that knows the type. */
	credentials?: TestCredentials;
	/** Further node types by full name, for a test's own helpers such as `test.fail`. */
	nodeTypes?: Record<string, INodeType>;
	mode?: WorkflowExecuteMode;
	workflowId?: string;
	executionId?: string;
}

/** What came out of a run. Nodes are named as in the workflow, outputs counted from 0. */
export interface WorkflowResult {
	run: IRun;
	/** The error that stopped the run, if one did. */
	error: ExecutionError | undefined;
	/** The items of a node's output; none if the node did not run. */
	items(node: string, output?: number): INodeExecutionData[];
	/** As `items`, only their JSON. */
	json(node: string, output?: number): IDataObject[];
	/** The error of one node, also where the run went on after it. */
	errorOf(node: string): ExecutionError | undefined;
	/** Hints that a node left for the output panel. */
	hints(node: string): NodeExecutionHint[];
}

function completeNode(node: NodeUnderTest, index: number): INode {
	const name = node.name ?? node.type;
	return {
		id: `node-${index}`,
		typeVersion: 1,
		position: [index * 200, 0],
		parameters: {},
		...node,
		name,
		type: fullTypeName(node.type),
	};
}

function chained(nodes: readonly INode[]): IConnections {
	const connections: IConnections = {};
	for (const [index, node] of nodes.slice(0, -1).entries()) {
		const target = { node: nodes[index + 1].name, type: NodeConnectionTypes.Main, index: 0 };
		connections[node.name] = { main: [[target]] };
	}
	return connections;
}

/** Selects each given credential in every node that accepts its type, as a user would. */
function selectCredentials(
	nodes: readonly INode[],
	nodeTypes: SourceNodeTypes,
	credentials: TestCredentials,
): void {
	for (const node of nodes) {
		const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		for (const { name } of description.credentials ?? []) {
			if (name in credentials) node.credentials ??= { [name]: { id: name, name } };
		}
	}
}

function result(run: IRun): WorkflowResult {
	const lastRun = (node: string): ITaskData | undefined =>
		run.data.resultData.runData[node]?.at(-1);
	const items = (node: string, output = 0): INodeExecutionData[] =>
		lastRun(node)?.data?.main[output] ?? [];
	return {
		run,
		error: run.data.resultData.error,
		items,
		json: (node, output) => items(node, output).map((item) => item.json),
		errorOf: (node) => lastRun(node)?.error,
		hints: (node) => lastRun(node)?.hints ?? [],
	};
}

/**
 * Runs a workflow through n8n-core's own engine, in this process, with our nodes from source.
 * A run that fails does not reject: look at `error`.
 */
export async function runWorkflow(test: WorkflowUnderTest): Promise<WorkflowResult> {
	const { credentials = {}, mode = 'trigger', executionId = randomUUID() } = test;
	const nodes = test.nodes.map(completeNode);
	const nodeTypes = await SourceNodeTypes.load(
		nodes.map((node) => node.type),
		test.nodeTypes ?? {},
	);
	selectCredentials(nodes, nodeTypes, credentials);

	const definition = {
		id: test.workflowId ?? 'workflow-under-test',
		name: 'Workflow Under Test',
		active: mode !== 'manual',
		nodes,
		connections: test.connections ?? chained(nodes),
		settings: { executionOrder: 'v1' as const },
	};
	const workflow = new Workflow({ ...definition, nodeTypes });
	const stored: IWorkflowBase = {
		...definition,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
	};
	const start = nodes.find((node) => node.name === test.start) ?? nodes[0];
	const items = test.items ?? (test.input ?? [{}]).map((json) => ({ json }));
	const execution = new WorkflowExecute(
		hostServices(stored, mode, credentials, executionId),
		mode,
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [[...items]] }, source: null }],
			},
		}),
	);
	return result(await execution.processRunExecutionData(workflow));
}

/** What came out of one node: the JSON of the items of each output. */
export interface NodeResult extends WorkflowResult {
	outputs: IDataObject[][];
}

/** Runs one node on these items: `runWorkflow` for the common case. */
export async function runNode(
	type: string,
	parameters: INode['parameters'],
	input: readonly IDataObject[] = [{}],
	more: Omit<WorkflowUnderTest, 'nodes' | 'input'> & { node?: Partial<NodeUnderTest> } = {},
): Promise<NodeResult> {
	const { node, ...rest } = more;
	const nodes = [{ ...node, name: type, type, parameters }];
	const done = await runWorkflow({ nodes, input, ...rest });
	const outputs = done.run.data.resultData.runData[type]?.at(-1)?.data?.main ?? [];
	return { ...done, outputs: outputs.map((items) => (items ?? []).map((item) => item.json)) };
}
