import { elementsOf, textAt } from '../../shared/foreignJson';
import type { WeComCaller } from '../caller';
import { WeComError } from './errors';

/** A colleague with 客户联系. */
export interface ContactMember {
	userId: string;
	/** Undefined where this app may not read names. */
	name: string | undefined;
}

/** The root of the address book. */
const ROOT_DEPARTMENT = '1';

/** Names of members by user ID; many apps may not read them, which is no error. */
async function memberNames(caller: WeComCaller): Promise<Map<string, string>> {
	const query = { department_id: ROOT_DEPARTMENT, fetch_child: '1' };
	const answer: Record<string, unknown> = await caller
		.call('user/simplelist', { query })
		.catch(async (error: unknown) =>
			error instanceof WeComError ? {} : await Promise.reject(error),
		);
	return new Map(
		elementsOf(answer.userlist).flatMap((user): Array<[string, string]> => {
			const [id, name] = [textAt(user, 'userid'), textAt(user, 'name')];
			return id && name ? [[id, name]] : [];
		}),
	);
}

/** Everybody who may have customers, in WeCom's order. */
export async function listContactMembers(caller: WeComCaller): Promise<ContactMember[]> {
	const answer = await caller.call('externalcontact/get_follow_user_list');
	const names = await memberNames(caller);
	return elementsOf(answer.follow_user)
		.map(String)
		.map((userId) => ({ userId, name: names.get(userId) }));
}
