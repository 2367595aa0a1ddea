import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { SuppressionInput } from '../model/suppression';
import { suppressionReasons, type SuppressionReason } from '../model/suppressionReasons';
import type { Operation, StoreContext } from './context';
import { recordset } from './fragments';
import { requireWriter } from './permissions';
import { secretFor } from './settings';
import { insertMany, q, write, type Step } from './step';

/** An address in one use. `any` as channel or purpose stands for all of them. */
export interface SuppressionKey {
	/** `email`, `phone`, `sms`, `whatsapp`, `wecom` or `any`. */
	channel: string;
	/** `contact`, `marketing` … or `any`. */
	purpose: string;
	/** The address or number, normalised by the caller: the same person must always come as the same text. */
	key: string;
}

const ANY = 'any';

/**
 * What stands in the table for an address. A plain hash of a mobile number is reversed in minutes by
 * trying all of them; with the store's secret it is worth nothing outside the store.
 */
function* hashesOf(context: StoreContext, keys: readonly string[]): Step<string[]> {
	const secret = yield* secretFor(context, 'suppression');
	return keys.map((key) => createHmac('sha256', secret).update(key).digest('base64url'));
}

function rankOf(table: string): string {
	const ranks = suppressionReasons.map((reason, rank) => `WHEN '${reason}' THEN ${rank}`);
	return `CASE ${table}.reason ${ranks.join(' ')} ELSE -1 END`;
}

function strength(reason: SuppressionReason): number {
	return suppressionReasons.indexOf(reason);
}

/**
 * Notes addresses that must not be written to. Only a keyed hash of each is kept, so that erasing
 * the person leaves the wish standing.
 *
 * @returns how many became suppressed, or suppressed for a stronger reason
 */
export function suppress(suppressions: readonly SuppressionInput[]): Operation<number> {
	return function* (context) {
		requireWriter(context.actor);
		if (suppressions.length === 0) return 0;
		// The strongest of each key: PostgreSQL refuses to write one row twice in a statement.
		const strongest = new Map<string, SuppressionInput>();
		for (const one of suppressions) {
			const text = JSON.stringify([one.channel, one.purpose, one.key]);
			const known = strongest.get(text);
			if (!known || strength(known.reason) < strength(one.reason)) strongest.set(text, one);
		}
		const rows = [...strongest.values()];
		const hashes = yield* hashesOf(
			context,
			rows.map(({ key }) => key),
		);
		return yield* insertMany({
			table: 'suppressions',
			columns: ['workspace_id', 'channel', 'purpose', 'key_hash', 'reason', 'at', 'source'],
			rows: rows
				.map((one, index) => [
					context.workspaceId,
					one.channel,
					one.purpose,
					hashes[index],
					one.reason,
					context.now,
					one.source,
				])
				.sort((a, b) => (String(a[3]) < String(b[3]) ? -1 : 1)),
			onConflict: {
				key: ['workspace_id', 'channel', 'purpose', 'key_hash'],
				set: ['reason', 'at', 'source'],
				onlyIf: `${rankOf('excluded')} > ${rankOf('suppressions')}`,
			},
		});
	};
}

/**
 * Takes back what people themselves asked for, when they ask for the opposite. Other reasons stay: a
 * bounced address does not work again because somebody likes to be written to.
 *
 * @returns how many are not suppressed any more
 */
export function resubscribe(keys: readonly SuppressionKey[]): Operation<number> {
	return function* (context) {
		requireWriter(context.actor);
		if (keys.length === 0) return 0;
		const hashes = yield* hashesOf(
			context,
			keys.map(({ key }) => key),
		);
		const lifted = recordset(
			context.dialect,
			'lifted',
			{ channel: 'text', purpose: 'text', key_hash: 'text' },
			keys.map(({ channel, purpose }, index) => ({ channel, purpose, key_hash: hashes[index] })),
		);
		return yield* write(
			sql`DELETE FROM suppressions WHERE workspace_id = ${context.workspaceId} AND reason = 'unsubscribed'
				AND (channel, purpose, key_hash) IN (SELECT channel, purpose, key_hash FROM ${lifted})`.compile(
				context.db,
			),
		);
	};
}

/**
 * Whether addresses are suppressed, many at a time.
 *
 * @returns for each in order the strongest reason, or undefined where it may be written to
 */
export function isSuppressed(
	keys: readonly SuppressionKey[],
): Operation<Array<SuppressionReason | undefined>> {
	return function* (context) {
		if (keys.length === 0) return [];
		const hashes = yield* hashesOf(
			context,
			keys.map(({ key }) => key),
		);
		const wanted = recordset(
			context.dialect,
			'wanted',
			{ key_hash: 'text' },
			[...new Set(hashes)].map((key_hash) => ({ key_hash })),
		);
		// The first two columns of the primary key are few values, so every use of a hash is looked up.
		const uses = [...new Set(keys.flatMap(({ channel, purpose }) => [channel, purpose])), ANY];
		const rows = yield* q(
			sql<{ channel: string; purpose: string; key_hash: string; reason: SuppressionReason }>`
				SELECT s.channel, s.purpose, s.key_hash, s.reason FROM ${wanted} JOIN suppressions s
				ON s.workspace_id = ${context.workspaceId} AND s.channel IN (${sql.join(uses)})
				AND s.purpose IN (${sql.join(uses)}) AND s.key_hash = wanted.key_hash`.compile(context.db),
		);
		return keys.map(({ channel, purpose }, index) =>
			rows
				.filter(
					(row) =>
						row.key_hash === hashes[index] &&
						(row.channel === channel || row.channel === ANY) &&
						(row.purpose === purpose || row.purpose === ANY),
				)
				.map((row) => row.reason)
				.sort((a, b) => strength(b) - strength(a))
				.at(0),
		);
	};
}
