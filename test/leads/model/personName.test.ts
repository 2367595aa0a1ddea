import * as fc from 'fast-check';
import {
	composeName,
	familyNamesConflict,
	nameEvidence,
	parsePersonName,
	splitName,
} from '../../../leads/model/personName';
import { anyText } from './anyText';

test.each([
	['王伟', '王', '伟', 'han'],
	['欧阳修', '欧阳', '修', 'han'],
	['诸葛 孔明', '诸葛', '孔明', 'han'],
	['司马光先生', '司马', '光', 'han'],
	['王总', '王', '', 'han'],
	['李女士', '李', '', 'han'],
	['张工', '张', '', 'han'],
	['王伟（采购）', '王', '伟', 'han'],
	['王伟 David', '王', '伟', 'han'],
	['John Smith', 'Smith', 'John', 'latin'],
	['Smith, John', 'Smith', 'John', 'latin'],
	['Dr. Jane Roe, PhD', 'Roe', 'Jane', 'latin'],
	['WANG Wei', 'WANG', 'Wei', 'latin'],
	['David Wang', 'Wang', 'David', 'latin'],
	['Wang Xiaoming', 'Wang', 'Xiaoming', 'latin'],
	['Vincent van Gogh', 'van Gogh', 'Vincent', 'latin'],
	['Jürgen Müller', 'Müller', 'Jürgen', 'latin'],
	['JohnSmith', 'Smith', 'John', 'latin'],
])('%s → %s | %s', (name, family, given, script) => {
	expect(parsePersonName({ name })).toMatchObject({ family, given, script });
});

test.each([
	'Wei Wang',
	'WangWei',
	'小王',
	'老李',
	'王',
	'乐乐',
	'开心就好',
	'采购部',
	'管理员',
	'Jane',
	'jane@example.com',
	'John S.',
	'McDonald',
	'Иван Петров',
	'山田太郎',
	'',
	'13800138000',
])('%j: nobody can tell the family name', (name) => {
	expect(splitName(name)).toEqual({ family: '', given: '' });
});

test('two fields are believed, and written the way their script wants', () => {
	expect(parsePersonName({ lastName: '王', firstName: '伟' })).toMatchObject({
		display: '王伟',
		family: '王',
		given: '伟',
	});
	expect(parsePersonName({ lastName: 'Smith', firstName: 'John' })).toMatchObject({
		display: 'John Smith',
		family: 'Smith',
	});
	expect(composeName('', 'John')).toBe('John');
});

describe('one key for all spellings of a name', () => {
	test.each([
		['wang wei', ['王伟', 'Wei Wang', 'Wang Wei', 'WANG Wei', 'WangWei', 'wang wei']],
		['ouyang xiu', ['欧阳修', 'Ouyang Xiu', 'Xiu OUYANG']],
		['xiaoming zeng', ['曾小明', 'Zeng Xiaoming', 'Xiao-Ming Zeng']],
		['bo shan', ['单博', 'Shan Bo']],
		['john smith', ['John Smith', 'Smith, John', 'JohnSmith', 'Mr. John Smith']],
	])('%s', (key, names) => {
		expect(names.map((name) => parsePersonName({ name }).key)).toEqual(names.map(() => key));
	});
});

describe('familyNamesConflict', () => {
	const conflict = (a: string, b: string) => familyNamesConflict(nameEvidence(a), nameEvidence(b));

	test.each([
		['王伟', 'Wei Wang'],
		['王伟', 'Wang Wei'],
		['王伟', 'David Wang'],
		['王伟', '王先生'],
		['John Smith', 'Jane Smith'],
		['Jürgen Müller', 'J. Mueller'],
		['陳大文', 'Chan Tai Man'],
		['陈大文', '陳大文'],
		['吕布', 'Lu Bu'],
		['曾国强', 'Tsang Kwok Keung'],
		['张伟', '章伟'],
		['José García Márquez', 'José García'],
		['Anna Schmidt-Meier', 'Anna Meier'],
		['John', 'Mary'],
		['小王', '李娜'],
		['', '李娜'],
		['John Smith', 'Иван Петров'],
		['王伟', 'jane@example.com'],
	])('%s and %s: no', (a, b) => {
		expect(conflict(a, b)).toBe(false);
		expect(conflict(b, a)).toBe(false);
	});

	test.each([
		['王伟', '李娜'],
		['王先生', '李女士'],
		['王伟', 'David Li'],
		['John Smith', 'Mary Jones'],
		['欧阳修', '王伟'],
	])('%s and %s: yes', (a, b) => {
		expect(conflict(a, b)).toBe(true);
		expect(conflict(b, a)).toBe(true);
	});

	test('is symmetric, nobody conflicts with himself, evidence is short', () => {
		fc.assert(
			fc.property(anyText, anyText, (a, b) => {
				expect(conflict(a, b)).toBe(conflict(b, a));
				expect(conflict(a, a)).toBe(false);
				expect(nameEvidence(a).length).toBeLessThanOrEqual(60);
			}),
			{ numRuns: 500 },
		);
	});
});

test('reading any text ends without an error', () => {
	fc.assert(
		fc.property(anyText, anyText, anyText, (name, firstName, lastName) => {
			const person = parsePersonName({ name, firstName, lastName });
			expect(typeof person.key).toBe('string');
			expect(parsePersonName({ name: person.display }).display).toBe(person.display);
		}),
		{ numRuns: 300 },
	);
});
