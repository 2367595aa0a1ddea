import fc from 'fast-check';
import { compareLeads, differingPart } from '../../../../pages/desk/review/comparison';
import { exampleLead, exampleView } from '../exampleDesk';

const view = exampleView();

function kinds(
	left: Parameters<typeof exampleLead>[0],
	right: Parameters<typeof exampleLead>[0],
): Record<string, string> {
	const fields = compareLeads(exampleLead(left), exampleLead(right), view);
	return Object.fromEntries(fields.map(({ field, is }) => [field, is]));
}

describe('The comparison of two records', () => {
	it('tells what is the same, what differs and what only one has', () => {
		const left = { email: 'a@example.com', city: '上海', custom: { level: 'A', own: 1 } };
		const right = { email: 'b@example.com', mobile: '+8613800138000', custom: { level: 'A' } };
		expect(kinds(left, right)).toEqual({
			name: 'same',
			company: 'same',
			status: 'same',
			email: 'differs',
			mobile: 'onlyRight',
			city: 'onlyLeft',
			'custom.level': 'same',
			'custom.own': 'onlyLeft',
		});
	});

	it('takes empty text for nothing', () => {
		expect(kinds({ city: '' }, { city: null })).not.toHaveProperty('city');
	});

	it('shows the parts of a name only where there is no whole one', () => {
		const parts = { firstName: 'Ada', lastName: 'Example' };
		expect(kinds({ name: 'Ada Example', ...parts }, parts)).not.toHaveProperty('firstName');
		expect(kinds({ name: undefined, ...parts }, { name: undefined })).toMatchObject({
			firstName: 'onlyLeft',
			lastName: 'onlyLeft',
		});
	});
});

describe('The part that differs', () => {
	it.each([
		['13800138000', '13800138001', ['1380013800', '0', '']],
		['上海智云科技', '上海智远科技', ['上海智', '云', '科技']],
		['Ada', 'Ada Example', ['Ada', '', '']],
		['Ada Example', 'Ada', ['Ada', ' Example', '']],
		['王小明', 'Wang', ['', '王小明', '']],
	])('of %s beside %s', (text, other, expected) => {
		expect(differingPart(text, other)).toEqual(expected);
	});

	it('loses nothing and leaves equal texts unmarked', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
				expect(differingPart(a, b).join('')).toBe(a);
				expect(differingPart(a, a)).toEqual([a, '', '']);
			}),
		);
	});
});
