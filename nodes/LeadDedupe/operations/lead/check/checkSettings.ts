import type { CheckOptions } from '../../../../../leads/dedupe/check';
import type { MappingOptions } from '../../../../../leads/capture/fieldMapping';
import type { FieldKind } from '../../../../../leads/matching/features/fieldKind';
import type { DedupePreset } from '../../../../../leads/matching/presets/preset';
import type { ParameterReader } from '../../../../shared/parameters';
import { thresholdsOf, type ThresholdOptions } from '../../../fields/thresholds';
import { kindOfLeadField } from '../../../leadKinds';
import { NODE } from '../../../nodeName';

export type Scope = 'store' | 'items' | 'both';

/** Which item of a group is no duplicate. */
export type Keep = 'first' | 'last' | 'mostComplete' | 'none';

/** A field of the items that counts, by name or dotted path. */
export interface ComparedField {
	from: string;
	kind: FieldKind;
}

/** The parameters of a check, read once for all items. */
export interface CheckSettings {
	scope: Scope;
	preset: DedupePreset;
	check: CheckOptions;
	mapping: MappingOptions;
	/** Absent where the fields are to be recognised. */
	compared?: ComparedField[];
	keep: Keep;
	matches: 'full' | 'ids';
}

interface Options extends ThresholdOptions {
	contacts?: boolean;
	defaultCountry?: string;
	matches?: CheckSettings['matches'];
	mostCandidates?: number;
}

function listedMapping(parameters: ParameterReader): Record<string, string> {
	const rows =
		parameters.once<{ field?: Array<{ leadField: string; from: string }> }>('fieldsToMap', {})
			.field ?? [];
	return Object.fromEntries(
		rows
			.filter(({ from }) => from.trim() !== '')
			.map(({ leadField, from }) => [leadField, from.trim()]),
	);
}

function comparedFields(
	scope: Scope,
	explicit: Readonly<Record<string, string>>,
	parameters: ParameterReader,
): ComparedField[] {
	if (scope !== 'items') {
		return Object.entries(explicit).map(([leadField, from]) => ({
			from,
			kind: kindOfLeadField[leadField] ?? 'text',
		}));
	}
	const rows = parameters.once<{ field?: ComparedField[] }>('fieldsToCompare', {}).field ?? [];
	return rows
		.map(({ from, kind }) => ({ from: from.trim(), kind }))
		.filter(({ from }) => from !== '');
}

/** Where duplicates are looked for. */
export function scopeOf(parameters: ParameterReader): Scope {
	return parameters.once<Scope>('scope', 'store');
}

/** Reads the parameters once; none is evaluated per item. */
export function readCheckSettings(parameters: ParameterReader): CheckSettings {
	const options = parameters.once<Options>('options', {});
	const scope = scopeOf(parameters);
	const preset = parameters.once<DedupePreset>('preset', 'leadflow');
	const listed = parameters.once<string>('mapping', 'auto') === 'listed';
	const explicit = scope === 'items' ? {} : listedMapping(parameters);
	return {
		scope,
		preset,
		check: {
			preset,
			...thresholdsOf(options),
			...(options.mostCandidates === undefined ? {} : { mostCandidates: options.mostCandidates }),
			...(options.defaultCountry?.trim()
				? { defaultCountry: options.defaultCountry.trim().toUpperCase() }
				: {}),
			contacts: options.contacts ?? false,
			node: NODE,
		},
		mapping: { explicit, autodetect: !listed, unknownFields: 'ignore' },
		...(listed ? { compared: comparedFields(scope, explicit, parameters) } : {}),
		keep: parameters.once<Keep>('keep', 'first'),
		matches: options.matches ?? 'full',
	};
}
