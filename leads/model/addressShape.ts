import { countryCode, text } from './schemaParts';

/** Address fields as they stand on leads, accounts and contacts. */
export const addressShape = {
	street: text(250).nullish(),
	district: text(60).nullish(),
	city: text(60).nullish(),
	state: text(60).nullish(),
	postalCode: text(30).nullish(),
	country: countryCode.nullish(),
};
