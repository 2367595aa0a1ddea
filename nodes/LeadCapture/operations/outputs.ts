import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { CaptureResult } from '../../../leads/capture/result';
import { without } from '../../../leads/model/without';
import type { OutputItem } from '../../shared/operation';

/** The outputs of Lead Capture, the same for all its operations. */
export const CAPTURED = 0;
export const REJECTED = 1;
export const QUARANTINED = 2;

/** An item that holds nobody, and why. */
export function notALead(
	item: INodeExecutionData,
	index: number,
	{ code, message }: { code: string; message: string },
): OutputItem {
	const decision = {
		node: 'Lead Capture',
		outcome: 'rejected',
		reasons: [{ code, text: message }],
	};
	const problems = [{ code, message }];
	return {
		json: { ...without(item.json, 'capture'), row: index + 1, problems, decision },
		binary: item.binary,
		output: REJECTED,
	};
}

/**
 * What became of one captured person, on the output it belongs to.
 *
 * @param index of the item it came from
 * @param output the full lead, or its ID only
 */
export function resultItem(
	result: CaptureResult,
	item: INodeExecutionData,
	index: number,
	output: 'full' | 'ids',
): OutputItem {
	const data = without(item.json, 'capture');
	const { outcome, lead, decision } = result;
	if (outcome === 'rejected') {
		const json = { ...data, row: index + 1, problems: result.problems, decision };
		return { json: json as unknown as IDataObject, binary: item.binary, output: REJECTED };
	}
	if (outcome === 'quarantined') {
		const json = { ...data, quarantineId: result.quarantineId, decision };
		return { json: json as unknown as IDataObject, binary: item.binary, output: QUARANTINED };
	}
	if (output === 'ids') {
		return { json: { id: lead?.id ?? null, outcome, repeated: result.repeated }, output: CAPTURED };
	}
	const json = {
		...(lead ?? {}),
		outcome,
		repeated: result.repeated,
		decision: lead?.decision ?? decision,
	};
	return { json: json as unknown as IDataObject, binary: item.binary, output: CAPTURED };
}
