/** More than these are sorted the usual way: by insertion they would take the square of their number. */
const MOST_BY_INSERTION = 64;

/**
 * Words in the order of their code units, without repeats and empty ones. A handful, as of a name,
 * is sorted in place and allocates nothing. Changes what it is given.
 */
export function sortedWords(words: string[]): string[] {
	if (words.length > MOST_BY_INSERTION) {
		return [...new Set(words)].filter((word) => word !== '').sort();
	}
	let kept = 0;
	for (const word of words) {
		if (word === '') continue;
		let place = kept;
		while (place > 0 && words[place - 1] > word) place -= 1;
		if (place > 0 && words[place - 1] === word) continue;
		for (let i = kept; i > place; i -= 1) words[i] = words[i - 1];
		words[place] = word;
		kept += 1;
	}
	words.length = kept;
	return words;
}
