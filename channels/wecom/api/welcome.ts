import { LeadflowError } from '../../../leads/model/error';
import type { WeComCaller } from '../caller';
import { WeComError } from './errors';
import { filled, webAddress, withinBytes } from './limits';

/** Source: developer.work.weixin.qq.com/document/path/92137 */
export type WelcomeAttachment =
	| { type: 'image'; mediaId?: string; pictureUrl?: string }
	| { type: 'link'; title: string; url: string; pictureUrl?: string; description?: string }
	| { type: 'miniprogram'; title: string; appId: string; page: string; pictureMediaId: string }
	| { type: 'file' | 'video'; mediaId: string };

export interface Welcome {
	code: string;
	text?: string;
	attachments?: readonly WelcomeAttachment[];
}

/** Another app is about to send its welcome: WeCom allows to try again. */
const BEING_SENT = 41096;
const TRIES = 3;
const PAUSE = 1_500;
const MOST_ATTACHMENTS = 9;

function attachmentBody(attachment: WelcomeAttachment): Record<string, unknown> {
	switch (attachment.type) {
		case 'image': {
			const { mediaId, pictureUrl } = attachment;
			const image = mediaId
				? { media_id: mediaId }
				: { pic_url: webAddress('Picture URL', pictureUrl ?? '') };
			return { msgtype: 'image', image };
		}
		case 'link': {
			const { title, url, pictureUrl, description } = attachment;
			const link = {
				title: withinBytes('Title', filled('Title', title), 128),
				url: webAddress('URL', url),
				...(pictureUrl ? { picurl: webAddress('Picture URL', pictureUrl) } : {}),
				...(description ? { desc: withinBytes('Description', description, 512) } : {}),
			};
			return { msgtype: 'link', link };
		}
		case 'miniprogram': {
			const { title, appId, page, pictureMediaId } = attachment;
			const miniprogram = {
				title: withinBytes('Title', filled('Title', title), 64),
				appid: filled('App ID', appId),
				page: filled('Page', page),
				pic_media_id: filled('Picture Media ID', pictureMediaId),
			};
			return { msgtype: 'miniprogram', miniprogram };
		}
		default: {
			const { type, mediaId } = attachment;
			return { msgtype: type, [type]: { media_id: filled('Media ID', mediaId) } };
		}
	}
}

/** The body of `externalcontact/send_welcome_msg`. */
export function welcomeBody({ code, text = '', attachments = [] }: Welcome) {
	if (text.trim() === '' && attachments.length === 0) {
		throw new LeadflowError('INVALID_INPUT', 'The welcome message is empty', {
			hint: "Fill in 'Text', or add an attachment.",
		});
	}
	if (attachments.length > MOST_ATTACHMENTS) {
		throw new LeadflowError('INVALID_INPUT', 'The welcome message has more than 9 attachments', {
			hint: 'Take some of them away.',
		});
	}
	return {
		welcome_code: filled('Welcome Code', code),
		...(text.trim() === '' ? {} : { text: { content: withinBytes('Text', text, 4_000) } }),
		...(attachments.length > 0 ? { attachments: attachments.map(attachmentBody) } : {}),
	};
}

/**
 * Sends the welcome message of a new contact. It works once, within 20 seconds of the event; while
 * another app is sending one, it is tried again.
 */
export async function sendWelcome(
	caller: WeComCaller,
	welcome: Welcome,
	wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
	const body = welcomeBody(welcome);
	for (let tried = 1; ; tried += 1) {
		const refused = await caller.call('externalcontact/send_welcome_msg', { body }).then(
			() => undefined,
			(error: unknown) => ({ error }),
		);
		if (refused === undefined) return;
		const { error } = refused;
		const mayTryAgain = error instanceof WeComError && error.errcode === BEING_SENT;
		if (!mayTryAgain || tried === TRIES) throw error;
		await wait(PAUSE);
	}
}
