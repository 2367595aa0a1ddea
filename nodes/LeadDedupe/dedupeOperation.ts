import type {
	ItemResult,
	NodeOperation,
	NodeResource,
	OperationContext,
} from '../shared/operation';
import type { ParameterReader } from '../shared/parameters';

/** An operation of this node. */
export interface DedupeOperation extends NodeOperation {
	/** What its outputs are called; one without a name where this is left out. */
	outputNames?: readonly string[];
	/** For parameters with which it is about the input items alone and no store is opened. */
	withoutStore?: {
		applies(parameters: ParameterReader): boolean;
		run(context: Omit<OperationContext, 'store'>): Promise<ItemResult[]>;
	};
}

export type DedupeResource = NodeResource<DedupeOperation>;
