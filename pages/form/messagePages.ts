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
			...(definition.logoUrl !== undefined && { logoUrl: definition.logoUrl }),
			...(definition.allowedSites.length > 0 && { script: heightScript }),
		},
		content,
	);
}

/**
 * What a visitor sees after sending.
 *
 * @param formUrl leads back to an empty form
 */
export function thankYouPage(page: MessagePage, formUrl: string): string {
	const { definition, language } = page;
	const texts = formTexts[language];
	return messagePage(
		page,
		texts.thankYouTitle,
		html`<div class="done" role="status">
<svg viewBox="0 0 72 72" aria-hidden="true"><circle class="circle" cx="36" cy="36" r="36"/><path class="sign" d="m21 37 11 11 20-23"/></svg>
<h1>${texts.thankYouTitle}</h1>
<p class="lead">${definition.thankYouText[language] || texts.thankYouText}</p>
<p><a href="${formUrl}">${texts.sendAnother}</a></p>
</div>`,
	);
}

/** What a visitor sees after the closing date. */
export function closedPage(page: MessagePage): string {
	const texts = formTexts[page.language];
	return messagePage(
		page,
		texts.closedTitle,
		html`<div class="done"><h1>${texts.closedTitle}</h1><p class="lead">${texts.closedText}</p></div>`,
	);
}

/** What somebody sees who posts from a page that is not ours. */
export function refusedPage(page: MessagePage, formUrl: string): string {
	const texts = formTexts[page.language];
	return messagePage(
		page,
		texts.refusedTitle,
		html`<div class="done"><h1>${texts.refusedTitle}</h1><p class="lead">${texts.refusedText}</p>
<p><a href="${safeUrl(formUrl)}" target="_top">${formUrl}</a></p></div>`,
	);
}
