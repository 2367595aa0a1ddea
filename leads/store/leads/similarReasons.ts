import type { KeyClass } from '../../matching/leads/leadKeys';
import type { PairExplanation } from '../../matching/score/explain';
import type { DecisionReason } from '../../model/decision';

/** Classes of keys, in words. */
const keyClassNames: Readonly<Record<KeyClass, string>> = {
	mailbox: 'mailbox',
	number: 'number',
	nameAndCompany: 'name and company',
	nameAndDomain: 'name and domain',
	nameAndCity: 'name and city',
	nameAndAddress: 'name and address',
	name: 'name',
	familyAndNumber: 'family name and number',
	familyAndCompany: 'family name and company',
	familyAndDomain: 'family name and domain',
	givenAndCompany: 'given name and company',
	mailboxLocal: 'name in the mailbox',
	mailboxStart: 'start of the mailbox',
	mailboxEnd: 'end of the mailbox',
	numberStart: 'start of the number and family name',
	numberEnd: 'end of the number and family name',
	numberAndCompany: 'end of the number and company',
	companyAndAddress: 'company and address',
};

/** Why two leads are taken for one, in the words of what agrees; no value is named. */
export function similarReason({ parts }: Pick<PairExplanation, 'parts'>): DecisionReason {
	const agreeing = parts
		.filter(({ feature, bits }) => feature !== 'prior' && bits > 0)
		.sort((one, other) => other.bits - one.bits)
		.map(({ level }) => level);
	return { code: 'similarLead', text: `Looks like an existing lead: ${agreeing.join(', ')}` };
}

/** What was not looked at, because too many leads have it. */
export function cutReason(cut: readonly KeyClass[]): DecisionReason {
	const names = cut.map((one) => `the same ${keyClassNames[one]}`).join(', ');
	const text = `Too many leads have ${names}: they were not all compared`;
	return { code: 'tooCommon', text };
}
