import { readSobot } from '../../../channels/chat/sobot';
import { sobotConversations, sobotMessages, sobotUsers } from './samples';

it('a batch of conversations is a lead each', () => {
	const { captured } = readSobot(sobotConversations);
	expect(captured).toMatchObject([
		{
			fields: { chatContactId: 'sobot:c1:v-1', sourceDetail: '百度营销' },
			externalId: 'conversation:cid-1',
			activity: { at: 1_777_622_400_000, direction: 'inbound' },
		},
		{ fields: { chatContactId: 'sobot:c1:p:member-9' }, externalId: 'conversation:cid-2' },
	]);
	expect(captured[0].custom).toEqual({ city_name: '苏州', staff_name: '客服甲' });
});

it('of a batch of messages the visitors’ own are kept', () => {
	expect(readSobot(sobotMessages).captured).toMatchObject([
		{
			fields: { chatContactId: 'sobot:c1:v-1', message: '有样品吗' },
			activity: { body: '有样品吗', at: 1_777_622_401_000 },
		},
	]);
	expect(readSobot(sobotMessages).captured[0].fields).not.toHaveProperty('name');
});

it('a user who can be reached gives fields, also those of the summary', () => {
	const { captured } = readSobot(sobotUsers);
	expect(captured.map(({ fields }) => fields)).toEqual([
		{
			chatContactId: 'sobot:c1:v-1',
			name: '李娜',
			phone: '13800138000',
			description: '要 200 个',
			company: '示例公司',
		},
	]);
});

it('records may come as text, or one alone', () => {
	const content = JSON.stringify(sobotMessages.content);
	expect(readSobot({ type: 'msg', content }).captured).toHaveLength(1);
	expect(readSobot({ type: 'msg', content: sobotMessages.content[0] }).captured).toHaveLength(1);
});

it('evaluations and unknown types are ignored', () => {
	expect(readSobot({ type: 'evaluation', content: [{}] }).ignored?.code).toBe('otherType');
	expect(readSobot({ type: 'constructor', content: [{}] }).ignored?.code).toBe('otherType');
	expect(readSobot({ type: 'msg', content: [null, 1, {}] }).ignored?.code).toBe('nothingToKeep');
});
