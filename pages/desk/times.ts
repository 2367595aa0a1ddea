import type { Language } from '../../leads/model/form';
import { html, type SafeHtml } from '../shared/html';
import { deskText } from './texts';
import type { DeskView } from './view';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on a date says more than a number of days. */
const LONGEST_AGE = 7 * DAY;

const locale: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** A day in a zone as `2026-03-05`. */
export function dayOf(instant: number, zone: string): string {
	return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(instant);
}

/** Date and time such as `5 Mar 2026, 09:30` or `2026年3月5日 09:30`. */
export function instantText(instant: number, view: Pick<DeskView, 'language' | 'zone'>): string {
	return new Intl.DateTimeFormat(locale[view.language], {
		dateStyle: 'medium',
		timeStyle: 'short',
		hourCycle: 'h23',
		timeZone: view.zone,
	}).format(instant);
}

/** How long ago, such as `5 min ago` or `昨天`; a date for what is older than a week. */
export function ageText(
	instant: number,
	view: Pick<DeskView, 'language' | 'zone' | 'now'>,
): string {
	const past = view.now - instant;
	const age = Math.abs(past);
	const words = new Intl.RelativeTimeFormat(view.language === 'zh' ? 'zh-CN' : 'en', {
		numeric: 'auto',
		style: 'long',
	});
	const sign = past < 0 ? 1 : -1;
	if (age < MINUTE) return deskText(view.language)('justNow');
	if (age < HOUR) return words.format(sign * Math.floor(age / MINUTE), 'minute');
	if (age < 12 * HOUR) return words.format(sign * Math.floor(age / HOUR), 'hour');
	if (age < LONGEST_AGE) {
		const days = daysBetween(dayOf(instant, view.zone), dayOf(view.now, view.zone));
		return days === 0
			? words.format(sign * Math.floor(age / HOUR), 'hour')
			: words.format(-days, 'day');
	}
	return new Intl.DateTimeFormat(locale[view.language], {
		dateStyle: 'medium',
		timeZone: view.zone,
	}).format(instant);
}

function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** A `time` element: short in the text, exact for machines and on hovering. */
export function timeTag(iso: string, view: DeskView, style: 'age' | 'full' = 'age'): SafeHtml {
	const instant = Date.parse(iso);
	const full = instantText(instant, view);
	const shown = style === 'age' ? ageText(instant, view) : full;
	return html`<time datetime="${iso}" title="${full}">${shown}</time>`;
}

/** The value of a `datetime-local` input, in the view's zone. */
export function localInputValue(iso: string, zone: string): string {
	const text = new Intl.DateTimeFormat('sv-SE', {
		dateStyle: 'short',
		timeStyle: 'short',
		timeZone: zone,
	}).format(Date.parse(iso));
	return text.replace(' ', 'T');
}

/** The day that lies some days after today in a zone, as `2026-03-05`. */
export function dayAfter(now: number, days: number, zone: string): string {
	const today = Date.parse(`${dayOf(now, zone)}T00:00:00Z`);
	return new Date(today + days * DAY).toISOString().slice(0, 10);
}
