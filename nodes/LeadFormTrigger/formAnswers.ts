import type { FieldProblem } from '../../leads/model/form';
import { formPage } from '../../pages/form/formPage';
import {
	alreadyReceivedPage,
	closedPage,
	refusedPage,
	thankYouPage,
	unavailablePage,
	type MessagePage,
} from '../../pages/form/messagePages';
import type { FormNotice } from '../../pages/form/texts';
import { pageHeaders } from '../../pages/shared/pageHeaders';
import { queryText, type FormRequest } from './formRequest';

/** Sends an answer past n8n, which would wrap a page into JSON or a sandbox. */
export function send(
	{ node }: FormRequest,
	status: number,
	headers: Record<string, string>,
	body: string | Buffer,
): void {
	const response = node.getResponseObject();
	// n8n allows every site to read every answer; a page with a token in it is for nobody's script.
	response.removeHeader('Access-Control-Allow-Origin');
	response.status(status).set(headers).end(body);
}

function sendPage(request: FormRequest, status: number, html: string, script: boolean): void {
	const { definition, nonce } = request;
	const headers = pageHeaders({
		nonce,
		script,
		frameAncestors: definition.allowedSites,
		formAction: definition.redirectUrl === undefined ? [] : [definition.redirectUrl],
	});
	send(request, status, headers, html);
}

/** What a form shows beside its questions. */
export interface FormState {
	/** Entered or prefilled values by input name. */
	values: ReadonlyMap<string, readonly string[]>;
	token: string;
	problems?: readonly FieldProblem[];
	notice?: FormNotice;
	referrer?: string;
	challenge?: string;
	proof?: string;
}

/** The form itself, new or with something to put right. */
export function sendForm(request: FormRequest, status: number, state: FormState): void {
	const { definition, language, query } = request;
	const other = language === 'zh' ? 'en' : 'zh';
	const inOtherLanguage = {
		lang: other,
		...(state.referrer !== undefined && { lf_referrer: state.referrer }),
	};
	const html = formPage({
		problems: [],
		...state,
		definition,
		language,
		embedded: request.embedded,
		test: request.test,
		nonce: request.nonce,
		...(definition.language === 'auto' && {
			otherLanguageUrl: `?${queryText(query, inOtherLanguage)}`,
		}),
	});
	const script = state.challenge !== undefined || definition.allowedSites.length > 0;
	sendPage(request, status, html, script);
}

function sendMessage(
	request: FormRequest,
	status: number,
	page: (message: MessagePage) => string,
): void {
	const { definition, language, nonce, embedded } = request;
	const html = page({ definition, language, nonce, embedded });
	sendPage(request, status, html, definition.allowedSites.length > 0);
}

/** Thanks for a submission that is safe on disk, or leads on to where the author wants visitors to go. */
export function sendThanks(request: FormRequest, outcome: 'received' | 'alreadyReceived'): void {
	const { redirectUrl } = request.definition;
	if (redirectUrl !== undefined) {
		send(request, 303, { location: redirectUrl, 'cache-control': 'no-store' }, '');
		return;
	}
	const emptyForm = `?${queryText(request.query)}`;
	sendMessage(request, 200, (page) =>
		outcome === 'received' ? thankYouPage(page, emptyForm) : alreadyReceivedPage(page, emptyForm),
	);
}

export function sendClosed(request: FormRequest): void {
	sendMessage(request, 410, closedPage);
}

export function sendRefused(request: FormRequest): void {
	sendMessage(request, 403, (page) => refusedPage(page, request.formUrl));
}

export function sendUnavailable(request: FormRequest): void {
	sendMessage(request, 503, unavailablePage);
}
