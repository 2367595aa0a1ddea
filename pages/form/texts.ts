import type { FieldProblem, FormField, Language } from '../../leads/model/form';

/** Why a form is shown again although nothing is wrong with what was entered. */
export type FormNotice =
	| 'tooFast'
	| 'expired'
	| 'changed'
	| 'proofMissing'
	| 'unreadable'
	| 'tooLarge'
	| 'unavailable';

interface FormTexts {
	send: string;
	optional: string;
	choose: string;
	privacy: string;
	leaveEmpty: string;
	reachHint: (labels: string) => string;
	listSeparator: string;
	problemsTitle: (count: number) => string;
	notice: Record<FormNotice, string>;
	working: string;
	needsScript: string;
	testPage: string;
	thankYouTitle: string;
	thankYouText: string;
	sendAnother: string;
	alreadyTitle: string;
	alreadyText: string;
	unavailableTitle: string;
	unavailableText: string;
	needsHttps: string;
	closedTitle: string;
	closedText: string;
	refusedTitle: string;
	refusedText: string;
	otherLanguage: string;
}

const en: FormTexts = {
	send: 'Send',
	optional: 'optional',
	choose: 'Please choose',
	privacy: 'Privacy policy',
	leaveEmpty: 'Please leave this field empty',
	reachHint: (labels) => `Please give us at least one way to reach you: ${labels}.`,
	listSeparator: ', ',
	problemsTitle: (count) =>
		count === 1 ? 'One entry needs your attention' : `${count} entries need your attention`,
	notice: {
		tooFast: 'That was very quick. Please check your entries and send them again.',
		expired: 'This page had been open for a long time. Please send your entries again.',
		changed: 'This form has just been updated. Please check your entries and send them again.',
		proofMissing: 'The spam check was not finished yet. Please send your entries again.',
		unreadable: 'We could not read what was sent. Please fill in the form again.',
		unavailable: 'We could not save your message just now. Please wait a moment and send it again.',
		tooLarge: 'That was more than this form can take. Please shorten your entries.',
	},
	working: 'One moment: checking that you are not a robot …',
	needsScript: 'Please switch on JavaScript: this form uses it to keep robots out.',
	testPage: 'Test page – what you send here stays out of the live lead list.',
	thankYouTitle: 'Thank you',
	thankYouText: 'We have received your message and will get back to you soon.',
	sendAnother: 'Send another message',
	alreadyTitle: 'We already have your message',
	alreadyText: 'Nothing was sent twice. To correct or add something, please send another message.',
	unavailableTitle: 'Not available at the moment',
	unavailableText: 'Please try again in a few minutes.',
	needsHttps: 'This form can only be sent from its https address.',
	closedTitle: 'This form is closed',
	closedText: 'It does not take any more messages. Please get in touch with us another way.',
	refusedTitle: 'Not sent',
	refusedText: 'This form cannot be sent from another website. Please open it at its own address:',
	otherLanguage: '中文',
};

const zh: FormTexts = {
	send: '提交',
	optional: '选填',
	choose: '请选择',
	privacy: '隐私政策',
	leaveEmpty: '请勿填写此项',
	reachHint: (labels) => `请至少留下一种联系方式：${labels}。`,
	listSeparator: '、',
	problemsTitle: (count) => `有 ${count} 处需要修改`,
	notice: {
		tooFast: '提交得太快了，请核对后再次提交。',
		expired: '页面打开时间过长，请再次提交。',
		changed: '表单内容刚刚更新，请核对后再次提交。',
		proofMissing: '安全验证尚未完成，请再次提交。',
		unreadable: '提交的内容无法识别，请重新填写。',
		unavailable: '暂时无法保存您的信息，请稍候再次提交。',
		tooLarge: '提交的内容过长，请精简后再次提交。',
	},
	working: '请稍候，正在进行安全验证……',
	needsScript: '请启用 JavaScript：本表单需要它来拦截机器人。',
	testPage: '测试页面：在此提交的内容不会进入正式线索库。',
	thankYouTitle: '感谢您的提交',
	thankYouText: '我们已收到您的信息，会尽快与您联系。',
	sendAnother: '再提交一份',
	alreadyTitle: '您的信息此前已提交成功',
	alreadyText: '本次没有重复提交。如需更正或补充，请再提交一份。',
	unavailableTitle: '暂时无法访问',
	unavailableText: '请几分钟后重试。',
	needsHttps: '请通过 https 地址打开并提交此表单。',
	closedTitle: '表单已关闭',
	closedText: '本表单不再接收信息，请通过其他方式与我们联系。',
	refusedTitle: '未能提交',
	refusedText: '无法从其他网站提交此表单，请打开表单原页面：',
	otherLanguage: 'English',
};

export const formTexts: Readonly<Record<Language, FormTexts>> = { en, zh };

/** One sentence that tells a visitor how to put an entry right. */
export function problemText(
	problem: FieldProblem,
	field: FormField | undefined,
	language: Language,
): string {
	const label = field?.label[language] ?? '';
	const limit = problem.limit ?? 0;
	const isChoice = field !== undefined && ['select', 'radio', 'checkbox'].includes(field.type);
	if (language === 'zh') {
		return {
			required: isChoice ? `请选择：${label}` : `请填写${label}`,
			reachRequired: '请至少留下一种联系方式',
			consentRequired: '请勾选同意后再提交',
			tooLong: `${label}不能超过 ${limit} 个字符`,
			invalidEmail: '请填写正确的邮箱，例如 name@example.com',
			invalidPhone: '请填写正确的电话号码，例如 138 0013 8000',
			invalidUrl: '请填写正确的网址，例如 www.example.com',
			invalidNumber: '请填写数字',
			invalidDate: '请填写日期，例如 2026-05-31',
			unknownOption: '请从列出的选项中选择',
		}[problem.code];
	}
	return {
		required: isChoice ? `Please choose: ${label}` : `Please fill in: ${label}`,
		reachRequired: 'Please give us at least one way to reach you',
		consentRequired: 'Please tick this box to send the form',
		tooLong: `${label} must not be longer than ${limit} characters`,
		invalidEmail: 'Please enter an email address such as name@example.com',
		invalidPhone: 'Please enter a phone number such as +49 30 901820',
		invalidUrl: 'Please enter a web address such as www.example.com',
		invalidNumber: 'Please enter a number',
		invalidDate: 'Please enter a date such as 2026-05-31',
		unknownOption: 'Please choose one of the options given',
	}[problem.code];
}
