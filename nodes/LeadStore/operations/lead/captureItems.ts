import type { OnDuplicate } from '../../../../leads/capture/options';
import type { CaptureResult } from '../../../../leads/capture/result';
import { LeadflowError } from '../../../../leads/model/error';
import type { ItemResult, OperationContext } from '../../../shared/operation';
import { outputItems } from '../../../shared/outputItems';
import { capturedItems, captureSettings } from './capturedItems';

function refused({ problems, decision }: CaptureResult): LeadflowError {
	const duplicate = decision.reasons.find(({ code }) => code === 'duplicate');
	const field = problems.find((problem) => problem.field !== undefined)?.field;
	const texts = problems.filter(({ code }) => code !== 'duplicate').map(({ message }) => message);
	return new LeadflowError(
		duplicate ? 'CONFLICT' : 'INVALID_INPUT',
		texts.join('. ') || 'The lead was refused',
		{
			field,
			hint: duplicate
				? "Use 'Create or Update' to write into the lead that is there."
				: "Correct the named fields, or set 'Validation' in the options.",
		},
	);
}

function itemResult(result: CaptureResult): ItemResult {
	if (result.outcome === 'rejected') return { error: refused(result) };
	// Of a lead that belongs to somebody else nothing is revealed but that it was passed on.
	return outputItems(result.lead ?? { outcome: result.outcome, decision: result.decision });
}

/** Takes all input items into the store at once, each as a lead or as an error of its own. */
export async function captureItems(
	context: OperationContext,
	onDuplicate: OnDuplicate,
): Promise<ItemResult[]> {
	const { captureLeads, mapFields } = await import('../../engine');
	const { node, store, parameters } = context;
	const settings = { ...captureSettings(parameters), onDuplicate };
	const results = await captureLeads(store, capturedItems(context, mapFields()), settings, {
		signal: node.getExecutionCancelSignal(),
	});
	return results.map(itemResult);
}
