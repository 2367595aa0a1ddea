import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../../shared/alphabetical';

/** The options of an operation, in the order of their names. */
export function optionsField(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: alphabetical(options),
	};
}
