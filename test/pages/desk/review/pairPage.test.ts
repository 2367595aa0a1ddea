import { readChoices } from '../../../../pages/desk/review/fieldChoices';
import { pairPage, versionsOf } from '../../../../pages/desk/review/pairPage';
import { exampleLead, exampleView, readable } from '../exampleDesk';
import { examplePair, examplePairPage, OTHER_ID } from './examplePair';

const view = exampleView();

describe('The page of a pair', () => {
	const page = pairPage(examplePairPage(), view).toString();

	it('asks in the language of the visitor, and says how likely it is and why', () => {
		expect(readable(page)).toContain('Is this the same person?');
		expect(readable(page)).toContain('Very likely the same · 97%');
		expect(readable(page)).toContain(
			'Name: same name in another script; Phone: a slip of one digit',
		);
		const chinese = readable(pairPage(examplePairPage(), exampleView('zh')));
		for (const shown of [
			'是同一个人吗？',
			'很可能是同一人 · 97%',
			'姓名：汉字与拼音一致',
			'合并为一条',
			'不是重复',
			'主记录',
		]) {
			expect(chinese).toContain(shown);
		}
	});

	it('marks what differs, for the eye and in words', () => {
		expect(page).toContain('+861380013800<mark>0</mark>');
		expect(page).toContain('+861380013800<mark>1</mark>');
		expect(readable(page)).toContain('Mobile differs');
		expect(readable(page)).toContain('City only in B');
		expect(readable(page)).toContain('Email only in A');
	});

	it('chooses beforehand what the engine would keep', () => {
		const checked = [...page.matchAll(/name="(\w+)" value="([^"]+)" checked/g)].map(
			([, , value]) => value,
		);
		expect(checked).toEqual(['left', 'left name', 'left email', 'right mobile', 'right city']);
	});

	it('names each choice for a screen reader, in a group with the name of its field', () => {
		expect(page).toMatch(/<fieldset class="field"><legend>Mobile <span/);
		expect(page.split('<fieldset').length).toBe(page.split('</fieldset>').length);
		expect(page).toContain('value="left mobile"><span class="letter">A</span>');
	});

	it('tells what comes together, not what only the engine counts', () => {
		expect(readable(page)).toContain('A B Activities and notes 3 0 Tasks 1 2');
		expect(readable(page)).not.toContain('search');
	});

	it('keeps the Enter key from deciding', () => {
		const [, first] = /<form[^>]*>(<button[^>]*>)/.exec(page) ?? [];
		expect(first).toBe('<button hidden formmethod="dialog">');
	});

	it('offers nothing to somebody who may only look', () => {
		const reader = pairPage(
			examplePairPage({ preview: undefined }),
			exampleView('en', { writable: false }),
		).toString();
		expect(reader).not.toMatch(/<form|<input|<button/);
		expect(reader).toContain('+861380013800<mark>');
	});

	it('says so where the two cannot be merged, and still lets them be told apart', () => {
		const refused = pairPage(
			examplePairPage({ preview: undefined, refusal: 'Not as they are' }),
			view,
		).toString();
		expect(readable(refused)).toContain('Not as they are');
		expect(refused).not.toContain('value="merge"');
		expect(refused).toContain('value="different"');
	});

	it('knows when a record was changed', () => {
		const pair = examplePair();
		expect(page).toContain(`name="was" value="${versionsOf(pair)}"`);
		const changed = { ...pair, right: exampleLead({ id: OTHER_ID, version: 8 }) };
		expect(versionsOf(changed)).not.toBe(versionsOf(pair));
	});
});

it('reads choices whatever the fields are called', () => {
	const form = new Map([
		['choice0', 'left name'],
		['choice1', 'right custom.预算 [元]\n"x"'],
		['choice2', 'both mobile'],
		['other', 'left email'],
		['choice3', 'left '],
	]);
	expect([...readChoices(form)]).toEqual([
		['name', 'left'],
		['custom.预算 [元]\n"x"', 'right'],
	]);
});
