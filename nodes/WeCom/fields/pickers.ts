import type { INodeProperties } from 'n8n-workflow';
import { textAt } from '../../../channels/shared/foreignJson';
import { LeadflowError } from '../../../leads/model/error';
import { located } from '../../shared/locator';
import type { WeComRun } from '../weComOperation';
import { listOf } from './listText';

/** What a picker chooses, and where its list comes from. */
interface Picked {
	displayName: string;
	name: string;
	description?: string;
	required?: boolean;
	displayOptions?: INodeProperties['displayOptions'];
}

/**
 * Something of WeCom's, chosen from a searchable list or written as ID.
 *
 * @param searchListMethod of methods/searches.ts
 * @param byId how the other way is called, and an example
 */
function picker(
	picked: Picked,
	searchListMethod: string,
	byId: { name: string; example: string },
): INodeProperties {
	return {
		...picked,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select...',
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: byId.name,
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${byId.example}`,
			},
		],
	};
}

/** One member with 客户联系. */
export const memberPicker = (picked: Picked): INodeProperties =>
	picker(picked, 'searchMembers', { name: 'By User ID', example: 'zhangsan' });

/** One member from the list, or several by their IDs. */
export const membersPicker = (picked: Picked): INodeProperties =>
	picker(picked, 'searchMembers', { name: 'By User IDs', example: 'zhangsan, lisi' });

/** One tag from the list, or several by their names or IDs. */
export const tagsPicker = (picked: Picked): INodeProperties =>
	picker(picked, 'searchTags', { name: 'By Names or IDs', example: 'VIP, Source/Trade Fair' });

export const serviceAccountPicker = (picked: Picked): INodeProperties =>
	picker(picked, 'searchServiceAccounts', {
		name: 'By ID',
		example: 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q',
	});

export const contactWayPicker = (picked: Picked): INodeProperties =>
	picker(picked, 'searchContactWays', {
		name: 'By Config ID',
		example: '42b34949e138eb6e027c123cba77fAAA',
	});

export const linkPicker = (picked: Picked): INodeProperties =>
	picker(picked, 'searchLinks', { name: 'By Link ID', example: 'cawcdec1b9e4d4b0c1' });

/** A place in an item where an earlier node of ours leaves the value that is wanted. */
export type ItemPath = readonly string[];

/** Where the triggers and Lead Capture leave what WeCom knows people by. */
export const itemPaths = {
	customer: [['wecomExternalUserId'], ['external_userid']],
	member: [['wecomUserId'], ['userid']],
	welcomeCode: [['capture', 'welcomeCode'], ['welcomeCode']],
	serviceAccount: [
		['capture', 'payload', 'open_kfid'],
		['capture', 'payload', 'event', 'open_kfid'],
		['open_kfid'],
	],
	configId: [['configId']],
	linkId: [['linkId']],
} satisfies Record<string, readonly ItemPath[]>;

function itemText(run: WeComRun, index: number, paths: readonly ItemPath[]): string {
	for (const path of paths) {
		const text = textAt(run.items[index].json, ...path);
		if (text !== undefined) return text;
	}
	return '';
}

/** The value of a text field or picker: what the user gave, else what the item brings; may be empty. */
export function optionalId(
	run: WeComRun,
	index: number,
	{ name }: { name: string },
	paths: readonly ItemPath[] = [],
): string {
	return located(run.parameters.at<unknown>(name, index, '')) || itemText(run, index, paths);
}

/**
 * {@link optionalId}, which must be there.
 *
 * @throws LeadflowError INVALID_INPUT
 */
export function requiredId(
	run: WeComRun,
	index: number,
	field: { name: string; displayName: string },
	paths: readonly ItemPath[] = [],
): string {
	const id = optionalId(run, index, field, paths);
	if (id !== '') return id;
	const [path] = paths;
	throw new LeadflowError(
		'INVALID_INPUT',
		path
			? `'${field.displayName}' is empty and the item has no '${path.join('.')}'`
			: `'${field.displayName}' is empty`,
		{ field: field.name, hint: `Fill in '${field.displayName}', or map it from an earlier node.` },
	);
}

/** The entries of a picker or field that takes several. */
export function ids(
	run: WeComRun,
	index: number,
	{ name }: { name: string },
	paths: readonly ItemPath[] = [],
): string[] {
	const given = run.parameters.at<unknown>(name, index, '');
	const value =
		typeof given === 'object' && given !== null && 'value' in given ? given.value : given;
	const listed = listOf(value);
	return listed.length > 0 ? listed : listOf(itemText(run, index, paths));
}
