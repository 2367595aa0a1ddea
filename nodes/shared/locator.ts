import type { INodeProperties, INodePropertyModeValidation } from 'n8n-workflow';

/** The rule for a pasted ID; upper case is understood. */
const idRule: INodePropertyModeValidation = {
	type: 'regex',
	properties: {
		regex: '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$',
		errorMessage: 'Not a valid ID',
	},
};
const ID_EXAMPLE = 'e.g. 0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b';

/**
 * A record chosen from a list with search, or by its ID.
 *
 * @param freeId how an ID looks that is not one of the store's own
 */
export function locator(
	record: { displayName: string; name: string; description?: string; required?: boolean },
	searchListMethod: string,
	freeId?: string,
): INodeProperties {
	return {
		...record,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${record.displayName.toLowerCase()}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: freeId ?? ID_EXAMPLE,
				...(freeId === undefined ? { validation: [idRule] } : {}),
			},
		],
	};
}

/** The value that a resource locator inside a collection holds; undefined when it is not there at all. */
export function located(parameter: unknown): string | undefined {
	if (parameter === undefined) return undefined;
	const value = isLocator(parameter) ? parameter.value : parameter;
	return value === null || value === undefined ? '' : String(value).trim();
}

function isLocator(parameter: unknown): parameter is { value: unknown } {
	return typeof parameter === 'object' && parameter !== null && 'value' in parameter;
}
