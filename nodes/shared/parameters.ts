import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Reads a node's parameters. An expression costs n8n about a millisecond an item, so a parameter
 * without one is read once and shared by all items.
 */
export class ParameterReader {
	private readonly shared = new Map<string, unknown>();

	constructor(private readonly node: IExecuteFunctions) {}

	/** The value of a parameter that is the same for all items. */
	once<T>(name: string, fallback: T): T {
		return this.node.getNodeParameter(name, 0, fallback) as T;
	}

	/** The value of a parameter for one item; evaluated per item only if it holds an expression. */
	at<T>(name: string, itemIndex: number, fallback: T): T {
		if (!this.shared.has(name)) this.shared.set(name, this.readShared(name, fallback));
		const value = this.shared.get(name);
		return (value === perItem ? this.read(name, itemIndex, fallback) : value) as T;
	}

	private readShared(name: string, fallback: unknown): unknown {
		const raw = this.node.getNodeParameter(name, 0, fallback, { rawExpressions: true });
		return holdsExpression(raw) ? perItem : this.read(name, 0, fallback);
	}

	private read(name: string, itemIndex: number, fallback: unknown): unknown {
		return this.node.getNodeParameter(name, itemIndex, fallback, { extractValue: true });
	}
}

const perItem = Symbol('differs per item');

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (Array.isArray(value)) return value.some(holdsExpression);
	return value !== null && typeof value === 'object' && Object.values(value).some(holdsExpression);
}
