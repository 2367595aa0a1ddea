import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { elementsOf, memberAt, textAt } from '../../channels/shared/foreignJson';
import type { SignatureSettings } from '../../channels/webhook/signatureSettings';
import type { WebhookMapping } from '../../channels/webhook/readWebhook';
import { genericAnswers, ownAnswer, type Platform } from './platforms';

type Parameters = Pick<IWebhookFunctions, 'getNodeParameter'>;

const LONGEST_CHANNEL = 60;

function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value {
	return values.find((value) => value === given) ?? values[0];
}

function group(node: Parameters, name: string): IDataObject {
	const value = node.getNodeParameter(name, {});
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as IDataObject)
		: {};
}

function text(node: Parameters, name: string): string {
	const value = node.getNodeParameter(name, '');
	return typeof value === 'string' ? value.trim() : '';
}

function signatureSettings(node: Parameters): SignatureSettings {
	const options = group(node, 'signatureOptions');
	const seconds = Number(options.maxAge ?? 300);
	return {
		how: oneOf(['hmac', 'hash', 'header', 'parameter'], node.getNodeParameter('proof', 'hmac')),
		algorithm: oneOf(['sha256', 'sha1', 'sha512', 'md5'], options.algorithm),
		encoding: oneOf(['hex', 'base64', 'base64url'], options.encoding),
		header: text(node, 'signatureHeader'),
		prefix: textAt(options, 'prefix') ?? '',
		template: text(node, 'signedText') || '{body}',
		timestampHeader: textAt(options, 'timestampHeader') ?? '',
		maxAgeSeconds: Number.isFinite(seconds) ? seconds : 300,
		parameter: text(node, 'proofParameter'),
	};
}

function fieldRows(node: Parameters): WebhookMapping['fields'] {
	return elementsOf(memberAt(group(node, 'fieldsToMap'), 'field')).flatMap((row) => {
		const chosen = textAt(row, 'leadField');
		const target = chosen === 'custom' ? textAt(row, 'customField') : chosen;
		const path = textAt(row, 'from');
		return target === undefined || path === undefined ? [] : [{ target, path }];
	});
}

function mapping(node: Parameters): WebhookMapping {
	const options = group(node, 'options');
	return {
		channel: (text(node, 'channel') || 'webhook').slice(0, LONGEST_CHANNEL),
		list: text(node, 'leadPath'),
		id: text(node, 'idPath'),
		at: textAt(options, 'timePath') ?? '',
		fields: fieldRows(node),
		recognise: options.recognise !== false,
		keepRest: options.unknownFields !== 'ignore',
	};
}

/**
 * The platform that the node's parameters describe.
 *
 * @throws LeadflowError CONFIGURATION, from its proofs, where a parameter has to be put right
 */
export function genericPlatform(node: Parameters): Platform {
	const words = textAt(group(node, 'options'), 'responseBody');
	return {
		value: 'generic',
		proofs: async ({ secret }) => {
			const { proofOf } = await import('../../channels/webhook/signatureSettings');
			return [proofOf(signatureSettings(node), secret)];
		},
		load: async () => {
			const { webhookReader } = await import('../../channels/webhook/readWebhook');
			return webhookReader(mapping(node));
		},
		...genericAnswers,
		...(words === undefined ? {} : { taken: ownAnswer(words) }),
	};
}
