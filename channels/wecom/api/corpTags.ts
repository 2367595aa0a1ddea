import { LeadflowError } from '../../../leads/model/error';
import { elementsOf, memberAt, textAt } from '../../shared/foreignJson';
import type { WeComCaller } from '../caller';

/** A tag for customers that the corp has set up (企业标签). */
export interface CorpTag {
	id: string;
	name: string;
	group: string;
}

/** All tags for customers. */
export async function listCorpTags(caller: WeComCaller): Promise<CorpTag[]> {
	const answer = await caller.call('externalcontact/get_corp_tag_list', { body: {} });
	return elementsOf(answer.tag_group).flatMap((group) =>
		elementsOf(memberAt(group, 'tag')).flatMap((tag) => {
			const id = textAt(tag, 'id');
			const name = textAt(tag, 'name');
			const isGone = memberAt(tag, 'deleted') === true;
			if (id === undefined || name === undefined || isGone) return [];
			return [{ id, name, group: textAt(group, 'group_name') ?? '' }];
		}),
	);
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/**
 * The IDs of tags that are named by ID, by name, or by `group/name` where several groups have the name.
 *
 * @param label the parameter as the user sees it
 * @throws LeadflowError NOT_FOUND or INVALID_INPUT
 */
export function tagIds(
	label: string,
	tags: readonly CorpTag[],
	wanted: readonly string[],
): string[] {
	return wanted.map((word, index) => {
		const byId = tags.find(({ id }) => id === word);
		if (byId) return byId.id;
		const found = tags.filter(
			({ name, group }) => same(name, word) || same(`${group}/${name}`, word),
		);
		if (found.length === 1) return found[0].id;
		const which = `entry ${index + 1} of '${label}'`;
		if (found.length === 0) {
			throw new LeadflowError('NOT_FOUND', `WeCom has no such customer tag: ${which}`, {
				hint: "Choose the tag in the list, or add it in the WeCom console under '客户联系 → 企业客户标签'.",
			});
		}
		throw new LeadflowError('INVALID_INPUT', `Several groups have a tag of this name: ${which}`, {
			hint: "Name the group, too, as in 'Source/Trade Fair', or choose the tag in the list.",
		});
	});
}

/** Adds tags to a customer and takes others away, for one member. */
export async function markTags(
	caller: WeComCaller,
	userId: string,
	externalUserId: string,
	change: { add: readonly string[]; remove: readonly string[] },
): Promise<void> {
	await caller.call('externalcontact/mark_tag', {
		body: {
			userid: userId,
			external_userid: externalUserId,
			...(change.add.length > 0 ? { add_tag: change.add } : {}),
			...(change.remove.length > 0 ? { remove_tag: change.remove } : {}),
		},
	});
}
