import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { nodeError } from '../shared/nodeError';
import { openNodeStore } from '../shared/nodeStore';
import { sendClosed, sendUnavailable } from './formAnswers';
import { readFormRequest, type FormRequest } from './formRequest';
import { showCode } from './showCode';
import { showForm } from './showForm';
import { takeSubmission } from './takeSubmission';

async function answer(request: FormRequest): Promise<INodeExecutionData[][] | undefined> {
	const { node, route, definition } = request;
	if (route !== 'form') {
		await showCode(request);
		return undefined;
	}
	if (definition.closesAt !== undefined && Date.now() >= definition.closesAt) {
		sendClosed(request);
		return undefined;
	}
	if (node.getRequestObject().method === 'POST') {
		return await takeSubmission(request, async () => await openNodeStore(node));
	}
	const shown = openNodeStore(node).then(async (store) => await showForm(request, store));
	await shown.catch((error: unknown) => {
		node.logger.error('The form could not be shown', { error });
		sendUnavailable(request);
	});
	return undefined;
}

/**
 * Answers a request to the form, past n8n.
 *
 * @returns the items of a submission that is to start the workflow
 * @throws NodeOperationError when the node's parameters make no form; n8n answers that one
 */
export async function answerRequest(
	node: IWebhookFunctions,
): Promise<INodeExecutionData[][] | undefined> {
	const answered = Promise.resolve(node).then(async () => await answer(readFormRequest(node)));
	return await answered.catch(
		async (error: unknown) => await Promise.reject(nodeError(node.getNode(), error)),
	);
}
