import type { FormDefinition, FormField } from '../../../leads/model/form';

/** A field of an example form, a required text unless told otherwise. */
export function field(name: string, more: Partial<FormField> = {}): FormField {
	return {
		name,
		custom: false,
		label: { en: `${name} label`, zh: `${name} 标签` },
		type: 'text',
		required: false,
		options: [],
		prefill: true,
		maxLength: 100,
		...more,
	};
}

export function options(...values: string[]): Pick<FormField, 'options'> {
	return {
		options: values.map((value) => ({ value, label: { en: value, zh: `${value}（中）` } })),
	};
}

/** A form as a dropped node makes it, for tests to change. */
export function exampleForm(more: Partial<FormDefinition> = {}): FormDefinition {
	return {
		id: 'workflow:node',
		title: { en: 'Contact us', zh: '联系我们' },
		text: { en: 'Tell us what you need', zh: '请告诉我们您的需求' },
		fields: [
			field('name', { required: true }),
			field('company'),
			field('mobile', { type: 'tel' }),
			field('email', { type: 'email' }),
			field('message', { type: 'textarea', maxLength: 2000 }),
		],
		reachRequired: true,
		consents: [
			{
				purpose: 'contact',
				channel: 'any',
				text: { en: 'You may contact me.', zh: '可以与我联系。' },
				required: true,
			},
		],
		thankYouText: { en: '', zh: '' },
		color: '#2456d6',
		allowedSites: [],
		proofOfWork: false,
		language: 'auto',
		...more,
	};
}
