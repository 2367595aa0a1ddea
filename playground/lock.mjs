import { readFileSync, rmSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';

/**
 * Takes a lock that lasts as long as this process at most.
 *
 * @param {string} file is there while somebody holds the lock, with the holder's process id in it
 * @returns {Promise<(() => void) | undefined>} the function that opens it again, or undefined when
 *   somebody else holds it
 */
export async function tryLock(file) {
	const handle = await open(file, 'wx').catch((error) => {
		if (error.code !== 'EEXIST') throw error;
	});
	if (handle) {
		await handle.writeFile(String(process.pid));
		await handle.close();
		const unlock = () => {
			process.removeListener('exit', unlock);
			rmSync(file, { force: true });
		};
		process.once('exit', unlock);
		return unlock;
	}
	if (!holderIsGone(file)) return undefined;
	await rm(file, { force: true });
	return await tryLock(file);
}

function holderIsGone(file) {
	try {
		const pid = Number(readFileSync(file, 'utf8'));
		// Empty for the moment between its creation and its first write.
		if (pid === 0) return Date.now() - statSync(file).mtimeMs > 10_000;
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return error.code === 'ESRCH' || error.code === 'ENOENT';
	}
}
