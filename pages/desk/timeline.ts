import type { Decision } from '../../leads/model/decision';
import { fieldDefinition } from '../../leads/model/leadFields';
import { statusLabel } from '../../leads/model/status';
import { html, type SafeHtml } from '../shared/html';
import { eventName, fieldLabel, reasonText, sourceWord } from './decisionWords';
import { instantText, timeTag } from './times';
import type { DeskView } from './view';

/** One thing that happened to a lead, or is to happen. */
export interface TimelineEntry {
	/** ISO 8601. */
	at: string;
	/** Type of the event or activity, such as `lead.created` or `note`; `task` for a task. */
	type: string;
	/** Who did it; absent for the system. */
	actor?: string;
	subject?: string;
	text?: string;
	decision?: Decision;
	/** Before and after of each field. */
	changes?: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
	/** When a task is due, ISO 8601. */
	dueAt?: string;
	/** True where the visitor did it. */
	mine?: boolean;
}

/** Names of members and teams by id, for changes that hold ids. */
export type NamesById = ReadonlyMap<string, string>;

const LONGEST_VALUE = 160;

/** The value of a field as a person reads it. */
export function valueText(field: string, value: unknown, view: DeskView, names: NamesById): string {
	if (value === null || value === undefined || value === '') return view.text('empty');
	if (field === 'status') return statusLabel(String(value), view.language);
	if (field === 'source') return sourceWord(String(value), view.language);
	if (typeof value === 'boolean') return view.text(value ? 'yes' : 'no');
	if (Array.isArray(value)) return value.map(String).join(', ') || view.text('empty');
	if (typeof value === 'object') return JSON.stringify(value).slice(0, LONGEST_VALUE);
	const text = names.get(String(value)) ?? String(value);
	if (field === 'country' && /^[A-Z]{2}$/.test(text)) return countryName(text, view);
	const isInstant = fieldDefinition(field)?.kind === 'instant' && !Number.isNaN(Date.parse(text));
	if (isInstant) return instantText(Date.parse(text), view);
	return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function countryName(code: string, { language }: DeskView): string {
	const tag = language === 'zh' ? 'zh-CN' : 'en';
	return new Intl.DisplayNames(tag, { type: 'region' }).of(code) ?? code;
}

function changedField(field: string, view: DeskView): string {
	if (field === 'ownerId') return view.text('owner');
	if (field === 'teamId') return view.text('team');
	if (field === 'poolId') return view.text('view.pool');
	if (field === 'tags') return view.text('tags');
	return fieldLabel(field, view.language);
}

function changes(entry: TimelineEntry, view: DeskView, names: NamesById): SafeHtml | undefined {
	const fields = Object.entries(entry.changes ?? {});
	// What a lead was made of stands in its details.
	if (fields.length === 0 || entry.type.endsWith('.created')) return undefined;
	const lines = fields.map(
		([field, [before, after]]) =>
			html`<li>${changedField(field, view)}: <span class="soft">${valueText(field, before, view, names)} →</span> ${valueText(field, after, view, names)}</li>`,
	);
	return html`<ul class="why">${lines}</ul>`;
}

function reasons(
	{ decision, changes: changed }: TimelineEntry,
	view: DeskView,
): SafeHtml | undefined {
	// That fields were changed is said by the changes themselves.
	const told = (decision?.reasons ?? []).filter(({ code }) => code !== 'changed' || !changed);
	if (told.length === 0) return undefined;
	return html`<div class="why"><b>${view.text('why')}</b><ul>${told.map(
		(reason) => html`<li>${reasonText(reason, view.language)}</li>`,
	)}</ul></div>`;
}

function entryTag(entry: TimelineEntry, view: DeskView, names: NamesById): SafeHtml {
	const { text } = view;
	const name = eventName(entry.type, view.language);
	// The engine's own subjects are English and say what the name says.
	const title = entry.subject && entry.type !== 'enquiry' ? `${name}: ${entry.subject}` : name;
	const by = text('by', { actor: entry.actor ?? text('system') });
	const where = entry.decision ? ` · ${entry.decision.node}` : '';
	return html`<li${entry.mine && html` class="mine"`}><b>${title}</b>
<div class="when">${timeTag(entry.at, view)} · ${by}${where}</div>
${entry.dueAt && html`<div class="when">${text('due')} ${timeTag(entry.dueAt, view, 'full')}</div>`}
${changes(entry, view, names)}${reasons(entry, view)}
${entry.text && html`<p class="said">${entry.text}</p>`}</li>
`;
}

/** What happened, newest first, each with why. */
export function timeline(
	entries: readonly TimelineEntry[],
	view: DeskView,
	names: NamesById,
): SafeHtml {
	const { text } = view;
	const newestFirst = [...entries].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
	return html`<section class="card" aria-labelledby="timeline"><h2 id="timeline">${text('timeline')}</h2>${
		newestFirst.length === 0
			? html`<p class="soft">${text('noTimeline')}</p>`
			: html`<ol class="events">${newestFirst.map((entry) => entryTag(entry, view, names))}</ol>`
	}</section>`;
}
