import { html, type SafeHtml } from '../shared/html';
import type { DeskView } from './view';

/**
 * Inputs that every form of the desk has.
 *
 * @param was the value that the form changes, as it was shown: what somebody else changed since then
 *   is not overwritten
 */
export function formInputs(view: DeskView, was?: string): SafeHtml {
	return html`<input type="hidden" name="token" value="${view.formToken}">${
		was !== undefined && html`<input type="hidden" name="was" value="${was}">`
	}`;
}
