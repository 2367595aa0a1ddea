import { LeadflowError } from '../../../leads/model/error';
import { elementsOf, memberAt, textAt } from '../../shared/foreignJson';
import type { WeComCaller } from '../caller';
import { filled, withinBytes, withinCharacters } from './limits';

/** 获客链接 of 获客助手. Source: developer.work.weixin.qq.com/document/path/97297 */
export interface AcquisitionLink {
	name?: string;
	members?: readonly string[];
	departments?: readonly number[];
	skipVerify?: boolean;
}

/** A link as it goes over the canvas. */
export interface AcquisitionLinkFound {
	linkId: string;
	name: string | undefined;
	url: string | undefined;
	createdAt: string | undefined;
	skipVerify: boolean | undefined;
	members: string[];
	departments: number[];
}

const BASE = 'externalcontact/customer_acquisition';
const MOST_CHARACTERS = 30;
/** `list_link` gives no more at once. */
export const LINKS_AT_ONCE = 100;

/** A channel that a link takes. */
export function checkedChannel(channel: string): string {
	return withinBytes('Channel', channel, 64);
}

/**
 * The link with the channel that comes back as State with each customer who uses it.
 *
 * @param channel at most 64 bytes; an empty one leaves the link as it is
 */
export function linkWithChannel(url: string, channel: string): string {
	if (channel === '') return url;
	const separator = url.includes('?') ? '&' : '?';
	return `${url}${separator}customer_channel=${encodeURIComponent(checkedChannel(channel))}`;
}

function rangeOf({ members = [], departments = [] }: AcquisitionLink) {
	if (members.length + departments.length === 0) return {};
	return {
		range: {
			...(members.length > 0 ? { user_list: members } : {}),
			...(departments.length > 0 ? { department_list: departments } : {}),
		},
	};
}

function settingsOf(link: AcquisitionLink): Record<string, unknown> {
	const { name, skipVerify } = link;
	return {
		...(name === undefined
			? {}
			: { link_name: withinCharacters('Link Name', filled('Link Name', name), MOST_CHARACTERS) }),
		...rangeOf(link),
		...(skipVerify === undefined ? {} : { skip_verify: skipVerify }),
	};
}

function found(link: unknown, range: unknown): AcquisitionLinkFound {
	const seconds = Number(memberAt(link, 'create_time'));
	const skipVerify = memberAt(link, 'skip_verify');
	return {
		linkId: textAt(link, 'link_id') ?? '',
		name: textAt(link, 'link_name'),
		url: textAt(link, 'url'),
		createdAt: seconds > 0 ? new Date(seconds * 1_000).toISOString() : undefined,
		skipVerify: typeof skipVerify === 'boolean' ? skipVerify : undefined,
		members: elementsOf(memberAt(range, 'user_list')).map(String),
		departments: elementsOf(memberAt(range, 'department_list')).map(Number),
	};
}

export async function createLink(
	caller: WeComCaller,
	link: AcquisitionLink & { name: string },
): Promise<AcquisitionLinkFound> {
	if (Object.keys(rangeOf(link)).length === 0) {
		throw new LeadflowError('INVALID_INPUT', 'The link has no member', {
			hint: "Choose who is added by the link in 'Members', or name departments under 'Options'.",
		});
	}
	const body = settingsOf(link);
	const answer = await caller.call(`${BASE}/create_link`, { body });
	return { ...found(answer.link, body.range), skipVerify: link.skipVerify };
}

export async function getLink(caller: WeComCaller, linkId: string): Promise<AcquisitionLinkFound> {
	const answer = await caller.call(`${BASE}/get`, { body: { link_id: linkId } });
	return { ...found(answer.link, answer.range), linkId };
}

/** One page of IDs of links that this app has made. */
export async function listLinks(
	caller: WeComCaller,
	cursor: string | undefined,
	limit: number,
): Promise<{ ids: string[]; nextCursor: string | undefined }> {
	const answer = await caller.call(`${BASE}/list_link`, {
		body: { limit, ...(cursor ? { cursor } : {}) },
	});
	return {
		ids: elementsOf(answer.link_id_list).map(String),
		nextCursor: textAt(answer, 'next_cursor'),
	};
}

/** Changes what is given and leaves the rest as it is. */
export async function updateLink(
	caller: WeComCaller,
	linkId: string,
	changes: AcquisitionLink,
): Promise<void> {
	await caller.call(`${BASE}/update_link`, { body: { link_id: linkId, ...settingsOf(changes) } });
}

export async function deleteLink(caller: WeComCaller, linkId: string): Promise<void> {
	await caller.call(`${BASE}/delete_link`, { body: { link_id: linkId } });
}
