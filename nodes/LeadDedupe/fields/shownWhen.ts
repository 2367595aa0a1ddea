import type { INodeProperties } from 'n8n-workflow';

/** Fields that are shown only with certain values of another one. */
export function shownWhen(
	fields: readonly INodeProperties[],
	show: Readonly<Record<string, string[]>>,
): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { ...show, ...field.displayOptions?.show },
		},
	}));
}
