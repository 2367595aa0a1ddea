import type { INodeProperties } from 'n8n-workflow';
import {
	linkWithChannel,
	type AcquisitionLinkFound,
} from '../../../../channels/wecom/api/acquisitionLink';
import { itemPaths, linkPicker, requiredId } from '../../fields/pickers';
import type { WeComRun } from '../../weComOperation';

export const linkField = linkPicker({
	displayName: 'Link',
	name: 'linkId',
	description: "Leave empty to use the item's 'linkId'",
});

export const linkIdOf = (run: WeComRun, index: number): string =>
	requiredId(run, index, linkField, itemPaths.linkId);

export const channelField: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'string',
	default: '',
	placeholder: 'e.g. expo2026_hall3',
	description:
		"Appended to the link (customer_channel) as 'channelUrl'. Comes with each customer who uses that, and becomes the campaign of the lead. Up to 64 bytes.",
};

export const departmentsField: INodeProperties = {
	displayName: 'Department IDs',
	name: 'departments',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2, 5',
	description: 'Whose members are added in turn',
};

/** The link as an item, with the channel where the user named one. */
export function withChannel(run: WeComRun, index: number, link: AcquisitionLinkFound): object {
	const channel = String(run.parameters.at<string>('channel', index, '') ?? '').trim();
	if (channel === '' || link.url === undefined) return link;
	return { ...link, channel, channelUrl: linkWithChannel(link.url, channel) };
}
