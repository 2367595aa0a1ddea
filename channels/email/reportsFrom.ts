import { ignored, type Reading } from '../shared/reading';
import type { Delivery } from './deliveryStatus';
import type { Mail } from './mail';
import { mailActivity, mailReport } from './mailActivity';
import type { MailReport } from './report';

const SUBJECTS: Readonly<Record<Delivery['outcome'], string>> = {
	hard: 'Email could not be delivered: the address does not work',
	soft: 'Email was not delivered, or not yet',
	delivered: 'Email was delivered',
};

/** What a report tells of each person that it names. */
export function reportsFrom(report: MailReport, mail: Mail, item: unknown, now: number): Reading {
	const original = report.originalId ? { originalMessageId: report.originalId } : {};
	if (report.kind === 'complaint') return complaint(report, mail, item, now, original);
	const captured = report.deliveries.map(({ recipient, outcome, status }, index) => {
		const { code, text } = status;
		const activity = mailActivity(mail, outcome === 'delivered' ? 'delivery' : 'bounce', now, {
			subject: SUBJECTS[outcome],
			body: text,
			custom: { outcome, ...(code ? { statusCode: code } : {}), ...original },
		});
		const about = { email: recipient, index };
		const lost = { ...about, reason: 'bounced' as const };
		return mailReport(mail, outcome === 'hard' ? lost : about, activity, item);
	});
	return captured.length > 0
		? { captured }
		: ignored(
				'bounceWithoutRecipient',
				'The mail is a bounce that does not say whose address failed',
			);
}

function complaint(
	{ recipients, feedback }: Extract<MailReport, { kind: 'complaint' }>,
	mail: Mail,
	item: unknown,
	now: number,
	original: Record<string, unknown>,
): Reading {
	// RFC 6650: `not-spam` takes a complaint back.
	if (feedback === 'not-spam')
		return ignored('notSpam', 'The report says that a mail of ours is no spam');
	const captured = recipients.map((email, index) => {
		const activity = mailActivity(mail, 'complaint', now, {
			subject: 'Email was reported as spam',
			custom: { feedback, ...original },
		});
		return mailReport(mail, { email, index, reason: 'complaint' }, activity, item);
	});
	return captured.length > 0
		? { captured }
		: ignored('complaintWithoutRecipient', 'The mail is a spam complaint that does not say whose');
}
