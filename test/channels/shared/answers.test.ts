import fc from 'fast-check';
import { answersOf, sortAnswers } from '../../../channels/shared/answers';
import { mapFields } from '../../../leads/capture/fieldMapping';
import { leadFieldNames } from '../../../leads/model/leadFields';

describe('answers', () => {
	it('go to the fields that their labels name, the rest stays under its label', () => {
		const answers = answersOf({
			姓名: '王伟',
			'Phone Number': 13800138000,
			鞋码: '43',
			Likes: ['tea', 'go'],
		});
		expect(sortAnswers(answers)).toEqual({
			fields: { name: '王伟', phone: '13800138000' },
			custom: { 鞋码: '43', Likes: 'tea, go' },
		});
	});

	it('replace nothing that is known; a second e-mail address has a field of its own', () => {
		const answers = answersOf({ name: 'Other', email: 'b@example.com', 邮箱: 'c@example.com' });
		expect(sortAnswers(answers, { name: 'Ada', email: 'a@example.com' })).toEqual({
			fields: { name: 'Ada', email: 'a@example.com', secondaryEmail: 'b@example.com' },
			custom: { answer_name: 'Other', answer_邮箱: 'c@example.com' },
		});
	});

	it('never say who somebody is on another platform, nor what the team decided', () => {
		const { fields, custom } = sortAnswers(
			answersOf({
				unionid: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
				chatContactId: 'chatwoot:1:2',
				Status: 'won',
			}),
		);
		expect(fields).toEqual({});
		expect(Object.keys(custom)).toEqual([
			'answer_unionid',
			'answer_chatContactId',
			'answer_Status',
		]);
	});

	it('without a value are none', () => {
		const answers = answersOf({ name: ' ', a: null, b: '', c: [], d: {}, e: undefined });
		expect(sortAnswers(answers)).toEqual({ fields: {}, custom: {} });
	});

	it('keep their names only where these mean nothing else, so that they survive the canvas', () => {
		const label = fc.oneof(
			fc.string(),
			fc.constantFrom(...leadFieldNames, 'id', 'version', 'capture', '__proto__', 'custom', '手机'),
		);
		const answer = fc.record({ label, value: fc.oneof(fc.string(), fc.integer(), fc.boolean()) });
		fc.assert(
			fc.property(fc.array(answer), (answers) => {
				const known = { phone: '1', email: '2', chatContactId: 'x:1' };
				const { fields, custom } = sortAnswers(answers, known);
				const onCanvas = { ...fields, ...custom };
				const read = mapFields()(onCanvas);
				expect(read.fields).toMatchObject(fields);
				expect(Object.keys(read.fields)).toEqual(Object.keys(fields));
				expect(read.leadId).toBeUndefined();
			}),
		);
	});
});
