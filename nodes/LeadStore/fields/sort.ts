import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { alphabetical } from '../../shared/alphabetical';
import type { ParameterReader } from '../../shared/parameters';

export interface Order<By extends string> {
	by: By;
	direction: 'ascending' | 'descending';
}

/** The order of a list, the newest first unless the user says otherwise. */
export function sortField(by: INodePropertyOptions[]): INodeProperties {
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Sort',
		options: [
			{
				displayName: 'Order',
				name: 'order',
				values: [
					{
						displayName: 'By',
						name: 'by',
						type: 'options',
						options: alphabetical(by),
						default: 'createdAt',
					},
					{
						displayName: 'Direction',
						name: 'direction',
						type: 'options',
						options: [
							{ name: 'Ascending', value: 'ascending', description: 'Oldest or lowest first' },
							{ name: 'Descending', value: 'descending', description: 'Newest or highest first' },
						],
						default: 'descending',
					},
				],
			},
		],
	};
}

/** The order that the node holds for one item; none for the usual one. */
export function sortOf<By extends string>(
	parameters: ParameterReader,
	index: number,
): { sort?: Order<By> } {
	const { order } = parameters.at<{ order?: Order<By> }>('sort', index, {});
	return order ? { sort: order } : {};
}
