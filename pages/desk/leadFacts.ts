import type { Lead, Touch } from '../../leads/model/lead';
import { leadFields, type LeadFieldName } from '../../leads/model/leadFields';
import type { Consent } from '../../leads/model/consent';
import { html, safeUrl, type HtmlValue, type SafeHtml } from '../shared/html';
import { consentWord, fieldLabel, sourceWord } from './decisionWords';
import type { DeskTextKey } from './texts';
import { timeTag } from './times';
import { valueText } from './timeline';
import type { DeskView } from './view';

/** In which group of the page a field is shown. Fields not named here are shown elsewhere on the page. */
const groups: ReadonlyArray<readonly [title: DeskTextKey, fields: readonly LeadFieldName[]]> = [
	[
		'contact',
		[
			'name',
			'salutation',
			'company',
			'department',
			'title',
			'mobile',
			'phone',
			'email',
			'secondaryEmail',
			'wechat',
			'qq',
			'skype',
			'fax',
			'website',
			'industry',
			'employees',
			'annualRevenue',
			'creditCode',
			'language',
			'timezone',
			'emailOptOut',
			'profilingOptOut',
		],
	],
	['interest', ['product', 'budget', 'rating', 'description']],
	['place', ['street', 'district', 'city', 'state', 'postalCode', 'country']],
	[
		'origin',
		[
			'source',
			'sourceDetail',
			'campaign',
			'utmSource',
			'utmMedium',
			'utmCampaign',
			'utmTerm',
			'utmContent',
			'utmId',
			'clickId',
			'clickIdType',
			'landingUrl',
			'referrer',
			'wecomExternalUserId',
			'wechatUnionId',
			'whatsappBsuid',
			'chatContactId',
			'facebookLeadId',
		],
	],
];

const NO_NAMES = new Map<string, string>();

/** A masked or odd number is no address: only what can be dialled or written to becomes a link. */
export function reachHref(field: string, value: unknown): string | undefined {
	const kind = Object.hasOwn(leadFields, field)
		? leadFields[field as LeadFieldName].kind
		: undefined;
	const text = String(value ?? '');
	if (kind === 'phone' && /^\+?[\d\s().-]{5,30}$/.test(text)) {
		return safeUrl(`tel:${text.replace(/[^\d+]/g, '')}`);
	}
	if (kind === 'email' && /^[^\s@*]+@[^\s@*]+$/.test(text)) {
		return safeUrl(`mailto:${encodeURIComponent(text).replace('%40', '@')}`);
	}
	return kind === 'url' ? safeUrl(text) : undefined;
}

function fact(label: string, value: HtmlValue): SafeHtml {
	return html`<dt>${label}</dt><dd>${value}</dd>`;
}

function fieldFact(lead: Lead, field: LeadFieldName, view: DeskView): SafeHtml | undefined {
	const value = lead[field];
	if (value === undefined || value === null || value === '') return undefined;
	const shown = field === 'description' ? String(value) : valueText(field, value, view, NO_NAMES);
	const href = reachHref(field, value);
	const rel = href?.startsWith('http') && html` target="_blank" rel="noopener noreferrer"`;
	return fact(
		fieldLabel(field, view.language),
		href === undefined ? shown : html`<a href="${href}"${rel}>${shown}</a>`,
	);
}

function group(title: string, facts: ReadonlyArray<SafeHtml | undefined>): SafeHtml | undefined {
	const shown = facts.filter((one) => one !== undefined);
	if (shown.length === 0) return undefined;
	return html`<div class="group"><h3>${title}</h3><dl class="facts">${shown}</dl></div>`;
}

function touchFact(
	key: 'firstTouch' | 'lastTouch',
	touch: Touch | undefined,
	view: DeskView,
): SafeHtml | undefined {
	if (!touch) return undefined;
	const from = [sourceWord(touch.source, view.language), touch.campaign]
		.filter(Boolean)
		.join(' · ');
	return fact(view.text(key), html`${timeTag(touch.at, view, 'full')}${from && html`<br>${from}`}`);
}

function customValue(value: unknown): string {
	if (Array.isArray(value)) return value.map(customValue).join(', ');
	return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}

/** What may be sent on WhatsApp, and until when. */
function whatsAppFacts({ whatsapp }: Lead, view: DeskView): Array<SafeHtml | undefined> {
	if (!whatsapp) return [];
	const { windowClosesAt, templateRequired, retryAfter, lastError } = whatsapp;
	const { text } = view;
	const open = windowClosesAt !== undefined && !templateRequired;
	return [
		fact(
			text('whatsappWindow'),
			open
				? timeTag(windowClosesAt, view, 'full')
				: html`<span class="chip late">${text('whatsappTemplate')}</span>`,
		),
		retryAfter === undefined
			? undefined
			: fact(text('whatsappRetry'), timeTag(retryAfter, view, 'full')),
		lastError && fact(text('whatsappError'), `${lastError.title} (${lastError.code})`),
	];
}

/** Everything that is known about a lead, as far as the visitor may see it. */
export function leadFacts(lead: Lead, captures: number, view: DeskView): SafeHtml {
	const { text } = view;
	const when = (key: 'created' | 'updated' | 'lastActivity', at: string | undefined) =>
		at === undefined ? undefined : fact(text(key), timeTag(at, view, 'full'));
	const own = Object.entries(lead.custom).map(([name, value]) => fact(name, customValue(value)));
	return html`<section class="card" aria-labelledby="details"><h2 id="details">${text('details')}</h2>
${groups.map(([title, fields]) =>
	group(text(title), [
		...fields.map((field) => fieldFact(lead, field, view)),
		...(title === 'origin'
			? [
					touchFact('firstTouch', lead.firstTouch, view),
					touchFact('lastTouch', lead.lastTouch, view),
				]
			: []),
	]),
)}
${group('WhatsApp', whatsAppFacts(lead, view))}
${group(text('custom'), own)}
${group(text('record'), [
	lead.score === undefined
		? undefined
		: fact(text('score'), `${lead.score}${lead.grade ? ` (${lead.grade})` : ''}`),
	lead.team && fact(text('team'), lead.team.name ?? lead.team.id),
	captures > 0
		? fact(
				text('sources'),
				text(captures === 1 ? 'sourceCount.one' : 'sourceCount.other', { count: captures }),
			)
		: undefined,
	when('created', lead.createdAt),
	when('updated', lead.updatedAt),
	when('lastActivity', lead.lastActivityAt),
	fact(text('leadId'), lead.id),
])}</section>`;
}

/** What the person permitted, the latest word on each purpose. */
export function leadConsents(consents: readonly Consent[], view: DeskView): SafeHtml {
	const { text, language } = view;
	const lines = consents.map(({ purpose, channel, granted, at, text: wording }) =>
		fact(
			`${consentWord(purpose, language)} (${consentWord(channel, language)})`,
			html`<span class="chip ${granted ? 'good' : 'late'}">${text(granted ? 'granted' : 'withdrawn')}</span> ${timeTag(at, view)}${wording && html`<div class="hint">“${wording}”</div>`}`,
		),
	);
	return html`<section class="card" aria-labelledby="consents"><h2 id="consents">${text('consents')}</h2>${
		lines.length === 0
			? html`<p class="soft">${text('noConsents')}</p>`
			: html`<dl class="facts">${lines}</dl>`
	}</section>`;
}
