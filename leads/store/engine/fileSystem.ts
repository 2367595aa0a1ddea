import fs from 'node:fs';
import path from 'node:path';
import { LeadflowError } from '../../model/error';

/** `statfs` magic numbers of file systems on which SQLite's WAL cannot work: no shared memory between hosts. */
const networkFileSystems = new Map([
	[0x6969, 'NFS'],
	[0x517b, 'SMB'],
	[0xff534d42, 'CIFS'],
	[0xfe534d42, 'SMB2'],
]);

const doubtfulFileSystems = new Map([
	[0x01021997, '9p (a folder shared with a virtual machine)'],
	[0x65735546, 'FUSE'],
	[0x794c7630, 'the layer of a container, which is lost when the container is recreated'],
]);

/**
 * Makes the folder of a store file and looks at the disk below it.
 *
 * @returns a warning for the admin, if there is one
 * @throws LeadflowError STORE_UNAVAILABLE on a network file system or a folder that cannot be written
 */
export function prepareStoreFolder(file: string): string | undefined {
	const folder = path.dirname(path.resolve(file));
	const kind = inspectFolder(folder);
	if (kind instanceof Error) {
		throw new LeadflowError(
			'STORE_UNAVAILABLE',
			`The folder of the lead store cannot be used: ${folder}`,
			{
				hint: 'Make it writable for the user that runs n8n, or choose another path in the credential.',
				cause: kind,
			},
		);
	}
	return judgeFileSystem(kind, folder);
}

/**
 * Whether a store may lie on a file system.
 *
 * @param kind the `type` that `statfs` reports
 * @returns a warning for the admin, if there is one
 * @throws LeadflowError STORE_UNAVAILABLE on a network file system
 */
export function judgeFileSystem(kind: number, folder: string): string | undefined {
	// Some systems report the number as a negative one.
	const type = kind >>> 0;
	const network = networkFileSystems.get(type);
	if (network) {
		throw new LeadflowError(
			'STORE_UNAVAILABLE',
			`The lead store cannot live on ${network}: ${folder}`,
			{
				hint: 'SQLite loses data on network file systems. Use a local disk, or PostgreSQL.',
			},
		);
	}
	const doubt = doubtfulFileSystems.get(type);
	return doubt && `The lead store lies on ${doubt}: ${folder}. Mount a volume there.`;
}

function inspectFolder(folder: string): number | Error {
	try {
		fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
		fs.accessSync(folder, fs.constants.W_OK);
		return fs.statfsSync(folder).type;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
