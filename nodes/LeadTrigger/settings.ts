import type { ITriggerFunctions } from 'n8n-workflow';

/** The node's parameters. */
export interface TriggerSettings {
	/** Values of `eventChoices`, or types of events. */
	events: string[];
	statuses: string[];
	/** Lower case. */
	sources: string[];
	includeTest: boolean;
	batchSize: number;
	from: 'now' | 'beginning';
}

interface Options {
	batchSize?: number;
	includeTest?: boolean;
	otherEvents?: string;
	sources?: string;
	startFrom?: TriggerSettings['from'];
	statuses?: string[];
}

function words(text: string | undefined): string[] {
	return (text ?? '')
		.split(/[,，;；]/)
		.map((word) => word.trim())
		.filter(Boolean);
}

/** Reads the parameters. */
export function readSettings(node: ITriggerFunctions): TriggerSettings {
	const events = node.getNodeParameter('events', ['lead.created']) as string[];
	const options = node.getNodeParameter('options', {}) as Options;
	return {
		events: [...events, ...words(options.otherEvents)],
		statuses: options.statuses ?? [],
		sources: words(options.sources).map((source) => source.toLowerCase()),
		includeTest: options.includeTest === true,
		batchSize: Math.min(Math.max(1, Math.trunc(options.batchSize ?? 100)), 1000),
		from: options.startFrom ?? 'now',
	};
}
