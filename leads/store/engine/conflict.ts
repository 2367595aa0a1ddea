import type { InsertMany } from '../step';

/** The end of an INSERT that says what a taken key means; the same words on both engines. */
export function conflictClause(onConflict: InsertMany['onConflict']): string {
	if (onConflict === 'error') return '';
	if (onConflict === 'ignore') return ' ON CONFLICT DO NOTHING';
	const assignments = onConflict.set.map((column) => `${column} = excluded.${column}`);
	const only = onConflict.onlyIf ? ` WHERE ${onConflict.onlyIf}` : '';
	return ` ON CONFLICT (${onConflict.key.join(', ')}) DO UPDATE SET ${assignments.join(', ')}${only}`;
}
