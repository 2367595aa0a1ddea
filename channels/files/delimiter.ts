/** Characters that part cells, the likelier ones first. */
const DELIMITERS = [',', '\t', ';', '|', '，'];

/** Lines that are looked at. */
const MOST_LINES = 30;
const SEPARATOR_LINE = /^sep=(.)\r?(?:\n|$)/i;

/** How many cells each of the first lines would have; line breaks within quotes do not count. */
function cellsPerLine(text: string, delimiter: string): number[] {
	const counts: number[] = [];
	let cells = 1;
	let inQuotes = false;
	let isEmpty = true;
	const endLine = () => {
		if (!isEmpty) counts.push(cells);
		cells = 1;
		isEmpty = true;
	};
	for (let index = 0; index < text.length && counts.length < MOST_LINES; index += 1) {
		const character = text[index];
		if (character === '"') inQuotes = !inQuotes;
		else if (!inQuotes && (character === '\n' || character === '\r')) endLine();
		else if (!inQuotes && character === delimiter) cells += 1;
		if (character !== '\n' && character !== '\r') isEmpty = false;
	}
	// The last line may have been cut off by the end of the sample.
	if (counts.length === 0) endLine();
	return counts;
}

/** How well a delimiter parts the lines: lines that agree on a number of cells, times that number. */
function fitness(counts: readonly number[]): number {
	const lines = new Map<number, number>();
	for (const count of counts) if (count > 1) lines.set(count, (lines.get(count) ?? 0) + 1);
	let best = 0;
	for (const [cells, agreeing] of lines) {
		best = Math.max(best, (agreeing / counts.length) * Math.min(cells, 20) + agreeing / 1000);
	}
	return best;
}

/** How a CSV file parts its cells. */
export interface FoundDelimiter {
	delimiter: string;
	/** Characters of a first line that only names the delimiter (`sep=;`), as Excel understands it. */
	skipped: number;
}

/**
 * Finds the delimiter of a CSV file from its beginning: the one by which most lines have the same
 * number of cells. A comma where there is none at all.
 */
export function findDelimiter(start: string, asked = 'auto'): FoundDelimiter {
	const named = SEPARATOR_LINE.exec(start);
	const skipped = named?.[0].length ?? 0;
	if (asked !== 'auto') return { delimiter: asked, skipped };
	if (named) return { delimiter: named[1], skipped };
	let best = { delimiter: ',', fitness: 0 };
	for (const delimiter of DELIMITERS) {
		const found = fitness(cellsPerLine(start, delimiter));
		if (found > best.fitness) best = { delimiter, fitness: found };
	}
	return { delimiter: best.delimiter, skipped };
}
