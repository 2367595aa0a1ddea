import type { FormDefinition, Language } from '../../leads/model/form';
import { html, safeUrl, type SafeHtml } from '../shared/html';
import { layout } from './layout';
import { shareTexts, type AddressWarning } from './shareTexts';

/** A QR code: modules on a side and the path of the dark ones. */
export interface CodeDrawing {
	size: number;
	path: string;
}

const SOURCE_PARAMETERS = ['utm_source', 'utm_medium', 'utm_campaign'] as const;

/**
 * The code as an SVG document of its own. Where the address is no good for print, the picture says so
 * itself: pictures get passed on without the page around them.
 */
export function qrSvg(
	{ size, path }: CodeDrawing,
	title: string,
	language: Language,
	warning: AddressWarning | undefined,
): string {
	const texts = shareTexts[language];
	const height = warning === undefined ? size : size + 4;
	const note =
		warning !== undefined &&
		html`<rect y="${size}" width="${size}" height="4" fill="#b3261e"/><text x="${size / 2}" y="${
			size + 2.6
		}" fill="#fff" font-size="1.7" font-family="sans-serif" text-anchor="middle">${texts.shortWarning[warning]}</text>`;
	return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${height}" width="${size * 12}" height="${
		height * 12
	}" role="img"><title>${texts.codeFor(title)}</title><rect width="${size}" height="${height}" fill="#fff"/><path fill="#000" shape-rendering="crispEdges" d="${path}"/>${note}</svg>
`.toString();
}

/** What goes into somebody's website: the frame, and a script that hands on the page's address and fits the height. */
export function embedSnippet(formUrl: string, title: string): string {
	const address = new URL(formUrl);
	address.searchParams.set('embed', '1');
	return `${html`<iframe id="leadflow-form" src="${address.href}" title="${title}" style="width:100%;min-height:640px;border:0"></iframe>`.toString()}
<script>
(function () {
  var frame = document.getElementById('leadflow-form'), address = new URL(frame.src);
  new URLSearchParams(location.search).forEach(function (value, name) { address.searchParams.set(name, value); });
  address.searchParams.set('lf_page', location.href);
  if (document.referrer) address.searchParams.set('lf_referrer', document.referrer);
  frame.src = address.href;
  addEventListener('message', function (event) {
    if (event.source === frame.contentWindow && event.data && event.data.leadflowHeight) {
      frame.style.height = Math.ceil(event.data.leadflowHeight) + 'px';
    }
  });
})();
</script>`;
}

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

function pictureLink(page: SharePage, kind: 'svg' | 'png'): SafeHtml {
	const query = page.query === '' ? '' : `?${page.query}`;
	const texts = shareTexts[page.language];
	return html`<a href="${page.formUrl}/qr.${kind}${query}" download="qr.${kind}">${texts.download(kind.toUpperCase())}</a>`;
}

function sourceForm({ language, parameters }: SharePage): SafeHtml {
	const texts = shareTexts[language];
	const inputs = SOURCE_PARAMETERS.map(
		(name) =>
			html`<div class="field"><label for="${name}">${texts.sourceLabels[name]}</label><input class="control" id="${name}" name="${name}" maxlength="100" value="${parameters.get(name)?.[0]}"></div>`,
	);
	return html`<section class="screen"><h2>${texts.sourceTitle}</h2><p class="hint">${texts.sourceText}</p>
<form method="get"><input type="hidden" name="lang" value="${language}">${inputs}<div class="wide"><button class="send" type="submit">${
		texts.sourceButton
	}</button></div></form></section>`;
}

/** The form's address, its QR code to download or print, and what to paste into a website. */
export function sharePage(page: SharePage): string {
	const { definition, language, warning, code } = page;
	const texts = shareTexts[language];
	const title = definition.title[language];
	const embed =
		definition.allowedSites.length === 0
			? html`<p class="hint">${texts.embedClosed}</p>`
			: html`<p class="hint">${texts.embedText}</p><textarea class="control mono" rows="10" readonly aria-label="${texts.embedTitle}">
${embedSnippet(page.formUrl, title)}</textarea>`;
	const content = html`<header><h1>${title}</h1><p class="lead">${texts.intro}</p></header>
${warning !== undefined && html`<div class="box bad" role="alert"><p>${texts.warning[warning]}</p></div>`}
<svg class="code" viewBox="0 0 ${code.size} ${code.size}" role="img" aria-label="${texts.codeFor(title)}"><rect width="${
		code.size
	}" height="${code.size}" fill="#fff"/><path fill="#000" shape-rendering="crispEdges" d="${code.path}"/></svg>
<p class="downloads screen">${pictureLink(page, 'svg')}${pictureLink(page, 'png')}</p>
<p class="mono">${safeUrl(page.address) !== undefined && html`<a href="${page.address}" target="_blank" rel="noopener">${page.address}</a>`}</p>
${sourceForm(page)}
<section class="screen"><h2>${texts.embedTitle}</h2>${embed}</section>`;
	return layout(
		{
			language,
			title: `${texts.title} – ${title}`,
			color: definition.color,
			nonce: page.nonce,
			...(definition.logoUrl !== undefined && { logoUrl: definition.logoUrl }),
		},
		content,
	);
}
