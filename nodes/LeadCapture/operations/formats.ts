import type { INodePropertyOptions } from 'n8n-workflow';
import type { ReadItem } from '../../../channels/shared/reading';

/** A shape in which a channel's items come, and what reads them; loaded at first use. */
interface ItemFormat {
	value: string;
	name: string;
	description: string;
	load(): Promise<ReadItem>;
}

/** Every format that Lead Capture knows beside flat JSON, by name. One line a channel. */
const itemFormats: readonly ItemFormat[] = [];

/** The formats as options of a drop-down. */
export const formatOptions: INodePropertyOptions[] = [
	{
		name: 'Any JSON',
		value: 'json',
		description: 'Lead fields by their English or Chinese names; items of our own triggers',
	},
	...itemFormats.map(({ value, name, description }) => ({ value, name, description })),
];

/** What reads items of a format; undefined for JSON, which is mapped field by field. */
export async function formatReader(value: string): Promise<ReadItem | undefined> {
	return await itemFormats.find((format) => format.value === value)?.load();
}
