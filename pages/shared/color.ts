interface Rgb {
	red: number;
	green: number;
	blue: number;
}

const WHITE = '#ffffff';
/** Pure black: with it or white, one of the two is readable on every colour. */
const BLACK = '#000000';
/** WCAG 2.2, success criterion 1.4.3, for text of normal size. */
const READABLE = 4.5;

function parse(color: string): Rgb {
	const value = parseInt(color.slice(1), 16);
	return { red: value >> 16, green: (value >> 8) & 0xff, blue: value & 0xff };
}

function format({ red, green, blue }: Rgb): string {
	return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(color: string): number {
	const { red, green, blue } = parse(color);
	const [r, g, b] = [red, green, blue].map((channel) => {
		const share = channel / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
	const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

/** A colour and what goes with it so that text stays readable whatever colour an author chose. */
export interface Accent {
	/** `#rrggbb`, for areas. */
	fill: string;
	/** For text on `fill`. */
	onFill: string;
	/** The colour, darkened as far as it must be to be read on white. */
	ink: string;
}

/** Whether the text is a colour in the form `#rrggbb`. */
export function isColor(text: string): boolean {
	return /^#[0-9a-f]{6}$/i.test(text);
}

/** @param color `#rrggbb`; anything else gives the default blue */
export function accentOf(color: string): Accent {
	const fill = isColor(color) ? color.toLowerCase() : '#2456d6';
	const { red, green, blue } = parse(fill);
	let ink = fill;
	for (let share = 0.95; contrast(ink, WHITE) < READABLE; share -= 0.05) {
		ink = format({
			red: Math.round(red * share),
			green: Math.round(green * share),
			blue: Math.round(blue * share),
		});
	}
	const onFill = contrast(fill, WHITE) >= READABLE ? WHITE : BLACK;
	return { fill, onFill, ink };
}
