import { checkOrigin } from '../../../channels/form/origin';
import { chooseLanguage } from '../../../channels/form/language';
import { LeadflowError } from '../../../leads/model/error';
import type { LeadStore } from '../../../leads/store/store';
import { entryProblemPage, messagePage } from '../../../pages/desk/messagePages';
import { deskView } from '../../../pages/desk/view';
import {
	deskCookie,
	enter,
	formTokenFor,
	isSameToken,
	KEY_COOKIE,
	LANGUAGE_COOKIE,
	readCookies,
} from './access';
import { DeskAnswers, type DeskAnswer } from './deskAnswers';
import type { DeskActed, DeskPage, DeskRequest, DeskSettings, DeskVisit } from './deskPage';
import { deskPages } from './deskPages';
import { visitingMember, visitorName } from './visitor';

/** Somebody who entered this long ago and comes without a cookie has a browser that keeps none. */
const JUST_NOW_MS = 60_000;

/** Answers one request to the desk. Never throws: what goes wrong becomes a page. */
export async function serveDesk(
	request: DeskRequest,
	store: LeadStore,
	settings: DeskSettings,
	onFailure: (error: unknown) => void,
): Promise<DeskAnswer> {
	const cookies = readCookies(request.headers.cookie);
	const asked = request.query.get('lang') ?? cookies.get(LANGUAGE_COOKIE);
	const language = chooseLanguage('auto', asked, request.headers['accept-language']);
	const view = deskView({
		language,
		zone: settings.zone,
		now: store.now(),
		formToken: '',
		writable: false,
	});
	const answers = new DeskAnswers(request, settings, view);
	if (request.query.has('lang')) {
		answers.cookies.push(deskCookie(LANGUAGE_COOKIE, language, request.url));
	}
	return await answer(request, store, settings, answers, cookies.get(KEY_COOKIE)).catch(
		(error: unknown) => {
			const code = error instanceof LeadflowError ? error.code : undefined;
			if (code === 'NOT_FOUND' || code === 'INVALID_INPUT') {
				return answers.page(404, 'notFound.title', messagePage('notFound', answers.view));
			}
			onFailure(error);
			return answers.page(503, 'failed.title', messagePage('failed', answers.view));
		},
	);
}

async function answer(
	request: DeskRequest,
	store: LeadStore,
	settings: DeskSettings,
	answers: DeskAnswers,
	cookie: string | undefined,
): Promise<DeskAnswer> {
	const { query } = request;
	if (query.has('signout')) {
		answers.cookies.push(deskCookie(KEY_COOKIE, '', request.url));
		return notAdmitted(answers, 'signedOut', 200);
	}
	const key = query.get('key');
	const entry = await enter(store, key ?? cookie ?? '');
	if (!entry.admitted) {
		if (key !== null || cookie) return notAdmitted(answers, entry.problem);
		const refused = store.now() - Number(query.get('entered') ?? 0) < JUST_NOW_MS;
		return notAdmitted(answers, refused ? 'noCookie' : 'noKey');
	}
	if (key !== null) {
		answers.cookies.push(deskCookie(KEY_COOKIE, key, request.url));
		return answers.redirect(`?entered=${store.now()}`);
	}
	const { actor, linkId } = entry;
	const member = await visitingMember(store, actor);
	answers.view = {
		...answers.view,
		zone: member?.timezone ?? settings.zone,
		formToken: await formTokenFor(store, linkId),
		writable: actor.role !== 'viewer',
	};
	const visit: DeskVisit = {
		store: store.as(actor),
		actor,
		name: visitorName(member, actor, answers.view.text),
		view: answers.view,
		settings,
		query,
	};
	const [first] = deskPages;
	const path = query.get('page') || first.path;
	const page = deskPages.find((one) => one.path === path);
	await answers.admit(visit, page);
	if (!page) return answers.page(404, 'notFound.title', messagePage('notFound', answers.view));
	return request.method === 'POST'
		? await actOn(page, visit, request, answers)
		: answers.shown(await page.show(visit));
}

function notAdmitted(
	answers: DeskAnswers,
	problem: Parameters<typeof entryProblemPage>[0],
	status = 401,
): DeskAnswer {
	return answers.page(status, `entry.${problem}.title`, entryProblemPage(problem, answers.view));
}

async function actOn(
	page: DeskPage,
	visit: DeskVisit,
	{ form, headers, url, test }: DeskRequest,
	answers: DeskAnswers,
): Promise<DeskAnswer> {
	if (form === 'tooLarge') {
		return answers.page(413, 'tooLarge.title', messagePage('tooLarge', answers.view));
	}
	const here = `?${visit.query}`;
	const foreign = checkOrigin(headers.origin, url, headers.host, []) === 'foreign';
	if (foreign || !isSameToken(visit.view.formToken, form.get('token') ?? '')) {
		return answers.acted({ href: here, problem: 'stale' });
	}
	if (!page.act || !visit.view.writable)
		return answers.acted({ href: here, problem: 'notAllowed' });
	const acted = await page.act(visit, form).catch(async (error: unknown): Promise<DeskActed> => {
		const problem = error instanceof LeadflowError ? problemOf(error) : undefined;
		return problem ? { href: here, problem } : await Promise.reject(error);
	});
	if (!acted.event) return answers.acted(acted);
	// After an item n8n stops listening on the test address, so there is nothing to go on to.
	const sent = test
		? answers.page(200, 'testDone.title', messagePage('testDone', answers.view))
		: answers.acted(acted);
	return { ...sent, event: { ...acted.event, memberId: visit.actor.memberId } };
}

function problemOf(error: LeadflowError): DeskActed['problem'] {
	if (error.code === 'CONFLICT') return 'conflict';
	return error.code === 'FORBIDDEN' ? 'notAllowed' : undefined;
}
