import fc from 'fast-check';
import { resolveIdentity, type KeyHolder } from '../../../../leads/store/leads/resolveIdentity';
import type { StoredKey } from '../../../../leads/store/leads/identities';

const mobile: StoredKey = { kind: 'mobile', key: '+8613912345678' };
const email: StoredKey = { kind: 'email', key: 'a@example.com' };
const chat: StoredKey = { kind: 'wecom', key: 'wm1' };

function holder(entityId: string, more: Partial<KeyHolder> = {}): KeyHolder {
	return { entityType: 'lead', entityId, state: 'own', nameEvidence: '', ...more };
}

function resolve(
	held: Array<[StoredKey, KeyHolder]>,
	keys: readonly StoredKey[],
	{ evidence = '', knownId }: { evidence?: string; knownId?: string } = {},
) {
	const holders = new Map(held.map(([{ key }, one]) => [key, one]));
	return resolveIdentity(keys, evidence, ({ key }) => holders.get(key), knownId);
}

describe('whom keys name', () => {
	it('is nobody when nobody holds them', () => {
		expect(resolve([], [mobile, email])).toEqual({
			free: [mobile, email],
			rivals: [],
			contradicted: [],
		});
	});

	it('is the holder of the strongest one; the others are rivals, each once', () => {
		const result = resolve(
			[
				[chat, holder('a')],
				[mobile, holder('b')],
				[email, holder('b')],
			],
			[chat, mobile, email],
		);
		expect(result.target).toEqual({ holder: holder('a'), by: chat });
		expect(result.rivals).toEqual([{ holder: holder('b'), by: mobile }]);
	});

	it('is told by what is not shared', () => {
		const shared = holder('a', { state: 'shared' });
		const result = resolve(
			[
				[mobile, shared],
				[email, holder('b')],
			],
			[mobile, email],
		);
		expect(result).toMatchObject({ target: { holder: { entityId: 'b' } }, free: [], rivals: [] });
	});

	it('is not the holder when the family name is another one', () => {
		const result = resolve([[mobile, holder('a', { nameEvidence: 'wang wong' })]], [mobile], {
			evidence: 'li lee',
		});
		expect(result.target).toBeUndefined();
		expect(result.contradicted).toMatchObject([{ holder: { entityId: 'a' }, by: mobile }]);
	});

	it('is the holder when no name contradicts, or the key cannot be lent', () => {
		for (const [key, evidence] of [
			[mobile, 'wang'],
			[mobile, ''],
			[chat, 'li'],
		] as const) {
			const result = resolve([[key, holder('a', { nameEvidence: 'wang wong' })]], [key], {
				evidence,
			});
			expect(result.target?.holder.entityId).toBe('a');
		}
	});

	it('is who the record is known to be, whatever its keys say', () => {
		const result = resolve(
			[
				[mobile, holder('me', { nameEvidence: 'wang' })],
				[email, holder('other')],
			],
			[mobile, email, chat],
			{ evidence: 'li', knownId: 'me' },
		);
		expect(result).toEqual({
			free: [chat],
			rivals: [{ holder: holder('other'), by: email }],
			contradicted: [],
		});
	});

	it('puts every key into exactly one place, or leaves it to the target or to nobody', () => {
		const keys = fc.uniqueArray(
			fc
				.integer({ min: 0, max: 9 })
				.map((n): StoredKey => ({ kind: n % 2 ? 'email' : 'mobile', key: `k${n}` })),
			{
				selector: ({ key }) => key,
			},
		);
		const held = fc.dictionary(
			fc.integer({ min: 0, max: 9 }).map((n) => `k${n}`),
			fc.record({
				entityType: fc.constant('lead'),
				entityId: fc.constantFrom('a', 'b', 'c'),
				state: fc.constantFrom('own', 'shared'),
				nameEvidence: fc.constantFrom('', 'wang', 'li'),
			}),
		);
		fc.assert(
			fc.property(
				keys,
				held,
				fc.constantFrom('', 'wang', 'li'),
				fc.option(fc.constantFrom('a', 'z'), { nil: undefined }),
				(given, holders, evidence, knownId) => {
					const result = resolveIdentity(
						given,
						evidence,
						({ key }) => (Object.hasOwn(holders, key) ? holders[key] : undefined),
						knownId,
					);
					const target = knownId ?? result.target?.holder.entityId;
					for (const key of given) {
						const one = Object.hasOwn(holders, key.key) ? holders[key.key] : undefined;
						const places = [
							result.free.includes(key),
							result.contradicted.some(({ by }) => by === key),
							one !== undefined && (one.state === 'shared' || one.entityId === target),
							result.rivals.some(({ holder: rival }) => rival.entityId === one?.entityId),
						];
						expect(places.filter(Boolean).length).toBeGreaterThanOrEqual(1);
					}
					expect(result.rivals.some(({ holder: rival }) => rival.entityId === target)).toBe(false);
					expect(result.free.every(({ key }) => !Object.hasOwn(holders, key))).toBe(true);
				},
			),
		);
	});
});
