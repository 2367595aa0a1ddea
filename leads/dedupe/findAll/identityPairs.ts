import { setImmediate as nextTurn } from 'node:timers/promises';
import { comparePersons, PERSON, readPerson } from '../../matching/values/person';
import type { LeadFieldValues } from '../../model/lead';
import { familyNamesConflict, nameEvidence } from '../../model/personName';
import {
	findIdentities,
	identityText,
	plainKind,
	storedKeysOf,
	type StoredKey,
} from '../../store/leads/identities';
import { matchHash } from '../../store/leads/matchHash';
import type { LeadStore } from '../../store/store';

/** Two rows that share what identifies a person. */
export interface IdentityPair {
	left: number;
	right: number;
	/** Kind of the key, such as `mobile`. */
	by: string;
	/** False where the names are of two people who may lend each other a phone or a mailbox. */
	certain: boolean;
}

interface Holders {
	key: StoredKey;
	rows: number[];
}

/** What members of a family share; ids that a channel gives out are one account's own. */
const LENT = new Set(['mobile', 'email']);

const KEYS_AT_ONCE = 200;
/** Spellings of a name that are compared with each other. */
const MOST_NAMES = 12;

/**
 * Finds leads that share a mobile number, a personal mailbox or a channel id: the same that capture
 * would have joined. A key that came with two family names is nobody's own and pairs nobody.
 */
export class IdentityPairs {
	/** Most keys have one holder: the row by the key's hash. */
	private readonly first = new Map<number, number>();
	private readonly several = new Map<number, Holders>();
	private readonly names: string[] = [];

	constructor(private readonly isTest: boolean) {}

	/** @param row in order, from 0 */
	add(row: number, fields: LeadFieldValues): void {
		this.names[row] = fields.name ?? '';
		for (const key of storedKeysOf(fields, this.isTest)) {
			const hash = matchHash(identityText(key));
			const first = this.first.get(hash);
			if (first === undefined) this.first.set(hash, row);
			else if (first !== row) {
				const known = this.several.get(hash) ?? { key, rows: [first] };
				known.rows.push(row);
				this.several.set(hash, known);
			}
		}
	}

	/**
	 * Each holder of a key with the first one; some keys at a time, so that others get their turn.
	 *
	 * @param signal somebody cancelled: what is found so far is given
	 */
	async pairs(store: LeadStore, signal: AbortSignal): Promise<IdentityPair[]> {
		const several = [...this.several.values()];
		const pairs: IdentityPair[] = [];
		for (let from = 0; from < several.length && !signal.aborted; from += KEYS_AT_ONCE) {
			const own = several
				.slice(from, from + KEYS_AT_ONCE)
				.filter(({ rows }) => !this.isOfTwo(rows));
			const keys = own.map(({ key }) => key);
			const known = await store.read((context) => findIdentities(context, keys));
			const shared = new Set(known.filter(({ state }) => state === 'shared').map(identityText));
			for (const { key, rows } of own) {
				if (!shared.has(identityText(key))) pairs.push(...this.pairsOf(rows, plainKind(key.kind)));
			}
			await nextTurn();
		}
		return pairs;
	}

	private pairsOf([left, ...others]: readonly number[], by: string): IdentityPair[] {
		return others.map((right) => this.pairOf(left, right, by));
	}

	private pairOf(left: number, right: number, by: string): IdentityPair {
		const one = readPerson(this.names[left]);
		const other = readPerson(this.names[right]);
		const areTwo = one && other && comparePersons(one, other) >= PERSON.sameFamily;
		return { left, right, by, certain: !areTwo || !LENT.has(by) };
	}

	private isOfTwo(rows: readonly number[]): boolean {
		const names = [...new Set(rows.map((row) => this.names[row]))].slice(0, MOST_NAMES);
		const known = names.map((name) => nameEvidence(name));
		return known.some((one, index) =>
			known.slice(index + 1).some((other) => familyNamesConflict(one, other)),
		);
	}
}
