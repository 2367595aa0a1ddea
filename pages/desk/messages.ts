/** Sentences of the desk: English, Chinese. */
export const messages = {
	testPage: [
		'Test address – this page works only while the editor listens. What you do here is done for real.',
		'测试地址：仅在编辑器监听期间可用，您在此的操作会真实生效。',
	],
	'noMatch.title': ['Nothing found', '没有找到'],
	'noMatch.text': [
		'No lead holds all of these words. Try fewer letters, a company, or part of a phone number.',
		'没有线索同时包含这些词。请减少字数，或改搜公司、电话的一部分。',
	],
	'emptyView.title': ['Nothing here', '这里没有线索'],
	'emptyView.text': ['No lead belongs to this view right now.', '当前没有线索属于此视图。'],
	'firstLead.title': ['Your first lead will appear here', '第一条线索将出现在这里'],
	'firstLead.text': [
		'Leave this page open: it refreshes by itself. A lead arrives when',
		'保持本页打开即可，页面会自动刷新。以下情况会带来线索：',
	],
	'firstLead.ways.1': [
		'somebody sends a form of a Lead Form Trigger,',
		'有人提交了 Lead Form Trigger 的表单；',
	],
	'firstLead.ways.2': [
		'a workflow hands items to Lead Capture,',
		'工作流把数据交给 Lead Capture；',
	],
	'firstLead.ways.3': [
		'a file or another system is imported by a workflow.',
		'工作流导入了文件或其他系统的数据。',
	],
	'firstLead.openForm': ['Open the form', '打开表单'],
	'firstLead.hint': ['Send the form once yourself and watch.', '自己先提交一次，看看效果。'],
	readOnly: ['You may look at leads here, not change them.', '您只能查看线索，不能修改。'],
	quarantineText: [
		'Submissions that looked like spam wait here for a person. Nothing is lost until you say so.',
		'疑似垃圾的提交在此等待人工确认，未经您确认不会丢失。',
	],
	'quarantineEmpty.title': ['Nothing waits here', '没有待处理的内容'],
	'quarantineEmpty.text': [
		'Suspicious submissions show up here for approval.',
		'可疑的提交会出现在这里，等待审核。',
	],
	'notice.statusChanged': ['Status changed', '状态已更新'],
	'notice.followUpSet': ['Follow-up planned', '已安排跟进'],
	'notice.followUpCleared': ['Follow-up removed', '已取消跟进'],
	'notice.noteAdded': ['Note added', '备注已添加'],
	'notice.claimed': ['The lead is yours now', '该线索已归您负责'],
	'notice.approved': ['Approved: it is a lead now', '已通过，成为线索'],
	'notice.rejected': ['Rejected: it stays out', '已拒绝'],
	'notice.nothingChanged': ['That was so already', '没有变化'],
	'problem.conflict': [
		'Somebody changed this lead in the meantime. Look at it again and repeat what you wanted.',
		'在此期间有人修改了该线索，请查看后重新操作。',
	],
	'problem.decidedAlready': [
		'Somebody else decided about this one already.',
		'已有其他人处理过了。',
	],
	'problem.notAllowed': ['You are not allowed to do this.', '您没有权限执行此操作。'],
	'problem.badTransition': [
		'A lead in this status cannot get that status.',
		'当前状态不能改为该状态。',
	],
	'problem.emptyNote': ['The note is empty.', '备注内容为空。'],
	'problem.badDate': [
		'That is not a date and time that can be understood.',
		'无法识别该日期和时间。',
	],
	'problem.tooLong': ['That is too long. Please shorten it.', '内容过长，请精简。'],
	'problem.stale': [
		'This page was open for too long. Please try again.',
		'页面打开时间过长，请重试。',
	],
	'problem.turnedAway': [
		'It could not become a lead: its data does not pass the checks.',
		'数据未通过校验，无法成为线索。',
	],
	'entry.noKey.title': ['This desk opens by a personal link', '请通过个人链接进入'],
	'entry.noKey.text': [
		'Open the link that you were given. On a new device, open it there once.',
		'请打开您收到的链接。换用新设备时，需在该设备上打开一次。',
	],
	'entry.noCookie.title': ['Please allow cookies', '请允许 Cookie'],
	'entry.noCookie.text': [
		'Your link is good, but the browser did not keep the sign-in. Allow cookies for this site and open your link again.',
		'链接有效，但浏览器没有保存登录信息。请允许本站使用 Cookie 后重新打开链接。',
	],
	'entry.notValid.title': ['This link does not work', '链接无效'],
	'entry.notValid.text': [
		'It may be incomplete: check that the whole address was copied.',
		'链接可能不完整，请检查是否复制了完整地址。',
	],
	'entry.expired.title': ['This link has expired', '链接已过期'],
	'entry.expired.text': [
		'Links end after a while, so that a lost one does no harm.',
		'链接会定期失效，以防遗失后被他人使用。',
	],
	'entry.revoked.title': ['This link was withdrawn', '链接已被撤销'],
	'entry.revoked.text': [
		'Somebody ended it, perhaps because there is a newer one.',
		'该链接已被停用，可能已有新的链接。',
	],
	'entry.memberInactive.title': ['Your access is switched off', '您的访问已停用'],
	'entry.memberInactive.text': [
		'The member that this link belongs to is not active.',
		'该链接所属成员未启用。',
	],
	'entry.signedOut.title': ['You are signed out', '您已退出'],
	'entry.signedOut.text': ['Open your link to come back.', '重新打开您的链接即可返回。'],
	askForLink: ['How to get a new link', '如何获取新链接'],
	askForLinkSteps: [
		'Ask whoever runs your n8n: in a workflow, the Lead Store node with the resource Member and the operation Create Desk Link makes one.',
		'请联系 n8n 管理员：在工作流中使用 Lead Store 节点，资源选 Member，操作选 Create Desk Link，即可生成链接。',
	],
	'notFound.title': ['Not found', '未找到'],
	'notFound.text': [
		'This does not exist, or it is not yours to see.',
		'内容不存在，或您无权查看。',
	],
	'failed.title': ['That did not work', '操作未成功'],
	'failed.text': [
		'Nothing was changed. Please try again in a moment.',
		'没有任何更改，请稍后重试。',
	],
	'tooLarge.title': ['Too large', '内容过大'],
	'tooLarge.text': ['That was more than this page can take.', '提交的内容超出了限制。'],
	'testDone.title': ['Done, and handed to the workflow', '已完成，并已交给工作流'],
	'testDone.text': [
		'You are on the test address: to go on here, let the editor listen again, or use the production address.',
		'当前为测试地址：如需继续，请在编辑器中重新监听，或使用正式地址。',
	],
} as const satisfies Record<string, readonly [en: string, zh: string]>;
