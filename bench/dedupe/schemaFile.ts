import { readFile } from 'node:fs/promises';
import { z } from 'zod/v4';
import { fieldKinds, type FieldSchema } from '../../leads/matching/features/fieldKind';

const schemaFile = z.record(z.string(), z.enum(fieldKinds));

/** Column → kind, as JSON. */
export async function readSchemaFile(file: string): Promise<FieldSchema> {
	return schemaFile.parse(JSON.parse(await readFile(file, 'utf8')));
}
