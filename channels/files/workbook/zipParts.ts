import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Entry, ZipFile } from 'yauzl';
import { bookTooLarge, damagedBook, encryptedBook } from './book';

/** Parts of a workbook: one or two a sheet. */
const MOST_PARTS = 10_000;
/** Deflate cannot do better than about 1030; lists of people reach 30. */
const HIGHEST_RATIO = 200;
/** Below it a high ratio does no harm. */
const RATIO_MATTERS_FROM = 64 * 1024 * 1024;

/** Case and leading slashes of part names say nothing (ECMA-376 part 2, 6.2.2). */
function partKey(name: string): string {
	return name.replace(/^\/+/, '').toLowerCase();
}

/** The parts of a ZIP file, each read on its own and never beyond the size it claims. */
export class ZipParts {
	private constructor(
		private readonly zip: ZipFile,
		private readonly entries: ReadonlyMap<string, Entry>,
		/** Bytes of all parts once unpacked. */
		readonly unpackedBytes: number,
	) {}

	/**
	 * @throws LeadflowError INVALID_INPUT for what is no ZIP file, is encrypted, or unpacks to more than
	 *   `mostBytes` or to an absurd multiple of its size (a ZIP bomb)
	 */
	static async open(file: string | Buffer, mostBytes: number): Promise<ZipParts> {
		const { fromBufferPromise, openPromise } = await import('yauzl');
		const options = { autoClose: false, lazyEntries: true, validateEntrySizes: true };
		const zip = await (
			typeof file === 'string' ? openPromise(file, options) : fromBufferPromise(file, options)
		).catch((error: unknown) => Promise.reject(damagedBook(error)));
		const parts = await ZipParts.listed(zip, mostBytes).catch((error: unknown) => {
			zip.close();
			return Promise.reject(error);
		});
		return parts;
	}

	private static async listed(zip: ZipFile, mostBytes: number): Promise<ZipParts> {
		if (zip.entryCount > MOST_PARTS) throw bookTooLarge(`it has more than ${MOST_PARTS} parts`);
		const entries = new Map<string, Entry>();
		let unpacked = 0;
		let packed = 0;
		for await (const entry of eachEntry(zip)) {
			if (entry.isEncrypted()) throw encryptedBook();
			unpacked += entry.uncompressedSize;
			packed += entry.compressedSize;
			if (unpacked > mostBytes) {
				throw bookTooLarge(`it unpacks to more than ${Math.round(mostBytes / 1024 / 1024)} MB`);
			}
			entries.set(partKey(entry.fileName), entry);
		}
		if (unpacked > RATIO_MATTERS_FROM && unpacked > packed * HIGHEST_RATIO) {
			throw bookTooLarge(`it unpacks to more than ${HIGHEST_RATIO} times its size`);
		}
		return new ZipParts(zip, entries, unpacked);
	}

	/** Names of all parts as they are written in the file. */
	get names(): string[] {
		return [...this.entries.values()].map(({ fileName }) => fileName);
	}

	has(name: string): boolean {
		return this.entries.has(partKey(name));
	}

	/** Bytes of a part once unpacked; 0 for one that is not there. */
	sizeOf(name: string): number {
		return this.entries.get(partKey(name))?.uncompressedSize ?? 0;
	}

	/** @throws LeadflowError INVALID_INPUT for a part that is not there */
	async stream(name: string): Promise<Readable> {
		const entry = this.entries.get(partKey(name));
		if (!entry) throw damagedBook();
		return await this.zip
			.openReadStreamPromise(entry)
			.catch((error: unknown) => Promise.reject(damagedBook(error)));
	}

	/** The whole text of a small part; empty where it is not there. */
	async text(name: string): Promise<string> {
		return this.has(name) ? (await this.bytes(name)).toString('utf8') : '';
	}

	async bytes(name: string): Promise<Buffer> {
		const bytes = buffer(await this.stream(name));
		return await bytes.catch((error: unknown) => Promise.reject(damagedBook(error)));
	}

	/** Harmless twice. */
	close(): void {
		if (this.zip.isOpen) this.zip.close();
	}
}

async function* eachEntry(zip: ZipFile): AsyncGenerator<Entry> {
	try {
		yield* zip.eachEntry();
	} catch (error) {
		await Promise.reject(damagedBook(error));
	}
}
