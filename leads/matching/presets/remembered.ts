import type { LeadFieldValues } from '../../model/lead';

/** A reading of leads that is done once a lead, for as long as the lead lives. */
export function rememberedBy<Reading extends object>(
	read: (fields: LeadFieldValues) => Reading,
): (fields: LeadFieldValues) => Reading {
	const known = new WeakMap<LeadFieldValues, Reading>();
	return (fields) => {
		let reading = known.get(fields);
		if (reading === undefined) {
			reading = read(fields);
			known.set(fields, reading);
		}
		return reading;
	};
}
