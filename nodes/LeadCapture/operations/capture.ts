import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ReadItem } from '../../../channels/shared/reading';
import type { CaptureResult } from '../../../leads/capture/result';
import type { CapturedLead } from '../../../leads/model/lead';
import { without } from '../../../leads/model/without';
import type { ItemResult, NodeOperation, OutputItem } from '../../shared/operation';
import { captureFields } from './captureFields';
import { readCaptureSettings, type CaptureSettings } from './captureSettings';
import { envelopeOf } from './envelope';
import { formatReader } from './formats';

/** Outputs of the node. */
const CAPTURED = 0;
const REJECTED = 1;
const QUARANTINED = 2;

/** What one input item holds: one lead as a rule, several in a chat delivery, none in a bounce. */
interface ReadFromItem {
	leads: CapturedLead[];
	ignored?: { code: string; message: string };
}

/** Saves every input item as a lead; each person of an item ends on exactly one output. */
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
		const mapped = mapFields(settings.mapping);
		const inFormat = await formatReader(settings.format);
		const now = store.now();
		const read = await Promise.all(
			items.map(async (item) =>
				inFormat && !isOurs(item)
					? await readFormat(item, inFormat, settings, now)
					: { leads: [toCapturedLead(item, mapped, settings)] },
			),
		);
		const results = await captureLeads(
			store,
			read.flatMap(({ leads }) => leads),
			settings.capture,
			{ signal: node.getExecutionCancelSignal() },
		);
		let next = 0;
		return read.map(({ leads, ignored }, index): ItemResult => {
			const own = results.slice(next, (next += leads.length));
			return ignored && leads.length === 0
				? [notALead(items[index], index, ignored)]
				: own.map((result) => toItem(result, items[index], index, settings));
		});
	},
};

/** Whether an item comes from a trigger of this package, which says itself how it came. */
function isOurs({ json }: INodeExecutionData): boolean {
	return envelopeOf(json.capture).channel !== undefined;
}

async function readFormat(
	item: INodeExecutionData,
	read: ReadItem,
	settings: CaptureSettings,
	now: number,
): Promise<ReadFromItem> {
	const { defaultCountry = 'CN' } = settings.capture;
	const { captured, ignored } = await read(item.json, { now, defaultCountry });
	const leads = captured.map((lead) => ({
		...lead,
		tags: [...settings.tags, ...(lead.tags ?? [])],
	}));
	return { leads, ...(ignored ? { ignored } : {}) };
}

function toCapturedLead(
	item: INodeExecutionData,
	read: (source: IDataObject) => Pick<CapturedLead, 'fields' | 'custom' | 'leadId'>,
	settings: CaptureSettings,
): CapturedLead {
	const { capture: envelope, ...data } = item.json;
	const values = read(data);
	const externalId = settings.externalIdField ? data[settings.externalIdField] : undefined;
	const { tags = [], ...told } = envelopeOf(envelope);
	return {
		...values,
		tags: [...settings.tags, ...tags],
		channel: settings.channel,
		payload: data,
		consents: settings.consentsOf(data),
		...(externalId === undefined || externalId === null || externalId === ''
			? {}
			: { externalId: String(externalId) }),
		...told,
	};
}

function notALead(
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

function toItem(
	result: CaptureResult,
	item: INodeExecutionData,
	index: number,
	settings: CaptureSettings,
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
	if (settings.output === 'ids') {
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
