import type { IDataObject } from 'n8n-workflow';
import { LeadflowError } from '../../leads/model/error';

function isObject(value: unknown): value is IDataObject {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** IDs as somebody writes them: a list, or a text with commas or spaces between them. */
export function idsIn(value: unknown): string[] {
	const parts: unknown[] = Array.isArray(value)
		? value
		: String(value ?? '').split(/[\s,，;；、]+/);
	return parts
		.map((part) => String(isObject(part) ? (part.id ?? '') : (part ?? '')).trim())
		.filter((id) => id !== '');
}

/** The leads that an item names: a group of Find All, a pair, a checked item with its matches. */
function leadIdsOf(json: IDataObject): string[] {
	const pair = [json.leftId ?? json.left, json.rightId ?? json.right].filter(
		(side) => side !== undefined,
	);
	for (const named of [json.leadIds, json.ids, json.leads, pair]) {
		const ids = idsIn(named);
		if (ids.length > 1) return ids;
	}
	return [];
}

/**
 * Two or more leads that are meant: those listed in the node, else those that the item names.
 *
 * @throws LeadflowError INVALID_INPUT where there are fewer than two
 */
export function severalLeads(listed: unknown, json: IDataObject): string[] {
	const given = idsIn(listed);
	const ids = given.length > 0 ? given : leadIdsOf(json);
	if (ids.length > 1) return ids;
	throw new LeadflowError(
		'INVALID_INPUT',
		given.length === 1
			? "'Lead IDs' holds one ID; there must be two or more"
			: "'Lead IDs' is empty and the item names no leads",
		{
			field: 'leadIds',
			hint: "List the IDs in 'Lead IDs', or feed in items with 'leadIds', as Find All gives them out.",
		},
	);
}
