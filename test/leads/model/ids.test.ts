import { isId, lowestIdAt, newId } from '../../../leads/model/ids';

/** Ahead of everything that other tests of this process may have made. */
const start = Date.UTC(2090, 0, 1);

describe('ids', () => {
	it('are UUIDs of version 7 that tell their instant', () => {
		for (let index = 0; index < 200; index += 1) {
			const id = newId(start + index);
			expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
			expect(isId(id)).toBe(true);
			expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(start + index);
		}
	});

	it('grow, also within a millisecond, when that overflows, and when the clock goes back', () => {
		const now = start + 1000;
		const ids = Array.from({ length: 10_000 }, (_, index) => newId(index < 9000 ? now : now - 500));
		expect([...ids].sort()).toEqual(ids);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('differ in every variant', () => {
		const variants = new Set(Array.from({ length: 400 }, () => newId(start + 5000)[19]));
		expect([...variants].sort()).toEqual(['8', '9', 'a', 'b']);
	});

	it('lie above the lowest id of their instant and below that of the next', () => {
		const now = start + 60_000;
		const id = newId(now);
		expect(id >= lowestIdAt(now)).toBe(true);
		expect(id < lowestIdAt(now + 1)).toBe(true);
		expect(lowestIdAt(-5)).toBe(lowestIdAt(0));
	});

	it.each([
		'',
		'x',
		'01890A5D-AC96-774B-BCCE-B302099A8057',
		'01890a5d-ac96-774b-bcce-b302099a805',
		'-'.repeat(36),
	])('%s is none', (text) => {
		expect(isId(text)).toBe(false);
	});
});
