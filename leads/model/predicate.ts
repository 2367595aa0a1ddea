import { LeadflowError } from './error';
import { foldText } from './text';

/** What is compared: as text, number, instant, truth, or as a list of texts. */
export type PredicateKind = 'text' | 'number' | 'instant' | 'boolean' | 'list';

export type PredicateOperator =
	| 'exists'
	| 'notExists'
	| 'equals'
	| 'notEquals'
	| 'contains'
	| 'notContains'
	| 'startsWith'
	| 'notStartsWith'
	| 'endsWith'
	| 'notEndsWith'
	/** A regular expression; text only. */
	| 'matches'
	| 'notMatches'
	| 'greater'
	| 'less'
	| 'greaterOrEqual'
	| 'lessOrEqual';

/** A condition on one field of a record. */
export interface FieldPredicate {
	/** Name of a field; `custom.machine` and `owner.id` lead into what lies below. */
	field: string;
	kind: PredicateKind;
	operator: PredicateOperator;
	/** What it is compared with; not for `exists` and `notExists`. */
	value?: string | number | boolean;
	/** Default false: `Shanghai` equals `SHANGHAI`, and full-width letters equal half-width ones. */
	exact?: boolean;
}

/** A rule's condition as data: what a canvas draws and a store keeps. */
export type Predicate =
	| FieldPredicate
	| { all: readonly Predicate[] }
	| { any: readonly Predicate[] }
	| { not: Predicate };

/** Answers for one record. */
export type Test = (record: object) => boolean;

const opposites: ReadonlyMap<PredicateOperator, PredicateOperator> = new Map([
	['notExists', 'exists'],
	['notEquals', 'equals'],
	['notContains', 'contains'],
	['notStartsWith', 'startsWith'],
	['notEndsWith', 'endsWith'],
	['notMatches', 'matches'],
]);

/**
 * Compiles a condition once, so that it is cheap to ask of many records. A field that is absent or of
 * another kind fails a condition and passes its opposite; no record makes it throw.
 *
 * @throws LeadflowError INVALID_INPUT for a regular expression that is none
 */
export function compilePredicate(predicate: Predicate): Test {
	if ('all' in predicate) {
		const tests = predicate.all.map(compilePredicate);
		return (record) => tests.every((test) => test(record));
	}
	if ('any' in predicate) {
		const tests = predicate.any.map(compilePredicate);
		return (record) => tests.some((test) => test(record));
	}
	if ('not' in predicate) {
		const test = compilePredicate(predicate.not);
		return (record) => !test(record);
	}
	return fieldTest(predicate);
}

/** The fields that a condition looks at. */
export function fieldsOf(predicate: Predicate): string[] {
	if ('all' in predicate) return [...new Set(predicate.all.flatMap(fieldsOf))];
	if ('any' in predicate) return [...new Set(predicate.any.flatMap(fieldsOf))];
	return 'not' in predicate ? fieldsOf(predicate.not) : [predicate.field];
}

function fieldTest(predicate: FieldPredicate): Test {
	const opposite = opposites.get(predicate.operator);
	const read = reader(predicate.field);
	const holds = valueTest({ ...predicate, operator: opposite ?? predicate.operator });
	return opposite === undefined
		? (record) => holds(read(record))
		: (record) => !holds(read(record));
}

function reader(field: string): (record: object) => unknown {
	const path = field.split('.');
	return (record) => {
		let at: unknown = record;
		for (const name of path) {
			if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
			at = (at as Record<string, unknown>)[name];
		}
		return at;
	};
}

function isFilled(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return value !== undefined && value !== null && value !== '' && !Number.isNaN(value);
}

function valueTest(predicate: FieldPredicate): (value: unknown) => boolean {
	if (predicate.operator === 'exists') return isFilled;
	switch (predicate.kind) {
		case 'text':
			return predicate.operator === 'matches' ? patternTest(predicate) : textTest(predicate);
		case 'list':
			return listTest(predicate);
		case 'boolean':
			return truthTest(predicate);
		default:
			return orderTest(predicate);
	}
}

function textTest({ operator, value, exact }: FieldPredicate): (value: unknown) => boolean {
	const form = exact ? (text: string) => text : foldText;
	const wanted = form(String(value ?? ''));
	return (given) => {
		if (!isFilled(given) || typeof given === 'object') return false;
		const text = form(String(given));
		switch (operator) {
			case 'equals':
				return text === wanted;
			case 'contains':
				return text.includes(wanted);
			case 'startsWith':
				return text.startsWith(wanted);
			case 'endsWith':
				return text.endsWith(wanted);
			default:
				return false;
		}
	};
}

/** A careless pattern may take exponential time on long text. */
const LONGEST_MATCHED = 500;

function patternTest({ value, exact }: FieldPredicate): (value: unknown) => boolean {
	const pattern = compiledPattern(String(value ?? ''), exact ? 'u' : 'iu');
	if (!pattern) {
		throw new LeadflowError('INVALID_INPUT', 'A rule holds a regular expression that is none', {
			field: 'rules',
			hint: 'Correct the pattern, such as ^(sales|purchas).*, or use contains.',
		});
	}
	return (given) =>
		isFilled(given) &&
		typeof given !== 'object' &&
		pattern.test(String(given).slice(0, LONGEST_MATCHED));
}

function compiledPattern(source: string, flags: string): RegExp | undefined {
	try {
		return new RegExp(source, flags);
	} catch {
		return undefined;
	}
}

function listTest({ operator, value, exact }: FieldPredicate): (value: unknown) => boolean {
	const form = exact ? (text: string) => text : foldText;
	const wanted = form(String(value ?? ''));
	return (given) =>
		operator === 'contains' &&
		Array.isArray(given) &&
		given.some((one) => form(String(one)) === wanted);
}

function truthTest({ operator, value }: FieldPredicate): (value: unknown) => boolean {
	return (given) => operator === 'equals' && (given === true) === (value === true);
}

function orderTest({ kind, operator, value }: FieldPredicate): (value: unknown) => boolean {
	const number =
		kind === 'instant'
			? (given: unknown) => (typeof given === 'number' ? given : Date.parse(String(given)))
			: (given: unknown) => (isFilled(given) ? Number(given) : NaN);
	const wanted = number(value);
	return (given) => {
		const own = isFilled(given) ? number(given) : NaN;
		switch (operator) {
			case 'equals':
				return own === wanted;
			case 'greater':
				return own > wanted;
			case 'less':
				return own < wanted;
			case 'greaterOrEqual':
				return own >= wanted;
			case 'lessOrEqual':
				return own <= wanted;
			default:
				return false;
		}
	};
}
