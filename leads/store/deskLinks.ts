import { createHmac, timingSafeEqual } from 'node:crypto';
import { actorName, type Actor } from '../model/actor';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { Operation, StoreContext } from './context';
import { instantOf, isoOrUndefined, isoText } from './instants';
import { memberActor } from './memberActor';
import { requireAdmin } from './permissions';
import { first, insertMany, q, write, type Step } from './step';
import { secretFor } from './settings';

export type DeskRole = 'admin' | 'manager' | 'member' | 'viewer';

/** A signed way into the lead desk for one member, or with null for the company as a whole. */
export interface DeskLink {
	id: string;
	memberId: string | null;
	memberName?: string;
	role: DeskRole;
	state: 'valid' | 'expired' | 'revoked';
	expiresAt: string;
	revokedAt?: string;
	createdAt: string;
	createdBy: string;
}

export type DeskRefusal = 'notValid' | 'expired' | 'revoked' | 'memberInactive';

const refusals: Record<DeskRefusal, string> = {
	notValid: 'This link is not valid',
	expired: 'This link has expired',
	revoked: 'This link was revoked',
	memberInactive: 'The member of this link is no longer active',
};

/** A link that opens nothing; `reason` lets a page say it in the visitor's language. */
export class DeskLinkRefused extends LeadflowError {
	constructor(readonly reason: DeskRefusal) {
		super('FORBIDDEN', refusals[reason], {
			hint: 'Ask whoever manages the lead desk for a new link.',
		});
	}
}

/** Signs what the token says, so that a guess fails before the store is asked. */
function signature(secret: string, body: string): Buffer {
	return createHmac('sha256', secret).update(body).digest();
}

/** Token: id of the link as 16 bytes, expiry in base 36 seconds, HMAC-SHA256; base64url, joined by dots. */
function tokenOf(secret: string, id: string, expiresAt: number): string {
	const compactId = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
	const body = `${compactId}.${Math.floor(expiresAt / 1000).toString(36)}`;
	return `${body}.${signature(secret, body).toString('base64url')}`;
}

