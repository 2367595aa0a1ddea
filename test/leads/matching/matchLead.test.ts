import { countLeads, type Frequencies } from '../../../leads/matching/leads/frequencies';
import { blockingKeysOf, keyClasses } from '../../../leads/matching/leads/leadKeys';
import {
	type LeadCells,
	type LeadProfile,
	readProfile,
} from '../../../leads/matching/leads/profile';
import { matchLead, strongKeysOf } from '../../../leads/matching/matchLead';
import { runAtOnce } from '../../../leads/matching/runInSlices';

function lead(cells: Partial<LeadCells>): LeadProfile {
	return readProfile({
		name: '',
		company: '',
		emails: [],
		phones: [],
		website: '',
		address: '',
		city: '',
		country: '',
		title: '',
		...cells,
	});
}

const stored = [
	lead({ name: '王建国', company: '上海智云科技有限公司', phones: ['13800138000'] }),
	lead({ name: '李娜', company: '上海智云科技有限公司', phones: ['021-55550000'] }),
	lead({ name: 'Jane Roe', company: 'Acme Inc.', emails: ['jane@acme-example.com'] }),
];
/** A store in which each value is as rare as in a large one. */
const counted = runAtOnce(countLeads(stored));
const frequencies: Frequencies = {
	total: 100_000,
	count: (kind, value) => counted.count(kind, value),
	isShared: (kind, key) => counted.isShared(kind, key),
};
const candidates = stored.map((profile, id) => ({ id, profile }));

test('the person in another script is found, the colleague is not', () => {
	const captured = lead({
		name: 'Wang Jianguo',
		company: 'Zhiyun Technology',
		phones: ['13800138000'],
	});
	const [best, ...others] = matchLead(captured, candidates, frequencies);
	expect(best.id).toBe(0);
	expect(best.probability).toBeGreaterThan(0.99);
	expect(best.parts.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(best.bits, 9);
	for (const other of others) expect(other.bits).toBeLessThan(0);
});

test('a lead that says nothing matches nobody', () => {
	for (const { bits } of matchLead(lead({}), candidates, frequencies))
		expect(bits).toBeLessThan(-10);
	expect(blockingKeysOf(lead({}))).toEqual([]);
});

test('spellings of one person share a strong key, in one order', () => {
	const one = strongKeysOf(lead({ name: '王建國', company: '上海智雲科技有限公司' }));
	const other = strongKeysOf(
		lead({ name: 'WANG Jianguo', company: 'Zhiyun Technology Co., Ltd.' }),
	);
	expect(one).toEqual([{ class: 'nameAndCompany', text: 'jianguowang zhiyun' }]);
	expect(other).toEqual(one);
	const many = strongKeysOf(stored[0]).map((key) => `${key.class} ${key.text}`);
	expect(many).toEqual([...many].sort());
});

test('keys are few, each once, of known classes; role mailboxes give none', () => {
	const keys = blockingKeysOf(
		lead({
			name: 'Jane Roe',
			company: 'Acme Inc.',
			emails: ['info@acme-example.com', 'jane.roe@acme-example.com'],
			phones: ['+1 415 555 0100 / +1 415 555 0101'],
			address: '12 Oak Street, Suite 4',
			city: 'Springfield',
		}),
	);
	const texts = keys.map((key) => `${key.class} ${key.text}`);
	expect(new Set(texts).size).toBe(texts.length);
	expect(texts.length).toBeLessThanOrEqual(32);
	for (const key of keys) expect(Object.keys(keyClasses)).toContain(key.class);
	expect(texts.some((text) => text.includes('info@'))).toBe(false);
});
