import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';
import type { CallbackSettings } from '../../channels/wecom/callback/openCallback';
import { LeadflowError } from '../../leads/model/error';
import { WECOM_CREDENTIAL } from '../shared/weComApp';

/** Any n8n context of this trigger. */
type TriggerNode = Pick<IWebhookFunctions, 'getCredentials' | 'getNodeParameter'>;

/** What the trigger reads of its `WeCom API` credential; calling WeCom needs its secret beside. */
export interface CallbackCredential {
	corpId: string;
	token: string;
	encodingAesKey: string;
}

/** @throws LeadflowError CONFIGURATION where the credential cannot receive */
export async function readCallbackCredential(node: TriggerNode): Promise<CallbackCredential> {
	const data = await node.getCredentials<ICredentialDataDecryptedObject>(WECOM_CREDENTIAL);
	const text = (name: string) => String(data[name] ?? '').trim();
	for (const [name, label] of [
		['corpId', 'Corp ID'],
		['token', 'Token'],
		['encodingAesKey', 'EncodingAESKey'],
	]) {
		if (text(name) !== '') continue;
		throw new LeadflowError('CONFIGURATION', `The WeCom API credential has no '${label}'`, {
			hint: "The trigger needs it. Copy it from the app's '接收消息 → 设置API接收' page in the WeCom console.",
		});
	}
	return {
		corpId: text('corpId'),
		token: text('token'),
		encodingAesKey: text('encodingAesKey'),
	};
}

/** How deliveries to this node are opened. */
export function callbackSettings(
	node: TriggerNode,
	{ corpId, token, encodingAesKey }: CallbackCredential,
): CallbackSettings {
	const receiverId = node.getNodeParameter('options.receiverId', '');
	const own = typeof receiverId === 'string' ? receiverId.trim() : '';
	return { token, encodingAesKey, receiverId: own || corpId };
}
