import { isId } from '../../model/ids';
import type { Operation } from '../context';
import { visible } from '../permissions';
import { write } from '../step';

/**
 * Notes that a person has opened a lead, so that it leaves the list of unread ones. Looking is no
 * change: version and event log stay as they are.
 */
export function markRead(id: string): Operation<boolean> {
	return function* (context) {
		const key = id.toLowerCase();
		if (!isId(key)) return false;
		const changed = yield* write(
			context.db
				.updateTable('leads')
				.set({ read_at: context.now })
				.where('id', '=', key)
				.where('read_at', 'is', null)
				.where(visible(context, 'leads')),
		);
		return changed > 0;
	};
}