/** The id inside a token whose signature holds, or undefined. */
function idOfToken(secret: string, token: string): string | undefined {
	const match = /^([\w-]{22}\.[0-9a-z]{1,10})\.([\w-]{43})$/.exec(token);
	if (!match) return undefined;
	const given = Buffer.from(match[2], 'base64url');
	const expected = signature(secret, match[1]);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
	const hex = Buffer.from(match[1].slice(0, 22), 'base64url').toString('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Members may make links for themselves with the role they have; links for others take an administrator. */
function requireMaker(actor: Actor, link: Pick<DeskLink, 'memberId' | 'role'>): void {
	const own = actor.memberId !== null && link.memberId === actor.memberId;
	if (!own || link.role !== actor.role) requireAdmin(actor, 'A desk link for somebody else');
}

/**
 * Makes a link. The token is shown once; the store keeps what is needed to check it, not the token.
 *
 * @param expiresAt ISO 8601
 * @throws LeadflowError FORBIDDEN, CONFIGURATION for a member who is not active
 */
export function createDeskLink(link: {
	memberId: string | null;
	role: DeskRole;
	expiresAt: string;
}): Operation<{ id: string; token: string }> {
	return function* (context) {
		requireMaker(context.actor, link);
		const expiresAt = instantOf(link.expiresAt, 'expiresAt');
		if (expiresAt <= context.now) {
			throw new LeadflowError('INVALID_INPUT', 'A desk link must expire in the future', {
				field: 'expiresAt',
			});
		}
		const { memberId } = yield* memberActor({ ...link, fieldAccess: {} })(context);
		const id = context.newId();
		yield* insertMany({
			table: 'desk_links',
			columns: [
				'workspace_id',
				'id',
				'member_id',
				'role',
				'expires_at',
				'created_at',
				'created_by',
			],
			rows: [
				[
					context.workspaceId,
					id,
					memberId,
					link.role,
					expiresAt,
					context.now,
					actorName(context.actor),
				],
			],
			onConflict: 'error',
		});
		return { id, token: tokenOf(yield* secretFor(context, 'desk'), id, expiresAt) };
	};
}

/**
 * Who a token lets in. The link is a way in for one member, never a way around the credential of the
 * desk: the credential's masks hold for everyone, and one that does not see all leads opens links of
 * its own member only.
 *
 * @throws DeskLinkRefused saying why
 */
export function openDeskLink(token: string): Operation<{ linkId: string; actor: Actor }> {
	return function* (context) {
		const id = idOfToken(yield* secretFor(context, 'desk'), token);
		if (id === undefined) throw new DeskLinkRefused('notValid');
		const row = yield* first(
			context.db
				.selectFrom('desk_links')
				.selectAll()
				.where('workspace_id', '=', context.workspaceId)
				.where('id', '=', id),
		);
		if (!row) throw new DeskLinkRefused('notValid');
		if (row.revoked_at !== null) throw new DeskLinkRefused('revoked');
		if (row.expires_at <= context.now) throw new DeskLinkRefused('expired');
		if (row.member_id !== null && !(yield* isActive(context, row.member_id))) {
			throw new DeskLinkRefused('memberInactive');
		}
		const desk = context.actor;
		if (desk.scope.kind !== 'all' && desk.memberId !== row.member_id) {
			throw new DeskLinkRefused('notValid');
		}
		const actor = yield* memberActor({
			memberId: row.member_id,
			role: desk.role === 'viewer' ? 'viewer' : (row.role as DeskRole),
			fieldAccess: desk.fieldAccess,
		})(context);
		return {
			linkId: row.id,
			actor: desk.scope.kind === 'all' ? actor : { ...actor, scope: desk.scope, role: desk.role },
		};
	};
}

function* isActive(context: StoreContext, memberId: string): Step<boolean> {
	const member = yield* first(
		context.db
			.selectFrom('members')
			.select('active')
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', memberId)
			.where('deleted_at', 'is', null),
	);
	return member?.active === 1;
}

/** Ends one link, or all links of a member, at once. Returns how many were ended now. */
export function revokeDeskLinks(which: { id: string } | { memberId: string }): Operation<number> {
	return function* (context) {
		const { actor } = context;
		const column = 'id' in which ? 'id' : 'member_id';
		const value = ('id' in which ? which.id : which.memberId).toLowerCase();
		const own = column === 'member_id' && value === actor.memberId;
		if (!own) requireAdmin(actor, "Revoking other members' desk links");
		if (!isId(value)) return 0;
		return yield* write(
			context.db
				.updateTable('desk_links')
				.set({ revoked_at: context.now })
				.where('workspace_id', '=', context.workspaceId)
				.where('revoked_at', 'is', null)
				.where(column, '=', value),
		);
	};
}

/** All links, newest first: every link for administrators, their own for everybody else. */
export function findDeskLinks(): Operation<DeskLink[]> {
	return function* (context) {
		const { actor } = context;
		const query = context.db
			.selectFrom('desk_links')
			.leftJoin('members', (join) =>
				join
					.onRef('members.workspace_id', '=', 'desk_links.workspace_id')
					.onRef('members.id', '=', 'desk_links.member_id'),
			)
			.selectAll('desk_links')
			.select('members.name as member_name')
			.where('desk_links.workspace_id', '=', context.workspaceId)
			.orderBy('desk_links.id', 'desc');
		const everyone = actor.role === 'system' || actor.role === 'admin';
		const rows = yield* q(
			everyone ? query : query.where('desk_links.member_id', '=', actor.memberId),
		);
		return rows.map((row): DeskLink => {
			const revokedAt = isoOrUndefined(row.revoked_at);
			const expired = row.expires_at <= context.now;
			return {
				id: row.id,
				memberId: row.member_id,
				...(row.member_name ? { memberName: row.member_name } : {}),
				role: row.role as DeskRole,
				state: revokedAt ? 'revoked' : expired ? 'expired' : 'valid',
				expiresAt: isoText(row.expires_at),
				...(revokedAt ? { revokedAt } : {}),
				createdAt: isoText(row.created_at),
				createdBy: row.created_by,
			};
		});
	};
}
