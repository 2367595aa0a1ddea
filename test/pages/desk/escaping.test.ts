import fc from 'fast-check';
import { leadFieldNames } from '../../../leads/model/leadFields';
import type { Lead } from '../../../leads/model/lead';
import { deskPage } from '../../../pages/desk/layout';
import { leadListPage } from '../../../pages/desk/leadList';
import { leadPage } from '../../../pages/desk/leadPage';
import { quarantinePage } from '../../../pages/desk/quarantine';
import { decidedPage } from '../../../pages/desk/review/decidedPage';
import { pairPage } from '../../../pages/desk/review/pairPage';
import type { PairToReview } from '../../../pages/desk/review/pair';
import { reviewList } from '../../../pages/desk/review/reviewList';
import { ago, exampleLead, exampleLeadPage, exampleList, exampleView } from './exampleDesk';
import { examplePair } from './review/examplePair';

const attack = fc
	.tuple(
		fc.constantFrom(
			'<script>',
			'"><img src=x onerror=',
			"' onmouseover='",
			'</textarea><b ',
			'`${',
		),
		fc.string(),
	)
	// An `@` could make it an address that can be written to, which rightly becomes a link.
	.map(([start, end]) => `${start}evil${end.replaceAll('@', 'a')}`);

const view = exampleView();

/** Every lead field and everything beside it holds what an attacker sent. */
function hostileLead(text: string): Lead {
	const fields = Object.fromEntries(leadFieldNames.map((name) => [name, text]));
	return {
		...exampleLead(),
		...fields,
		status: text,
		nextFollowUpAt: ago(0),
		tags: [text],
		custom: { [text]: text, nested: { [text]: [text] } },
		owner: { id: text, name: text },
		team: { id: text, name: text },
		pool: { id: text, name: text },
		previousOwner: { id: text, name: text },
		returnedCount: 2,
		ownedSince: ago(0),
		protectedUntil: ago(0),
		firstTouch: { at: ago(0), source: text, campaign: text },
	};
}

/** Two records of which one says what the attacker sent, and everything else about them says it, too. */
function hostilePair(text: string, more: Partial<PairToReview> = {}): PairToReview {
	const parts = [{ feature: text, fields: [text], level: text, bits: 3 }];
	const reasons = [{ code: text, text, field: text }];
	const right = { ...exampleLead(), tags: [text], custom: { [text]: 'b' } };
	return examplePair({
		...{ id: text, kind: text, left: hostileLead(text), right, parts, reasons, decidedBy: text },
		...more,
	});
}

/** Tags and attributes of the page itself, without what came in. */
function shape(html: string): string[] {
	return [...html.matchAll(/<(\/?[a-z][a-z0-9]*)([^>]*)>/gi)].map(([, tag, rest]) =>
		[
			tag,
			...[...rest.replace(/"[^"]*"/g, '""').matchAll(/\s([a-z-]+)=/gi)].map(([, name]) => name),
		].join(' '),
	);
}

function inFrame(content: ReturnType<typeof leadListPage>, text: string): string {
	return deskPage(
		{
			view,
			title: text,
			deskTitle: text,
			logoUrl: text,
			nonce: 'nonce',
			navigation: [{ href: '?page=leads', label: text, current: true, badge: text }],
			visitor: text,
			languageHref: '?lang=zh',
			message: { kind: 'good', text },
			test: false,
		},
		content,
	);
}

describe('Nothing that came in becomes part of a page', () => {
	it.each([
		[
			'the list',
			(text: string) =>
				leadListPage(
					exampleList({ leads: [hostileLead(text)], search: text, nextCursor: text }),
					view,
				),
		],
		[
			'the page of a lead',
			(text: string) =>
				leadPage(
					exampleLeadPage({
						lead: hostileLead(text),
						statuses: [text, 'new'],
						nonce: text,
						names: new Map([[text, text]]),
						merges: [{ id: text, at: ago(0), name: text, by: text, undoable: true }],
						openPairs: [text],
						ownership: {
							take: 'claim',
							release: { reasonRequired: true },
							response: { startedAt: ago(0), dueAt: ago(0) },
						},
						why: {
							outcome: text,
							at: ago(0),
							name: text,
							rule: text,
							ruleSet: text,
							decision: { node: text, outcome: text, reasons: [{ code: text, text }] },
							notChosen: [{ name: text, code: text }],
						},
						consents: [{ id: '1', purpose: text, channel: text, granted: true, at: ago(0), text }],
						timeline: [
							{
								at: ago(0),
								type: text,
								actor: text,
								subject: text,
								text,
								dueAt: ago(0),
								changes: { [text]: [text, text] },
								decision: {
									node: text,
									outcome: text,
									reasons: [{ code: text, text, field: text }],
								},
							},
						],
					}),
					view,
				),
		],
		[
			'the list of pairs',
			(text: string) =>
				reviewList({ pairs: [hostilePair(text)], state: 'open', nextCursor: text }, view),
		],
		[
			'the page of a pair',
			(text: string) =>
				pairPage(
					{
						pair: hostilePair(text),
						preview: {
							main: 'left',
							keeps: { [text]: 'right' },
							fixed: new Set(),
							joined: [{ table: text, left: 2, right: 0 }],
						},
						refusal: text,
						nextId: text,
						justDecidedId: text,
					},
					view,
				),
		],
		[
			'a decided pair',
			(text: string) =>
				decidedPage(
					{
						pair: hostilePair(text, { state: 'merged', decidedAt: ago(0) }),
						merged: hostileLead(text),
						keptFrom: { [text]: 'right' },
						reversible: true,
						nextId: text,
					},
					view,
				),
		],
		[
			'the quarantine',
			(text: string) =>
				quarantinePage(
					{
						state: 'open',
						nextCursor: text,
						entries: [
							{
								id: text,
								state: 'open',
								channel: text,
								captured: { channel: text, fields: { name: text }, custom: { [text]: text } },
								reasons: [{ code: text, text }],
								receivedAt: ago(0),
							},
						],
					},
					view,
				),
		],
	])('%s has the same tags and attributes whatever it holds', (_name, page) => {
		// A harmless text of each kind tells what belongs to the page.
		const tagsOf = (text: string) =>
			// What differs between two records is marked, and that depends on the text.
			shape(inFrame(page(text), text)).filter((tag) => tag !== 'mark' && tag !== '/mark');
		const harmless = tagsOf('evil');
		fc.assert(
			fc.property(attack, (text) => {
				expect(tagsOf(text)).toEqual(harmless);
			}),
			{ numRuns: 60 },
		);
	});

	it('makes no link of an address that would run a script', () => {
		const lead = exampleLead({
			website: 'javascript:alert(1)',
			email: 'javascript:alert(1)',
			mobile: 'javascript:1',
		});
		const page = leadPage(exampleLeadPage({ lead }), view).toString();
		expect(page).not.toMatch(/href="javascript/i);
	});

	it('needs no inline style or handler, which the policy would block', () => {
		const page = inFrame(leadPage(exampleLeadPage(), view), 'title');
		expect(page).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/i);
	});
});
