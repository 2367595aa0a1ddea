import type { INodeProperties } from 'n8n-workflow';
import { textAt } from '../../../../channels/shared/foreignJson';
import { serviceMessageId } from '../../../../channels/wecom/api/serviceMessage';
import type { WeComRun } from '../../weComOperation';

const messageKeyField: INodeProperties = {
	displayName: 'Message Key',
	name: 'messageKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-42-shipped',
	description:
		"Messages with the same key are sent once, also when the workflow is run again. Without it, the key is the delivery or lead of the item, this node, and the message; where the item has no 'capture.externalId', this execution, too.",
};

/** The options of an operation that sends. */
export const sendOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [messageKeyField],
};

/**
 * The ID under which WeCom takes a message once, however often it is tried: the same for a repetition
 * of the node, another one for every other message.
 *
 * A delivery (`capture.externalId`) is answered once, whichever execution does it. Other items, also
 * leads, may be written to again by a later execution, so that the execution is part of their ID.
 *
 * @param message what is said, and to whom
 */
export function messageIdOf(run: WeComRun, index: number, message: unknown): string {
	const { node, items, parameters } = run;
	const key = String(
		parameters.at<{ messageKey?: string }>('options', index, {}).messageKey ?? '',
	).trim();
	if (key !== '') return serviceMessageId('key', key);
	const { json } = items[index];
	const place = [node.getWorkflow().id, node.getNode().id];
	const delivery = textAt(json, 'capture', 'externalId');
	if (delivery !== undefined) return serviceMessageId('delivery', ...place, delivery, message);
	const occasion = textAt(json, 'id') ?? index;
	return serviceMessageId('run', ...place, node.getExecutionId(), occasion, message);
}
