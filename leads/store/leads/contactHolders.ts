import { sql } from 'kysely';
import type { LeadFieldValues } from '../../model/lead';
import { searchTokensOf } from '../../model/searchTokens';
import type { StoreContext } from '../context';
import { recordset } from '../fragments';
import { q, type Step } from '../step';

/** Shorter numbers are the ends of others. */
const WHOLE_NUMBER = /^p:\d{7,}$/;
const WHOLE_ADDRESS = /^e:.*@/;

/** The addresses and numbers of a lead as the search keeps them, whoever's they are. */
export function contactTokensOf(fields: LeadFieldValues): string[] {
	return searchTokensOf(fields).filter(
		(token) => WHOLE_ADDRESS.test(token) || WHOLE_NUMBER.test(token),
	);
}

/**
 * Ids of the leads that have each of these addresses and numbers, also those that are nobody's own
 * and therefore no key of matching. Of what more leads have than `most`, one more than that.
 */
export function* readContactHolders(
	context: StoreContext,
	tokens: Iterable<string>,
	most: number,
): Step<Map<string, string[]>> {
	const list = [...new Set(tokens)].sort();
	if (list.length === 0) return new Map();
	const wanted = recordset(
		context.dialect,
		'wanted',
		{ token: 'text' },
		list.map((token) => ({ token })),
	);
	const rows = yield* q(
		sql<{ token: string; ids: string | null }>`SELECT wanted.token,
			(SELECT string_agg(CAST(t.lead_id AS TEXT), ',') FROM (SELECT lead_id FROM search_tokens
				WHERE workspace_id = ${context.workspaceId} AND search_tokens.token = wanted.token
				ORDER BY lead_id LIMIT ${sql.lit(most + 1)}) t) AS ids FROM ${wanted}`.compile(context.db),
	);
	return new Map(rows.flatMap(({ token, ids }) => (ids ? [[token, ids.split(',')]] : [])));
}
