import type {
	Item,
	ItemClusters,
	ItemMatch,
	ItemOptions,
} from '../../../../../leads/dedupe/findAll/inputItems';

/** What is the same in every field needs no weighing: a million to one. */
const IDENTICAL = {
	bits: 20,
	probability: 1 / (1 + 2 ** -20),
	parts: [{ feature: 'item', fields: [], level: 'equal in all fields', bits: 20 }],
};

const ALONE = { size: 1, isFirst: true, possible: [] };

function foldedText(value: unknown): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
	return text.normalize('NFKC').trim().toLowerCase();
}

/** The filled fields of a record; empty for one that says nothing. */
function contentOf(row: Item): string {
	const filled = Object.entries(row)
		.map(([field, value]) => [field, foldedText(value ?? '')])
		.filter(([, text]) => text !== '')
		.sort(([one], [other]) => (one < other ? -1 : 1));
	return filled.length === 0 ? '' : JSON.stringify(filled);
}

/** Whether a record says nothing. */
export function isBlank(row: Item): boolean {
	return contentOf(row) === '';
}

/** For each row the first that is equal to it; -1 for blank rows, which are equal to none. */
function firstEquals(rows: readonly Item[]): number[] {
	const firstOf = new Map<string, number>();
	return rows.map((row, index) => {
		const content = contentOf(row);
		if (content === '') return -1;
		const first = firstOf.get(content) ?? index;
		firstOf.set(content, first);
		return first;
	});
}

/** What the engine found out about some rows, as told of all rows. */
class AllRows {
	/** Place among the searched rows. */
	private readonly placeOf: ReadonlyMap<number, number>;
	private readonly members = new Map<number, number[]>();

	constructor(
		private readonly searched: readonly number[],
		private readonly found: ItemClusters,
		private readonly firstOf: readonly number[],
	) {
		this.placeOf = new Map(searched.map((row, place) => [row, place]));
		firstOf.forEach((_, row) => {
			const cluster = this.clusterOf(row);
			if (cluster === undefined) return;
			const known = this.members.get(cluster);
			if (known) known.push(row);
			else this.members.set(cluster, [row]);
		});
	}

	private matchOf(row: number): ItemMatch | undefined {
		const place = this.placeOf.get(this.firstOf[row]);
		return place === undefined ? undefined : this.found.items[place];
	}

	private clusterOf(row: number): number | undefined {
		return this.matchOf(row)?.cluster;
	}

	tell(row: number): ItemMatch {
		const match = this.matchOf(row);
		// Numbers after those of the engine, so that blank rows are in nobody's group.
		if (!match) return { ...ALONE, cluster: this.searched.length + 1 + row };
		const rows = this.members.get(match.cluster) ?? [row];
		const twin = rows.find((other) => other !== row && this.firstOf[other] === this.firstOf[row]);
		return {
			...match,
			size: rows.length,
			isFirst: rows[0] === row,
			...(match.with === undefined ? {} : { with: this.searched[match.with] }),
			...(twin === undefined ? {} : { ...IDENTICAL, with: twin }),
			possible: match.possible.map(({ index, ...evidence }) => ({
				...evidence,
				index: this.searched[index],
			})),
		};
	}
}

/**
 * Finds duplicates among records. Where evidence is weighed, those that are equal in all fields are
 * one without a question, whatever the engine can learn from a list of two.
 *
 * @param search of the engine
 */
export async function searchItems(
	rows: readonly Item[],
	options: ItemOptions,
	search: (rows: readonly Item[], options: ItemOptions) => Promise<ItemClusters>,
): Promise<Pick<ItemClusters, 'items' | 'cut'>> {
	if (options.preset !== 'leadflow') return await search(rows, options);
	const firstOf = firstEquals(rows);
	const searched = firstOf.flatMap((first, row) => (first === row ? [row] : []));
	const found = await search(
		searched.map((index) => rows[index]),
		options,
	);
	const all = new AllRows(searched, found, firstOf);
	return { items: rows.map((_, row) => all.tell(row)), cut: found.cut };
}
