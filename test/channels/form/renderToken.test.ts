import fc from 'fast-check';
import {
	MAX_FILL_MS,
	MIN_FILL_MS,
	renderToken,
	verifyToken,
	type TokenSubject,
} from '../../../channels/form/renderToken';

const subject: TokenSubject = { formId: 'workflow:node', wording: 'abc' };
const shownAt = Date.UTC(2026, 4, 1);

test('a token is good from three seconds after the form was shown until a day later', () => {
	const token = renderToken('secret', subject, shownAt);
	const verdictAfter = (ms: number) => verifyToken('secret', subject, token, shownAt + ms);
	expect(verdictAfter(0)).toMatchObject({ ok: false, reason: 'tooFast' });
	expect(verdictAfter(MIN_FILL_MS - 1)).toMatchObject({ ok: false, reason: 'tooFast' });
	expect(verdictAfter(MIN_FILL_MS)).toMatchObject({ ok: true, renderedAt: shownAt });
	expect(verdictAfter(MAX_FILL_MS)).toMatchObject({ ok: true });
	expect(verdictAfter(MAX_FILL_MS + 1)).toMatchObject({ ok: false, reason: 'expired' });
});

test('a token from the future is expired, not accepted early', () => {
	const token = renderToken('secret', subject, shownAt);
	expect(verifyToken('secret', subject, token, shownAt - 3_600_000)).toMatchObject({
		ok: false,
		reason: 'expired',
	});
});

test('each page view has its own nonce, and a token keeps it', () => {
	const [one, other] = [0, 0].map(() => {
		const token = renderToken('secret', subject, shownAt);
		return [0, 1].map((ms) => verifyToken('secret', subject, token, shownAt + 5000 + ms));
	});
	expect(one[0]).toMatchObject({ ok: true, nonce: expect.stringMatching(/^[\w-]{22}$/) });
	expect(one[0]).toEqual(one[1]);
	expect(one[0]).not.toEqual(other[0]);
});

test.each([
	['another form', 'secret', { formId: 'workflow:other', wording: 'abc' }],
	['another wording', 'secret', { formId: 'workflow:node', wording: 'abd' }],
	['another store', 'secret2', subject],
	['parts that only look alike', 'secret', { formId: 'workflow:nod', wording: 'eabc' }],
])('a token is worth nothing for %s', (_, secret, otherSubject) => {
	const token = renderToken('secret', subject, shownAt);
	expect(verifyToken(secret, otherSubject, token, shownAt + 5000)).toEqual({
		ok: false,
		reason: 'forged',
	});
});

test('no token and an empty token are missing', () => {
	for (const token of [undefined, '']) {
		expect(verifyToken('secret', subject, token, shownAt)).toEqual({
			ok: false,
			reason: 'missing',
		});
	}
});

test('a token with any character changed is refused', () => {
	const token = renderToken('secret', subject, shownAt);
	fc.assert(
		fc.property(
			fc.nat(token.length - 1),
			fc.string({ minLength: 1, maxLength: 1 }),
			(at, character) => {
				const changed = token.slice(0, at) + character + token.slice(at + 1);
				const verdict = verifyToken('secret', subject, changed, shownAt + 5000);
				// The last character of base64url holds spare bits, so another one can stand for the same bytes.
				if (changed === token || at === token.length - 1) return;
				expect(verdict.ok).toBe(false);
			},
		),
	);
});

test('whatever a client sends as a token is answered, never thrown at', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (token) => {
			expect(verifyToken('secret', subject, token, shownAt).ok).toBe(false);
		}),
	);
});
