/** One grade of agreement, with the chances that Fellegi and Sunter call m and u. */
export interface Level {
	name: string;
	/** How often two records of one entity stand at this level, among those that have the field. */
	m: number;
	/** How often two records of different entities do. Where a rarity is known, it takes its place. */
	u: number;
}

/** What two records are compared by. Level 0 is always "nothing to compare" and weighs nothing. */
export interface Feature {
	name: string;
	/** The fields that it looks at. */
	fields: readonly string[];
	levels: readonly Level[];
	/** @returns a place in `levels` */
	compare(left: number, right: number): number;
	/**
	 * How likely a stranger is to agree this much with these values: small for rare names.
	 *
	 * @returns undefined where the level's own `u` says it all
	 */
	rarity?(level: number, left: number, right: number): number | undefined;
	/**
	 * By which factor learned chances may differ from the shipped ones. Where these stand for
	 * experience, few duplicates in the data must not unlearn it. Default 10.
	 */
	freedom?: number;
}

export const NOTHING_TO_COMPARE: Level = { name: 'missing', m: 1, u: 1 };

/** Bits by which a level speaks for one entity, or (negative) against it. */
export function bitsOf(feature: Feature, level: number, left: number, right: number): number {
	if (level === 0) return 0;
	const { m, u } = feature.levels[level];
	const chance = feature.rarity?.(level, left, right) ?? u;
	return Math.log2(m) - Math.log2(chance);
}
