import type { IExecuteFunctions } from 'n8n-workflow';

const EVERY_MS = 5000;

/** Writes into n8n's log how far something has come, every five seconds at most. */
export function progressLog(
	node: Pick<IExecuteFunctions, 'logger'>,
	what: string,
): (rows: number) => void {
	let next = performance.now() + EVERY_MS;
	return (rows) => {
		if (performance.now() < next) return;
		next = performance.now() + EVERY_MS;
		node.logger.info(`${what} ${rows} rows`);
	};
}
