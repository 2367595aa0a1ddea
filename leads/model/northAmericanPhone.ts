import { phoneLibrary } from './libraries';

type NorthAmericanCountry = 'US' | 'CA';

/** Areas of +1 outside the United States and Canada: there the exchange tells mobile from landline. */
const ISLAND_AREAS = new Set(
	'242 246 264 268 284 340 345 441 473 649 658 664 670 671 684 721 758 767 784 787 809 829 849 868 869 876 939'.split(
		' ',
	),
);
/** Toll-free, premium, personal and machine numbers, and the one area that is in use by halves. */
const SPECIAL_AREA = /^(?:[568](\d)\1|52\d|532|710|900|983)$/;

/** null: the area is not in use. */
const countryOfArea = new Map<string, NorthAmericanCountry | null>();

function askLibrary(area: string): NorthAmericanCountry | null {
	const phone = phoneLibrary().parsePhoneNumberFromString(`+1${area}2552368`);
	if (!phone?.isValid()) return null;
	return phone.country === 'CA' ? 'CA' : 'US';
}

/**
 * The country of an ordinary number of the North American plan, which its area decides. The library
 * tries 25 countries (60 µs) for each number, so it is asked once an area.
 *
 * @param national ten digits
 * @returns null for an invalid number, undefined for one that only the library can judge
 */
export function northAmericanCountry(national: string): NorthAmericanCountry | null | undefined {
	const area = national.slice(0, 3);
	if (ISLAND_AREAS.has(area) || SPECIAL_AREA.test(area)) return undefined;
	// Exchanges do not begin with 0 or 1.
	if (national.charCodeAt(3) < 0x32) return null;
	const known = countryOfArea.get(area);
	if (known !== undefined) return known;
	const country = askLibrary(area);
	countryOfArea.set(area, country);
	return country;
}
