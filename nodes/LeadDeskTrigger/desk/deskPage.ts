import type { Actor } from '../../../leads/model/actor';
import type { BilingualText } from '../../../leads/model/form';
import type { Lead } from '../../../leads/model/lead';
import type { LeadStore } from '../../../leads/store/store';
import type { DeskNotice, DeskProblem } from '../../../pages/desk/texts';
import type { DeskView } from '../../../pages/desk/view';
import type { SafeHtml } from '../../../pages/shared/html';

/** What the owner of the desk chose. */
export interface DeskSettings {
	/** Name of the desk; empty for the usual one. */
	title: string;
	logoUrl?: string;
	/** Leads on a page, 10 to 200. */
	pageSize: number;
	/** Seconds between two looks for new leads, 2 to 300. */
	refreshSeconds: number;
	/** IANA zone of times for visitors without a zone of their own. */
	zone: string;
}

/** Somebody who was let in, and what is asked for. */
export interface DeskVisit {
	/** The store as the visitor may see it: every read and write of a page goes through it. */
	store: LeadStore;
	actor: Actor;
	/** Name of the visitor. */
	name: string;
	view: DeskView;
	settings: DeskSettings;
	query: URLSearchParams;
}

/** What a page shows: a whole page, a piece of one for its script, or that nothing has changed. */
export type DeskShown = { title: string; content: SafeHtml } | { fragment: SafeHtml } | 'unchanged';

export const deskActions = [
	'leadClaimed',
	'leadReleased',
	'leadsDifferent',
	'leadsMerged',
	'mergeUndone',
	'noteAdded',
	'quarantineApproved',
	'quarantineRejected',
	'statusChanged',
] as const;

/** What a visitor did, as the workflow is told. Later pages add theirs. */
export type DeskAction = (typeof deskActions)[number];

export interface DeskEvent {
	action: DeskAction;
	/** The lead after it; for what is no lead, what is known of it. */
	subject: Lead | Readonly<Record<string, unknown>>;
	note?: string;
}

/** What came of an action: where the visitor goes next, what is said there, what the workflow hears. */
export interface DeskActed {
	href: string;
	notice?: DeskNotice;
	problem?: DeskProblem;
	event?: DeskEvent;
}

/** Values of a form that was sent. */
export type DeskForm = ReadonlyMap<string, string>;

/** A request to the desk, as any server may hand it in. */
export interface DeskRequest {
	method: string;
	query: URLSearchParams;
	/** Values of a form, or why there are none. */
	form: DeskForm | 'tooLarge';
	headers: Readonly<Record<string, string | undefined>>;
	/** Public address of the desk without parameters. */
	url: string;
	/** True on the address that n8n serves while the editor listens. */
	test: boolean;
}

/** One page of the desk. A capability adds its page as one file and one line in `deskPages`. */
export interface DeskPage {
	/** Value of `page` in the address. */
	path: string;
	/** In the navigation; a page without a label is reached from other pages. */
	label?: BilingualText;
	/** `path` of the page that the navigation marks instead, for a page without a label. */
	under?: string;
	/** How many things wait there, such as `3` or `9+`. */
	badge?(visit: DeskVisit): Promise<string | undefined>;
	show(visit: DeskVisit): Promise<DeskShown>;
	/** Does what a form of the page asks for. */
	act?(visit: DeskVisit, form: DeskForm): Promise<DeskActed>;
}
