import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { getRecord } from '../../../leads/store/records/getRecord';
import type { DeskVisit } from './deskPage';

/** Who is signed in, as a page shows it. */
export async function memberName({ store, actor, view }: DeskVisit): Promise<string> {
	const { memberId } = actor;
	if (memberId === null) return view.text(actor.role === 'viewer' ? 'role.viewer' : 'role.admin');
	return (await store.read(getRecord(memberRecords, memberId))).name;
}
