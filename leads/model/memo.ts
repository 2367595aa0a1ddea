/**
 * Remembers the results of a pure function of one text. Columns repeat (company, city, country),
 * so most rows of an import are answered from here.
 *
 * Two generations bound the memory: when the young one is full it becomes the old one and the old
 * one is dropped, which keeps what is in use at the cost of one map look-up. Long texts pass by,
 * so that nobody can fill the memory with megabytes.
 *
 * @param size entries in a generation; at most twice as many are kept
 */
export function memoize<Result>(
	compute: (text: string) => Result,
	size = 4096,
	longest = 200,
): (text: string) => Result {
	let young = new Map<string, Result>();
	let old = new Map<string, Result>();
	return (text) => {
		if (text.length > longest) return compute(text);
		const known = young.get(text);
		if (known !== undefined) return known;
		const remembered = old.get(text);
		const result = remembered === undefined ? compute(text) : remembered;
		if (young.size >= size) {
			old = young;
			young = new Map();
		}
		young.set(text, result);
		return result;
	};
}
