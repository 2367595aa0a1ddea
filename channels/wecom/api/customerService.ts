import { LeadflowError } from '../../../leads/model/error';
import { elementsOf, memberAt, textAt } from '../../shared/foreignJson';
import type { WeComCaller } from '../caller';
import { plainName, withinBytes } from './limits';

/** An account of 微信客服. */
export interface ServiceAccount {
	openKfId: string;
	name: string | undefined;
	avatar: string | undefined;
	/** Whether this app looks after it: reads and sends messages. */
	managed: boolean | undefined;
}

const ACCOUNTS_AT_ONCE = 100;

export async function listServiceAccounts(caller: WeComCaller): Promise<ServiceAccount[]> {
	const all: ServiceAccount[] = [];
	for (;;) {
		const answer = await caller.call('kf/account/list', {
			body: { offset: all.length, limit: ACCOUNTS_AT_ONCE },
		});
		const page = elementsOf(answer.account_list).map((account) => {
			const managed = memberAt(account, 'manage_privilege');
			return {
				openKfId: textAt(account, 'open_kfid') ?? '',
				name: textAt(account, 'name'),
				avatar: textAt(account, 'avatar'),
				managed: typeof managed === 'boolean' ? managed : undefined,
			};
		});
		all.push(...page);
		if (page.length < ACCOUNTS_AT_ONCE) return all;
	}
}

/**
 * A link that opens the chat. Scene and parameter come with the event of each customer who uses it.
 *
 * @param scene up to 32 Latin letters, digits, `_` and `-`
 * @param parameter any text, up to 128 bytes when it is URL-encoded; only with a scene
 */
export async function createServiceLink(
	caller: WeComCaller,
	openKfId: string,
	scene = '',
	parameter = '',
): Promise<string> {
	if (parameter !== '' && scene === '') {
		throw new LeadflowError('INVALID_INPUT', "'Scene Parameter' needs a 'Scene'", {
			hint: 'WeCom passes the parameter on only where the link has a scene.',
		});
	}
	const encoded = withinBytes('Scene Parameter', encodeURIComponent(parameter), 128);
	const answer = await caller.call('kf/add_contact_way', {
		body: {
			open_kfid: openKfId,
			...(scene === '' ? {} : { scene: plainName('Scene', scene, 32) }),
		},
	});
	const url = textAt(answer, 'url') ?? '';
	return parameter === '' ? url : `${url}${url.includes('?') ? '&' : '?'}scene_param=${encoded}`;
}
