import type { Language } from '../../leads/model/form';
import { attributes, html, type SafeHtml } from '../shared/html';
import { shareTexts, type AddressWarning } from './shareTexts';

/** A QR code: modules on a side and the SVG path of the dark ones, one unit a module. */
export interface CodeDrawing {
	size: number;
	path: string;
}

/** Modules that a warning below the code is high. */
const WARNING_HEIGHT = 4;
/** Pixels of a module, where a viewer has no size of its own. */
const SCALE = 12;

function modules({ size, path }: CodeDrawing): SafeHtml {
	const square = attributes({ width: size, height: size, fill: '#fff' });
	return html`<rect${square}/><path fill="#000" shape-rendering="crispEdges" d="${path}"/>`;
}

function warningBar({ size }: CodeDrawing, words: string): SafeHtml {
	const bar = attributes({ y: size, width: size, height: WARNING_HEIGHT, fill: '#b3261e' });
	const text = attributes({
		x: size / 2,
		y: size + 2.6,
		fill: '#fff',
		'font-size': 1.7,
		'font-family': 'sans-serif',
		'text-anchor': 'middle',
	});
	return html`<rect${bar}/><text${text}>${words}</text>`;
}

/** The code as part of a page. */
export function qrOnPage(code: CodeDrawing, title: string, language: Language): SafeHtml {
	const picture = attributes({
		class: 'code',
		viewBox: `0 0 ${code.size} ${code.size}`,
		role: 'img',
		'aria-label': shareTexts[language].codeFor(title),
	});
	return html`<svg${picture}>${modules(code)}</svg>`;
}

/**
 * The code as an SVG document of its own. Where the address is no good for print, the picture says so
 * itself: pictures get passed on without the page around them.
 */
export function qrSvg(
	code: CodeDrawing,
	title: string,
	language: Language,
	warning: AddressWarning | undefined,
): string {
	const texts = shareTexts[language];
	const height = code.size + (warning === undefined ? 0 : WARNING_HEIGHT);
	const picture = attributes({
		xmlns: 'http://www.w3.org/2000/svg',
		viewBox: `0 0 ${code.size} ${height}`,
		width: code.size * SCALE,
		height: height * SCALE,
		role: 'img',
	});
	const bar = warning && warningBar(code, texts.shortWarning[warning]);
	return html`<svg${picture}><title>${texts.codeFor(title)}</title>${modules(code)}${bar}</svg>
`.toString();
}
