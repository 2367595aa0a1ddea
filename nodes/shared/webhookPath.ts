import { webhookDescriptionFields } from 'n8n-workflow';

type PathParameters = { options?: { path?: string } };
type PathField = Parameters<typeof webhookDescriptionFields>[0][string];

/** The path that the author gave the webhook under Options, without slashes around it; empty for none. */
const ownPath = (parameters: PathParameters) =>
	(parameters.options?.path ?? '').trim().replace(/^\/+|\/+$/g, '');

/**
 * The address of a webhook whose author may choose the path: `/webhook/<own path>`, or
 * `/webhook/<webhook id>/<fallback>` where they gave none.
 *
 * For every request n8n works out the paths of all entries, and its expression engine takes about a
 * millisecond for each. A field with `resolve` is called instead; the editor evaluates `template`,
 * into which the same function is written, so it must close over nothing.
 *
 * @param fallback letters and dashes only
 */
export function ownPathFields(fallback: string): Record<string, string> {
	const path: PathField = {
		template: `={{(${String(ownPath)})($parameter) || "${fallback}"}}`,
		resolve: (parameters: PathParameters) => ownPath(parameters) || fallback,
	};
	const isFullPath: PathField = {
		template: `={{(${String(ownPath)})($parameter) !== ""}}`,
		resolve: (parameters: PathParameters) => ownPath(parameters) !== '',
	};
	return webhookDescriptionFields({ path, isFullPath });
}
