import type { ErrcodeTable } from './table';

/** Messages to members and group robots. */
export const messages: ErrcodeTable = {
	40007: [
		'INVALID_INPUT',
		'The media ID is not valid',
		'Media can be used for three days after the upload.',
	],
	40008: ['INVALID_INPUT', 'WeCom does not know this message type', 'Choose another message type.'],
	40031: [
		'INVALID_INPUT',
		'The list of members is not valid',
		'Check the accounts, and that the visible range (可见范围) of the app holds them.',
	],
	40032: [
		'INVALID_INPUT',
		'There are too many members or none',
		'A message goes to at most 1,000 members.',
	],
	40039: ['INVALID_INPUT', 'The URL is too long', 'A URL may have 1,024 bytes.'],
	40201: ['REFUSED', "WeCom's spam protection refuses this", 'Change the words of the message.'],
	44004: ['INVALID_INPUT', 'The message is empty', 'Fill in the text of the message.'],
	45002: [
		'INVALID_INPUT',
		'The message is too long',
		'Shorten it; a Chinese character takes 3 bytes.',
	],
	45008: ['INVALID_INPUT', 'Too many articles', 'A message takes eight articles.'],
	45034: ['INVALID_INPUT', 'The URL has no http:// or https://', 'Write the whole URL.'],
	81013: [
		'INVALID_INPUT',
		'None of the receivers can be reached',
		'Check the accounts, and that the visible range (可见范围) of the app holds them.',
	],
	93000: [
		'CONFIGURATION',
		'There is no group robot of this key',
		'Copy the webhook address of the robot again; it may have been removed from the group.',
	],
	93004: ['FORBIDDEN', 'The group robot has been disabled', 'Switch it on in the group.'],
	93008: [
		'FORBIDDEN',
		'The group robot is not in the group any more',
		'Add it to the group again.',
	],
};
