import type { FieldKind } from './leadFields';

const STARS = '****';

/** `+8613800138000` → `138****8000`; of a short number only the last two digits. */
export function maskPhone(value: string): string {
	const digits = value.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
	if (digits.length < 9) return STARS + digits.slice(-2);
	return digits.slice(0, 3) + STARS + digits.slice(-4);
}

/** `wang.wei@example.com` → `w****@example.com`. */
export function maskEmail(value: string): string {
	const at = value.lastIndexOf('@');
	return at < 1 ? STARS : `${[...value][0]}${STARS}${value.slice(at)}`;
}

/** The first character, and no hint of the length: `王****`. */
export function maskText(value: string): string {
	const characters = [...value];
	return characters.length < 2 ? STARS : characters[0] + STARS;
}

/** A value as someone sees it who may know that it is there, not what it is. */
export function maskValue(kind: FieldKind, value: string): string {
	if (kind === 'phone') return maskPhone(value);
	return kind === 'email' ? maskEmail(value) : maskText(value);
}
