import type { ReadOptions, RowFormat, TextEncoding } from '../../../../channels/shared/fileRows';
import type { ImportRequest } from '../../../../leads/capture/imports/importJob';
import type { MappingOptions } from '../../../../leads/capture/fieldMapping';
import { located } from '../../../shared/locator';
import type { OperationContext } from '../../../shared/operation';
import { readCaptureSettings } from '../captureSettings';

export type ImportOutput = 'summary' | 'ids' | 'full';

/** The parameters of an import, without the file. */
export interface ImportSettings {
	reading: ReadOptions;
	request: Pick<ImportRequest, 'mapping' | 'tags' | 'capture'>;
	output: ImportOutput;
	dryRun: boolean;
	waits: boolean;
	saveMappingAs?: string;
}

interface Options {
	delimiter?: string;
	dryRun?: boolean;
	encoding?: 'auto' | TextEncoding;
	fileFormat?: 'auto' | RowFormat;
	headerRow?: number;
	saveMappingAs?: string;
	sheets?: string;
	waitForCompletion?: boolean;
}

function sheetsOf(text: string): ReadOptions['sheets'] {
	if (text.trim() === '*') return 'all';
	const names = text
		.split(/[,，;；]/)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	return names.length > 0 ? names : 'first';
}

/** A tab is hard to type into a field. */
function delimiterOf(text: string): string {
	return /^(\\t|tab)$/i.test(text) ? '\t' : text;
}

function readingOf(options: Options): ReadOptions {
	const { delimiter = '', encoding = 'auto', fileFormat = 'auto', headerRow = 0 } = options;
	return {
		format: fileFormat,
		encoding,
		sheets: sheetsOf(options.sheets ?? ''),
		headerRow: headerRow >= 1 ? Math.trunc(headerRow) : 'auto',
		...(delimiter === '' ? {} : { delimiter: delimiterOf(delimiter) }),
	};
}

async function mappingOf(
	{ parameters, store }: OperationContext,
	listed: MappingOptions,
): Promise<MappingOptions> {
	if (parameters.once<string>('mapping', 'auto') !== 'saved') return listed;
	const { getMapping } = await import('../../importEngine');
	return await store.read(getMapping(located(parameters.once<unknown>('savedMapping', '')) ?? ''));
}

/**
 * Reads the parameters once for all items.
 *
 * @throws LeadflowError NOT_FOUND for a saved mapping that is not there
 */
export async function importSettings(context: OperationContext): Promise<ImportSettings> {
	const { defaultCaptureOptions } = await import('../../importEngine');
	const { parameters } = context;
	const options = parameters.once<Options>('options', {});
	const settings = readCaptureSettings(parameters);
	const saveMappingAs = options.saveMappingAs?.trim();
	return {
		reading: readingOf(options),
		request: {
			mapping: await mappingOf(context, settings.mapping),
			tags: settings.tags,
			capture: { ...defaultCaptureOptions, ...settings.capture, dryRun: false },
		},
		output: parameters.once<ImportOutput>('output', 'summary'),
		dryRun: options.dryRun ?? false,
		waits: options.waitForCompletion ?? true,
		...(saveMappingAs ? { saveMappingAs } : {}),
	};
}
