import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { findRecords } from '../../../leads/store/records/findRecords';
import type { DeskVisit } from './deskPage';

const MEMBER = 'member:';

/** What the event log calls an actor, as a person reads it; undefined for the system and for nobody. */
export type NameOfActor = (actor: string | undefined) => string | undefined;

/** Names of members by id, as far as there are such members. */
export async function memberNames(
	{ store }: Pick<DeskVisit, 'store'>,
	ids: readonly string[],
): Promise<Map<string, string>> {
	const wanted = [...new Set(ids)];
	if (wanted.length === 0) return new Map();
	const conditions = [{ field: 'id', operator: 'in', value: wanted }] as const;
	const { entries } = await store.read(
		findRecords(memberRecords, { conditions, limit: wanted.length }),
	);
	return new Map(entries.map(({ id, name }) => [id, name]));
}

/**
 * Names for actors as they are stored: `system`, a role, or `member:<id>`.
 *
 * @param actors all that will be asked for
 */
export async function actorNames(
	visit: Pick<DeskVisit, 'store' | 'view'>,
	actors: ReadonlyArray<string | undefined>,
): Promise<NameOfActor> {
	const ids = actors.flatMap((actor) =>
		actor?.startsWith(MEMBER) ? [actor.slice(MEMBER.length)] : [],
	);
	const names = await memberNames(visit, ids);
	return (actor) => {
		if (actor === undefined || actor === 'system') return undefined;
		if (actor.startsWith(MEMBER)) {
			const id = actor.slice(MEMBER.length);
			return names.get(id) ?? id;
		}
		return actor === 'admin' ? visit.view.text('role.admin') : actor;
	};
}
