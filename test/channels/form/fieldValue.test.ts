import fc from 'fast-check';
import { readFieldValue } from '../../../channels/form/fieldValue';
import type { FormField, FormFieldType } from '../../../leads/model/form';
import { field, options } from './exampleForm';

function valueOf(formField: FormField, ...texts: string[]): unknown {
	const read = readFieldValue(formField, texts);
	return read.ok ? read.value : read.problem.code;
}

test.each<[FormFieldType, string, unknown]>([
	['text', '  李　娜 ', '李 娜'],
	['text', 'one\r\ntwo\0', 'one two'],
	['textarea', 'one\r\ntwo', 'one\ntwo'],
	['email', ' ada@example.com ', 'ada@example.com'],
	['email', 'ada@', 'invalidEmail'],
	['tel', '１３８００１３８０００', '13800138000'],
	['tel', '+49 30 901820 ext. 12', '+49 30 901820 ext. 12'],
	['tel', 'call me', 'invalidPhone'],
	['tel', '1234', 'invalidPhone'],
	['url', 'www.example.com/a', 'www.example.com/a'],
	['url', 'javascript:alert(1)', 'invalidUrl'],
	['url', 'localhost', 'invalidUrl'],
	['number', '1,200.50', 1200.5],
	['number', '１２', 12],
	['number', '0x10', 'invalidNumber'],
	['number', '1e9', 'invalidNumber'],
	['date', '2026-02-28', '2026-02-28'],
	['date', '2026-02-30', 'invalidDate'],
	['date', '28.02.2026', 'invalidDate'],
])('a %s of %p becomes %p', (type, text, expected) => {
	expect(valueOf(field('x', { type }), text)).toEqual(expected);
});

test('an empty value is none, and a problem where one is required', () => {
	for (const type of ['text', 'email', 'tel', 'number', 'date', 'select'] as const) {
		expect(valueOf(field('x', { type }), '   ')).toBeUndefined();
		expect(valueOf(field('x', { type }))).toBeUndefined();
		expect(valueOf(field('x', { type, required: true }), ' ')).toBe('required');
	}
});

test('length is counted in characters, not in bytes or code units', () => {
	const short = field('x', { maxLength: 3 });
	expect(valueOf(short, '𠮷𠮷𠮷')).toBe('𠮷𠮷𠮷');
	expect(readFieldValue(short, ['abcd'])).toEqual({
		ok: false,
		problem: { field: 'x', code: 'tooLong', limit: 3 },
	});
});

test('a choice takes only what the form offers', () => {
	const choice = field('x', { type: 'select', ...options('a', 'b') });
	expect(valueOf(choice, 'b')).toBe('b');
	expect(valueOf(choice, 'c')).toBe('unknownOption');
	const several = field('x', { type: 'checkbox', required: true, ...options('a', 'b') });
	expect(valueOf(several, 'b', 'a', 'b')).toEqual(['b', 'a']);
	expect(valueOf(several, 'a', '__proto__')).toBe('unknownOption');
	expect(valueOf(several)).toBe('required');
});

test('a single box is ticked or absent', () => {
	const box = field('x', { type: 'checkbox' });
	expect(valueOf(box, 'yes')).toBe(true);
	expect(valueOf(box, 'no')).toBeUndefined();
	expect(valueOf(field('x', { type: 'checkbox', required: true }))).toBe('required');
});

test('any text in any field is read or refused, never thrown at', () => {
	const type = fc.constantFrom<FormFieldType>(
		'text',
		'email',
		'tel',
		'textarea',
		'select',
		'radio',
		'checkbox',
		'number',
		'date',
		'url',
	);
	fc.assert(
		fc.property(type, fc.array(fc.string({ unit: 'binary' })), (fieldType, texts) => {
			const read = readFieldValue(field('x', { type: fieldType }), texts);
			if (read.ok && typeof read.value === 'string') expect(read.value).not.toMatch(/\0/);
		}),
	);
});
