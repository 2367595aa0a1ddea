/** Days a deleted lead can be restored, as in Zoho CRM. */
export const BIN_DAYS = 60;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The instant (epoch milliseconds) after which a lead must have been deleted to be restored. */
export function binReachesBackTo(now: number): number {
	return now - BIN_DAYS * DAY_MS;
}
