import type { Actor } from '../../../leads/model/actor';
import type { Member } from '../../../leads/model/member';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { getRecord } from '../../../leads/store/records/getRecord';
import type { LeadStore } from '../../../leads/store/store';
import type { DeskText } from '../../../pages/desk/texts';

/** The member who was let in; none for a link of the company as a whole. */
export async function visitingMember(
	store: LeadStore,
	{ memberId }: Actor,
): Promise<Member | undefined> {
	return memberId === null ? undefined : await store.read(getRecord(memberRecords, memberId));
}

/** Who is signed in, as a page shows it. */
export function visitorName(member: Member | undefined, { role }: Actor, text: DeskText): string {
	return member?.name ?? text(role === 'viewer' ? 'role.viewer' : 'role.admin');
}
