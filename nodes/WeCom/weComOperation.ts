import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CorpTag } from '../../channels/wecom/api/corpTags';
import type { HttpExchange } from '../../channels/wecom/api/client';
import type { WeComCaller } from '../../channels/wecom/caller';
import type { NodeResource, OutputItem, ShownOperation } from '../shared/operation';
import { ParameterReader } from '../shared/parameters';
import { n8nHttp, openWeComApp, type WeComAppOnNode } from '../shared/weComApp';

/** One run of the node: its items, and the WeCom app, which is opened by the first who needs it. */
export class WeComRun {
	readonly items: INodeExecutionData[];
	readonly parameters: ParameterReader;
	readonly http: HttpExchange;
	private opened: Promise<WeComAppOnNode> | undefined;
	private tags: Promise<CorpTag[]> | undefined;

	constructor(readonly node: IExecuteFunctions) {
		this.items = node.getInputData();
		this.parameters = new ParameterReader(node);
		this.http = n8nHttp(node.helpers);
	}

	/** The app of the node's credential. */
	async app(): Promise<WeComAppOnNode> {
		this.opened ??= openWeComApp(this.node);
		return await this.opened;
	}

	/** Who calls WeCom in the name of that app. */
	async caller(): Promise<WeComCaller> {
		return (await this.app()).client;
	}

	/** The corp's tags for customers, read once a run. */
	async corpTags(): Promise<CorpTag[]> {
		this.tags ??= this.readTags();
		return await this.tags;
	}

	private async readTags(): Promise<CorpTag[]> {
		const { listCorpTags } = await import('../../channels/wecom/api/corpTags');
		return await listCorpTags(await this.caller());
	}
}

/** One operation of the node: what the user sees, then what happens to one item. */
export interface WeComOperation extends ShownOperation {
	run(run: WeComRun, index: number): Promise<OutputItem[]>;
}

export type WeComResource = NodeResource<WeComOperation>;
