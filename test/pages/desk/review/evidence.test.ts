import { leadFeatures } from '../../../../leads/matching/leads/leadModel';
import { evidence } from '../../../../pages/desk/review/evidence';
import { featureWord, hasWordsFor, levelWord } from '../../../../pages/desk/review/evidenceWords';
import { percentText } from '../../../../pages/desk/review/pair';
import { exampleView, readable } from '../exampleDesk';
import { examplePair } from './examplePair';

describe('The evidence of a pair', () => {
	it('has words for everything the engine compares leads by', () => {
		const noLead = (): never => {
			throw new Error('Nothing is compared here');
		};
		const features = leadFeatures(noLead, { total: 0, count: () => 0, isShared: () => false });
		const levels = features.flatMap(({ name, levels: own }) =>
			own.slice(1).map((level) => [name, level.name]),
		);
		expect(levels.length).toBeGreaterThan(20);
		const missing = [['prior', 'any two'], ...levels].filter(
			([one, level]) => !hasWordsFor(one, level),
		);
		expect(missing).toEqual([]);
	});

	it('calls what it does not know as the engine does', () => {
		expect(featureWord('constructor', 'zh')).toBe('constructor');
		expect(levelWord('person', 'toString', 'en')).toBe('toString');
	});

	it('says what each comparison adds, in words for who cannot see the bars', () => {
		const english = readable(evidence(examplePair(), exampleView()) ?? '');
		expect(english).toContain('Name same name in another script +9.0 speaks for one person');
		expect(english).toContain('Job title another title −2.0 speaks against it');
		expect(english).toContain('Together +5.0 points: 97%');
		const chinese = readable(evidence(examplePair(), exampleView('zh')) ?? '');
		expect(chinese).toContain('姓名 汉字与拼音一致 +9.0 支持是同一人');
		expect(chinese).toContain('合计 +5.0 分，即 97%');
	});

	it('draws what speaks for it to the right and what speaks against it to the left', () => {
		const page = String(evidence(examplePair(), exampleView()));
		expect(page).toContain('<rect class="for" x="50" width="50"');
		expect(page).toContain('<rect class="against" x="39" width="11"');
	});

	it('tells the reasons of a pair that no comparison put up', () => {
		const reasons = [{ code: 'conflictingKeys', text: 'English', field: 'email' }];
		const pair = examplePair({
			parts: undefined,
			bits: undefined,
			probability: undefined,
			reasons,
		});
		expect(readable(evidence(pair, exampleView('zh')) ?? '')).toContain('邮箱属于另一条记录');
		expect(evidence({ ...pair, reasons: [] }, exampleView())).toBeUndefined();
	});
});

it.each([
	[0.99999, '>99.9%'],
	[0.9954, '99.5%'],
	[0.97, '97%'],
	[0.5, '50%'],
	[0.004, '0.4%'],
	[0.000001, '<0.1%'],
])('writes %d as %s: nobody knows for certain', (probability, text) => {
	expect(percentText(probability)).toBe(text);
});
