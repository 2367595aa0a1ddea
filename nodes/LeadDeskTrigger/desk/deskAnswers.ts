import { deskPage } from '../../../pages/desk/layout';
import {
	isDeskNotice,
	isDeskProblem,
	type DeskNotice,
	type DeskProblem,
	type DeskTextKey,
} from '../../../pages/desk/texts';
import { deskHref, type DeskView } from '../../../pages/desk/view';
import type { SafeHtml } from '../../../pages/shared/html';
import { newNonce, pageHeaders } from '../../../pages/shared/pageHeaders';
import type {
	DeskActed,
	DeskEvent,
	DeskPage,
	DeskRequest,
	DeskSettings,
	DeskShown,
	DeskVisit,
} from './deskPage';
import { deskPages } from './deskPages';

/** What a member did, and who it was; null for a link of the company. */
export interface ToldEvent extends DeskEvent {
	memberId: string | null;
}

/** What is sent back, and what the workflow is told. */
export interface DeskAnswer {
	status: number;
	headers: Record<string, string>;
	cookies: readonly string[];
	body: string;
	event?: ToldEvent;
}

interface Admitted {
	visitor: string;
	navigation: Parameters<typeof deskPage>[0]['navigation'];
}

/** Makes the answers to one request: pages in their frame, pieces of pages, redirects. */
export class DeskAnswers {
	readonly cookies: string[] = [];
	private admitted?: Admitted;

	constructor(
		private readonly request: DeskRequest,
		private readonly settings: DeskSettings,
		public view: DeskView,
	) {}

	/** From here on pages show who is signed in and where else to go. */
	async admit(visit: DeskVisit, current: DeskPage | undefined): Promise<void> {
		// Pieces and redirects have no navigation to be filled.
		if (this.request.method === 'POST' || visit.query.has('since')) return;
		const { language } = visit.view;
		const navigation = await Promise.all(
			deskPages.flatMap(({ path, label, badge }) => {
				if (!label) return [];
				return [
					(badge?.(visit) ?? Promise.resolve(undefined)).then((waiting) => ({
						href: deskHref(path),
						label: label[language],
						current: path === (current?.under ?? current?.path),
						...(waiting ? { badge: waiting } : {}),
					})),
				];
			}),
		);
		this.admitted = { navigation, visitor: visit.name };
	}

	/** A whole page with the title that a text or a page gives. */
	page(status: number, title: DeskTextKey | { text: string }, content: SafeHtml): DeskAnswer {
		const { settings, view, request, admitted } = this;
		const nonce = newNonce();
		const body = deskPage(
			{
				view,
				title: typeof title === 'string' ? view.text(title) : title.text,
				deskTitle: settings.title || view.text('deskTitle'),
				...(settings.logoUrl ? { logoUrl: settings.logoUrl } : {}),
				nonce,
				navigation: admitted?.navigation ?? [],
				...(admitted ? { visitor: admitted.visitor } : {}),
				languageHref: this.languageHref(),
				...this.message(),
				test: request.test,
			},
			content,
		);
		const headers = pageHeaders({ nonce, script: true, connect: ["'self'"] });
		return { status, headers, cookies: this.cookies, body };
	}

	shown(shown: DeskShown): DeskAnswer {
		if (shown === 'unchanged') return this.plain(204, '');
		if ('fragment' in shown) return this.plain(200, shown.fragment.toString());
		return this.page(200, { text: shown.title }, shown.content);
	}

	/** Sends the visitor on, with what is to be said there in the address. */
	acted({ href, notice, problem }: DeskActed): DeskAnswer {
		const query = new URLSearchParams(href.replace(/^\?/, ''));
		for (const name of ['done', 'problem', 'lang']) query.delete(name);
		if (notice) query.set('done', notice);
		if (problem) query.set('problem', problem);
		return this.redirect(`?${query}`);
	}

	/** @param href relative, because a proxy may have changed the path that n8n sees */
	redirect(href: string): DeskAnswer {
		return {
			status: 303,
			headers: {
				location: href,
				'cache-control': 'no-store',
				// The address that leads here may hold a key.
				'referrer-policy': 'no-referrer',
			},
			cookies: this.cookies,
			body: '',
		};
	}

	private plain(status: number, body: string): DeskAnswer {
		return {
			status,
			headers: {
				'content-type': 'text/html; charset=utf-8',
				'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
				'cache-control': 'no-store',
				'referrer-policy': 'same-origin',
				'x-content-type-options': 'nosniff',
			},
			cookies: [],
			body,
		};
	}

	private languageHref(): string {
		const query = new URLSearchParams(this.request.query);
		for (const name of ['key', 'done', 'problem', 'signout', 'entered']) query.delete(name);
		query.set('lang', this.view.language === 'zh' ? 'en' : 'zh');
		return `?${query}`;
	}

	private message(): { message?: { kind: 'good' | 'bad'; text: string } } {
		const { query } = this.request;
		const done = query.get('done') ?? '';
		const problem = query.get('problem') ?? '';
		if (isDeskNotice(done)) return { message: { kind: 'good', text: this.noticeText(done) } };
		if (isDeskProblem(problem))
			return { message: { kind: 'bad', text: this.problemText(problem) } };
		return {};
	}

	private noticeText(notice: DeskNotice): string {
		return this.view.text(`notice.${notice}`);
	}

	private problemText(problem: DeskProblem): string {
		return this.view.text(`problem.${problem}`);
	}
}
