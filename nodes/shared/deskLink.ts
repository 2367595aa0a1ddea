/** The setting that holds the public address of the desk, so that links to it can be made whole. */
export const DESK_URL = 'desk.url';

/**
 * What follows the address of the desk in a link that lets somebody in.
 *
 * @param token of `createDeskLink`
 */
export function deskLinkSuffix(token: string): string {
	return `?key=${encodeURIComponent(token)}`;
}
