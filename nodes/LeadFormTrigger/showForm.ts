import { wordingHash } from '../../channels/form/consentBoxes';
import { EMBED_PARAMETERS } from '../../channels/form/attribution';
import { newChallenge } from '../../channels/form/proofOfWork';
import { renderToken, type TokenSubject } from '../../channels/form/renderToken';
import { firstValue } from '../../channels/form/submittedValues';
import { formInputs } from '../../leads/model/form';
import { storeSecret } from '../../leads/store/settings';
import type { LeadStore } from '../../leads/store/store';
import { sendForm, type FormState } from './formAnswers';
import type { FormRequest } from './formRequest';

/** The signing key for forms. */
export async function formSecret(store: LeadStore): Promise<string> {
	return await store.read(storeSecret('form'));
}

/** What a token of this page vouches for. What is shown for a test cannot be sent as live. */
export function tokenSubject({ definition, language, test }: FormRequest): TokenSubject {
	const formId = test ? `${definition.id}:test` : definition.id;
	return { formId, wording: wordingHash(definition, language) };
}

function prefilledValues({ definition, query }: FormRequest): FormState['values'] {
	const values = new Map<string, readonly string[]>();
	for (const { name, prefill, maxLength } of definition.fields) {
		const given = query.get(name);
		if (prefill && given)
			values.set(
				name,
				given.map((text) => text.slice(0, maxLength)),
			);
	}
	return values;
}

/** The page from which the visitor came; coming from the form itself, for another language say, is none. */
function referrerOf({ node, query, formUrl }: FormRequest): string | undefined {
	const handedOn = firstValue(query, EMBED_PARAMETERS.referrer);
	if (handedOn !== undefined) return handedOn.slice(0, 2000);
	const { referer } = node.getRequestObject().headers;
	return referer === undefined || referer.startsWith(formUrl) ? undefined : referer.slice(0, 2000);
}

/** A challenge for this page view, where the form wants work done. */
export async function challengeFor(
	{ definition }: FormRequest,
	secret: string,
	token: string,
): Promise<Pick<FormState, 'challenge'>> {
	if (!definition.proofOfWork) return {};
	const [, nonce] = token.split('.');
	return { challenge: await newChallenge(secret, nonce) };
}

/** The form as somebody opens it, with what the address fills in. */
export async function showForm(request: FormRequest, store: LeadStore): Promise<void> {
	const secret = await formSecret(store);
	const token = renderToken(secret, tokenSubject(request), store.now());
	const referrer = referrerOf(request);
	sendForm(request, 200, {
		values: prefilledValues(request),
		token,
		...(referrer !== undefined && { referrer }),
		...(await challengeFor(request, secret, token)),
	});
}

/**
 * The form once more with what was entered, and a word about what to do.
 *
 * @param token of the page that was sent, where it is still good; else the page gets a new one
 */
export async function showFormAgain(
	request: FormRequest,
	status: number,
	state: Omit<FormState, 'token'>,
	token: string | undefined,
	secret: string,
	now: number,
): Promise<void> {
	const current = token ?? renderToken(secret, tokenSubject(request), now);
	const referrer = firstValue(state.values, formInputs.referrer);
	sendForm(request, status, {
		...state,
		token: current,
		...(referrer !== undefined && { referrer }),
		...(await challengeFor(request, secret, current)),
	});
}
