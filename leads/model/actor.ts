/** A public pool (公海) whose leads an actor sees although they are nobody's. Seeing is not changing. */
export interface PoolSight {
	id: string;
	/** 公海管理员: sees the leads that members hold from the pool, too, and everything unmasked. */
	admin: boolean;
	/** Fields that are masked as long as nobody has claimed the lead. */
	masked: readonly string[];
}

/** Which records an actor may see and change. */
export type Scope =
	| { kind: 'all' }
	| { kind: 'team'; memberId: string; teamIds: string[]; pools?: readonly PoolSight[] }
	| { kind: 'own'; memberId: string; pools?: readonly PoolSight[] };

/**
 * What an actor may do with one field:
 * `hidden` – never leaves the store; `masked` – leaves as `138****8000`; `readOnly` – seen, not written.
 */
export type FieldAccess = 'hidden' | 'masked' | 'readOnly';

/** Who asks. Taken from the credential; every store operation obeys it. */
export interface Actor {
	/** The sales person behind the request, or null for the system. */
	memberId: string | null;
	role: 'system' | 'admin' | 'manager' | 'member' | 'viewer';
	scope: Scope;
	/** Lead field name → restriction. Fields not named are free. */
	fieldAccess: Readonly<Record<string, FieldAccess>>;
}

/** The actor of nodes that run without a credential: sees and does everything. */
export const systemActor: Actor = {
	memberId: null,
	role: 'system',
	scope: { kind: 'all' },
	fieldAccess: {},
};

/** How the actor is named in the event log: `system`, or `member:<id>`. */
export function actorName(actor: Actor): string {
	return actor.memberId === null ? actor.role : `member:${actor.memberId}`;
}
