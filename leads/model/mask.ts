import type { FieldKind } from './leadFields';

const STARS = '****';
const MAIL_DOMAIN = /^[\p{L}\p{N}.-]{1,253}$/u;

/** At least four digits stay hidden, and more than are shown unless there are eleven. */
function maskDigits(digits: string): string {
	if (digits.length >= 11) return `${digits.slice(0, 3)}${STARS}${digits.slice(-4)}`;
	if (digits.length >= 7) return `${digits.slice(0, 1)}${STARS}${digits.slice(-2)}`;
	return STARS;
}

/**
 * `+8613800138000` → `138****8000`, `+862158888888` → `2****88`, `+4915112345678` → `+491****5678`.
 * Of several numbers in a cell each is masked; extensions and remarks are left out.
 *
 * @param text E.164, or what stands in a phone field
 */
export function maskPhone(text: string): string {
	return text
		.slice(0, 200)
		.split(/[/;,、；，]/)
		.map((number) => {
			const digits = number
				.normalize('NFKC')
				.replace(/(?:ext|转|x|#).*$/isu, '')
				.replace(/\D/g, '');
			const abroad = number.trim().startsWith('+') && !digits.startsWith('86');
			const national = digits.length > 11 ? digits.replace(/^(?:00)?86/, '') : digits;
			return `${abroad && digits.length >= 11 ? '+' : ''}${maskDigits(national)}`;
		})
		.join(' / ');
}

/** `jane.roe@example.com` → `j***@example.com`; the length of the name is not told. */
export function maskEmail(text: string): string {
	const at = text.lastIndexOf('@');
	const domain = text.slice(at + 1);
	if (at < 1 || !MAIL_DOMAIN.test(domain)) return maskText(text);
	const local = [...text.slice(0, at)];
	return `${local.length > 1 ? local[0] : ''}***@${domain}`;
}

/** `王伟` → `王**`, `Jane` → `J**`; one character alone is hidden. */
export function maskText(text: string): string {
	const [first = '', second] = text.trim();
	return second === undefined ? '**' : `${first}**`;
}

/**
 * What an actor sees of a field that is masked for him. It never leads back to the value, and a
 * mask must never be stored as a value.
 *
 * @returns null when the field is empty, so that "empty" and "hidden" can be told apart
 */
export function maskValue(kind: FieldKind, value: unknown): string | null {
	if (value === null || value === undefined || value === '') return null;
	if (typeof value !== 'string') return STARS;
	if (kind === 'phone') return maskPhone(value);
	if (kind === 'email') return maskEmail(value);
	return kind === 'text' ? maskText(value) : STARS;
}

/** Whether a value has the look of what {@link maskValue} gives. */
export function looksMasked(value: unknown): boolean {
	return typeof value === 'string' && value.includes('**');
}
