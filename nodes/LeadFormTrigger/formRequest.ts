import type { IWebhookFunctions } from 'n8n-workflow';
import { chooseLanguage } from '../../channels/form/language';
import { addressForVisitors } from '../../channels/form/publicAddress';
import {
	firstValue,
	readSubmittedValues,
	type SubmittedValues,
} from '../../channels/form/submittedValues';
import type { FormDefinition, Language } from '../../leads/model/form';
import { newNonce } from '../../pages/shared/pageHeaders';
import { nodeKeyOf } from '../shared/nodeKey';
import { AuthorInput, refuse } from './authorInput';
import { readFormDefinition } from './formDefinition';

/** What of the form is asked for. */
export type FormRoute = 'form' | 'qr' | 'qr.svg' | 'qr.png';

/** A request to the form, as the answers need it. */
export interface FormRequest {
	node: IWebhookFunctions;
	definition: FormDefinition;
	/** `<workflow id>:<node id>` */
	nodeKey: string;
	route: FormRoute;
	/** Parameters of the address. */
	query: SubmittedValues;
	/** Address of the form without parameters, as its visitors know it. */
	formUrl: string;
	language: Language;
	/** Shown in a frame of another site. */
	embedded: boolean;
	/** Sent to the test address, while the editor listens. */
	test: boolean;
	/** Marks style and script of the answer. */
	nonce: string;
}

const PARAMETERS = ['title', 'description', 'fields', 'consents', 'options'];

/** What a webhook and an activation hook have in common. */
export type FormNode = Pick<
	IWebhookFunctions,
	'getNode' | 'getWorkflow' | 'getNodeParameter' | 'getTimezone'
>;

/** The form that the node's parameters describe. */
export function formOf(node: FormNode): FormDefinition {
	const parameters = PARAMETERS.map((name) => [name, node.getNodeParameter(name, undefined)]);
	const input = new AuthorInput(Object.fromEntries(parameters));
	return readFormDefinition(nodeKeyOf(node), input, node.getTimezone());
}

function routeOf(path: string, formUrl: string): FormRoute {
	const formName = new URL(formUrl).pathname.split('/').at(-1) ?? '';
	const asked = new URL(path, 'http://form.invalid').pathname.replace(/\/+$/, '');
	for (const route of ['qr', 'qr.svg', 'qr.png'] as const) {
		if (asked.endsWith(`/${formName}/${route}`)) return route;
	}
	return 'form';
}

/**
 * Reads a request to the form.
 *
 * @throws LeadflowError CONFIGURATION when the node's parameters make no form
 */
export function readFormRequest(node: IWebhookFunctions): FormRequest {
	const request = node.getRequestObject();
	const definition = formOf(node);
	const read = readSubmittedValues(request.query);
	const query: SubmittedValues = read.ok ? read.values : new Map();
	const { host } = request.headers;
	const ownUrl = node.getWebhookResourceUrl('setup');
	if (ownUrl === undefined) refuse('The form has no address', 'Save the workflow and try again.');
	const visited = host === undefined ? undefined : `${request.protocol}://${host}`;
	const formUrl = addressForVisitors(ownUrl, visited);
	return {
		node,
		definition,
		nodeKey: nodeKeyOf(node),
		route: routeOf(request.path, formUrl),
		query,
		formUrl,
		language: chooseLanguage(
			definition.language,
			firstValue(query, 'lang'),
			request.headers['accept-language'],
		),
		embedded: firstValue(query, 'embed') === '1',
		test: node.getMode() === 'manual',
		nonce: newNonce(),
	};
}

/** Parameters as text for an address, without `?`. */
export function queryText(query: SubmittedValues, change: Record<string, string> = {}): string {
	const parameters = new URLSearchParams();
	for (const [name, values] of query) {
		if (!(name in change)) for (const value of values) parameters.append(name, value);
	}
	for (const [name, value] of Object.entries(change)) parameters.append(name, value);
	return parameters.toString();
}
