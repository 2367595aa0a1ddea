import { readSetting, writeSetting } from '../../../leads/store/settings';
import type { JobHandler } from '../../../leads/store/runJob';

/** A job that adds 1 + 2 + … up to a number into a setting; what is done twice or not at all shows in the sum. */
export const countingHandler: JobHandler = {
	kind: 'count',
	*chunk(context, job) {
		const { upTo, step } = job.intent as { upTo: number; step: number };
		const from = Number(job.cursor ?? 0);
		const to = Math.min(from + step, upTo);
		let sum = Number((yield* readSetting(context, 'sum')) ?? 0);
		for (let number = from + 1; number <= to; number += 1) sum += number;
		yield* writeSetting(context, 'sum', sum);
		return { cursor: to, done: to - from, failed: 0, finished: to === upTo, result: { sum } };
	},
};
