import type { Statement, Step } from '../../leads/store/step';

/**
 * A step of which every statement is told just before it is carried out, those of steps side by side
 * included.
 */
export function* watched<T>(step: Step<T>, tell: (statement: Statement) => void): Step<T> {
	let next = step.next({ rows: [], changes: 0 });
	while (!next.done) {
		const statement = next.value;
		tell(statement);
		const sent =
			statement.kind === 'together'
				? { ...statement, steps: statement.steps.map((one) => watched(one, tell)) }
				: statement;
		next = step.next(yield sent);
	}
	return next.value;
}
