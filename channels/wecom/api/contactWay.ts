import { LeadflowError } from '../../../leads/model/error';
import { elementsOf, membersOf, textAt } from '../../shared/foreignJson';
import type { WeComCaller } from '../caller';
import { withinCharacters, withinCount } from './limits';

/** 渠道活码: a code by which customers add a member. Source: developer.work.weixin.qq.com/document/path/92228 */
export interface ContactWay {
	members?: readonly string[];
	departments?: readonly number[];
	/** Comes with each customer who adds somebody by this code; tells sources apart. */
	state?: string;
	/** For colleagues only. */
	remark?: string;
	/** The customer is added without the member's consent. */
	skipVerify?: boolean;
	/** A customer always meets the same member. */
	exclusive?: boolean;
	/** Whether other members may be added to a code that begins with one; it cannot be changed later. */
	several?: boolean;
	/** Whether WeCom names the code as the source in the member's app. */
	markSource?: boolean;
}

const MOST_MEMBERS = 100;
const MOST_CHARACTERS = 30;
/** One member, several members. */
const SINGLE = 1;
const SEVERAL = 2;
/** A QR code, not a button in a mini program. */
const QR_CODE = 2;

function settingsOf(way: ContactWay): Record<string, unknown> {
	const { members, departments, state, remark, skipVerify, exclusive, markSource } = way;
	return {
		...(state === undefined ? {} : { state: withinCharacters('State', state, MOST_CHARACTERS) }),
		...(remark === undefined
			? {}
			: { remark: withinCharacters('Remark', remark, MOST_CHARACTERS) }),
		...(skipVerify === undefined ? {} : { skip_verify: skipVerify }),
		...(exclusive === undefined ? {} : { is_exclusive: exclusive }),
		...(markSource === undefined ? {} : { mark_source: markSource }),
		...(members === undefined ? {} : { user: withinCount('Members', members, MOST_MEMBERS) }),
		...(departments === undefined || departments.length === 0 ? {} : { party: departments }),
	};
}

/** The body of `externalcontact/add_contact_way`. */
export function contactWayBody(way: ContactWay): Record<string, unknown> {
	const { members = [], departments = [], several = false } = way;
	if (members.length + departments.length === 0) {
		throw new LeadflowError('INVALID_INPUT', 'The contact way has no member', {
			hint: "Choose who is added by the code in 'Members', or name departments under 'Options'.",
		});
	}
	const isForOne = members.length === 1 && departments.length === 0 && !several;
	return {
		type: isForOne ? SINGLE : SEVERAL,
		scene: QR_CODE,
		...settingsOf({ ...way, members: members.length > 0 ? members : undefined }),
	};
}

/** Makes a contact way and says its ID and the address of the QR code's picture. */
export async function createContactWay(
	caller: WeComCaller,
	way: ContactWay,
): Promise<{ configId: string; qrCodeUrl: string | undefined }> {
	const answer = await caller.call('externalcontact/add_contact_way', {
		body: contactWayBody(way),
	});
	return { configId: textAt(answer, 'config_id') ?? '', qrCodeUrl: textAt(answer, 'qr_code') };
}

/** A contact way as it goes over the canvas. */
export interface ContactWayFound {
	configId: string;
	qrCodeUrl: string | undefined;
	state: string | undefined;
	remark: string | undefined;
	members: string[];
	departments: number[];
	skipVerify: boolean;
	exclusive: boolean;
	/** WeCom's own answer. */
	raw: Record<string, unknown>;
}

export async function getContactWay(
	caller: WeComCaller,
	configId: string,
): Promise<ContactWayFound> {
	const answer = await caller.call('externalcontact/get_contact_way', {
		body: { config_id: configId },
	});
	const raw = membersOf(answer.contact_way);
	return {
		configId,
		qrCodeUrl: textAt(raw, 'qr_code'),
		state: textAt(raw, 'state'),
		remark: textAt(raw, 'remark'),
		members: elementsOf(raw.user).map(String),
		departments: elementsOf(raw.party).map(Number),
		skipVerify: raw.skip_verify === true,
		exclusive: raw.is_exclusive === true,
		raw,
	};
}

/** Changes what is given and leaves the rest as it is; the QR code stays the same. */
export async function updateContactWay(
	caller: WeComCaller,
	configId: string,
	changes: ContactWay,
): Promise<void> {
	await caller.call('externalcontact/update_contact_way', {
		body: { config_id: configId, ...settingsOf(changes) },
	});
}

export async function deleteContactWay(caller: WeComCaller, configId: string): Promise<void> {
	await caller.call('externalcontact/del_contact_way', { body: { config_id: configId } });
}

/** IDs of contact ways, the newest page first; those made in the console are not among them. */
export async function listContactWays(
	caller: WeComCaller,
	cursor: string | undefined,
	limit: number,
): Promise<{ ids: string[]; nextCursor: string | undefined }> {
	const answer = await caller.call('externalcontact/list_contact_way', {
		body: { limit, ...(cursor ? { cursor } : {}) },
	});
	return {
		ids: elementsOf(answer.contact_way).flatMap((way) => textAt(way, 'config_id') ?? []),
		nextCursor: textAt(answer, 'next_cursor'),
	};
}
