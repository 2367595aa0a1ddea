import { foldText } from './text';

/** Whether a field holds something: not an empty text, an empty list or no number. */
export function isFilled(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return value !== undefined && value !== null && value !== '' && !Number.isNaN(value);
}

/** The instant of a value in epoch milliseconds; NaN for what is none. */
export function instantFrom(value: unknown): number {
	return typeof value === 'number' ? value : Date.parse(String(value));
}

function valueAt(record: object, path: readonly string[]): unknown {
	let at: unknown = record;
	for (const name of path) {
		if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
		at = (at as Record<string, unknown>)[name];
	}
	return at;
}

/**
 * One field of the record that is being asked about. Rules ask of the same few fields over and over:
 * each is read, and folded, once a record.
 */
export class FieldReading {
	private readonly path: readonly string[];
	private record: object = {};
	private raw: unknown;
	private isRead = false;
	private plain?: string;
	private folded?: string;
	private moment?: number;

	constructor(field: string) {
		this.path = field.split('.');
	}

	/** Turns to a record. What was read of another one, or of this one before, is forgotten. */
	turnTo(record: object): void {
		this.record = record;
		this.isRead = false;
		this.plain = undefined;
		this.folded = undefined;
		this.moment = undefined;
	}

	value(): unknown {
		if (!this.isRead) {
			this.raw = valueAt(this.record, this.path);
			this.isRead = true;
		}
		return this.raw;
	}

	/** The value as text; undefined where it is empty or no text. */
	text(): string | undefined {
		if (this.plain !== undefined) return this.plain;
		const value = this.value();
		if (!isFilled(value) || typeof value === 'object') return undefined;
		this.plain = String(value);
		return this.plain;
	}

	foldedText(): string | undefined {
		if (this.folded !== undefined) return this.folded;
		const text = this.text();
		if (text !== undefined) this.folded = foldText(text);
		return this.folded;
	}

	/** NaN where it is empty or no number. */
	number(): number {
		const value = this.value();
		return isFilled(value) ? Number(value) : NaN;
	}

	/** Epoch milliseconds; NaN where it is empty or no instant. */
	instant(): number {
		if (this.moment === undefined) {
			const value = this.value();
			this.moment = isFilled(value) ? instantFrom(value) : NaN;
		}
		return this.moment;
	}
}

/** The fields that a set of conditions asks of one record at a time. */
export class FieldReadings {
	private readonly byField = new Map<string, FieldReading>();
	private readonly all: FieldReading[] = [];

	of(field: string): FieldReading {
		const known = this.byField.get(field);
		if (known) return known;
		const reading = new FieldReading(field);
		this.byField.set(field, reading);
		this.all.push(reading);
		return reading;
	}

	turnTo(record: object): void {
		for (const reading of this.all) reading.turnTo(record);
	}
}
