import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ItemFile, ReadingContext, ReadItem } from '../../../channels/shared/reading';
import type { CapturedLead } from '../../../leads/model/lead';
import type { ItemResult, NodeOperation } from '../../shared/operation';
import { captureFields } from './captureFields';
import { readCaptureSettings, type CaptureSettings } from './captureSettings';
import { envelopeOf } from './envelope';
import { withItsError } from './errorItem';
import { formatReader } from './formats';
import { notALead, resultItem } from './outputs';

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
			items.map(async (item, index) =>
				inFormat && !isOurs(item)
					? await readFormat(inFormat, withItsError(node, item, index), settings, {
							now,
							files: filesOf(node, item, index),
						})
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
				: own.map((result) => resultItem(result, items[index], index, settings.output));
		});
	},
};

/** Whether an item comes from a trigger of this package, which says itself how it came. */
function isOurs({ json }: INodeExecutionData): boolean {
	return envelopeOf(json.capture).channel !== undefined;
}

/** The files beside an item; a reader that wants one reads it. */
function filesOf(
	node: IExecuteFunctions,
	{ binary }: INodeExecutionData,
	index: number,
): ItemFile[] {
	return Object.entries(binary ?? {}).map(([name, { mimeType }]) => ({
		mimeType,
		read: async () => await node.helpers.getBinaryDataBuffer(index, name),
	}));
}

async function readFormat(
	read: ReadItem,
	item: unknown,
	settings: CaptureSettings,
	context: Pick<ReadingContext, 'now' | 'files'>,
): Promise<ReadFromItem> {
	const { defaultCountry = 'CN' } = settings.capture;
	const { ownAddresses } = settings;
	const { captured, ignored } = await read(item, { ...context, defaultCountry, ownAddresses });
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
