import fc from 'fast-check';
import { accentOf, contrast } from '../../../pages/shared/color';

test('contrast as WCAG counts it', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
	expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
	expect(contrast('#123456', '#123456')).toBe(1);
});

test('whatever colour an author chooses, text stays readable', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
			const color = `#${value.toString(16).padStart(6, '0')}`;
			const { fill, onFill, ink } = accentOf(color);
			expect(fill).toBe(color);
			expect(contrast(fill, onFill)).toBeGreaterThanOrEqual(4.5);
			expect(contrast(ink, '#ffffff')).toBeGreaterThanOrEqual(4.5);
		}),
	);
});

test('a colour that is fine as it is stays, and text that is none gives the default', () => {
	expect(accentOf('#2456D6')).toEqual({ fill: '#2456d6', onFill: '#ffffff', ink: '#2456d6' });
	expect(accentOf('red;}</style>')).toEqual(accentOf('#2456d6'));
});
