import type { INodePropertyOptions } from 'n8n-workflow';
import { leadFieldNames, leadFields } from '../../../leads/model/leadFields';
import { alphabetical } from '../../shared/alphabetical';
import { CUSTOM_FIELD } from '../../shared/leadFieldOptions';

export { CUSTOM_FIELD };

/** Fields that have a value to choose when leads become one. */
export const mergedFieldOptions: INodePropertyOptions[] = alphabetical([
	...leadFieldNames.map((name) => ({
		name: leadFields[name].label.en,
		value: name,
		description: leadFields[name].label.zh,
	})),
	{ name: 'Custom Field', value: CUSTOM_FIELD, description: 'A field of your own, by its name' },
	{ name: 'Tags', value: 'tags', description: '标签' },
]);
