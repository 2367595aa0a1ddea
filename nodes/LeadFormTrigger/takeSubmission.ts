import type { INodeExecutionData } from 'n8n-workflow';
import { checkOrigin } from '../../channels/form/origin';
import { verifyProof } from '../../channels/form/proofOfWork';
import { verifyToken, type TokenRefusal } from '../../channels/form/renderToken';
import { readSubmission } from '../../channels/form/submission';
import {
	firstValue,
	MAX_BODY_BYTES,
	readSubmittedValues,
	type SubmittedValues,
} from '../../channels/form/submittedValues';
import { formInputs, type Language } from '../../leads/model/form';
import type { LeadStore } from '../../leads/store/store';
import { leadItem } from '../shared/leadItem';
import type { FormNotice } from '../../pages/form/texts';
import { deliver } from './delivery';
import { sendForm, sendRefused, sendThanks } from './formAnswers';
import { queryText, type FormRequest } from './formRequest';
import { formSecret, showFormAgain, tokenSubject } from './showForm';

const NOTICE_OF: Record<TokenRefusal, FormNotice> = {
	missing: 'expired',
	forged: 'changed',
	expired: 'expired',
	tooFast: 'tooFast',
};

function bodyBytes({ node }: FormRequest): number {
	const request = node.getRequestObject();
	return Math.max(request.rawBody?.length ?? 0, Number(request.headers['content-length'] ?? 0));
}

/** The language in which the visitor saw the form, whatever their browser prefers by now. */
function shownLanguage(request: FormRequest, body: SubmittedValues): Language {
	const shown = firstValue(body, formInputs.language);
	const isOffered = request.definition.language === 'auto' && (shown === 'en' || shown === 'zh');
	return isOffered ? shown : request.language;
}

function capturedLead(
	request: FormRequest,
	body: SubmittedValues,
	nonce: string,
	secret: string,
	now: number,
	spamSignals: string[],
) {
	const { node, query, definition, language, test, formUrl } = request;
	const http = node.getRequestObject();
	const parameters = queryText(query);
	return readSubmission(body, query, definition, {
		language,
		nonce,
		now,
		pageUrl: parameters === '' ? formUrl : `${formUrl}?${parameters}`,
		ip: http.ip,
		userAgent: http.headers['user-agent'],
		secret,
		spamSignals,
		test,
	});
}

/**
 * Takes a posted form. Whatever is not right yet comes back as the form with the values kept; what is
 * right is committed to the inbox before the visitor is thanked.
 *
 * @param openStore opened as late as possible: much that arrives here is turned away before
 * @returns the items for the workflow; none when there is nothing new
 */
export async function takeSubmission(
	asked: FormRequest,
	openStore: () => Promise<LeadStore>,
): Promise<INodeExecutionData[][] | undefined> {
	const http = asked.node.getRequestObject();
	const origin = checkOrigin(
		http.headers.origin,
		asked.formUrl,
		http.headers.host,
		asked.definition.allowedSites,
	);
	if (origin === 'foreign') {
		sendRefused(asked);
		return undefined;
	}
	const read = readSubmittedValues(bodyBytes(asked) > MAX_BODY_BYTES ? undefined : http.body);
	const body: SubmittedValues = read.ok ? read.values : new Map();
	const request = { ...asked, language: shownLanguage(asked, body) };
	const sentToken = firstValue(body, formInputs.token);

	const save = async () => {
		const store = await openStore();
		const secret = await formSecret(store);
		const now = store.now();
		if (!read.ok) {
			const tooLarge = read.reason === 'tooLarge' || bodyBytes(asked) > MAX_BODY_BYTES;
			const state = { values: body, notice: tooLarge ? 'tooLarge' : 'unreadable' } as const;
			await showFormAgain(request, tooLarge ? 413 : 400, state, undefined, secret, now);
			return undefined;
		}
		const verdict = verifyToken(secret, tokenSubject(request), sentToken, now);
		if (!verdict.ok) {
			const token = verdict.reason === 'tooFast' ? sentToken : undefined;
			const state = { values: body, notice: NOTICE_OF[verdict.reason] };
			await showFormAgain(request, 422, state, token, secret, now);
			return undefined;
		}
		const signals = origin === 'opaque' ? ['opaqueOrigin'] : [];
		const { captured, problems } = capturedLead(request, body, verdict.nonce, secret, now, signals);
		const proof = firstValue(body, formInputs.proof) ?? '';
		const proven =
			!request.definition.proofOfWork || (await verifyProof(secret, verdict.nonce, proof));
		if (problems.length > 0 || !proven) {
			const state = {
				values: body,
				problems,
				...(proven ? { proof } : { notice: 'proofMissing' as const }),
			};
			await showFormAgain(request, 422, state, sentToken, secret, now);
			return undefined;
		}
		return await deliver(request, store, leadItem(captured), verdict.nonce, now);
	};

	const outcome = await save().catch((error: unknown) => {
		asked.node.logger.error('A form submission could not be saved', { error });
		const token = sentToken ?? '';
		sendForm(request, 503, { values: body, notice: 'unavailable', token });
		return undefined;
	});
	if (outcome === undefined) return undefined;
	sendThanks(request, outcome.duplicate ? 'alreadyReceived' : 'received');
	return outcome.duplicate ? undefined : [[{ json: outcome.item }]];
}
