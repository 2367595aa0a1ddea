import * as fc from 'fast-check';

/** Characters that break naive code: full-width, invisible, combining, bidi, astral, lone surrogates. */
const TRICKY = [
	'０１２', '＋', '（', '）', '，', '；', '、', '／', '\u200b', '\u200d', '\ufeff', '\u00ad', '\u202e', '\u0301',
	'\ud800', '\udc00', '𠮷', '👨‍👩‍👧', '\0', '\r\n', '\t', '\u3000', 'İ', 'ß', 'ﬁ', '㈱', '℡', '①', '転',
	'@', '.', '..', '<', '>', 'mailto:', 'tel:', '+86', '0086', '86', '13800138000', '1.38E+10', '转802', 'ext. 5',
	'a@example.com', '王伟', '欧阳', '先生', 'Dr.', 'van', ',', 'Co., Ltd.', '有限公司', '（深圳）', '北京', '广东省深圳市南山区',
	'__proto__', 'constructor', '2026-03-05', '100-500', '1,200', '万', '%', '是', 'yes', 'http://', 'javascript:',
];

/** Hostile text: any Unicode (lone surrogates too), spiced with what the parsers look for. */
export const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.array(fc.oneof(fc.constantFrom(...TRICKY), fc.string({ unit: 'binary', maxLength: 3 })), {
		maxLength: 12,
	}).map((parts) => parts.join('')),
	fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
);
