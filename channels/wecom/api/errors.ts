import { LeadflowError, type LeadflowErrorCode } from '../../../leads/model/error';
import { errcodes } from './errcodes';

/** A call that WeCom refused. */
export class WeComError extends LeadflowError {
	constructor(
		/** WeCom's own number for it. */
		readonly errcode: number,
		code: LeadflowErrorCode,
		message: string,
		hint: string,
	) {
		super(code, message, { hint });
		this.name = 'WeComError';
	}
}

/** WeCom has a message with this ID already: it was sent before. */
export class KnownMessageError extends WeComError {
	constructor(errcode: number, path: string) {
		super(
			errcode,
			'CONFLICT',
			`WeCom has a message with this ID already (${errcode}, ${path})`,
			'It was sent before. Give a new message an ID of its own.',
		);
		this.name = 'KnownMessageError';
	}
}

/** Calls that take a message ID of our own, which must be new. */
const TAKES_MESSAGE_ID: readonly string[] = ['kf/send_msg', 'kf/send_msg_on_event'];
const INVALID_PARAMETER = 40058;

/**
 * Whether a message ID was refused because WeCom has it already. The list of error codes has none for
 * that; only the words of the answer name the ID, whose form has been checked before the call.
 */
function isKnownMessage(errcode: number, errmsg: string, path: string): boolean {
	const mayBe = errcode === INVALID_PARAMETER || !Object.hasOwn(errcodes, String(errcode));
	return mayBe && TAKES_MESSAGE_ID.includes(path) && /\bmsgid\b/i.test(errmsg);
}

/** WeCom puts the address that it saw into errmsg: `… from ip: 203.0.113.7, …`. */
const CALLER_ADDRESS = /from ip:?\s{0,3}([0-9a-f.:]{3,45})/i;

/** The address of this n8n as WeCom sees it, where an error message names it. */
export function callerAddress(errmsg: string): string | undefined {
	return CALLER_ADDRESS.exec(errmsg)?.[1]?.replace(/[.:]+$/, '');
}

function notTrusted(errmsg: string): WeComError {
	const address = callerAddress(errmsg);
	return new WeComError(
		60020,
		'CONFIGURATION',
		`WeCom does not accept calls from ${address ?? 'the address of this n8n'} (60020)`,
		`Add ${address ?? 'the public address of n8n'} as a trusted address: WeCom console → 应用管理 → the app → 企业可信IP. It takes a minute. WeCom asks for a trusted domain (可信域名) or a receive URL (接收消息) of the app first.`,
	);
}

/**
 * The error of an answer, in words. WeCom's own `errmsg` is left out: its wording changes, and it
 * repeats what was sent.
 *
 * @param path the call, such as `externalcontact/get`
 */
export function weComError(errcode: number, errmsg: string, path: string): WeComError {
	if (errcode === 60020) return notTrusted(errmsg);
	if (isKnownMessage(errcode, errmsg, path)) return new KnownMessageError(errcode, path);
	const [code, happened, hint] = errcodes[errcode] ?? [
		'REFUSED' as const,
		'WeCom refused the call',
		`Look the number up at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
	];
	return new WeComError(errcode, code, `${happened} (${errcode}, ${path})`, hint);
}
