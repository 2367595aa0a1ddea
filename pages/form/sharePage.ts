import type { FormDefinition, Language } from '../../leads/model/form';
import { attributes, html, safeUrl, type SafeHtml } from '../shared/html';
import { embedSnippet } from './embedSnippet';
import { layout } from './layout';
import { qrOnPage, type CodeDrawing } from './qrPicture';
import { shareTexts, type AddressWarning } from './shareTexts';

const SOURCE_PARAMETERS = ['utm_source', 'utm_medium', 'utm_campaign'] as const;

export interface SharePage {
	definition: FormDefinition;
	language: Language;
	nonce: string;
	/** Of the form, without parameters. */
	formUrl: string;
	/** What the code leads to: the form's address with the parameters below. */
	address: string;
	/** Query of this page that the pictures repeat, such as `utm_source=expo`. */
	query: string;
	/** The attribution parameters in force. */
	parameters: ReadonlyMap<string, readonly string[]>;
	code: CodeDrawing;
	warning?: AddressWarning;
}

function downloadLink(page: SharePage, kind: 'svg' | 'png'): SafeHtml {
	const query = page.query === '' ? '' : `?${page.query}`;
	const link = attributes({ href: `${page.formUrl}/qr.${kind}${query}`, download: `qr.${kind}` });
	return html`<a${link}>${shareTexts[page.language].download(kind.toUpperCase())}</a>`;
}

function formLink({ address }: SharePage): SafeHtml {
	const href = safeUrl(address);
	return html`<a${attributes({ href, target: '_blank', rel: 'noopener' })}>${address}</a>`;
}

/** Asks for a campaign and shows the page again with the code for it. */
function sourceForm({ language, parameters }: SharePage): SafeHtml {
	const texts = shareTexts[language];
	const inputs = SOURCE_PARAMETERS.map((name) => {
		const value = parameters.get(name)?.[0] ?? '';
		const input = attributes({ class: 'control', id: name, name, maxlength: 100, value });
		const label = texts.sourceLabels[name];
		return html`<div class="field"><label for="${name}">${label}</label><input${input}></div>`;
	});
	return html`<form method="get"><input type="hidden" name="lang" value="${language}">
${inputs}
<div class="wide"><button class="send" type="submit">${texts.sourceButton}</button></div></form>`;
}

function embedding({ definition, language, formUrl }: SharePage): SafeHtml {
	const texts = shareTexts[language];
	if (definition.allowedSites.length === 0) return html`<p class="hint">${texts.embedClosed}</p>`;
	const snippet = embedSnippet(formUrl, definition.title[language]);
	const area = attributes({
		class: 'control mono',
		rows: 10,
		readonly: true,
		'aria-label': texts.embedTitle,
	});
	return html`<p class="hint">${texts.embedText}</p><textarea${area}>\n${snippet}</textarea>`;
}

function warningBox({ warning, language }: SharePage): SafeHtml | undefined {
	if (warning === undefined) return undefined;
	const text = shareTexts[language].warning[warning];
	return html`<div class="box bad" role="alert"><p>${text}</p></div>`;
}

/** The form's address, its QR code to download or print, and what to paste into a website. */
export function sharePage(page: SharePage): string {
	const { definition, language } = page;
	const texts = shareTexts[language];
	const title = definition.title[language];
	const content = html`<header><h1>${title}</h1><p class="lead">${texts.intro}</p></header>
${warningBox(page)}
${qrOnPage(page.code, title, language)}
<p class="downloads screen">${downloadLink(page, 'svg')}${downloadLink(page, 'png')}</p>
<p class="mono">${formLink(page)}</p>
<section class="screen"><h2>${texts.sourceTitle}</h2><p class="hint">${texts.sourceText}</p>
${sourceForm(page)}</section>
<section class="screen"><h2>${texts.embedTitle}</h2>${embedding(page)}</section>`;
	return layout(
		{
			language,
			title: `${texts.title} – ${title}`,
			color: definition.color,
			logoUrl: definition.logoUrl,
			nonce: page.nonce,
		},
		content,
	);
}
