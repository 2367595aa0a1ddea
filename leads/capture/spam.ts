import { classifyMailDomain } from '../model/mailDomain';
import type { CapturedLead, LeadFieldValues } from '../model/lead';
import type { DecisionReason } from '../model/decision';
import { reason } from './result';

export interface SpamAssessment {
	/** 0 (clean) to 100. */
	score: number;
	reasons: DecisionReason[];
}

/** Points of each sign. A honeypot alone is enough at the default threshold of 60. */
const points: Record<string, number> = {
	honeypot: 100,
	invalidToken: 70,
	tooFast: 60,
	tooSlow: 20,
	proofMissing: 60,
	disposableMail: 40,
	manyLinks: 40,
	foreignScript: 25,
	impossiblePhone: 60,
	nameIsLink: 60,
};

const texts: Record<string, string> = {
	honeypot: 'A field that people do not see was filled in',
	invalidToken: 'The form token was missing or not ours',
	tooFast: 'The form was sent faster than a person types',
	tooSlow: 'The form was sent more than a day after it was opened',
	proofMissing: 'The proof of work was missing or wrong',
	disposableMail: 'The e-mail address is of a throw-away mail service',
	manyLinks: 'The message holds three or more links',
	foreignScript: 'The message is in Cyrillic script',
	impossiblePhone: 'The phone number repeats one digit',
	nameIsLink: 'The name holds a web address',
};

const link = /https?:\/\/|www\./gi;
const repeatedDigit = /^\D*(?:\+?86\D*)?(\d)(?:\D*\1){6,}\D*$/;

function signsOf(fields: LeadFieldValues): string[] {
	const signs: string[] = [];
	const text = `${fields.message ?? ''} ${fields.description ?? ''}`;
	if (text.length > 1) {
		if ((text.match(link)?.length ?? 0) >= 3) signs.push('manyLinks');
		if (/[Ѐ-ӿ]{8}/.test(text)) signs.push('foreignScript');
	}
	if (fields.name && /https?:\/\/|www\./i.test(fields.name)) signs.push('nameIsLink');
	const phone = fields.mobile ?? fields.phone;
	if (phone && repeatedDigit.test(phone.slice(0, 40))) signs.push('impossiblePhone');
	const domain = fields.email?.split('@')[1];
	if (domain && classifyMailDomain(domain) === 'disposable') signs.push('disposableMail');
	return signs;
}

/** Adds up the signs of spam that the channel saw and those in the fields themselves. */
export function assessSpam(captured: CapturedLead, fields: LeadFieldValues): SpamAssessment {
	const signs = [...new Set([...(captured.spamSignals ?? []), ...signsOf(fields)])];
	const score = signs.reduce((sum, sign) => sum + (points[sign] ?? 30), 0);
	return {
		score: Math.min(100, score),
		reasons: signs.map((sign) => reason(sign, texts[sign] ?? `The channel reported '${sign}'`)),
	};
}
