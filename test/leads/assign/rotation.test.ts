import fc from 'fast-check';
import {
	creditTurn,
	emptyRotation,
	nextTurn,
	type Candidate,
	type ReturnPolicy,
	type RotationState,
} from '../../../leads/assign/rotation';

const team = (weights: Record<string, number>): Candidate[] =>
	Object.entries(weights).map(([memberId, weight]) => ({ memberId, weight }));

/** So many turns for the same candidates. */
function rotate(
	candidates: readonly Candidate[],
	count: number,
	from: RotationState = emptyRotation,
	returns: ReturnPolicy = 'noCatchUp',
	mostExtra?: number,
): { order: string[]; state: RotationState } {
	let state = from;
	const order: string[] = [];
	for (let turn = 0; turn < count; turn += 1) {
		const next = nextTurn(state, candidates, { returns, mostExtra });
		if (!next) throw new Error('nobody');
		order.push(next.memberId);
		state = next.state;
	}
	return { order, state };
}

const counts = (order: readonly string[]) => {
	const count = new Map<string, number>();
	for (const id of order) count.set(id, (count.get(id) ?? 0) + 1);
	return count;
};

describe('a rotation', () => {
	it.each([
		[{ a: 3, b: 2, c: 1 }, 'abcaba'],
		[{ a: 5, b: 1, c: 1 }, 'aabcaaa'],
		[{ a: 2, b: 1 }, 'aba'],
		[{ a: 1, b: 1, c: 1 }, 'abcabc'],
	])('of weights %j begins %s and repeats', (weights, expected) => {
		const { order } = rotate(team(weights), expected.length * 3);
		expect(order.join('')).toBe(expected.repeat(3));
	});

	it('gives whoever comes back their turn, and no flood', () => {
		const all = team({ a: 1, b: 1, c: 1 });
		const start = rotate(all, 3).state;
		const without = rotate(all.slice(0, 2), 60, start).state;
		expect(rotate(all, 6, without).order.join('')).toBe('cabcab');
	});

	it('makes up for missed turns where it is asked to, or for some of them', () => {
		const all = team({ a: 1, b: 1, c: 1 });
		const away = rotate(all.slice(0, 2), 20, rotate(all, 3).state).state;
		expect(counts(rotate(all, 10, away, 'fullCatchUp').order).get('c')).toBe(10);
		const capped = rotate(all, 12, away, 'cappedCatchUp', 3).order;
		expect(counts(capped).get('c')).toBe(4 + 2);
	});

	it('gives a turn back for a lead that was worth nothing', () => {
		const all = team({ a: 1, b: 1, c: 1 });
		const { state } = rotate(all, 3);
		expect(rotate(all, 4, creditTurn(state, 'b')).order.join('')).toBe('bacb');
		expect(creditTurn(state, 'nobody')).toEqual(state);
	});

	it('keeps a turn that was given back for whoever is away meanwhile', () => {
		const { state } = rotate(team({ a: 1, b: 1, c: 1 }), 3);
		const away = rotate(team({ a: 1, c: 1 }), 6, creditTurn(state, 'b')).state;
		const back = rotate(team({ a: 1, b: 1, c: 1 }), 5, away).order.join('');
		expect(back.slice(0, 1)).toBe('b');
		expect([...back].filter((name) => name === 'b')).toHaveLength(2);
	});

	it('has nobody to give to without candidates, and gives nothing to a weight of 0', () => {
		expect(nextTurn(emptyRotation, [])).toBeUndefined();
		expect(nextTurn(emptyRotation, team({ a: 0 }))).toBeUndefined();
		expect(rotate(team({ a: 0, b: 1 }), 5).order.join('')).toBe('bbbbb');
	});

	it('survives being kept as JSON, and takes any order of candidates', () => {
		const all = team({ a: 3, b: 2, c: 1 });
		let state = emptyRotation;
		let order = '';
		for (let turn = 0; turn < 12; turn += 1) {
			const next = nextTurn(JSON.parse(JSON.stringify(state)), turn % 2 ? [...all].reverse() : all);
			state = next!.state;
			order += next!.memberId;
		}
		expect(order).toBe('abcabaabcaba');
	});

	const weight = fc.integer({ min: 1, max: 9 });

	it('keeps counts by weight within one turn for a fixed team', () => {
		fc.assert(
			fc.property(
				fc.array(weight, { minLength: 2, maxLength: 8 }),
				fc.integer({ min: 1, max: 300 }),
				(weights, leads) => {
					const all = weights.map((share, index) => ({ memberId: `m${index}`, weight: share }));
					const count = counts(rotate(all, leads).order);
					const shares = all.map((one) => (count.get(one.memberId) ?? 0) / one.weight);
					expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1 + 1e-9);
				},
			),
		);
	});

	it('keeps equals within one lead whoever else comes and goes, and after anybody returns', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 2, max: 4 }),
				fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), {
					minLength: 20,
					maxLength: 200,
				}),
				(always, rounds) => {
					const steady = Array.from({ length: always }, (_, index) => `s${index}`);
					let state = emptyRotation;
					const count = new Map<string, number>();
					/** Counts since each flickering member was last away. */
					const since = new Map<string, Map<string, number>>();
					for (const flicker of rounds) {
						const here = flicker.flatMap((isHere, index) => (isHere ? [`f${index}`] : []));
						for (const id of since.keys()) if (!here.includes(id)) since.delete(id);
						for (const id of here) if (!since.has(id)) since.set(id, new Map());
						const next = nextTurn(
							state,
							[...steady, ...here].map((memberId) => ({ memberId, weight: 1 })),
						)!;
						state = next.state;
						count.set(next.memberId, (count.get(next.memberId) ?? 0) + 1);
						for (const own of since.values())
							own.set(next.memberId, (own.get(next.memberId) ?? 0) + 1);
						const steadyCounts = steady.map((id) => count.get(id) ?? 0);
						expect(Math.max(...steadyCounts) - Math.min(...steadyCounts)).toBeLessThanOrEqual(1);
						for (const [id, own] of since) {
							for (const other of steady) {
								const apart = (own.get(id) ?? 0) - (own.get(other) ?? 0);
								expect(Math.abs(apart)).toBeLessThanOrEqual(1);
							}
						}
					}
				},
			),
		);
	});

	it('is not disturbed by somebody who leaves for good and comes again', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 50 }), (leads) => {
				const all = team({ a: 1, b: 1, c: 1 });
				const some = all.slice(0, 2);
				const start = rotate(all, leads).state;
				const gone = rotate(some, leads, start);
				const order = (ids: readonly string[]) => ids.filter((id) => id !== 'c').join('');
				const back = rotate(all, 6, gone.state).order;
				expect(order(back).startsWith(order(rotate(some, 4, gone.state).order))).toBe(true);
			}),
		);
	});
});
