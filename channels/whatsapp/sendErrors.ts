import type { WhatsAppSighting } from '../../leads/model/whatsapp';
import { memberAt, textAt, textOf } from '../shared/foreignJson';

/** Why Meta did not send or deliver a message. */
export interface SendError {
	code: number;
	title: string;
	/** What exactly was wrong. */
	details?: string;
}

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/** The person stopped marketing messages of this business in WhatsApp. */
const STOPPED_MARKETING = 131050;

/**
 * What the codes mean that concern a person or a pace, and how long to wait with the next message to
 * them, where waiting helps. Source: Meta, WhatsApp Business Platform, "Error codes".
 */
const meanings: ReadonlyMap<number, { title: string; waitMs?: number }> = new Map([
	[130429, { title: 'Too many messages a second', waitMs: 60 * SECOND }],
	[130472, { title: 'The person is part of an experiment of Meta' }],
	[131026, { title: 'Message undeliverable' }],
	[131047, { title: 'More than 24 hours since the last reply; a template is needed' }],
	[131048, { title: 'Too many messages were reported as spam' }],
	[131049, { title: 'Held back to keep marketing messages few', waitMs: DAY }],
	[STOPPED_MARKETING, { title: 'The person stopped marketing messages' }],
	[131056, { title: 'Too many messages to this person', waitMs: 6 * SECOND }],
	[131062, { title: 'Authentication templates need a phone number' }],
]);

const LONGEST = 300;
/** `(#131047) Re-engagement message` */
const CODE_IN_TEXT = /^\s{0,4}\(#(\d{1,7})\)\s{0,4}/;

/**
 * Reads an error of a status, a message or a Graph API answer: `{ code, title, message, error_data }`.
 *
 * @returns undefined when there is no code
 */
export function sendErrorOf(error: unknown): SendError | undefined {
	const message = textAt(error, 'message') ?? textOf(error);
	const told = textAt(error, 'code') ?? CODE_IN_TEXT.exec(message ?? '')?.[1];
	const code = told !== undefined && /^\d{1,7}$/.test(told) ? Number(told) : undefined;
	if (code === undefined) return undefined;
	const words = textAt(error, 'title') ?? message?.replace(CODE_IN_TEXT, '');
	const details =
		textAt(error, 'error_data', 'details') ?? textOf(memberAt(error, 'details')) ?? undefined;
	return {
		code,
		title: (words || meanings.get(code)?.title || 'Message refused')
			.slice(0, LONGEST)
			.toWellFormed(),
		...(details === undefined ? {} : { details: details.slice(0, LONGEST * 3).toWellFormed() }),
	};
}

/** What a refusal shows of the conversation. */
export function sightingOf({ code, title }: SendError, at: number): WhatsAppSighting {
	const waitMs = meanings.get(code)?.waitMs;
	return {
		lastError: { code, title, at },
		...(waitMs === undefined ? {} : { retryAfter: at + waitMs }),
	};
}

/** Whether a refusal says that the person wants no marketing messages. */
export function saysMarketingStopped({ code }: SendError): boolean {
	return code === STOPPED_MARKETING;
}

/** A refusal in one line, for the timeline. */
export function describeError({ code, title, details }: SendError): string {
	return `${code}: ${title}${details === undefined || details === title ? '' : `. ${details}`}`;
}
