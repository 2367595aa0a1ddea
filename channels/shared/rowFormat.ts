import type { FileInput, RowFormat } from './fileRows';

/**
 * The kind of a file by its first bytes, and by its name where they leave a doubt (CSV is what is
 * nothing else). The caller picks the reader by it: `openCardRows` for `vcf`, `openRows` for the rest.
 */
export async function rowFormatOf(_input: FileInput): Promise<RowFormat> {
	throw new Error('not yet');
}
