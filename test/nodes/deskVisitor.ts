import type { LeadStore } from '../../leads/store/store';
import type { DeskAnswer } from '../../nodes/LeadDeskTrigger/desk/deskAnswers';
import type { DeskRequest, DeskSettings } from '../../nodes/LeadDeskTrigger/desk/deskPage';
import { serveDesk } from '../../nodes/LeadDeskTrigger/desk/serveDesk';

export const DESK_URL = 'https://n8n.example.com/webhook/desk';

const settings: DeskSettings = {
	title: '',
	pageSize: 20,
	refreshSeconds: 5,
	zone: 'Asia/Shanghai',
};

export interface Page extends DeskAnswer {
	/** Where the visitor ended after redirects. */
	at: string;
	/** What was answered before the redirects. */
	first: DeskAnswer;
	/** What is read on the page, without its tags. */
	text: string;
}

type Values = Readonly<Record<string, string>>;

export interface VisitorOptions {
	/** Sent with every request, such as `accept-language`. */
	headers?: Values;
	/** On the address that n8n serves while the editor listens. */
	test?: boolean;
}

/** A browser without a script: keeps cookies, follows redirects, sends the forms it was shown. */
export class DeskVisitor {
	readonly cookies = new Map<string, string>();
	/** What went wrong inside, which a visitor is not told. */
	readonly failures: unknown[] = [];

	constructor(
		private readonly store: LeadStore,
		private readonly options: VisitorOptions = {},
	) {}

	/** Opens an address of the desk such as `?page=leads`. */
	async open(at: string): Promise<Page> {
		return await this.go('GET', at, new Map());
	}

	/** Opens the desk by the key of a link. */
	async enter(key: string): Promise<Page> {
		return await this.open(`?key=${key}`);
	}

	/** Sends the form of a page that has this button, with its hidden inputs and these values. */
	async send(page: Page, button: string, values: Values = {}, headers: Values = {}): Promise<Page> {
		const form = page.body
			.split('<form ')
			.slice(1)
			.map((part) => part.slice(0, part.indexOf('</form>')))
			.find((part) => part.includes(button));
		if (!form) throw new Error(`No form with ${button} on ${page.at}`);
		const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
		const tag = form.match(/<button[^>]*>/g)?.find((one) => one.includes(button)) ?? '';
		const [, name, value] = /name="(\w+)" value="([^"]*)"/.exec(tag) ?? [];
		const action = /action="([^"]*)"/.exec(form)?.[1].replaceAll('&amp;', '&') ?? page.at;
		const sent = new Map([
			...hidden.map(([, key, text]): [string, string] => [key, text.replaceAll('&#39;', "'")]),
			...(name ? [[name, value] as const] : []),
			...Object.entries(values),
		]);
		return await this.go('POST', action, sent, headers);
	}

	/** Posts values of one's own making. */
	async post(at: string, values: Values, headers: Values = {}): Promise<Page> {
		return await this.go('POST', at, new Map(Object.entries(values)), headers);
	}

	private async go(
		method: string,
		at: string,
		form: DeskRequest['form'],
		headers: Values = {},
	): Promise<Page> {
		const first = await this.request(method, at, form, headers);
		let answer = first;
		let where = at;
		for (let hops = 0; answer.status === 303 && hops < 5; hops += 1) {
			where = answer.headers.location;
			answer = await this.request('GET', where, new Map());
		}
		const text = answer.body
			.replace(/<(style|script)[^>]*>[^]*?<\/\1>/g, ' ')
			.replace(/<[^>]*>/g, ' ')
			.replace(/\s+/g, ' ');
		return { ...answer, first, at: where, text };
	}

	private async request(
		method: string,
		at: string,
		form: DeskRequest['form'],
		headers: Values = {},
	): Promise<DeskAnswer> {
		const { test = false } = this.options;
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const answer = await serveDesk(
			{
				method,
				query: new URL(at, DESK_URL).searchParams,
				form,
				headers: {
					host: 'n8n.example.com',
					...(cookie ? { cookie } : {}),
					...(method === 'POST' ? { origin: 'https://n8n.example.com' } : {}),
					...this.options.headers,
					...headers,
				},
				url: DESK_URL,
				test,
			},
			this.store,
			settings,
			(error) => this.failures.push(error),
		);
		for (const line of answer.cookies) this.keep(line);
		return answer;
	}

	private keep(line: string): void {
		const [pair, ...attributes] = line.split('; ');
		const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
		if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
		else this.cookies.set(name, value);
	}
}
