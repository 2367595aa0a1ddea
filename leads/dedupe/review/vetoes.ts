import type { Operation } from '../../store/context';
import { differentAmong } from '../../store/leads/knownPairs';
import { survivorsOf } from '../../store/leads/mergedIds';

/**
 * Which of these leads must not become one, two by two: somebody declared them to be different.
 * What was said of a lead counts for the lead that it was merged into.
 *
 * @param ids also of merged leads, which stand for what lives on of them
 * @returns pairs of ids that live on
 */
export function vetoesAmong(
	ids: readonly string[],
): Operation<Array<[leftId: string, rightId: string]>> {
	return function* (context) {
		const survivors = yield* survivorsOf(context, ids);
		return yield* differentAmong(context, new Set(survivors.values()));
	};
}
