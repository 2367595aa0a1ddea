/** Which records an actor may see and change. */
export type Scope =
	| { kind: 'all' }
	| { kind: 'team'; memberId: string; teamIds: string[] }
	| { kind: 'own'; memberId: string };

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
