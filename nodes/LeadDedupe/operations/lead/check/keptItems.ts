import type { IDataObject } from 'n8n-workflow';
import type { Keep } from './checkSettings';

function filledIn(json: IDataObject): number {
	return Object.values(json).filter(
		(value) => value !== undefined && value !== null && value !== '',
	).length;
}

/**
 * Which item of each group stays.
 *
 * @param groupOf group of each item
 * @returns by group; nothing for groups of one, and for any where all are to be looked at
 */
export function keptItems(
	items: readonly IDataObject[],
	groupOf: readonly number[],
	keep: Keep,
): Map<number, number> {
	const members = new Map<number, number[]>();
	groupOf.forEach((group, index) => {
		const known = members.get(group);
		if (known) known.push(index);
		else members.set(group, [index]);
	});
	const kept = new Map<number, number>();
	if (keep === 'none') return kept;
	for (const [group, indexes] of members) {
		if (indexes.length < 2) continue;
		if (keep === 'first') kept.set(group, indexes[0]);
		if (keep === 'last') kept.set(group, indexes[indexes.length - 1]);
		if (keep === 'mostComplete') {
			const filled = indexes.map((index) => filledIn(items[index]));
			kept.set(group, indexes[filled.indexOf(Math.max(...filled))]);
		}
	}
	return kept;
}
