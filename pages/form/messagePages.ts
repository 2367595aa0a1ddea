import type { FormDefinition, Language } from '../../leads/model/form';
import { html, safeUrl, type SafeHtml } from '../shared/html';
import { layout } from './layout';
import { heightScript } from './scripts';
import { formTexts } from './texts';

export interface MessagePage {
	definition: FormDefinition;
	language: Language;
	nonce: string;
	embedded: boolean;
}

function messagePage(page: MessagePage, title: string, content: SafeHtml): string {
	const { definition } = page;
	return layout(
		{
			language: page.language,
			title: `${title} – ${definition.title[page.language]}`,
			color: definition.color,
			nonce: page.nonce,
			embedded: page.embedded,
			logoUrl: definition.logoUrl,
			script: definition.allowedSites.length > 0 ? heightScript : undefined,
		},
		content,
	);
}

function plainMessage(page: MessagePage, title: string, text: string): string {
	return messagePage(
		page,
		title,
		html`<div class="done"><h1>${title}</h1><p class="lead">${text}</p></div>`,
	);
}

function received(page: MessagePage, title: string, text: string, formUrl: string): string {
	return messagePage(
		page,
		title,
		html`<div class="done" role="status">
<svg viewBox="0 0 72 72" aria-hidden="true"><circle class="circle" cx="36" cy="36" r="36"/><path class="sign" d="m21 37 11 11 20-23"/></svg>
<h1>${title}</h1>
<p class="lead">${text}</p>
<p><a href="${formUrl}">${formTexts[page.language].sendAnother}</a></p>
</div>`,
	);
}

/**
 * What a visitor sees after sending.
 *
 * @param formUrl leads back to an empty form
 */
export function thankYouPage(page: MessagePage, formUrl: string): string {
	const texts = formTexts[page.language];
	const text = page.definition.thankYouText[page.language] || texts.thankYouText;
	return received(page, texts.thankYouTitle, text, formUrl);
}

/** After sending the same page again: a correction made on the way back must not seem to be taken. */
export function alreadyReceivedPage(page: MessagePage, formUrl: string): string {
	const texts = formTexts[page.language];
	return received(page, texts.alreadyTitle, texts.alreadyText, formUrl);
}

/** After the closing date. */
export function closedPage(page: MessagePage): string {
	const texts = formTexts[page.language];
	return plainMessage(page, texts.closedTitle, texts.closedText);
}

/** While the store cannot be reached. */
export function unavailablePage(page: MessagePage): string {
	const texts = formTexts[page.language];
	return plainMessage(page, texts.unavailableTitle, texts.unavailableText);
}

/** For somebody who posts from a page that is not ours. */
export function refusedPage(page: MessagePage, formUrl: string): string {
	const texts = formTexts[page.language];
	return messagePage(
		page,
		texts.refusedTitle,
		html`<div class="done"><h1>${texts.refusedTitle}</h1><p class="lead">${texts.refusedText}</p>
<p><a href="${safeUrl(formUrl)}" target="_top">${formUrl}</a></p></div>`,
	);
}
