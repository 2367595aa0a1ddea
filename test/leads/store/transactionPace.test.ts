import fc from 'fast-check';
import { TransactionPace } from '../../../leads/store/transactionPace';

/** A pace whose event loop is as busy as its test says. */
function paceOf(dialect: 'sqlite' | 'postgres', most: number) {
	let busyMs = 1000;
	const pace = new TransactionPace(dialect, most, () => busyMs);
	const take = (pieces: number, ms: number): void => {
		pace.begin();
		busyMs += ms;
		pace.end(pieces);
	};
	return { pace, take };
}

describe('TransactionPace', () => {
	it('takes fewer pieces where they are slow, and more, little by little, where they are quick', () => {
		const { pace, take } = paceOf('sqlite', 60);
		take(15, 60);
		expect(pace.next).toBe(6);
		take(6, 3);
		expect(pace.next).toBe(9);
		for (let turn = 0; turn < 10; turn += 1) take(pace.next, pace.next * 0.1);
		expect(pace.next).toBe(60);
	});

	it('keeps a transaction of pieces that take as long as before within 25 ms, but for the least one', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.1, max: 5, noNaN: true }),
				fc.integer({ min: 5, max: 100 }),
				(msOfPiece, most) => {
					const { pace, take } = paceOf('sqlite', most);
					for (let turn = 0; turn < 12; turn += 1) take(pace.next, pace.next * msOfPiece);
					expect(pace.next).toBeGreaterThanOrEqual(5);
					expect(pace.next).toBeLessThanOrEqual(most);
					if (pace.next > 5) expect(pace.next * msOfPiece).toBeLessThanOrEqual(25 + msOfPiece);
				},
			),
		);
	});

	it('takes more after a wait than after as much work', async () => {
		const pieces = 180;
		const ms = 600;
		const working = new TransactionPace('sqlite', 60);
		working.begin();
		const until = performance.now() + ms;
		while (performance.now() < until);
		working.end(pieces);
		expect(working.next).toBeLessThanOrEqual(Math.round((pieces * 25) / ms));
		// However slow the machine is: a wait counts less than its whole length.
		const waiting = new TransactionPace('sqlite', 60);
		waiting.begin();
		await new Promise((resolve) => setTimeout(resolve, ms));
		waiting.end(pieces);
		expect(waiting.next).toBeGreaterThan(working.next);
	});

	it('takes as many as ever on PostgreSQL, which blocks nobody', () => {
		const { pace, take } = paceOf('postgres', 60);
		const before = pace.next;
		take(before, 500);
		expect(pace.next).toBe(before);
		expect(before).toBeGreaterThan(60);
	});
});
