import type { AssignOutcome } from '../../leads/assign/result';

const decided = ['Assigned', 'Queued or Pool', 'No Match'] as const;
const moved = ['Done', 'Refused'] as const;

/** Operations that have an output for each kind of outcome; the others have one. */
const branches: Readonly<Record<string, readonly string[]>> = {
	assign: decided,
	reassignMissed: decided,
	claim: moved,
	putIntoPool: moved,
	release: moved,
	transfer: moved,
};

/** How many outputs an operation has. */
export function outputCount(operation: string): number {
	return Object.hasOwn(branches, operation) ? branches[operation].length : 1;
}

const shown = Object.fromEntries(
	Object.entries(branches).map(([operation, names]) => [
		operation,
		names.map((displayName) => ({ type: 'main', displayName })),
	]),
);

/** The outputs as n8n's editor computes them from the chosen operation. */
export const outputsExpression =
	`={{ (${JSON.stringify(shown)})[$parameter.operation] ?? [{ type: 'main' }] }}` as const;

/** The output that a lead leaves by once rules decided on it. */
export function outputOf(outcome: AssignOutcome): number {
	if (outcome === 'assigned' || outcome === 'alreadyAssigned') return 0;
	return outcome === 'noMatch' ? 2 : 1;
}
