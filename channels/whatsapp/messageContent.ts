import { elementsOf, memberAt, membersOf, textAt, textOf } from '../shared/foreignJson';
import type { MessageContent } from './content';
import { filled } from './filled';
import { readFlowReply } from './flowReply';
import { describeError, sendErrorOf } from './sendErrors';

type ReadContent = (part: unknown, message: unknown) => MessageContent;

/** Longest list of products that fits into the field of a lead. */
const LONGEST_PRODUCT = 200;
const MOST_ORDER_LINES = 100;

/** `GET /{mediaId}` of the Graph API, or the core node's Media: Download, fetches it for some days. */
function media(kind: string): ReadContent {
	return (part) => {
		const caption = textAt(part, 'caption');
		const fileName = textAt(part, 'filename');
		const details = filled({
			mediaId: textAt(part, 'id'),
			mimeType: textAt(part, 'mime_type'),
			fileName,
			sha256: textAt(part, 'sha256'),
			voice: memberAt(part, 'voice') === true ? true : undefined,
		});
		const named = fileName === undefined ? undefined : `[${kind}: ${fileName}]`;
		const body = [named, caption].filter((line) => line !== undefined).join('\n');
		return { kind, text: caption, body: body || `[${kind}]`, details: { media: details } };
	};
}

const readLocation: ReadContent = (part) => {
	const place = [textAt(part, 'name'), textAt(part, 'address')].filter((one) => one !== undefined);
	const point = [textAt(part, 'latitude'), textAt(part, 'longitude')];
	const coordinates = point.includes(undefined) ? undefined : point.join(', ');
	const text = [...place, ...(coordinates === undefined ? [] : [`(${coordinates})`])].join(' ');
	return {
		kind: 'Location',
		text: text || undefined,
		details: { location: membersOf(part) },
	};
};

/** What somebody chose in a list or of the buttons below a message. */
function choice(kind: string, part: unknown): MessageContent {
	const chosen = [textAt(part, 'title'), textAt(part, 'description')];
	const text = chosen.filter((one) => one !== undefined).join(': ');
	return {
		kind,
		text: text || textAt(part, 'id'),
		details: filled({ replyId: textAt(part, 'id') }),
	};
}

const readInteractive: ReadContent = (part) => {
	const type = textAt(part, 'type');
	if (type === 'nfm_reply') return { kind: 'Form', ...readFlowReply(memberAt(part, type)) };
	if (type === 'list_reply') return choice('List reply', memberAt(part, type));
	if (type === 'button_reply') return choice('Button reply', memberAt(part, type));
	return { kind: 'Reply', details: filled({ interactiveType: type, reply: part }) };
};

const readButton: ReadContent = (part) => ({
	kind: 'Button reply',
	text: textAt(part, 'text') ?? textAt(part, 'payload'),
	details: filled({ replyId: textAt(part, 'payload') }),
});

/** As many of the names as fit into the field. */
function fitting(names: readonly string[]): string | undefined {
	let product = '';
	for (const name of names) {
		const longer = product === '' ? name : `${product}, ${name}`;
		if ([...longer.slice(0, LONGEST_PRODUCT * 2)].length > LONGEST_PRODUCT) break;
		product = longer;
	}
	return product || undefined;
}

const readOrder: ReadContent = (part) => {
	const items = elementsOf(memberAt(part, 'product_items')).slice(0, MOST_ORDER_LINES);
	const names = items.map((item) => textAt(item, 'product_retailer_id'));
	const lines = items.map((item, index) => {
		const price = textAt(item, 'item_price');
		const each =
			price === undefined ? '' : ` at ${[price, textAt(item, 'currency')].join(' ').trim()}`;
		return `${textAt(item, 'quantity') ?? '1'} × ${names[index] ?? '?'}${each}`;
	});
	const words = textAt(part, 'text');
	return {
		kind: 'Order',
		text: words ?? (lines.join('\n') || undefined),
		body: [...(words === undefined ? [] : [words]), ...lines].join('\n') || undefined,
		fields: filled({ product: fitting(names.filter((name) => name !== undefined)) }),
		details: { order: membersOf(part) },
	};
};

/**
 * A message that WhatsApp does not hand on. There is a person behind it all the same: the first message
 * after a click on an advertisement often comes like this.
 */
const readUnsupported: ReadContent = (_part, message) => {
	const error = sendErrorOf(elementsOf(memberAt(message, 'errors'))[0]);
	const body = error && `[${describeError(error)}]`;
	return { kind: 'Unsupported message', body, details: filled({ error }) };
};

const readers: ReadonlyMap<string, ReadContent> = new Map([
	['text', (part) => ({ kind: 'Message', text: textAt(part, 'body') })],
	['image', media('Image')],
	['video', media('Video')],
	['audio', media('Audio')],
	['voice', media('Audio')],
	['document', media('Document')],
	['sticker', media('Sticker')],
	['location', readLocation],
	['interactive', readInteractive],
	['button', readButton],
	['order', readOrder],
	['unsupported', readUnsupported],
	['unknown', readUnsupported],
]);

/** Reads what a message (`messages[]`, `message_echoes[]`) says, whatever its type. */
export function contentOf(message: unknown): MessageContent {
	const type = textAt(message, 'type') ?? 'unknown';
	const read = readers.get(type);
	if (read) return read(memberAt(message, type), message);
	const words = textOf(memberAt(message, type, 'body')) ?? textAt(message, type, 'text');
	return { kind: 'Message', text: words, details: filled({ messageType: type.slice(0, 60) }) };
}
