import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../../leads/model/actor';
import { DeskLinkRefused, openDeskLink } from '../../../leads/store/deskLinks';
import { storeSecret } from '../../../leads/store/settings';
import type { LeadStore } from '../../../leads/store/store';
import type { DeskEntryProblem } from '../../../pages/desk/texts';

export const KEY_COOKIE = 'leadflow_desk';
export const LANGUAGE_COOKIE = 'leadflow_lang';
/** The link's own end is kept by the store; a browser may forget earlier. */
const COOKIE_DAYS = 180;

export type Entry =
	| { admitted: true; actor: Actor; linkId: string }
	| { admitted: false; problem: DeskEntryProblem };

/** The values of a Cookie header by name (RFC 6265 §4.2). Of several with one name the first counts. */
export function readCookies(header: string | undefined): Map<string, string> {
	const cookies = new Map<string, string>();
	for (const pair of (header ?? '').split(';')) {
		const [name, ...value] = pair.split('=');
		const key = name.trim();
		if (key && !cookies.has(key)) cookies.set(key, value.join('=').trim());
	}
	return cookies;
}

/**
 * A cookie for the desk alone: no script reads it, other sites' forms do not send it along.
 *
 * @param deskUrl public address of the desk
 * @param value URL-safe text; empty removes the cookie
 */
export function deskCookie(name: string, value: string, deskUrl: string): string {
	const { pathname, protocol } = new URL(deskUrl);
	const age = value === '' ? 0 : COOKIE_DAYS * 24 * 60 * 60;
	const secure = protocol === 'https:' ? '; Secure' : '';
	return `${name}=${value}; Path=${pathname}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}

/**
 * Whom a link's key lets in.
 *
 * @param store as the desk's credential opens it
 */
export async function enter(store: LeadStore, key: string): Promise<Entry> {
	const opened = await store
		.read(openDeskLink(key))
		.catch(async (error: unknown) =>
			error instanceof DeskLinkRefused ? error.reason : await Promise.reject(error),
		);
	return typeof opened === 'string'
		? { admitted: false, problem: opened }
		: { admitted: true, ...opened };
}

/** Proves that a form came from a page that this visitor was shown: another site cannot know it. */
export async function formTokenFor(store: LeadStore, linkId: string): Promise<string> {
	const secret = await store.run(storeSecret('desk form'));
	return createHmac('sha256', secret).update(linkId).digest('base64url');
}

/** Compares in constant time. */
export function isSameToken(expected: string, given: string): boolean {
	const one = Buffer.from(expected);
	const other = Buffer.from(given);
	return one.length === other.length && timingSafeEqual(one, other);
}
