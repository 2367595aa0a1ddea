import type { Language } from '../../../leads/model/form';
import { html, type SafeHtml } from '../../shared/html';
import { deskText } from '../texts';
import { instantText } from '../times';
import type { DeskView } from '../view';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When somebody must have answered, and when they did. ISO 8601. */
export interface ResponseClock {
	/** When the lead was given. */
	startedAt: string;
	dueAt?: string;
	touchedAt?: string;
}

function unitText(count: number, unit: 'day' | 'hour' | 'minute', language: Language): string {
	return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', {
		style: 'unit',
		unit,
		unitDisplay: 'long',
	}).format(count);
}

/** A length of time in its two largest units, such as `2 days 3 hours` or `2天 3小时`; never negative. */
export function durationText(milliseconds: number, language: Language): string {
	const length = Math.max(0, milliseconds);
	if (length < MINUTE) return deskText(language)('clock.moment');
	const parts = [
		['day', Math.floor(length / DAY)],
		['hour', Math.floor((length % DAY) / HOUR)],
		['minute', Math.floor((length % HOUR) / MINUTE)],
	] as const;
	const first = parts.findIndex(([, count]) => count > 0);
	return parts
		.slice(first, first + 2)
		.filter(([, count]) => count > 0)
		.map(([unit, count]) => unitText(count, unit, language))
		.join(' ');
}

function clockTag(iso: string, words: string, color: string, view: DeskView): SafeHtml {
	const full = instantText(Date.parse(iso), view);
	return html`<time class="chip ${color}" datetime="${iso}" title="${full}">${words}</time>`;
}

/** What is left until an instant, or by how much it is over. */
export function countdown(iso: string, view: DeskView, soonMs = HOUR): SafeHtml {
	const left = Date.parse(iso) - view.now;
	if (left < 0) {
		const late = durationText(-left, view.language);
		return clockTag(iso, view.text('clock.late', { time: late }), 'late', view);
	}
	// The minute that has begun is still there: of 30 days, 30 are left a moment later.
	const time = durationText(Math.ceil(left / MINUTE) * MINUTE, view.language);
	return clockTag(iso, view.text('clock.left', { time }), left < soonMs ? 'open' : '', view);
}

/** The clock of the first response: how long there is, or how long it took. */
export function responseClock(clock: ResponseClock, view: DeskView): SafeHtml | undefined {
	const { startedAt, dueAt, touchedAt } = clock;
	if (touchedAt !== undefined) {
		const time = durationText(Date.parse(touchedAt) - Date.parse(startedAt), view.language);
		const late = dueAt !== undefined && Date.parse(touchedAt) > Date.parse(dueAt);
		const words = view.text('firstResponseDone', { time });
		return html`${clockTag(touchedAt, words, late ? 'late' : 'good', view)}${late && html` ${view.text('firstResponseMissed')}`}`;
	}
	return dueAt === undefined ? undefined : countdown(dueAt, view);
}

/** How long a lead stays its owner's; from a day before its end on it stands out. */
export function protectionClock(until: string, view: DeskView): SafeHtml {
	if (Date.parse(until) > view.now) return countdown(until, view, DAY);
	return clockTag(until, view.text('protectionOver'), 'late', view);
}
