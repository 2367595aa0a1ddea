import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Operation, StoreContext } from './context';
import { fixedQuery } from './fixedQuery';
import { requireAdmin } from './permissions';
import { first, insertMany, type Step } from './step';

const SETTING = 'setting.';
const SIGNING_SECRET = 'signingSecret';

const metaOf = fixedQuery<{ value: unknown }>(
	() => sql`SELECT value FROM meta WHERE workspace_id = ${''} AND key = ${''}`,
);

function* readMeta(context: StoreContext, key: string): Step<unknown> {
	const row = yield* first(metaOf(context, context.workspaceId, key));
	return row?.value;
}

/** A setting of the store, as an operation inside another. */
export function readSetting(context: StoreContext, key: string): Step<unknown> {
	return readMeta(context, SETTING + key);
}

/**
 * A setting that is about to be changed after what it says now: rivals wait until this transaction
 * ends, so that none writes over what another has just written.
 *
 * @param initial what it says where it was never set
 */
export function* lockSetting(context: StoreContext, key: string, initial: unknown): Step<unknown> {
	yield* insertMany({
		table: 'meta',
		columns: ['workspace_id', 'key', 'value'],
		rows: [[context.workspaceId, SETTING + key, initial]],
		onConflict: 'ignore',
	});
	const query = context.db
		.selectFrom('meta')
		.select('value')
		.where('workspace_id', '=', context.workspaceId)
		.where('key', '=', SETTING + key);
	const row = yield* first(context.dialect === 'postgres' ? query.forUpdate() : query);
	return row?.value;
}

/** Writes a setting, as an operation inside another. */
export function* writeSetting(context: StoreContext, key: string, value: unknown): Step<void> {
	yield* insertMany({
		table: 'meta',
		columns: ['workspace_id', 'key', 'value'],
		rows: [[context.workspaceId, SETTING + key, value]],
		onConflict: { key: ['workspace_id', 'key'], set: ['value'] },
	});
}

/** A setting of the store, or undefined where it was never set. */
export function getSetting(key: string): Operation<unknown> {
	return (context) => readSetting(context, key);
}

/**
 * Sets a setting for every node and process of this workspace.
 *
 * @param value anything that JSON holds, except null
 * @throws LeadflowError FORBIDDEN for anyone but system and administrators
 */
export function setSetting(key: string, value: unknown): Operation<void> {
	return function* (context) {
		requireAdmin(context.actor, 'Changing a setting of the store');
		yield* writeSetting(context, key, value);
	};
}

/**
 * A key for one purpose, derived from the random secret of the store, so that what is signed for one
 * purpose is worth nothing for another. The secret is made at first use; of several processes that
 * make one at the same time, one wins and all read the winner's.
 *
 * @returns 32 bytes in base64url, HMAC-SHA256(secret, purpose)
 */
export function* secretFor(context: StoreContext, purpose: string): Step<string> {
	let secret = yield* readMeta(context, SIGNING_SECRET);
	if (secret === undefined) {
		yield* insertMany({
			table: 'meta',
			columns: ['workspace_id', 'key', 'value'],
			rows: [[context.workspaceId, SIGNING_SECRET, randomBytes(32).toString('base64url')]],
			onConflict: 'ignore',
		});
		secret = yield* readMeta(context, SIGNING_SECRET);
	}
	return createHmac('sha256', Buffer.from(String(secret), 'base64url'))
		.update(purpose)
		.digest('base64url');
}

/** `secretFor` as an operation of its own; works with `store.read` as well as `store.run`. */
export function storeSecret(purpose: string): Operation<string> {
	return (context) => secretFor(context, purpose);
}
