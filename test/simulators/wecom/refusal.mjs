/** An answer of WeCom that says no. */
export function refusal(errcode, errmsg) {
	return { errcode, errmsg };
}

/** An entry of a page: those after the cursor, at most `limit`, and the cursor of the next page. */
export function page(entries, cursor, limit) {
	const from = Number(cursor || 0);
	const to = from + limit;
	return { entries: entries.slice(from, to), next: to < entries.length ? String(to) : '' };
}

/** Length of a text in bytes, as WeCom counts. */
export function bytes(text) {
	return Buffer.byteLength(text ?? '', 'utf8');
}
