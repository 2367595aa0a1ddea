import type { CompiledQuery, RawBuilder } from 'kysely';
import type { StoreContext } from './context';
import type { Dialect } from './schema/ddl';

/** Gives a query its parameters, in the order in which they stand in it. */
export type FixedQuery<R> = (
	context: StoreContext,
	...parameters: readonly unknown[]
) => CompiledQuery<R>;

/**
 * A query that reads the same at every call but for its parameters: put together once for each
 * engine. For what is asked with every lead, because putting it together takes as long as SQLite
 * takes to answer it.
 *
 * @param build the query, with any value where a parameter stands
 */
export function fixedQuery<R>(build: (dialect: Dialect) => RawBuilder<R>): FixedQuery<R> {
	const known = new Map<Dialect, CompiledQuery<R>>();
	return ({ db, dialect }, ...parameters) => {
		const query = known.get(dialect) ?? build(dialect).compile(db);
		known.set(dialect, query);
		if (query.parameters.length !== parameters.length) {
			throw new RangeError(`The query has ${query.parameters.length} parameters`);
		}
		return { ...query, parameters };
	};
}
