import { accentOf } from '../shared/color';
import { html, safeUrl, trustedHtml, type SafeHtml } from '../shared/html';
import { deskScript } from './script';
import { deskStyle } from './style';
import { deskHref, type DeskView } from './view';

export interface DeskLinkItem {
	href: string;
	label: string;
	current: boolean;
	/** How many things wait there, such as `3` or `9+`. */
	badge?: string;
}

export interface DeskFrame {
	view: DeskView;
	/** Title of this page. */
	title: string;
	/** Name of the desk, as its owner chose it. */
	deskTitle: string;
	logoUrl?: string;
	/** Marks the page's own style and script for its Content-Security-Policy. */
	nonce: string;
	/** Empty for somebody who is not let in. */
	navigation: readonly DeskLinkItem[];
	/** Who is signed in. */
	visitor?: string;
	/** The same page in the other language. */
	languageHref: string;
	/** Sentence about what was just done, or why it was not. */
	message?: { kind: 'good' | 'bad'; text: string };
	/** True on n8n's test address. */
	test: boolean;
}

function languageLink({ view, languageHref }: DeskFrame): SafeHtml {
	const tag = view.language === 'zh' ? 'en' : 'zh-CN';
	return html`<a href="${languageHref}" lang="${tag}" hreflang="${tag}">${view.text('otherLanguage')}</a>`;
}

function topBar(frame: DeskFrame): SafeHtml {
	const { view, deskTitle, navigation, visitor } = frame;
	const logo = safeUrl(frame.logoUrl, 'image');
	const items = navigation.map(
		({ href, label, current, badge }) =>
			html`<a href="${href}"${current && html` aria-current="page"`}>${label}${
				badge !== undefined && html` <span class="count">${badge}</span>`
			}</a>`,
	);
	return html`<header class="top"><div class="bar">
<a class="brand" href="${deskHref('')}">${logo !== undefined && html`<img src="${logo}" alt="">`}<span>${deskTitle}</span></a>
${items.length > 0 && html`<nav aria-label="${view.text('navigation')}">${items}</nav>`}
<div class="who">${visitor !== undefined && html`<b>${visitor}</b>`}${languageLink(frame)}${
		visitor !== undefined &&
		html`<a href="${deskHref('', { signout: '1' })}">${view.text('signOut')}</a>`
	}</div>
</div></header>`;
}

/** The whole page around what it says. */
export function deskPage(frame: DeskFrame, content: SafeHtml): string {
	const { view, title, deskTitle, nonce, message, test } = frame;
	const box =
		message &&
		html`<p class="box ${message.kind}" role="${message.kind === 'bad' ? 'alert' : 'status'}">${message.text}</p>`;
	const page = html`<!doctype html>
<html lang="${view.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === deskTitle ? title : `${title} – ${deskTitle}`}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${trustedHtml(deskStyle(accentOf('')))}</style>
</head>
<body>
<a class="skip" href="#content">${view.text('skip')}</a>
${topBar(frame)}
<main id="content" tabindex="-1">
${test && html`<p class="box note">${view.text('testPage')}</p>`}
${box}
${content}
</main>
<script nonce="${nonce}">${trustedHtml(deskScript)}</script>
</body>
</html>
`;
	return page.toString();
}
