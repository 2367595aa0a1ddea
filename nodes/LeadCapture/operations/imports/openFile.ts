import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadOptions, RowSource } from '../../../../channels/shared/fileRows';
import type { OperationContext } from '../../../shared/operation';

/** A file of an item, ready to be read row by row. */
export interface OpenedFile {
	/** As the user knows it. */
	name?: string;
	/** SHA-256, base64url. */
	hash: string;
	source: RowSource;
}

/**
 * Opens the file in an item's binary field, lends it, and gives everything back. Where n8n keeps
 * binary data as files, that file is read; from anywhere else it is copied to a temporary one first,
 * so that it is never held in memory as a whole.
 *
 * @throws NodeOperationError when the field is empty, LeadflowError INVALID_INPUT for what is no such file
 */
export async function withFile<T>(
	context: OperationContext,
	index: number,
	options: ReadOptions,
	use: (file: OpenedFile) => Promise<T>,
): Promise<T> {
	const { node, parameters } = context;
	const property = parameters.at<string>('binaryPropertyName', index, 'data').trim() || 'data';
	const binary = node.helpers.assertBinaryData(index, property);
	const open = async (file: string): Promise<T> => {
		const source = await openSource(file, binary.fileName, options);
		return await hashOf(file)
			.then(
				async (hash) =>
					await use({ hash, source, ...(binary.fileName ? { name: binary.fileName } : {}) }),
			)
			.finally(async () => await source.close());
	};
	if (binary.id?.startsWith('filesystem')) return await open(node.helpers.getBinaryPath(binary.id));
	return await withTemporaryFile(async (file) => {
		const bytes = binary.id
			? await node.helpers.getBinaryStream(binary.id)
			: Readable.from([await node.helpers.getBinaryDataBuffer(index, property)]);
		await pipeline(bytes, createWriteStream(file, { mode: 0o600 }));
		return await open(file);
	});
}

async function withTemporaryFile<T>(use: (file: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(path.join(tmpdir(), 'leadflow-'));
	return await use(path.join(folder, 'import')).finally(
		async () => await rm(folder, { recursive: true, force: true }),
	);
}

async function openSource(
	file: string,
	fileName: string | undefined,
	options: ReadOptions,
): Promise<RowSource> {
	const { openCardRows, openRows, rowFormatOf } = await import('../../importEngine');
	const input = { file, options, ...(fileName ? { fileName } : {}) };
	return (await rowFormatOf(input)) === 'vcf' ? await openCardRows(input) : await openRows(input);
}

async function hashOf(file: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return hash.digest('base64url');
}
