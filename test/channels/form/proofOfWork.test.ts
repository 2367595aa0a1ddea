import { pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import { newChallenge, verifyProof } from '../../../channels/form/proofOfWork';

interface Challenge {
	parameters: { nonce: string; salt: string; cost: number; keyLength: number; keyPrefix: string };
	signature: string;
}

/** The protocol by its description, not by the library: hex nonce + counter as 32 bits, big-endian. */
function solve({ parameters }: Challenge): { counter: number; derivedKey: string } {
	const { nonce, salt, cost, keyLength, keyPrefix } = parameters;
	for (let counter = 0; ; counter++) {
		const bytes = Buffer.alloc(4);
		bytes.writeUInt32BE(counter);
		const password = Buffer.concat([Buffer.from(nonce, 'hex'), bytes]);
		const derivedKey = pbkdf2Sync(
			password,
			Buffer.from(salt, 'hex'),
			cost,
			keyLength,
			'sha256',
		).toString('hex');
		if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
	}
}

function proofOf(challenge: unknown, solution: unknown): string {
	return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

test('work done for a page view counts for it, once solved, and for no other', async () => {
	const challenge: Challenge = JSON.parse(await newChallenge('secret', 'nonce-1'));
	const solution = solve(challenge);
	const proof = proofOf(challenge, solution);
	expect(await verifyProof('secret', 'nonce-1', proof)).toBe(true);
	expect(await verifyProof('secret', 'nonce-2', proof)).toBe(false);
	expect(await verifyProof('other', 'nonce-1', proof)).toBe(false);

	const wrong = { ...solution, counter: solution.counter + 1 };
	expect(await verifyProof('secret', 'nonce-1', proofOf(challenge, wrong))).toBe(false);
	const invented = { counter: 1, derivedKey: '00'.repeat(32) };
	expect(await verifyProof('secret', 'nonce-1', proofOf(challenge, invented))).toBe(false);
	for (const change of [
		{ cost: 1 },
		{ keyPrefix: '' },
		{ keyLength: 1 },
		{ data: { nonce: 'nonce-2' } },
	]) {
		const easier = { ...challenge, parameters: { ...challenge.parameters, ...change } };
		expect(await verifyProof('secret', 'nonce-1', proofOf(easier, solution))).toBe(false);
		expect(await verifyProof('secret', 'nonce-2', proofOf(easier, solution))).toBe(false);
	}
});

test('whatever stands in for a proof is refused, never thrown at', async () => {
	const json = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64'));
	const alike = fc
		.record({ challenge: fc.jsonValue(), solution: fc.jsonValue() })
		.map(({ challenge, solution }) => proofOf(challenge, solution));
	await fc.assert(
		fc.asyncProperty(fc.oneof(fc.string(), json, alike), async (text) => {
			expect(await verifyProof('secret', 'nonce-1', text)).toBe(false);
		}),
	);
});
