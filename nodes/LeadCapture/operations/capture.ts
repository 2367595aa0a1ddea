import { without } from '../../../leads/model/without';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { CaptureResult } from '../../../leads/capture/result';
import type { CapturedLead } from '../../../leads/model/lead';
import type { ItemResult, NodeOperation } from '../../shared/operation';
import { captureFields } from './captureFields';
import { readCaptureSettings, type CaptureSettings } from './captureSettings';
import { envelopeOf } from './envelope';

/** Outputs of the node. */
const CAPTURED = 0;
const REJECTED = 1;
const QUARANTINED = 2;

/** Saves every input item as a lead; each ends on exactly one output. */
export const capture: NodeOperation = {
	value: 'capture',
	name: 'Capture',
	action: 'Capture leads',
	description: 'Save each item as a lead, or add it to the lead that the person has already',
	fields: captureFields,
	async run({ node, store, items, parameters }) {
		// Loaded at first use, so that n8n's start does not wait for the engine.
		const [{ captureLeads }, { mapFields }] = await Promise.all([
			import('../../../leads/capture/capture'),
			import('../../../leads/capture/fieldMapping'),
		]);
		const settings = readCaptureSettings(parameters);
		const read = mapFields(settings.mapping);
		const captured = items.map((item) => toCapturedLead(item, read, settings));
		const results = await captureLeads(store, captured, settings.capture, {
			signal: node.getExecutionCancelSignal(),
		});
		return results.map((result, index) => toItems(result, items[index], index, settings));
	},
};

function toCapturedLead(
	item: INodeExecutionData,
	read: (source: IDataObject) => Pick<CapturedLead, 'fields' | 'custom' | 'leadId'>,
	settings: CaptureSettings,
): CapturedLead {
	const { capture: envelope, ...data } = item.json;
	const values = read(data);
	const externalId = settings.externalIdField ? data[settings.externalIdField] : undefined;
	return {
		...values,
		tags: settings.tags,
		channel: settings.channel,
		payload: data,
		consents: settings.consentsOf(data),
		...(externalId === undefined || externalId === null || externalId === ''
			? {}
			: { externalId: String(externalId) }),
		...envelopeOf(envelope),
	};
}

function toItems(
	result: CaptureResult,
	item: INodeExecutionData,
	index: number,
	settings: CaptureSettings,
): ItemResult {
	const data = without(item.json, 'capture');
	const { outcome, lead, decision } = result;
	if (outcome === 'rejected') {
		const json = { ...data, row: index + 1, problems: result.problems, decision };
		return [{ json: json as unknown as IDataObject, binary: item.binary, output: REJECTED }];
	}
	if (outcome === 'quarantined') {
		const json = { ...data, quarantineId: result.quarantineId, decision };
		return [{ json: json as unknown as IDataObject, binary: item.binary, output: QUARANTINED }];
	}
	if (settings.output === 'ids') {
		return [
			{ json: { id: lead?.id ?? null, outcome, repeated: result.repeated }, output: CAPTURED },
		];
	}
	const json = {
		...(lead ?? {}),
		outcome,
		repeated: result.repeated,
		decision: lead?.decision ?? decision,
	};
	return [{ json: json as unknown as IDataObject, binary: item.binary, output: CAPTURED }];
}
