import type { ErrcodeTable } from './table';

/** 客户联系: customers, contact ways, acquisition links, welcomes, transfers. */
export const contacts: ErrcodeTable = {
	40068: [
		'INVALID_INPUT',
		'WeCom knows no such tag',
		'Choose the tag in the list; it may have been deleted.',
	],
	40096: [
		'INVALID_INPUT',
		'WeCom knows no such customer',
		'Use the external_userid of a customer of this corp (it begins with wm or wo), whose member the visible range (可见范围) of the app holds.',
	],
	40098: [
		'INVALID_INPUT',
		'The member has not been verified (实名认证)',
		'Let the member verify the own name in the WeCom app, or choose another member.',
	],
	40099: ['CONFLICT', 'The member cannot have more customers', 'Choose another member.'],
	40100: [
		'CONFLICT',
		'The customer is being transferred already',
		'Wait: a transfer takes up to 24 hours.',
	],
	40128: [
		'CONFLICT',
		'The customer has been transferred too often',
		'WeCom allows two transfers of a customer within 90 days.',
	],
	40129: [
		'CONFLICT',
		'The customer is being transferred already',
		'Wait: a transfer takes up to 24 hours.',
	],
	40130: [
		'INVALID_INPUT',
		'The old and the new member are the same',
		'Choose another member to take over.',
	],
	40131: [
		'INVALID_INPUT',
		'The customer does not belong to the member who hands over',
		"Choose the member who has the customer; 'Customer: Get' shows them.",
	],
	40143: ['FORBIDDEN', 'The new member is blocked', 'Choose another member to take over.'],
	41035: ['INVALID_INPUT', 'The customer is missing', "Fill in the customer's external_userid."],
	41041: [
		'INVALID_INPUT',
		'Too many members for one contact way',
		'A contact way takes 100 members, those of its departments included.',
	],
	41044: [
		'NOT_FOUND',
		'WeCom knows no contact way of this ID',
		'It may have been deleted, or another app has created it.',
	],
	41045: [
		'CONFLICT',
		'The corp has as many contact ways as WeCom allows',
		'Delete those that are not used.',
	],
	41050: [
		'CONFLICT',
		'The welcome code is not valid any more',
		'It works once, within 20 seconds of the event. Send the welcome directly behind the trigger.',
	],
	41051: [
		'CONFLICT',
		'The customer has been welcomed already',
		"The conversation has begun, or the console or another app has sent its welcome ('客户联系 → 欢迎语').",
	],
	41053: [
		'FORBIDDEN',
		'The customer has not agreed to chat archiving',
		'The welcome can be sent after the customer has agreed.',
	],
	41054: [
		'INVALID_INPUT',
		'The member has not been activated',
		'Let the member sign in to WeCom and verify the own name.',
	],
	41064: ['INVALID_INPUT', 'Too many attachments', 'A welcome takes nine attachments.'],
	41095: [
		'CONFLICT',
		'The corp has as many acquisition links as WeCom allows',
		'Delete those that are not used.',
	],
	41096: [
		'BUSY',
		'Another app is sending the welcome',
		'Run it again within 20 seconds of the event, or leave the welcome to one app.',
	],
	84061: [
		'NOT_FOUND',
		'The member and the customer are not connected',
		'The member has no such customer, or one of them has deleted the other.',
	],
	84074: [
		'FORBIDDEN',
		'The member may not contact customers',
		"Add the member in the WeCom console: '客户联系 → 权限配置'.",
	],
	84084: [
		'NOT_FOUND',
		'The member and the customer are not connected',
		'One of them has deleted the other, or the member is outside of the visible range (可见范围) of the app.',
	],
};
