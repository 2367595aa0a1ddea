import fc from 'fast-check';
import { readXml } from '../../../channels/wecom/callback/xml';

it.each([
	['<a/>', ''],
	['<a></a>', ''],
	['<a>x</a>', 'x'],
	['<?xml version="1.0" encoding="UTF-8"?>\n<a>x</a>\n', 'x'],
	['\ufeff<a>x</a>', 'x'],
	['<a><![CDATA[<b>&amp;]]]]><![CDATA[></b>]]></a>', '<b>&amp;]]></b>'],
	['<a>1 &lt; 2 &amp;&amp; &quot;&apos; &#20320;&#x1F44D;</a>', '1 < 2 && "\' 你👍'],
	['<a>&unknown; &#1114112; &#0; &</a>', '&unknown; &#1114112; &#0; &'],
	['<a><b>1</b><c>2</c></a>', { b: '1', c: '2' }],
	['<a>\n <b>1</b>\n</a>', { b: '1' }],
	['<a><b>1</b><b>2</b></a>', { b: ['1', '2'] }],
	['<a><b><c>1</c></b></a>', { b: { c: '1' } }],
	['<a><MsgId>7400000000000000001</MsgId></a>', { MsgId: '7400000000000000001' }],
	['<a ><b/></a >', { b: '' }],
])('%j is read', (text, expected) => {
	expect(readXml(text)).toEqual(expected);
});

it.each([
	'',
	'x',
	'<a>',
	'<a>x',
	'<a></b>',
	'<a><b></a>',
	'<a/><b/>',
	'<a>x</a>y',
	'<a b="1">x</a>',
	'<a><![CDATA[x</a>',
	'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
	'<a><!-- x --></a>',
	'<1>x</1>',
	'< a>x</a>',
])('%j is nothing that WeCom sends', (text) => {
	expect(readXml(text)).toBeUndefined();
});

it('an element called __proto__ is a name like any other', () => {
	const read = readXml('<a><__proto__><x>1</x></__proto__></a>');
	expect(Object.keys(read ?? {})).toEqual(['__proto__']);
	expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
	expect({}).not.toHaveProperty('x');
});

it('does not follow elements down a well', () => {
	const ten = readXml(`${'<a>'.repeat(10)}x${'</a>'.repeat(10)}`);
	// The root is left out.
	expect(JSON.stringify(ten)).toBe(`${'{"a":'.repeat(9)}"x"${'}'.repeat(9)}`);
	expect(readXml(`${'<a>'.repeat(100_000)}`)).toBeUndefined();
});

it('reads whatever it is given without throwing', () => {
	const parts = fc.constantFrom(
		'<a>',
		'</a>',
		'<b/>',
		'<![CDATA[',
		']]>',
		'&amp;',
		'<',
		'x',
		'<?',
		'?>',
	);
	fc.assert(
		fc.property(fc.array(parts, { maxLength: 40 }), (texts) => {
			expect(() => readXml(texts.join(''))).not.toThrow();
		}),
	);
});
