import { textOf } from '../../shared/foreignJson';
import type { WeComCaller } from '../caller';
import { LeadflowError } from '../../../leads/model/error';
import { filled, webAddress, withinBytes, withinCount } from './limits';

/** What is said to members of the corp. Source: developer.work.weixin.qq.com/document/path/90236 */
export type MemberMessageContent =
	| { type: 'text' | 'markdown'; text: string }
	| { type: 'textcard'; title: string; description: string; url: string; button?: string };

export interface MemberMessage {
	/** AgentId of the app that speaks. */
	agentId: number;
	/** Accounts (userid), or `['@all']` for everyone whom the app may see. */
	members: readonly string[];
	departments?: readonly string[];
	/** Tags of the address book, not of customers. */
	tags?: readonly string[];
	content: MemberMessageContent;
	/** Forbids to forward it, and shows a watermark. */
	confidential?: boolean;
	/** Seconds within which the same message is not delivered again; at most four hours. */
	repeatSeconds?: number;
}

/** What became of a message, with those who did not get it. */
export interface MemberMessageResult {
	messageId: string | undefined;
	/** Accounts are in lower case here. */
	invalidMembers: string[];
	invalidDepartments: string[];
	invalidTags: string[];
	/** Known, but without a licence for this app. */
	unlicensedMembers: string[];
}

const MOST_MEMBERS = 1_000;
const MOST_GROUPS = 100;

function contentOf(content: MemberMessageContent): Record<string, unknown> {
	if (content.type !== 'textcard') {
		const text = withinBytes('Text', filled('Text', content.text), 2_048);
		return { msgtype: content.type, [content.type]: { content: text } };
	}
	return {
		msgtype: 'textcard',
		textcard: {
			title: withinBytes('Title', filled('Title', content.title), 128),
			description: withinBytes('Description', filled('Description', content.description), 512),
			url: webAddress('URL', content.url),
			...(content.button ? { btntxt: buttonOf(content.button) } : {}),
		},
	};
}

/** WeCom shows four characters of it and cuts the rest. */
function buttonOf(text: string): string {
	if ([...text].length <= 4) return text;
	throw new LeadflowError('INVALID_INPUT', "'Button Text' has more than 4 characters", {
		hint: "Shorten it; without one WeCom shows '详情'.",
	});
}

function namesOf(label: string, names: readonly string[] | undefined, most: number) {
	return names && names.length > 0 ? withinCount(label, names, most).join('|') : undefined;
}

/**
 * The body of `message/send`.
 *
 * @throws LeadflowError INVALID_INPUT for what WeCom would cut or refuse
 */
export function memberMessageBody(message: MemberMessage): Record<string, unknown> {
	const touser = message.members.includes('@all')
		? '@all'
		: namesOf('Members', message.members, MOST_MEMBERS);
	const toparty = namesOf('Departments', message.departments, MOST_GROUPS);
	const totag = namesOf('Address Book Tags', message.tags, MOST_GROUPS);
	if (!touser && !toparty && !totag) {
		throw new LeadflowError('INVALID_INPUT', 'The message has no receiver', {
			hint: "Choose a member, or name departments or tags of the address book under 'Options'.",
		});
	}
	const { confidential, repeatSeconds = 0 } = message;
	return {
		...(touser ? { touser } : {}),
		...(toparty ? { toparty } : {}),
		...(totag ? { totag } : {}),
		agentid: message.agentId,
		...contentOf(message.content),
		...(confidential ? { safe: 1 } : {}),
		...(repeatSeconds > 0
			? { enable_duplicate_check: 1, duplicate_check_interval: Math.min(repeatSeconds, 14_400) }
			: {}),
	};
}

const names = (value: unknown) => textOf(value)?.split('|').filter(Boolean) ?? [];

/** Sends a message to members. Some may not get it: see the result. Where none does, it is an error. */
export async function sendMemberMessage(
	caller: WeComCaller,
	message: MemberMessage,
): Promise<MemberMessageResult> {
	const answer = await caller.call('message/send', { body: memberMessageBody(message) });
	return {
		messageId: textOf(answer.msgid),
		invalidMembers: names(answer.invaliduser),
		invalidDepartments: names(answer.invalidparty),
		invalidTags: names(answer.invalidtag),
		unlicensedMembers: names(answer.unlicenseduser),
	};
}
