import { phoneLibrary } from './libraries';

/** Areas of +1 outside the United States and Canada; their plans look deeper than the fourth digit. */
const ISLAND_AREAS = new Set(
	'242 246 264 268 284 340 345 441 473 649 658 664 670 671 684 721 758 767 784 787 809 829 849 868 869 876 939'.split(
		' ',
	),
);
/** Toll-free, premium, personal and machine numbers. */
const SPECIAL_AREA = /^(?:[568](\d)\1|52\d|532|710|900)$/;

/** `US`, `CA`, or null for an area that is not in use, by the first four national digits. */
const countryOfPrefix = new Map<string, 'US' | 'CA' | null>();

function probe(prefix: string): 'US' | 'CA' | null {
	const phone = phoneLibrary().parsePhoneNumberFromString(`+1${prefix}552368`);
	if (!phone?.isValid()) return null;
	return phone.country === 'CA' ? 'CA' : 'US';
}

/**
 * The country of an ordinary number of the North American plan, without asking the library, which
 * tries 25 countries (60 µs), for each number: there the area and the digit after it decide.
 *
 * @param national ten digits
 * @returns null for an area not in use, undefined for numbers that only the library can judge
 */
export function northAmericanCountry(national: string): 'US' | 'CA' | null | undefined {
	const area = national.slice(0, 3);
	if (ISLAND_AREAS.has(area) || SPECIAL_AREA.test(area)) return undefined;
	const prefix = national.slice(0, 4);
	const known = countryOfPrefix.get(prefix);
	if (known !== undefined) return known;
	const country = probe(prefix);
	countryOfPrefix.set(prefix, country);
	return country;
}
