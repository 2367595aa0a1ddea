import type { FieldKind, FieldSchema } from '../../leads/matching/features/fieldKind';
import { leadFieldNamed } from '../../leads/model/fieldLabels';

/** How lead fields are compared where items are compared with each other. */
export const kindOfLeadField: Readonly<Record<string, FieldKind>> = {
	name: 'name',
	firstName: 'givenName',
	lastName: 'surname',
	company: 'company',
	title: 'jobTitle',
	email: 'email',
	secondaryEmail: 'email',
	mobile: 'phone',
	phone: 'phone',
	fax: 'phone',
	website: 'website',
	street: 'address',
	city: 'city',
	state: 'region',
	country: 'country',
	postalCode: 'postcode',
	creditCode: 'id',
	wechat: 'id',
	qq: 'id',
};

/**
 * The kinds of fields by their titles, for items that speak of people at companies: titles tell more
 * than the contents of a few items.
 *
 * @param titles names of the fields
 * @returns undefined for items of another kind
 */
export function leadKindsOf(titles: Iterable<string>): FieldSchema | undefined {
	const schema: Record<string, FieldKind> = {};
	for (const title of titles) {
		const field = leadFieldNamed(title);
		const kind = field && kindOfLeadField[field];
		if (kind) schema[title] = kind;
	}
	const kinds = new Set(Object.values(schema));
	const isPerson = kinds.has('name') || (kinds.has('givenName') && kinds.has('surname'));
	const isLead = isPerson && kinds.has('company') && (kinds.has('email') || kinds.has('phone'));
	return isLead ? schema : undefined;
}
