/**
 * What a user sees in a list, in alphabetical order, letter case aside. Not by `localeCompare`: its
 * first call loads collation tables, which costs n8n's start more than all nodes of this package.
 */
export function alphabetical<Entry extends { name: string; displayName?: string }>(
	entries: readonly Entry[],
): Entry[] {
	const title = ({ displayName, name }: Entry) => (displayName ?? name).toLowerCase();
	return [...entries].sort((a, b) => (title(a) < title(b) ? -1 : 1));
}
