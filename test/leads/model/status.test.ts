import * as fc from 'fast-check';
import {
	canTransition,
	isOpenStatus,
	leadStatuses,
	leadStatusNames,
	openStatuses,
	parseStatus,
	presetLabel,
	statusLabel,
} from '../../../leads/model/status';
import { presetStatuses, statusPresetNames } from '../../../leads/model/statusPresets';
import { anyText } from './anyText';

test.each([
	['Not Contacted', 'zoho', 'new'],
	['Attempted to Contact', 'zoho', 'attempted'],
	['Contact in Future', 'zoho', 'onHold'],
	['Junk Lead', 'zoho', 'junk'],
	['Lost Lead', 'zoho', 'unqualified'],
	['Pre-Qualified', 'zoho', 'qualified'],
	['Not Qualified', 'zoho', 'unqualified'],
	['Open - Not Contacted', 'salesforce', 'new'],
	['Working - Contacted', 'salesforce', 'contacted'],
	['Closed - Converted', 'salesforce', 'converted'],
	['Closed - Not Converted', 'salesforce', 'unqualified'],
	['Nurturing', 'salesforce', 'nurturing'],
	['待分配', 'wecomScrm', 'new'],
	['待添加', 'wecomScrm', 'new'],
	['待通过', 'wecomScrm', 'attempted'],
	['跟进中', 'wecomScrm', 'working'],
	['已转化', 'wecomScrm', 'converted'],
	['无效', 'wecomScrm', 'junk'],
	['空号', 'wecomScrm', 'junk'],
	['In Process', 'default', 'working'],
	['Recycled', 'default', 'nurturing'],
	['Dead', 'default', 'unqualified'],
] as const)('%s of %s is %s', (text, preset, status) => {
	expect(parseStatus(text, preset)).toBe(status);
	expect(parseStatus(text)).toBe(status);
});

test('values, labels, case, width and spaces', () => {
	for (const status of leadStatusNames) {
		expect(parseStatus(status)).toBe(status);
		expect(parseStatus(statusLabel(status, 'en').toUpperCase())).toBe(status);
		expect(parseStatus(` ${statusLabel(status, 'zh')} `)).toBe(status);
	}
	expect(parseStatus('ＪＵＮＫ ＬＥＡＤ')).toBe('junk');
	expect(parseStatus('constructor')).toBeUndefined();
	expect(parseStatus('')).toBeUndefined();
	expect(statusLabel('our own word', 'zh')).toBe('our own word');
});

test('within a preset no label means two statuses', () => {
	for (const preset of statusPresetNames) {
		const labels = Object.values(presetStatuses[preset]).flat();
		expect(new Set(labels).size).toBe(labels.length);
	}
});

test('an exported label is read back as its status', () => {
	for (const preset of statusPresetNames) {
		for (const status of leadStatusNames) {
			for (const language of ['en', 'zh'] as const) {
				expect(parseStatus(presetLabel(status, preset, language), preset)).toBe(status);
			}
		}
	}
});

test('open leads may become anything, closed ones must be opened first, converted ones stay', () => {
	for (const from of leadStatusNames) {
		for (const to of leadStatusNames) {
			const { phase } = leadStatuses[from];
			if (from === to || phase === 'open') expect(canTransition(from, to)).toBe(true);
			else if (phase === 'terminal' || to === 'converted')
				expect(canTransition(from, to)).toBe(false);
		}
	}
	expect(canTransition('junk', 'new')).toBe(true);
	expect(canTransition('junk', 'qualified')).toBe(false);
});

test('open statuses', () => {
	expect(openStatuses).toEqual([
		'new',
		'attempted',
		'contacted',
		'working',
		'nurturing',
		'onHold',
		'qualified',
	]);
	expect(isOpenStatus('converted')).toBe(false);
	expect(isOpenStatus('our own word')).toBe(true);
});

test('any text is read without an error', () => {
	fc.assert(
		fc.property(
			anyText,
			(text) => parseStatus(text) === undefined || parseStatus(text) !== undefined,
		),
	);
});
