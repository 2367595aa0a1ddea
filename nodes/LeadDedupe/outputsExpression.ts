import { NodeConnectionTypes } from 'n8n-workflow';
import type { DedupeResource } from './dedupeOperation';

/**
 * The outputs of the node as n8n works them out from its parameters: those that the chosen operation
 * names, else one without a name.
 */
export function outputsExpression(resources: readonly DedupeResource[]): `={{${string}}}` {
	const named = Object.fromEntries(
		resources.flatMap(({ value, operations }) =>
			operations.flatMap((operation) =>
				operation.outputNames
					? [
							[
								`${value}.${operation.value}`,
								operation.outputNames.map((displayName) => ({
									type: NodeConnectionTypes.Main,
									displayName,
								})),
							],
						]
					: [],
			),
		),
	);
	const one = JSON.stringify([{ type: NodeConnectionTypes.Main }]);
	return `={{ (${JSON.stringify(named)})[$parameter["resource"] + "." + $parameter["operation"]] ?? ${one} }}`;
}
