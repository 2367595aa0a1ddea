import { LeadflowError } from './error';
import { type FieldReading, FieldReadings, instantFrom, isFilled } from './fieldReading';
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

/** Answers for the record that the readings are turned to. */
type Question = () => boolean;

/**
 * Compiles a condition once, so that it is cheap to ask of many records. A field that is absent or of
 * another kind fails a condition and passes its opposite; no record makes it throw.
 *
 * @throws LeadflowError INVALID_INPUT for a regular expression that is none
 */
export function compilePredicate(predicate: Predicate): Test {
	const readings = new FieldReadings();
	const ask = questionOf(predicate, readings);
	return (record) => {
		readings.turnTo(record);
		return ask();
	};
}

/** Conditions that are asked of one record after the other. */
export interface CompiledPredicates {
	/** Turns to a record; what was answered before is forgotten. */
	turnTo(record: object): void;
	/** Whether the condition at an index holds for it. */
	holds(index: number): boolean;
}

/**
 * Compiles many conditions together, so that a record's fields are read once for all of them. An
 * absent condition always holds.
 *
 * @throws LeadflowError INVALID_INPUT for a regular expression that is none
 */
export function compilePredicates(
	predicates: ReadonlyArray<Predicate | undefined>,
): CompiledPredicates {
	const readings = new FieldReadings();
	const questions = predicates.map((one) => (one ? questionOf(one, readings) : () => true));
	return {
		turnTo: (record) => readings.turnTo(record),
		holds: (index) => questions[index](),
	};
}

function questionOf(predicate: Predicate, readings: FieldReadings): Question {
	if ('all' in predicate) {
		const questions = predicate.all.map((one) => questionOf(one, readings));
		return () => {
			for (const ask of questions) if (!ask()) return false;
			return true;
		};
	}
	if ('any' in predicate) {
		const questions = predicate.any.map((one) => questionOf(one, readings));
		return () => {
			for (const ask of questions) if (ask()) return true;
			return false;
		};
	}
	if ('not' in predicate) {
		const ask = questionOf(predicate.not, readings);
		return () => !ask();
	}
	return fieldQuestion(predicate, readings.of(predicate.field));
}

/** The fields that a condition looks at. */
export function fieldsOf(predicate: Predicate): string[] {
	if ('all' in predicate) return [...new Set(predicate.all.flatMap(fieldsOf))];
	if ('any' in predicate) return [...new Set(predicate.any.flatMap(fieldsOf))];
	return 'not' in predicate ? fieldsOf(predicate.not) : [predicate.field];
}

function fieldQuestion(predicate: FieldPredicate, reading: FieldReading): Question {
	const opposite = opposites.get(predicate.operator);
	if (opposite === undefined) return plainQuestion(predicate, reading);
	const holds = plainQuestion({ ...predicate, operator: opposite }, reading);
	return () => !holds();
}

function plainQuestion(predicate: FieldPredicate, reading: FieldReading): Question {
	if (predicate.operator === 'exists') return () => isFilled(reading.value());
	switch (predicate.kind) {
		case 'text':
			return predicate.operator === 'matches'
				? patternQuestion(predicate, reading)
				: textQuestion(predicate, reading);
		case 'list':
			return listQuestion(predicate, reading);
		case 'boolean':
			return truthQuestion(predicate, reading);
		default:
			return orderQuestion(predicate, reading);
	}
}

function textComparison(operator: PredicateOperator, wanted: string): (text: string) => boolean {
	switch (operator) {
		case 'equals':
			return (text) => text === wanted;
		case 'contains':
			return (text) => text.includes(wanted);
		case 'startsWith':
			return (text) => text.startsWith(wanted);
		case 'endsWith':
			return (text) => text.endsWith(wanted);
		default:
			return () => false;
	}
}

function textQuestion({ operator, value, exact }: FieldPredicate, reading: FieldReading): Question {
	const wanted = String(value ?? '');
	const holds = textComparison(operator, exact ? wanted : foldText(wanted));
	return () => {
		const text = exact ? reading.text() : reading.foldedText();
		return text !== undefined && holds(text);
	};
}

/** A careless pattern may take exponential time on long text. */
const LONGEST_MATCHED = 500;

function patternQuestion({ value, exact }: FieldPredicate, reading: FieldReading): Question {
	const pattern = compiledPattern(String(value ?? ''), exact ? 'u' : 'iu');
	if (!pattern) {
		throw new LeadflowError('INVALID_INPUT', 'A rule holds a regular expression that is none', {
			field: 'rules',
			hint: 'Correct the pattern, such as ^(sales|purchas).*, or use contains.',
		});
	}
	return () => {
		const text = reading.text();
		return text !== undefined && pattern.test(text.slice(0, LONGEST_MATCHED));
	};
}

function compiledPattern(source: string, flags: string): RegExp | undefined {
	try {
		return new RegExp(source, flags);
	} catch {
		return undefined;
	}
}

function listQuestion({ operator, value, exact }: FieldPredicate, reading: FieldReading): Question {
	const form = exact ? (text: string) => text : foldText;
	const wanted = form(String(value ?? ''));
	if (operator !== 'contains') return () => false;
	return () => {
		const list = reading.value();
		return Array.isArray(list) && list.some((one) => form(String(one)) === wanted);
	};
}

function truthQuestion({ operator, value }: FieldPredicate, reading: FieldReading): Question {
	if (operator !== 'equals') return () => false;
	return () => (reading.value() === true) === (value === true);
}

function orderComparison(operator: PredicateOperator, wanted: number): (own: number) => boolean {
	switch (operator) {
		case 'equals':
			return (own) => own === wanted;
		case 'greater':
			return (own) => own > wanted;
		case 'less':
			return (own) => own < wanted;
		case 'greaterOrEqual':
			return (own) => own >= wanted;
		case 'lessOrEqual':
			return (own) => own <= wanted;
		default:
			return () => false;
	}
}

function orderQuestion({ kind, operator, value }: FieldPredicate, reading: FieldReading): Question {
	if (kind === 'instant') {
		const holds = orderComparison(operator, instantFrom(value));
		return () => holds(reading.instant());
	}
	const holds = orderComparison(operator, isFilled(value) ? Number(value) : NaN);
	return () => holds(reading.number());
}
