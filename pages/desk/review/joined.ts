import { html, type SafeHtml } from '../../shared/html';
import type { DeskView } from '../view';
import { letterOf } from './pair';

/** How many rows of one kind each record brings along when the other one lives on. */
export interface Joined {
	/** Table of the store, such as `activities`. */
	table: string;
	left: number;
	right: number;
}

const tables: Readonly<Record<string, readonly [en: string, zh: string]>> = {
	identities: ['Ways to recognise the person', '身份标识（邮箱、手机等）'],
	activities: ['Activities and notes', '跟进记录和备注'],
	tasks: ['Tasks', '任务'],
	source_records: ['Captures', '采集记录'],
	sourceRecords: ['Captures', '采集记录'],
	consents: ['Consents', '授权同意'],
	assignments: ['Assignments', '分配记录'],
	files: ['Files', '文件'],
	enrolments: ['Sequences', '培育序列'],
	deals: ['Deals', '商机'],
	contacts: ['Contacts', '联系人'],
	events: ['Events', '事件'],
	tags: ['Tags', '标签'],
};

/** Rows that only the engine knows: nobody counts them. */
const unseen: ReadonlySet<string> = new Set([
	'search_tokens',
	'match_keys',
	'match_counts',
	'timers',
	'review_pairs',
	'merges',
	'idempotency',
	'quarantine',
	'assignment_queue',
]);

/** The rows of a move that mean something to a person. */
function told(joined: readonly Joined[]): Joined[] {
	return joined.filter(({ table, left, right }) => left + right > 0 && !unseen.has(table));
}

function tableWord(table: string, { language }: DeskView): string {
	if (Object.hasOwn(tables, table)) return tables[table][language === 'zh' ? 1 : 0];
	return table.replace(/_/g, ' ');
}

/** What comes together when two records become one. */
export function joinedRecords(joined: readonly Joined[], view: DeskView): SafeHtml {
	const { text } = view;
	const lines = told(joined).map(
		({ table, left, right }) =>
			html`<tr><th scope="row">${tableWord(table, view)}</th><td>${left}</td><td>${right}</td></tr>`,
	);
	const table = html`<table class="counts"><thead><tr><td></td><th scope="col">${letterOf.left}</th><th scope="col">${letterOf.right}</th></tr></thead><tbody>${lines}</tbody></table>`;
	return html`<section class="card" aria-labelledby="joins"><h2 id="joins">${text('joins')}</h2>${
		lines.length === 0 ? html`<p class="soft">${text('joinsNothing')}</p>` : table
	}<p class="hint">${text('joinsHint')}</p></section>`;
}
