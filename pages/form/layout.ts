import type { Language } from '../../leads/model/form';
import { accentOf } from '../shared/color';
import { attributes, html, safeUrl, trustedHtml, type SafeHtml } from '../shared/html';
import { formStyle } from './style';

export interface PageFrame {
	language: Language;
	title: string;
	/** `#rrggbb` */
	color: string;
	logoUrl?: string;
	/** Marks the page's own style and script for its Content-Security-Policy. */
	nonce: string;
	/** Shown in a frame of another page: without background and shadow of its own. */
	embedded?: boolean;
	/** Script of ours, run at the end of the page. */
	script?: string;
}

/** The whole page around what it says. */
export function layout(frame: PageFrame, content: SafeHtml): string {
	const { language, nonce, title, script } = frame;
	const logo = safeUrl(frame.logoUrl, 'image');
	const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">${trustedHtml(formStyle(accentOf(frame.color)))}</style>
</head>
<body${attributes({ class: frame.embedded ? 'embedded' : undefined })}>
<main>
${logo !== undefined && html`<img class="logo" src="${logo}" alt="">`}
${content}
</main>
${script !== undefined && html`<script nonce="${nonce}">${trustedHtml(script)}</script>`}
</body>
</html>
`;
	return page.toString();
}
