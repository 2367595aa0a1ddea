import { countLeads, type Frequencies } from '../../../leads/matching/leads/frequencies';
import { blockingKeysOf, keyClasses } from '../../../leads/matching/leads/leadKeys';
import {
	type LeadCells,
	type LeadProfile,
	readProfile,
} from '../../../leads/matching/leads/profile';
import { matchLead, strongKeysOf } from '../../../leads/matching/matchLead';
import { certainBits, possibleBits } from '../../../leads/matching/presets/preset';
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
	// One in fourteen is of the same family.
	count: (kind, value) => (kind === 'family' ? 7_000 : counted.count(kind, value)),
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

function bitsBetween(one: Partial<LeadCells>, other: Partial<LeadCells>): number {
	const [found] = matchLead(lead(one), [{ id: 0, profile: lead(other) }], frequencies);
	return found.bits;
}

test('what is known of the employer is no evidence: its address tells as much as its name', () => {
	const name = '方建国';
	const byCompany = bitsBetween(
		{ name, company: '上海启云科技有限公司' },
		{ name, company: '上海启云科技有限公司' },
	);
	const byAddress = bitsBetween(
		{ name, address: '上海市徐汇区长江路374号2616室' },
		{ name, address: '上海市徐汇区长江路374号2616室' },
	);
	const byDomain = bitsBetween(
		{ name, website: 'www.qiyun-example.cn' },
		{ name, website: 'qiyun-example.cn' },
	);
	expect(byDomain).toBeCloseTo(byCompany, 6);
	// It counts one more neighbour: addresses are often cut short.
	expect(Math.abs(byAddress - byCompany)).toBeLessThanOrEqual(1);
});

test('mailboxes of namesakes at one company are near each other anyway', () => {
	const company = '沈阳启云贸易有限公司';
	const wangw = { name: '王先生', company, emails: ['wangw@qiyun-example.cn'] };
	const wangr = { name: '王若丽', company, emails: ['wangr@qiyun-example.cn'] };
	expect(bitsBetween(wangw, wangr)).toBeLessThan(certainBits / 2);
	const dotted = { name: '朱丽行', company, emails: ['zhu.lixing@qiyun-example.cn'] };
	const plain = { name: '朱丽行', company, emails: ['zhulixing@qiyun-example.cn'] };
	const withNumbers = bitsBetween(
		{ ...dotted, phones: ['13800138000'], title: '总经理' },
		{ ...plain, phones: ['13900139000'], title: '助理' },
	);
	expect(withNumbers).toBeLessThan(certainBits);
	expect(bitsBetween(dotted, plain)).toBeGreaterThan(possibleBits);
	// No second colleague is told apart by a slip in the domain.
	const misspelt = { ...dotted, emails: ['zhu.lixing@qiyun-exmaple.cn'] };
	expect(bitsBetween(dotted, misspelt)).toBeGreaterThan(bitsBetween(dotted, plain) + 5);
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
