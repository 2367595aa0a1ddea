import type { IExecuteFunctions } from 'n8n-workflow';

/** Says in the output panel which fields were left alone because the credential may not write them. */
export function warnIgnored(node: IExecuteFunctions, fields: Iterable<string>): void {
	const names = [...fields].sort();
	if (names.length === 0) return;
	node.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `The credential may not write ${names.map((name) => `'${name}'`).join(', ')}: left as before.`,
	});
}
