import type { IExecuteFunctions } from 'n8n-workflow';
import { LeadflowError } from '../../leads/model/error';
import type { Job } from '../../leads/store/jobs';

const EVERY_MS = 5000;

/** Writes into n8n's log how far a job has come, every five seconds at most. */
export function jobProgress(
	node: Pick<IExecuteFunctions, 'logger'>,
	what: string,
): (job: Job) => void {
	let next = performance.now() + EVERY_MS;
	return ({ done, total }) => {
		if (performance.now() < next) return;
		next = performance.now() + EVERY_MS;
		node.logger.info(`${what}: ${done}${total === undefined ? '' : ` of ${total}`}`);
	};
}

/**
 * Refuses a job that ended before its end.
 *
 * @throws LeadflowError CONFLICT
 */
export function requireNotFailed({ id, state, error }: Job, hint: string): void {
	if (state !== 'failed') return;
	throw new LeadflowError(
		'CONFLICT',
		`The job ended before its end: ${error ?? 'unknown reason'}`,
		{
			hint: `${hint} Lead Store's 'Job: Get' shows the job ${id}.`,
		},
	);
}
