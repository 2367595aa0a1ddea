import type { INodeProperties } from 'n8n-workflow';
import { eventKinds, kindsAboutLeads, memberEvents } from '../../channels/wecom/events/eventKinds';

/** WeCom's own names of an event, for those who read its documentation. */
function ownName(value: string): string {
	const [event, changeType] = value.split('.');
	return changeType ? `${event} / ${changeType}` : event;
}

const descriptions: Readonly<Record<string, string>> = {
	kf_msg_or_event: 'Messages and events of customer service accounts (kf_msg_or_event)',
	memberEvent: `What members do in the app: ${memberEvents.slice(0, 4).join(', ')} …`,
	message: 'Text, pictures and other messages that members send to the app',
	other: 'Everything that has no entry of its own',
};

/** Which events start the workflow: by WeCom's Event and ChangeType, under readable names. */
export const eventChoice: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	options: eventKinds.map(({ value, name }) => ({
		name,
		value,
		description: descriptions[value] ?? ownName(value),
	})),
	default: [...kindsAboutLeads],
};
