import type { LeadFieldValues } from '../../model/lead';
import { rememberedBy } from './remembered';
import { type PairJudge, ruledBy } from './preset';

/** The rules, the first that is met counts: fields whose texts are all equal. */
const RULES: ReadonlyArray<readonly (keyof LeadFieldValues)[]> = [
	['email'],
	['mobile'],
	['phone'],
	['secondaryEmail'],
];

/** A value as it is compared: as it stands there, but for capitals and space around it. */
function comparedValue(value: unknown): string {
	return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

function valuesOf(fields: LeadFieldValues): string[] {
	return RULES.map((names) => {
		const values = names.map((name) => comparedValue(fields[name]));
		return values.includes('') ? '' : values.join('\n');
	});
}

/**
 * As the unique fields and the duplicate finder of Zoho CRM work: equal texts in a field that
 * should be unique. Nothing is normalised, a blank field is equal to nothing, and each field is
 * compared with itself only.
 */
export function zohoJudge(): PairJudge {
	const readOnce = rememberedBy(valuesOf);
	return (left, right) => {
		const others = readOnce(right);
		const met = readOnce(left).findIndex((value, i) => value !== '' && value === others[i]);
		return ruledBy(
			met < 0 ? undefined : { name: `same ${RULES[met].join(' + ')}`, fields: RULES[met] },
		);
	};
}

/** Keys that leads with a chance to be one share. */
export function zohoMeetingKeys(fields: LeadFieldValues): string[] {
	return valuesOf(fields).flatMap((value, i) => (value === '' ? [] : [`${i} ${value}`]));
}
