import type { INodeProperties } from 'n8n-workflow';
import { captureFields } from './captureFields';
import type { CapturedLead } from '../../../leads/model/lead';
import type { ItemResult, NodeOperation } from '../../shared/operation';
import { readCaptureSettings } from './captureSettings';
import { notALead, resultItem } from './outputs';

/** Fields of Capture that have nothing to say about the text of a card. */
const notOfCards = new Set(['format', 'mapping', 'fieldsToMap']);
const optionsNotOfCards = new Set(['channel', 'consents', 'externalIdField', 'unknownFields']);

const fields: INodeProperties[] = [
	{
		displayName: 'Card Text',
		name: 'cardText',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '={{ $json.text }}',
		placeholder: 'e.g. BEGIN:VCARD …',
		description:
			'Text of a vCard or MECARD, or what a scanned QR code holds, such as a WeChat or WeCom link',
	},
	...captureFields
		.filter(({ name }) => !notOfCards.has(name))
		.map((field) =>
			field.name === 'options'
				? {
						...field,
						options: field.options?.filter(
							(option) => !('name' in option) || !optionsNotOfCards.has(option.name),
						),
					}
				: field,
		),
] as INodeProperties[];

/** Saves the people whose cards or QR codes were scanned. */
export const captureCardText: NodeOperation = {
	value: 'captureCardText',
	name: 'Capture From Card Text',
	action: 'Capture leads from card text',
	description: 'Save the person on a vCard, MECARD or QR code whose text is known',
	fields,
	async run({ node, store, items, parameters }) {
		const [{ captureLeads }, { readCardText }] = await Promise.all([
			import('../../../leads/capture/capture'),
			import('../../../channels/cards/cardText'),
		]);
		const settings = readCaptureSettings(parameters);
		const context = { now: store.now(), defaultCountry: settings.capture.defaultCountry ?? 'CN' };
		const read = await Promise.all(
			items.map(async (_, index) => {
				const { captured, ignored } = await readCardText(
					parameters.at<unknown>('cardText', index, ''),
					context,
				);
				const leads = captured.map(
					(lead): CapturedLead => ({ ...lead, tags: [...settings.tags, ...(lead.tags ?? [])] }),
				);
				return { leads, ignored };
			}),
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
