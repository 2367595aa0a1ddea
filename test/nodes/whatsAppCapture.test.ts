import {
	NodeApiError,
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import { BSUID, delivery, message, textMessage, valueWith } from '../channels/whatsapp/deliveries';
import { runNode, runWorkflow } from './runWorkflow';

const inFormat = (format: string) => ({ operation: 'capture', format });

/** Fails as n8n's WhatsApp node (2.41) does when Meta answers with status 400. */
const refused: INodeType = {
	description: {
		displayName: 'Refused',
		name: 'refused',
		group: ['output'],
		version: 1,
		description: '',
		defaults: { name: 'Refused' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const error = { message: 'Held back', type: 'OAuthException', code: 131049 };
		const response = { statusCode: 400, body: { error } };
		return [
			this.getInputData().map((_item, item) => ({
				json: {},
				error: new NodeApiError(this.getNode(), response),
				pairedItem: { item },
			})),
		];
	},
};

test('an item of the WhatsApp Trigger with several people leaves as several leads', async () => {
	const card = { name: { formatted_name: 'Ada Example' }, emails: [{ email: 'ada@example.com' }] };
	const value = valueWith({ messages: [textMessage('Price?'), message('contacts', [card])] });
	const item = { ...value, field: 'messages' };
	const { outputs, error } = await runNode('leadCapture', inFormat('whatsApp'), [item]);
	expect(error).toBeUndefined();
	expect(outputs[0].map(({ name, outcome }) => `${String(name)} ${String(outcome)}`)).toEqual([
		'Mike Example created',
		'Mike Example attached',
		'Ada Example created',
	]);
	expect(outputs[0][0].whatsapp).toEqual({
		templateRequired: true,
		windowClosesAt: '2026-01-11T11:00:00.000Z',
	});
	const again = await runNode('leadCapture', inFormat('whatsApp'), [{ body: delivery({ value }) }]);
	expect(again.outputs[0].map(({ repeated }) => repeated)).toEqual([true, true, true]);
});

test('an item that tells of nobody is rejected with its reason', async () => {
	const item = delivery({ field: 'account_update', value: {} });
	const { outputs } = await runNode('leadCapture', inFormat('whatsApp'), [item]);
	expect(outputs[1]).toMatchObject([{ problems: [{ code: 'noPerson' }] }]);
});

test('what the WhatsApp node could not send is kept with the lead it was for', async () => {
	const value = valueWith({ messages: [textMessage('Price?', { id: 'wamid.send' })] });
	const send = { name: 'Send', type: 'test.refused', onError: 'continueErrorOutput' as const };
	const done = await runWorkflow({
		nodes: [
			{ name: 'Capture', type: 'leadCapture', parameters: inFormat('whatsApp') },
			send,
			{ name: 'Result', type: 'leadCapture', parameters: inFormat('whatsAppSendResult') },
		],
		connections: {
			Capture: { main: [[{ node: 'Send', type: 'main', index: 0 }]] },
			Send: { main: [[], [{ node: 'Result', type: 'main', index: 0 }]] },
		},
		input: [delivery({ value })],
		nodeTypes: { 'test.refused': refused },
	});
	expect(done.error).toBeUndefined();
	const [lead] = done.json('Capture');
	expect(done.json('Result')).toMatchObject([
		{
			id: lead.id,
			outcome: 'attached',
			whatsappBsuid: BSUID,
			whatsapp: {
				retryAfter: expect.any(String),
				lastError: { code: 131049, title: 'Held back' },
			},
		},
	]);
});
