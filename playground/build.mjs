import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..');

/** `gulp build`; what it complains about becomes the error's message. */
export async function buildPackage() {
	const gulp = join(ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js');
	await promisify(execFile)(process.execPath, [gulp, 'build'], { cwd: ROOT }).catch((error) =>
		Promise.reject(new Error(`The build failed:\n${error.stdout}${error.stderr}`)),
	);
}
