import type { IDataObject } from 'n8n-workflow';
import type { MappingOptions } from '../../../leads/capture/fieldMapping';
import type { CaptureOptions, OnDuplicate } from '../../../leads/capture/options';
import type { ConsentGiven } from '../../../leads/model/consent';
import type { ParameterReader } from '../../shared/parameters';

/** The node's parameters, read once for all items. */
export interface CaptureSettings {
	capture: Partial<CaptureOptions>;
	mapping: MappingOptions;
	/** Format of the items, see `formats.ts`. */
	format: string;
	/** E-mail addresses and domains of the user's own. */
	ownAddresses: string[];
	channel: string;
	externalIdField?: string;
	tags: string[];
	output: 'full' | 'ids';
	/** The consents that an item's own fields show. */
	consentsOf(item: IDataObject): ConsentGiven[];
}

interface MappedField {
	leadField: string;
	customField?: string;
	from: string;
}

interface ConsentField {
	from: string;
	purpose: string;
	channel: string;
	text?: string;
}

interface Options {
	channel?: string;
	consents?: { consent?: ConsentField[] };
	defaultCountry?: string;
	dryRun?: boolean;
	externalIdField?: string;
	limits?: CaptureOptions['limits'];
	onSpam?: CaptureOptions['onSpam'];
	output?: CaptureSettings['output'];
	ownAddresses?: string;
	required?: string[];
	similar?: CaptureOptions['similar'];
	source?: string;
	spamThreshold?: number;
	statusPreset?: CaptureOptions['statusPreset'];
	tags?: string;
	unknownFields?: MappingOptions['unknownFields'];
}

const yes = /^(true|yes|y|on|1|是|同意|已同意|ja)$/i;

function mappedFields(rows: readonly MappedField[]): Record<string, string> {
	return Object.fromEntries(
		rows
			.filter(({ from }) => from.trim() !== '')
			.map(({ leadField, customField, from }) => [
				leadField === 'custom' ? `custom.${customField?.trim() || from.trim()}` : leadField,
				from.trim(),
			]),
	);
}

function consentReader(rows: readonly ConsentField[]): CaptureSettings['consentsOf'] {
	return (item) =>
		rows.flatMap(({ from, purpose, channel, text }) => {
			const value = item[from];
			if (value === undefined || value === null || value === '') return [];
			return [
				{
					purpose,
					channel,
					granted: yes.test(String(value).trim()),
					...(text ? { text } : {}),
					evidence: { field: from },
				},
			];
		});
}

function wordsOf(text = ''): string[] {
	return text
		.split(/[,，;；]/)
		.map((word) => word.trim())
		.filter(Boolean);
}

/** Reads the parameters once; none is evaluated per item. */
export function readCaptureSettings(parameters: ParameterReader): CaptureSettings {
	const options = parameters.once<Options>('options', {});
	const listed = parameters.once<{ field?: MappedField[] }>('fieldsToMap', {}).field ?? [];
	return {
		capture: {
			onDuplicate: parameters.once<OnDuplicate>('onDuplicate', 'fillBlanks'),
			validation: parameters.once<CaptureOptions['validation']>('validation', 'lenient'),
			similar: options.similar ?? 'review',
			limits: options.limits ?? 'zoho',
			required: options.required ?? [],
			defaultCountry: options.defaultCountry?.trim().toUpperCase() || 'CN',
			onSpam: options.onSpam ?? 'quarantine',
			spamThreshold: options.spamThreshold ?? 60,
			statusPreset: options.statusPreset ?? 'default',
			dryRun: options.dryRun ?? false,
			...(options.source?.trim() ? { source: options.source.trim() } : {}),
		},
		mapping: {
			explicit: mappedFields(listed),
			autodetect: parameters.once('mapping', 'auto') === 'auto',
			unknownFields:
				parameters.once('mapping', 'auto') === 'auto'
					? (options.unknownFields ?? 'custom')
					: 'ignore',
		},
		format: parameters.once('format', 'json'),
		channel: options.channel?.trim() || 'json',
		externalIdField: options.externalIdField?.trim() || undefined,
		tags: wordsOf(options.tags),
		ownAddresses: wordsOf(options.ownAddresses),
		output: options.output ?? 'full',
		consentsOf: consentReader(options.consents?.consent ?? []),
	};
}
