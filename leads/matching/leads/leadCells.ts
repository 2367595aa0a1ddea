import type { LeadFieldValues } from '../../model/lead';
import type { LeadCells } from './profile';

/** The fields of a lead as the cells that a profile is read from. */
export function leadCellsOf(fields: LeadFieldValues): LeadCells {
	const filled = (...values: Array<string | null | undefined>): string[] =>
		values.filter((value): value is string => typeof value === 'string' && value !== '');
	const parts = filled(fields.lastName, fields.firstName).join(', ');
	return {
		name: fields.name || parts,
		company: fields.company ?? '',
		emails: filled(fields.email, fields.secondaryEmail),
		phones: filled(fields.mobile, fields.phone),
		website: fields.website ?? '',
		address: fields.street ?? '',
		city: fields.city ?? '',
		country: fields.country ?? '',
		title: fields.title ?? '',
	};
}
