import { classifyMailDomain } from '../model/mailDomain';
import type { CapturedLead, LeadFieldValues } from '../model/lead';
import type { DecisionReason } from '../model/decision';
import { reason } from './result';

export interface SpamAssessment {
	/** 0 (clean) to 100. */
	score: number;
	reasons: DecisionReason[];
}

/** Points and wording of each sign. A honeypot alone is enough at the default threshold of 60. */
const signs = new Map<string, [points: number, text: string]>([
	['honeypot', [100, 'A field that people do not see was filled in']],
	['invalidToken', [70, 'The form token was missing or not ours']],
	['tooFast', [60, 'The form was sent faster than a person types']],
	['tooSlow', [20, 'The form was sent more than a day after it was opened']],
	['proofMissing', [60, 'The proof of work was missing or wrong']],
	['disposableMail', [40, 'The e-mail address is of a throw-away mail service']],
	['manyLinks', [40, 'The message holds three or more links']],
	['foreignScript', [25, 'The message is in Cyrillic script']],
	['impossiblePhone', [60, 'The phone number repeats one digit']],
	['mailServer', [70, 'The mail server marked the message as spam']],
	['nameIsLink', [60, 'The name holds a web address']],
]);

/** Points of a sign that only its channel knows. */
const OTHER_SIGN = 30;

const link = /https?:\/\/|www\./gi;
const repeatedDigit = /^\D*(?:\+?86\D*)?(\d)(?:\D*\1){6,}\D*$/;

function signsOf(fields: LeadFieldValues): string[] {
	const found: string[] = [];
	const text = `${fields.message ?? ''} ${fields.description ?? ''}`;
	if (text.length > 1) {
		if ((text.match(link)?.length ?? 0) >= 3) found.push('manyLinks');
		if (/[Ѐ-ӿ]{8}/.test(text)) found.push('foreignScript');
	}
	if (fields.name && /https?:\/\/|www\./i.test(fields.name)) found.push('nameIsLink');
	const phone = fields.mobile ?? fields.phone;
	if (phone && repeatedDigit.test(phone.slice(0, 40))) found.push('impossiblePhone');
	const domain = fields.email?.split('@')[1];
	if (domain && classifyMailDomain(domain) === 'disposable') found.push('disposableMail');
	return found;
}

/** Adds up the signs of spam that the channel saw and those in the fields themselves. */
export function assessSpam(captured: CapturedLead, fields: LeadFieldValues): SpamAssessment {
	const found = [...new Set([...(captured.spamSignals ?? []), ...signsOf(fields)])];
	const score = found.reduce((sum, sign) => sum + (signs.get(sign)?.[0] ?? OTHER_SIGN), 0);
	return {
		score: Math.min(100, score),
		reasons: found.map((sign) => {
			const text = signs.get(sign)?.[1] ?? `The channel reported '${sign.slice(0, 60)}'`;
			return reason(sign, text);
		}),
	};
}
