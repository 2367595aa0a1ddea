import fc from 'fast-check';
import { TransactionPace } from '../../../leads/store/transactionPace';

describe('TransactionPace', () => {
	it('takes fewer pieces where they are slow, and more, little by little, where they are quick', () => {
		const pace = new TransactionPace('sqlite', 60);
		pace.learn(15, 60);
		expect(pace.next).toBe(6);
		pace.learn(6, 3);
		expect(pace.next).toBe(9);
		for (let turn = 0; turn < 10; turn += 1) pace.learn(pace.next, pace.next * 0.1);
		expect(pace.next).toBe(60);
	});

	it('keeps a transaction of pieces that take as long as before within 25 ms, but for the least one', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.1, max: 5, noNaN: true }),
				fc.integer({ min: 5, max: 100 }),
				(msOfPiece, most) => {
					const pace = new TransactionPace('sqlite', most);
					for (let turn = 0; turn < 12; turn += 1) pace.learn(pace.next, pace.next * msOfPiece);
					expect(pace.next).toBeGreaterThanOrEqual(5);
					expect(pace.next).toBeLessThanOrEqual(most);
					if (pace.next > 5) expect(pace.next * msOfPiece).toBeLessThanOrEqual(25 + msOfPiece);
				},
			),
		);
	});

	it('knows how long it kept the event loop, and does not count waiting', async () => {
		const pace = new TransactionPace('sqlite', 60);
		pace.begin();
		await new Promise((resolve) => setTimeout(resolve, 200));
		pace.end(15);
		expect(pace.next).toBeGreaterThan(15);
		pace.begin();
		const until = performance.now() + 200;
		while (performance.now() < until);
		pace.end(pace.next);
		expect(pace.next).toBe(5);
	});

	it('takes as many as ever on PostgreSQL, which blocks nobody', () => {
		const pace = new TransactionPace('postgres', 60);
		const before = pace.next;
		pace.begin();
		pace.end(before);
		expect(pace.next).toBe(before);
		expect(before).toBeGreaterThan(60);
	});
});
