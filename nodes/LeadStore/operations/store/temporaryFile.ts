import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Lends a path in a folder of its own, which only this user can open, and removes it afterwards. */
export async function withTemporaryFile<T>(
	name: string,
	use: (file: string) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(path.join(tmpdir(), 'leadflow-'));
	return await use(path.join(folder, name)).finally(
		async () => await rm(folder, { recursive: true, force: true }),
	);
}
