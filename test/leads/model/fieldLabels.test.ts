import { leadFieldNamed } from '../../../leads/model/fieldLabels';
import { leadFieldNames, leadFields } from '../../../leads/model/leadFields';

describe('labels of lead fields', () => {
	it('are recognised by name and label of every field, in both languages', () => {
		for (const name of leadFieldNames) {
			const { label } = leadFields[name];
			for (const title of [
				name,
				label.en,
				label.en.toUpperCase(),
				` ${label.en} *`,
				`${label.zh}（必填）`,
				`${label.zh}：`,
			]) {
				expect([title, leadFieldNamed(title)]).toEqual([title, name]);
			}
		}
	});

	it.each([
		['E-Mail', 'email'],
		['e_mail', 'email'],
		['Ｍｏｂｉｌｅ', 'mobile'],
		['客户手机号', 'mobile'],
		['您的邮箱', 'email'],
		['First-Name', 'firstName'],
		['Phone Number [optional]', 'phone'],
		['公司名称', 'company'],
		['Nachname', 'lastName'],
	])('%s is %s', (title, field) => {
		expect(leadFieldNamed(title)).toBe(field);
	});

	it.each(['Shoe Size', '', '鞋码', 'constructor', '__proto__', '客户'])(
		'%s is none of ours',
		(title) => {
			expect(leadFieldNamed(title)).toBeUndefined();
		},
	);

	it('are looked up in no time, however long a text of brackets is', () => {
		expect(leadFieldNamed('（'.repeat(1_000_000))).toBeUndefined();
	});
});
