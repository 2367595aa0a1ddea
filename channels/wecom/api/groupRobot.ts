import { LeadflowError } from '../../../leads/model/error';
import { exchangeWith, WECOM_URL, type HttpExchange } from './client';
import { weComError } from './errors';
import { filled, webAddress, withinBytes, withinCount } from './limits';
import type { RobotQueue } from './robotQueue';

/** One robot of a group chat (消息推送), and where its server is. */
export interface GroupRobot {
	baseUrl: string;
	key: string;
}

export interface RobotArticle {
	title: string;
	description?: string;
	url: string;
	pictureUrl?: string;
}

/** Source: developer.work.weixin.qq.com/document/path/91770 */
export type RobotMessage =
	| {
			type: 'text';
			text: string;
			/** Accounts, `@all` for everyone. */
			mentionedMembers?: readonly string[];
			mentionedMobiles?: readonly string[];
	  }
	| { type: 'markdown' | 'markdown_v2'; text: string }
	| { type: 'news'; articles: readonly RobotArticle[] };

const KEY = /^[0-9a-zA-Z-]{8,100}$/;

/**
 * The robot of a webhook address or of its key alone.
 *
 * @param text as the group shows it: `https://…/cgi-bin/webhook/send?key=…`, or what stands after `key=`
 */
export function groupRobot(text: string, baseUrl = WECOM_URL): GroupRobot {
	const given = text.trim();
	const url = URL.canParse(given) ? new URL(given) : undefined;
	const robot = url
		? { baseUrl: url.origin, key: url.searchParams.get('key') ?? '' }
		: { baseUrl, key: given };
	if (KEY.test(robot.key)) return robot;
	throw new LeadflowError('INVALID_INPUT', "'Webhook Key' is no key of a group robot", {
		field: 'webhookKey',
		hint: "In the group, open the robot's card and copy its webhook address, or what stands after 'key='.",
	});
}

function listed(name: string, entries: readonly string[] | undefined) {
	return entries && entries.length > 0 ? { [name]: entries } : {};
}

/** The body of `webhook/send`. */
export function robotMessageBody(message: RobotMessage): Record<string, unknown> {
	if (message.type === 'news') {
		const articles = withinCount('Articles', message.articles, 8).map((article) => ({
			title: withinBytes('Title', filled('Title', article.title), 128),
			...(article.description
				? { description: withinBytes('Description', article.description, 512) }
				: {}),
			url: webAddress('URL', article.url),
			...(article.pictureUrl ? { picurl: webAddress('Picture URL', article.pictureUrl) } : {}),
		}));
		return { msgtype: 'news', news: { articles } };
	}
	if (message.type !== 'text') {
		const text = withinBytes('Text', filled('Text', message.text), 4_096);
		return { msgtype: message.type, [message.type]: { content: text } };
	}
	return {
		msgtype: 'text',
		text: {
			content: withinBytes('Text', filled('Text', message.text), 2_048),
			...listed('mentioned_list', message.mentionedMembers),
			...listed('mentioned_mobile_list', message.mentionedMobiles),
		},
	};
}

const TOO_OFTEN = 45009;
const BUSY = -1;

/**
 * Sends a message through a group robot. A robot may send 20 messages a minute; what is too much waits
 * in the queue, and is said to WeCom once its turn has come.
 *
 * @param most milliseconds that it may wait
 * @param signal ends the waiting
 * @returns milliseconds that it waited
 * @throws LeadflowError BUSY where the wait would be longer
 */
export async function sendRobotMessage(
	http: HttpExchange,
	robot: GroupRobot,
	message: RobotMessage,
	queue: RobotQueue,
	most: number,
	signal?: AbortSignal,
): Promise<number> {
	const body = robotMessageBody(message);
	const url = `${robot.baseUrl}/cgi-bin/webhook/send?${new URLSearchParams({ key: robot.key })}`;
	let waited = 0;
	for (;;) {
		waited += await queue.turn(robot, most - waited, signal);
		const { errcode, errmsg } = await exchangeWith(http, url, body);
		if (errcode === 0) return waited;
		// Others use the robot, too, or it was used before this process began: its minute is full.
		if (errcode === TOO_OFTEN) queue.full(robot);
		else if (errcode === BUSY) queue.full(robot, 1_000);
		else throw weComError(errcode, errmsg, 'webhook/send');
	}
}
