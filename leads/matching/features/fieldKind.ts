/** What a field holds, and so how it is read, compared and used to find candidates. */
export const fieldKinds = [
	'name',
	'givenName',
	'surname',
	'company',
	'jobTitle',
	'email',
	'phone',
	'address',
	'city',
	'region',
	'country',
	'postcode',
	'website',
	'date',
	'id',
	'number',
	'category',
	'text',
	'ignore',
] as const;

export type FieldKind = (typeof fieldKinds)[number];

/** Field → kind. Fields that are not named are not looked at. */
export type FieldSchema = Readonly<Record<string, FieldKind>>;
