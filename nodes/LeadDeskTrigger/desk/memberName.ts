import { first } from '../../../leads/store/step';
import type { DeskVisit } from './deskPage';

/** Who is signed in, as a page shows it. */
export async function memberName({ store, actor, view }: DeskVisit): Promise<string> {
	const { memberId } = actor;
	if (memberId === null) return view.text(actor.role === 'viewer' ? 'role.viewer' : 'role.admin');
	const row = await store.read(function* (context) {
		return yield* first(context.db.selectFrom('members').select('name').where('workspace_id', '=', context.workspaceId).where('id', '=', memberId));
	});
	return row?.name ?? memberId;
}
