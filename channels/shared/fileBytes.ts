import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LeadflowError } from '../../leads/model/error';
import { readLimits } from './fileRows';

/** A few milliseconds of work for a parser between two turns of the event loop. */
const BLOCK_BYTES = 32 * 1024;

/** The bytes of a file on disk or in memory, read as they are asked for. */
export class FileBytes {
	private constructor(
		readonly size: number,
		private readonly source: FileHandle | Buffer,
	) {}

	/**
	 * @throws LeadflowError INVALID_INPUT for a file that is not there, or larger than `mostBytes`
	 */
	static async open(
		file: string | Buffer,
		mostBytes: number = readLimits.fileBytes,
	): Promise<FileBytes> {
		if (typeof file !== 'string')
			return FileBytes.sized(new FileBytes(file.length, file), mostBytes);
		const handle = await open(file).catch((error: unknown) =>
			Promise.reject(
				new LeadflowError('INVALID_INPUT', 'The file could not be opened.', {
					hint: 'Check that it still exists and that n8n may read it.',
					cause: error,
				}),
			),
		);
		const { size } = await handle.stat();
		return await FileBytes.sized(new FileBytes(size, handle), mostBytes);
	}

	private static async sized(bytes: FileBytes, mostBytes: number): Promise<FileBytes> {
		if (bytes.size <= mostBytes) return bytes;
		await bytes.close();
		throw new LeadflowError(
			'INVALID_INPUT',
			`The file is larger than ${Math.round(mostBytes / 1024 / 1024)} MB.`,
			{ hint: 'Split it into several files.' },
		);
	}

	/** At most `length` bytes from `position` on; fewer at the end of the file. */
	async read(position: number, length: number): Promise<Buffer> {
		if (Buffer.isBuffer(this.source)) return this.source.subarray(position, position + length);
		const block = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - position)));
		let filled = 0;
		while (filled < block.length) {
			const { bytesRead } = await this.source.read(
				block,
				filled,
				block.length - filled,
				position + filled,
			);
			if (bytesRead === 0) break;
			filled += bytesRead;
		}
		return block.subarray(0, filled);
	}

	/** The bytes from `start` to the end, a block at a time. */
	async *blocks(start = 0): AsyncGenerator<Buffer> {
		for (let position = start; position < this.size; position += BLOCK_BYTES) {
			const block = await this.read(position, BLOCK_BYTES);
			if (block.length === 0) return;
			yield block;
			// Reading memory never leaves the turn of the event loop by itself.
			if (Buffer.isBuffer(this.source)) await nextTurn();
		}
	}

	/** Closes the file; harmless twice. */
	async close(): Promise<void> {
		if (!Buffer.isBuffer(this.source)) await this.source.close();
	}
}
