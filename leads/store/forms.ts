import { LeadflowError } from '../model/error';
import type { FormDefinition } from '../model/form';
import type { Operation, StoreContext } from './context';
import { isoText } from './instants';
import { requireWriter } from './permissions';
import type { RowOf } from './schema/tables';
import { insertMany, q, write } from './step';

/** A lead form as its trigger made it known to the store. */
export interface RegisteredForm {
	/** The trigger: `<workflow id>:<node id>`. */
	nodeKey: string;
	formId: string;
	title: string;
	/** Public address of the page. */
	url: string;
	definition: FormDefinition;
	/** False once its workflow was deactivated. */
	active: boolean;
	updatedAt: string;
}

function formOf(row: RowOf<'forms'>): RegisteredForm {
	return {
		nodeKey: row.node_key,
		formId: row.form_id,
		title: row.title,
		url: row.url,
		definition: row.definition as FormDefinition,
		active: row.active === 1,
		updatedAt: isoText(row.updated_at),
	};
}

/** Makes a form known when its trigger is activated; once more with new values replaces them. */
export function registerForm(form: Omit<RegisteredForm, 'active' | 'updatedAt'>): Operation<void> {
	return function* (context) {
		requireWriter(context.actor);
		yield* insertMany({
			table: 'forms',
			columns: [
				'workspace_id',
				'node_key',
				'form_id',
				'title',
				'url',
				'active',
				'definition',
				'updated_at',
			],
			rows: [
				[
					context.workspaceId,
					form.nodeKey,
					form.formId,
					form.title,
					form.url,
					true,
					form.definition,
					context.now,
				],
			],
			onConflict: {
				key: ['workspace_id', 'node_key'],
				set: ['form_id', 'title', 'url', 'active', 'definition', 'updated_at'],
			},
		});
	};
}

/** Notes that a form is no longer served; it stays listed as inactive. */
export function unregisterForm(nodeKey: string): Operation<void> {
	return function* (context) {
		requireWriter(context.actor);
		yield* write(
			context.db
				.updateTable('forms')
				.set({ active: 0, updated_at: context.now })
				.where('workspace_id', '=', context.workspaceId)
				.where('node_key', '=', nodeKey),
		);
	};
}

function formsOf(context: StoreContext) {
	return context.db
		.selectFrom('forms')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.orderBy('active', 'desc')
		.orderBy('updated_at', 'desc')
		.orderBy('node_key');
}

/** The forms of the workspace: those being served first, the latest change first. */
export function listForms(request: { activeOnly?: boolean } = {}): Operation<RegisteredForm[]> {
	return function* (context) {
		const query = formsOf(context);
		const rows = yield* q(request.activeOnly ? query.where('active', '=', 1) : query);
		return rows.map(formOf);
	};
}

/**
 * One form by its id. Where several triggers serve the same id, the one that is active.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function getForm(formId: string): Operation<RegisteredForm> {
	return function* (context) {
		const [row] = yield* q(formsOf(context).where('form_id', '=', formId).limit(1));
		if (row) return formOf(row);
		throw new LeadflowError('NOT_FOUND', 'No form has this ID', {
			field: 'formId',
			hint: 'A form appears here once the workflow of its Lead Form Trigger has been activated.',
		});
	};
}
