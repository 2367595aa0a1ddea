import { accentOf, contrast } from '../../../pages/shared/color';
import { deskStyle } from '../../../pages/desk/style';

const style = deskStyle(accentOf(''));
const [, soft] = /--soft:(#\w{6})/.exec(style) ?? [];

/** Rules that set both the colour of a text and that of what is behind it. */
const pairs = [
	...style.matchAll(/([.\w: ]+)\{[^}]*background:(#\w{3,6})[^}]*[;{]color:(#\w{3,6})/g),
].map(([, rule, behind, text]) => [rule, behind, text]);

function six(color: string): string {
	return color.length === 4
		? `#${[...color.slice(1)].map((digit) => digit + digit).join('')}`
		: color;
}

test('the style sheet names its pairs of colours', () => {
	expect(pairs.length).toBeGreaterThan(6);
});

test.each([
	...pairs,
	['quiet text on the page', '#eef1f6', soft],
	['quiet text on a card', '#ffffff', soft],
])('text of %s can be read (%s, %s)', (_rule, behind, text) => {
	expect(contrast(six(behind), six(text))).toBeGreaterThanOrEqual(4.5);
});
