import type { INodeProperties } from 'n8n-workflow';

/** Which events start the workflow, by the names of `EventKind`. */
export const eventChoice: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	options: [
		{
			name: 'App Messages',
			value: 'echo',
			description:
				"What colleagues write in the WhatsApp Business app, for the timeline (webhook field 'smb_message_echoes')",
		},
		{
			name: 'Marketing Preferences',
			value: 'preference',
			description: "Marketing messages stopped or resumed (webhook field 'user_preferences')",
		},
		{
			name: 'Message Statuses',
			value: 'status',
			description: "Sent, delivered, read, failed (webhook field 'messages')",
		},
		{
			name: 'Messages',
			value: 'message',
			description: "Messages, forms, orders and contact cards (webhook field 'messages')",
		},
		{
			name: 'Number Changes',
			value: 'identityChange',
			description: "Somebody has a new number or user ID (webhook field 'messages')",
		},
		{
			name: 'Reactions and Edits',
			value: 'reaction',
			description: "Reactions, messages edited or taken back (webhook field 'messages')",
		},
	],
	default: ['message', 'preference', 'status'],
};
