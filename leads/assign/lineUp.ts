import { createHash } from 'node:crypto';
import type { StoreContext } from '../store/context';
import { first, insertMany, type Step } from '../store/step';
import { notChosenCodes, type NotChosenByCode, type NotChosenCode } from './result';

/*
 * Twenty members who were not chosen are twenty ids with every lead. Who is looked at is nearly
 * always the same: that is stored once, under its hash, and an assignment says by place in it.
 */

/** Kept among the rule sets, which are stored under their hashes, too. */
const KIND = 'lineUp';

/** Members who were not chosen, as a row of the book of assignments keeps them. */
export interface StoredExclusions {
	/** Hash of the line-up; absent where nobody of it is named. */
	lineUp?: string;
	/** Places in the line-up, from 0, such as `0-8 10-19`. */
	places: Partial<Record<NotChosenCode, string>>;
	/** Members who are not in it, such as owners of the same company. */
	others?: NotChosenByCode;
}

/** The members whom the rules of a set look at, in the order in which these name them. */
export class LineUp {
	readonly hash: string;
	private readonly places: ReadonlyMap<string, number>;

	constructor(readonly ids: readonly string[]) {
		this.places = new Map(ids.map((id, place) => [id, place]));
		this.hash = createHash('sha256').update(ids.join(' ')).digest('hex');
	}

	/** The reasons of a verdict in short. */
	encode(notChosen: ReadonlyMap<string, NotChosenCode>): StoredExclusions {
		const placesOf: Partial<Record<NotChosenCode, number[]>> = {};
		const others: NotChosenByCode = {};
		for (const [id, code] of notChosen) {
			const place = this.places.get(id);
			if (place === undefined) (others[code] ??= []).push(id);
			else (placesOf[code] ??= []).push(place);
		}
		const places: StoredExclusions['places'] = {};
		for (const code of notChosenCodes) {
			const list = placesOf[code];
			if (list) places[code] = rangesText(list);
		}
		return {
			...(Object.keys(places).length > 0 ? { lineUp: this.hash } : {}),
			places,
			...(Object.keys(others).length > 0 ? { others } : {}),
		};
	}
}

function rangesText(places: number[]): string {
	places.sort((one, other) => one - other);
	let text = '';
	for (let at = 0; at < places.length; ) {
		let end = at;
		while (places[end + 1] === places[end] + 1) end += 1;
		const range = at === end ? `${places[at]}` : `${places[at]}-${places[end]}`;
		text += text === '' ? range : ` ${range}`;
		at = end + 1;
	}
	return text;
}

function* placesIn(text: string): Generator<number> {
	for (const range of text.split(' ')) {
		const [from, to = from] = range.split('-').map(Number);
		for (let place = from; place <= to; place += 1) yield place;
	}
}

/** The other way round, with the line-up that was stored under the hash. */
export function decodeExclusions(
	{ places, others = {} }: StoredExclusions,
	ids: readonly string[],
): NotChosenByCode {
	const byCode: NotChosenByCode = {};
	for (const code of notChosenCodes) {
		const text = places[code];
		const found = text === undefined ? [] : [...placesIn(text)].flatMap((at) => ids[at] ?? []);
		const all = [...found, ...(others[code] ?? [])];
		if (all.length > 0) byCode[code] = all;
	}
	return byCode;
}

/** Keeps a line-up, so that what names it can be read. */
export function* keepLineUp(context: StoreContext, { hash, ids }: LineUp): Step<void> {
	yield* insertMany({
		table: 'rule_sets',
		columns: ['workspace_id', 'hash', 'kind', 'name', 'definition', 'first_used_at'],
		rows: [[context.workspaceId, hash, KIND, '', ids, context.now]],
		onConflict: 'ignore',
	});
}

/** The members of a line-up by its hash. */
export function* readLineUp(context: StoreContext, hash: string): Step<readonly string[]> {
	const row = yield* first(
		context.db
			.selectFrom('rule_sets')
			.select('definition')
			.where('workspace_id', '=', context.workspaceId)
			.where('kind', '=', KIND)
			.where('hash', '=', hash),
	);
	return (row?.definition ?? []) as string[];
}
