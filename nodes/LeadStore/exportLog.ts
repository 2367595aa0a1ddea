import type { Operation } from '../../leads/store/context';
import { recordEvents } from '../../leads/store/events';
import { NODE } from './nodeName';

/**
 * Notes in the event log that leads left the store as a file: who, how many, which columns. An export
 * changes no lead, so the event stands on its own.
 */
export function logExport(file: {
	format: string;
	rows: number;
	columns: readonly string[];
}): Operation<void> {
	return function* (context) {
		yield* recordEvents(context, [
			{
				entityType: 'export',
				entityId: context.newId(),
				version: 1,
				type: 'leads.exported',
				decision: {
					node: NODE,
					outcome: 'exported',
					reasons: [{ code: 'exported', text: `${file.rows} leads were written to a file` }],
				},
				payload: { ...file },
			},
		]);
	};
}
