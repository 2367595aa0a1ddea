import { chooseLanguage } from '../../../channels/form/language';

test.each([
	['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
	['en-GB,en;q=0.9,zh;q=0.8', 'en'],
	['de-DE,de;q=0.9,zh-TW;q=0.7,en;q=0.3', 'zh'],
	['fr', 'en'],
	['zh;q=0, en;q=0.1', 'en'],
	['', 'en'],
	['*', 'en'],
	[';;;q=,,', 'en'],
	[undefined, 'en'],
])('a browser that asks for %p gets %s', (header, language) => {
	expect(chooseLanguage('auto', undefined, header)).toBe(language);
});

test('?lang= goes before the browser, the form’s own setting before both', () => {
	expect(chooseLanguage('auto', 'zh-CN', 'en')).toBe('zh');
	expect(chooseLanguage('auto', 'EN', 'zh')).toBe('en');
	expect(chooseLanguage('auto', 'xx', 'zh')).toBe('zh');
	expect(chooseLanguage('en', 'zh', 'zh')).toBe('en');
});
