import type { INodeProperties } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import type { OutputItem } from '../../../shared/operation';
import type { WeComRun } from '../../weComOperation';

export const pictureFields: INodeProperties[] = [
	{
		displayName: 'Download QR Code',
		name: 'download',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the picture of the code as a file; its address is in the output anyway',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: { show: { download: [true] } },
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
	},
];

const MOST_BYTES = 5_000_000;

async function download(run: WeComRun, url: string): Promise<Buffer> {
	const bytes: unknown = await run.node.helpers
		.httpRequest({ method: 'GET', url, encoding: 'arraybuffer', timeout: 30_000 })
		.catch(() => undefined);
	if (Buffer.isBuffer(bytes) && bytes.length > 0 && bytes.length <= MOST_BYTES) return bytes;
	throw new LeadflowError('UNREACHABLE', 'The picture of the QR code cannot be downloaded', {
		hint: "Run it again, or switch 'Download QR Code' off and use the address in the output.",
	});
}

/** The item with the picture of the code, where the user wants it. */
export async function withPicture(
	run: WeComRun,
	index: number,
	output: OutputItem,
	url: string | undefined,
): Promise<OutputItem> {
	if (!run.parameters.at<boolean>('download', index, false) || url === undefined) return output;
	const bytes = await download(run, url);
	const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG';
	const [name, type] = isPng ? ['qr.png', 'image/png'] : ['qr.jpg', 'image/jpeg'];
	const property = run.parameters.at<string>('binaryPropertyName', index, 'data').trim() || 'data';
	return {
		...output,
		binary: { [property]: await run.node.helpers.prepareBinaryData(bytes, name, type) },
	};
}
