import { wordingHash } from '../../../channels/form/consentBoxes';
import { exampleForm } from './exampleForm';

test('the wording has another hash as soon as anything that is agreed to changes', () => {
	const form = exampleForm();
	const hash = wordingHash(form, 'en');
	expect(wordingHash(exampleForm(), 'en')).toBe(hash);
	expect(wordingHash(exampleForm({ title: { en: 'Other', zh: '别的' } }), 'en')).toBe(hash);
	expect(wordingHash(form, 'zh')).not.toBe(hash);
	expect(wordingHash(exampleForm({ privacyUrl: 'https://example.com/privacy' }), 'en')).not.toBe(
		hash,
	);
	const [consent] = form.consents;
	const changed = { ...consent, text: { ...consent.text, en: 'You may contact me!' } };
	expect(wordingHash(exampleForm({ consents: [changed] }), 'en')).not.toBe(hash);
	expect(wordingHash(exampleForm({ consents: [consent, consent] }), 'en')).not.toBe(hash);
});
