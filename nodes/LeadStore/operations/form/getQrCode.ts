import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { addressReach } from '../../../../channels/form/publicAddress';
import { shareTexts } from '../../../../pages/form/shareTexts';
import type { NodeOperation, OperationContext, OutputItem } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { chosenId } from '../../../shared/chosenRecord';
import { locator } from '../../../shared/locator';

const form = locator(
	{
		displayName: 'Form',
		name: 'form',
		description: 'Leave empty to use the form of the input item, by its formId',
	},
	'searchForms',
	'e.g. <workflow ID>:<node ID>',
);

const source = (displayName: string, name: string, example: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${example}`,
});

const fields: INodeProperties[] = [
	form,
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'PNG', value: 'png' },
			{ name: 'SVG', value: 'svg', description: 'Sharp at any size, for print' },
		],
		default: 'png',
	},
	{
		displayName: 'Source of the Visit',
		name: 'utm',
		type: 'collection',
		placeholder: 'Add Parameter',
		default: {},
		description:
			'Kept with each lead that comes through this code, so that every poster or stand can have its own',
		options: [
			source('Campaign', 'utm_campaign', 'spring'),
			source('Content', 'utm_content', 'hall-3'),
			source('Medium', 'utm_medium', 'poster'),
			source('Source', 'utm_source', 'trade-fair'),
			source('Term', 'utm_term', 'machines'),
		],
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
	},
];

async function qrCode(context: OperationContext, index: number): Promise<OutputItem[]> {
	const [{ addressWithSource, qrCodeOf, qrCodePng, svgPath }, { qrSvg }, { getForm }] =
		await Promise.all([
			import('../../../../channels/form/qrCode'),
			import('../../../../pages/form/qrPicture'),
			import('../../engine'),
		]);
	const { node, parameters, store } = context;
	const { formId, title, url } = await store.read(
		getForm(chosenId(context, index, form, 'formId')),
	);
	const utm = Object.entries(parameters.at<IDataObject>('utm', index, {}));
	const address = addressWithSource(
		url,
		new Map(utm.map(([name, value]) => [name, [String(value)]])),
	);
	const reach = addressReach(address);
	const warning = reach === 'public' ? undefined : reach;
	if (warning) {
		node.addExecutionHints({
			message: shareTexts.en.warning[warning],
			type: 'warning',
			location: 'outputPane',
		});
	}
	const code = qrCodeOf(address);
	const file =
		parameters.at<'png' | 'svg'>('format', index, 'png') === 'png'
			? await node.helpers.prepareBinaryData(await qrCodePng(code), 'qr.png', 'image/png')
			: await node.helpers.prepareBinaryData(
					Buffer.from(qrSvg({ size: code.size, path: svgPath(code) }, title, 'en', warning)),
					'qr.svg',
					'image/svg+xml',
				);
	const property = parameters.at<string>('binaryPropertyName', index, 'data').trim() || 'data';
	return [{ json: { formId, title, url: address }, binary: { [property]: file } }];
}

export const getQrCode: NodeOperation = {
	value: 'getQrCode',
	name: 'Get QR Code',
	action: 'Get QR code of form',
	description: 'Draw the public address of a form as a QR code for posters, cards and stands',
	fields,
	run: async (context) => await eachItem(context, async (index) => await qrCode(context, index)),
};
