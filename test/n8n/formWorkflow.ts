import type { WorkflowJson } from '../../playground/server.mjs';

/** A form whose leads are captured. With a path in its options it is at `/form/<path>`, else at `/form/<id>`. */
export function formWorkflow(id: string, parameters: object = {}): WorkflowJson {
	const node = (name: string, type: string, x: number, more: object) => ({
		id: `${id}-${name}`,
		name,
		type: `n8n-nodes-leadflow.${type}`,
		typeVersion: 1,
		position: [x, 0],
		parameters: {},
		...more,
	});
	return {
		id,
		name: `Form ${id}`,
		nodes: [
			node('Form', 'leadFormTrigger', 0, { webhookId: id, parameters }),
			node('Capture', 'leadCapture', 220, {}),
		],
		connections: { Form: { main: [[{ node: 'Capture', type: 'main', index: 0 }]] } },
	};
}
