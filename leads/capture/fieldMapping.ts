import { leadFieldNamed } from '../model/fieldLabels';
import { isId } from '../model/ids';
import type { CustomValues, LeadFieldValues } from '../model/lead';
import { leadFields, type LeadFieldName } from '../model/leadFields';

/** Where a lead's values are found in an incoming item: lead field → name or dotted path in the item. */
export type FieldMapping = Readonly<Record<string, string>>;

export interface MappingOptions {
	/** Given by hand; wins over what is recognised. A field starting with `custom.` fills a field of the user's own. */
	explicit?: FieldMapping;
	/** Whether column titles are recognised by their English and Chinese names. Default true. */
	autodetect?: boolean;
	/** What becomes of incoming values that no field takes: kept as custom fields, or only in the source record. */
	unknownFields?: 'custom' | 'ignore';
}

export interface MappedValues {
	fields: LeadFieldValues;
	custom: CustomValues;
	/** The lead that the item is, where it came out of the store. */
	leadId?: string;
}

type Source = Readonly<Record<string, unknown>>;

/** Names that carry our own bookkeeping in any item. */
const bookkeeping = new Set(['capture', 'decision']);

/** Where a check for duplicates leaves what it found; as a plain value it is somebody's data. */
const CHECKED = 'duplicate';

/** Names that the store writes into a lead; in an item of another origin they are data. */
const writtenByStore = new Set(
	'id version owner team pool ownedSince protectedUntil previousOwner returnedCount custom tags regionCode regionSource score grade accountId contactId firstTouch lastTouch test readAt lastActivityAt convertedAt createdAt updatedAt deletedAt mergedInto merge unmerge outcome repeated'.split(
		' ',
	),
);

/** Whether an item is a lead that a node of this package gave out. */
function isOurLead(source: Source): boolean {
	return typeof source.version === 'number' && typeof source.id === 'string' && isId(source.id);
}

/** The value of a field: its own name first, then as a dotted path into nested objects. */
export function valueAt(source: Source, path: string): unknown {
	if (Object.hasOwn(source, path)) return source[path];
	let value: unknown = source;
	for (const step of path.split('.')) {
		if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step))
			return undefined;
		value = (value as Source)[step];
	}
	return value;
}

function textOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(textOf).join(', ');
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (value !== null && typeof value === 'object') return JSON.stringify(value);
	return value;
}

function isObject(value: unknown): boolean {
	const object = typeof value === 'object' && value !== null;
	return object && !Array.isArray(value) && !(value instanceof Date);
}

/**
 * Whether a recognised column goes into its field. `contact: { … }` is somebody's data but no name,
 * and a second column for a field that is filled has something else to say.
 */
function fits(field: LeadFieldName, value: unknown, { fields }: MappedValues): boolean {
	const filled = fields[field];
	return !isObject(value) && (filled === undefined || String(filled) === String(textOf(value)));
}

type Reader = (source: Source, into: MappedValues) => void;

function fill(into: MappedValues, target: string, value: unknown): void {
	// An empty cell is no data; null is an answer of other systems that means the same.
	if (value === undefined || value === null || value === '') return;
	if (Object.hasOwn(leadFields, target)) {
		const kind = leadFields[target as LeadFieldName].kind;
		const text = textOf(value);
		if (text === undefined) return;
		const keep =
			kind === 'boolean' || kind === 'integer' || kind === 'number' ? text : String(text);
		if (into.fields[target as LeadFieldName] === undefined)
			Object.assign(into.fields, { [target]: keep });
		return;
	}
	const name = target.startsWith('custom.') ? target.slice(7) : target;
	// defineProperty, because a column called `__proto__` is just a name.
	Object.defineProperty(into.custom, name, {
		value,
		enumerable: true,
		writable: true,
		configurable: true,
	});
}

/**
 * Makes a reader for items, and remembers how items with the same column titles are read, so that
 * the titles of a large file are looked at once and not once a row.
 */
export function mapFields(options: MappingOptions = {}): (source: Source) => MappedValues {
	const readersByTitles = new Map<string, Reader[]>();
	return (source) => {
		const ours = isOurLead(source);
		const titles = Object.keys(source);
		const signature = `${ours}\u0000${titles.join('\u0000')}`;
		let readers = readersByTitles.get(signature);
		if (!readers) {
			readers = readersFor(titles, options, ours);
			if (readersByTitles.size > 500) readersByTitles.clear();
			readersByTitles.set(signature, readers);
		}
		const into: MappedValues = { fields: {}, custom: {} };
		for (const read of readers) read(source, into);
		return into;
	};
}

/** The lead is met by its id: its keys may be masked, or it may have none. */
function readLeadId(source: Source, into: MappedValues): void {
	if (typeof source.id === 'string') into.leadId = source.id;
}

/** Custom fields of a lead go back to where they were. */
function readCustom(source: Source, into: MappedValues): void {
	const { custom } = source;
	if (custom === null || typeof custom !== 'object') return;
	for (const [name, value] of Object.entries(custom)) fill(into, `custom.${name}`, value);
}

/** Where the value of a column goes. */
export interface ColumnTarget {
	/** The lead field that its title names. */
	field?: LeadFieldName;
	/** `custom.<title>`: for a title that names no field, and for what does not fit into its field. */
	beside?: string;
}

/** Where a column goes by its title; nowhere when both are absent. Columns given by hand are not looked at. */
export function columnTarget(title: string, options: MappingOptions): ColumnTarget {
	const field = options.autodetect === false ? undefined : leadFieldNamed(title);
	return {
		...(field ? { field } : {}),
		...(options.unknownFields === 'ignore' ? {} : { beside: `custom.${title}` }),
	};
}

function readersFor(titles: readonly string[], options: MappingOptions, ours: boolean): Reader[] {
	const explicit = Object.entries(options.explicit ?? {}).filter(([, path]) => path !== '');
	const used = new Set(explicit.map(([, path]) => path));
	const readers: Reader[] = explicit.map(
		([target, path]) =>
			(source, into) =>
				fill(into, target, valueAt(source, path)),
	);
	for (const title of titles) {
		if (used.has(title) || bookkeeping.has(title)) continue;
		if (ours && writtenByStore.has(title)) continue;
		const { field, beside } = columnTarget(title, options);
		if (!field && !beside) continue;
		readers.push((source, into) => {
			const value = source[title];
			if (title === CHECKED && isObject(value)) return;
			const target = field && fits(field, value, into) ? field : beside;
			if (target) fill(into, target, value);
		});
	}
	if (ours) readers.push(readCustom, readLeadId);
	return readers;
}
