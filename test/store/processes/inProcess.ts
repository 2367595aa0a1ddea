import type { StoreConfig } from '../../../leads/store/config';

export interface ProcessInput {
	config: StoreConfig;
	/** Number of this process among its rivals. */
	index?: number;
	[more: string]: unknown;
}

/** Runs the work of a test process on the input it was started with, and answers with the result. */
export async function inProcess(work: (input: ProcessInput) => Promise<unknown>): Promise<void> {
	const input = JSON.parse(process.argv[2]) as ProcessInput;
	const result = await work(input);
	process.send?.(result ?? null);
	process.disconnect?.();
}
