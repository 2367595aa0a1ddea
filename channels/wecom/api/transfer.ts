import { elementsOf, memberAt, textAt } from '../../shared/foreignJson';
import { LeadflowError } from '../../../leads/model/error';
import type { WeComCaller } from '../caller';
import { weComError, type WeComError } from './errors';
import { withinCharacters, withinCount } from './limits';
import { collect } from './pages';

/** Who hands customers over to whom. */
export interface Handover {
	from: string;
	to: string;
	/** The old member has left the corp: WeCom has calls of their own for that. */
	resigned?: boolean;
}

/** What became of one customer. */
export interface TransferStart {
	externalUserId: string;
	/** Why WeCom refused; undefined where it began. */
	refusal?: WeComError;
}

const MOST_CUSTOMERS = 100;

function pathOf(call: string, { resigned }: Handover): string {
	return `externalcontact/${resigned ? 'resigned/' : ''}${call}`;
}

/**
 * Begins to hand customers over; they have 24 hours to refuse. Source: path/92125, for members who left
 * path/94081 of developer.work.weixin.qq.com/document.
 *
 * @param message shown to the customers; only where the old member is still there
 */
export async function transferCustomers(
	caller: WeComCaller,
	handover: Handover,
	customers: readonly string[],
	message = '',
): Promise<TransferStart[]> {
	if (handover.from === handover.to) {
		throw new LeadflowError('INVALID_INPUT', 'The old and the new member are the same', {
			hint: "Choose another member in 'To Member'.",
		});
	}
	const answer = await caller.call(pathOf('transfer_customer', handover), {
		body: {
			handover_userid: handover.from,
			takeover_userid: handover.to,
			external_userid: withinCount('Customers', customers, MOST_CUSTOMERS),
			...(message !== '' && !handover.resigned
				? { transfer_success_msg: withinCharacters('Message', message, 200) }
				: {}),
		},
	});
	return elementsOf(answer.customer).map((entry) => {
		const externalUserId = textAt(entry, 'external_userid') ?? '';
		const errcode = memberAt(entry, 'errcode');
		return typeof errcode === 'number' && errcode !== 0
			? { externalUserId, refusal: weComError(errcode, '', 'transfer_customer') }
			: { externalUserId };
	});
}

const states: Readonly<Record<string, string>> = {
	1: 'done',
	2: 'waiting',
	3: 'refused',
	4: 'limitReached',
	5: 'none',
};

export interface TransferState {
	externalUserId: string;
	status: string;
	/** ISO 8601: when the new member takes or took over. */
	takeoverAt?: string;
}

/** How the transfers from one member to another stand. */
export async function transferStates(
	caller: WeComCaller,
	handover: Handover,
	limit: number,
): Promise<TransferState[]> {
	return await collect(
		limit,
		async (cursor) =>
			await caller.call(pathOf('transfer_result', handover), {
				body: {
					handover_userid: handover.from,
					takeover_userid: handover.to,
					...(cursor ? { cursor } : {}),
				},
			}),
		(answer) =>
			elementsOf(answer.customer).map((entry) => {
				const seconds = Number(memberAt(entry, 'takeover_time'));
				const status = textAt(entry, 'status') ?? '';
				return {
					externalUserId: textAt(entry, 'external_userid') ?? '',
					status: states[status] ?? status,
					...(seconds > 0 ? { takeoverAt: new Date(seconds * 1_000).toISOString() } : {}),
				};
			}),
	);
}
