/** The two languages that pages for leads speak. */
export type Language = 'en' | 'zh';

/** A text in both languages. Where a user wrote only one, both hold the same. */
export type BilingualText = Readonly<Record<Language, string>>;

export type FormFieldType =
	| 'text'
	| 'email'
	| 'tel'
	| 'textarea'
	| 'select'
	| 'radio'
	| 'checkbox'
	| 'number'
	| 'date'
	| 'url';

export interface FormOption {
	value: string;
	label: BilingualText;
}

export interface FormField {
	/** Name of a lead field, or the user's own name for a custom field. Never starts with `_`. */
	name: string;
	/** True when the value belongs into the lead's `custom` values. */
	custom: boolean;
	label: BilingualText;
	/** A checkbox with options takes any number of them; one without options is a yes. */
	type: FormFieldType;
	required: boolean;
	options: FormOption[];
	/** Whether `?<name>=…` in the address of the page fills the field. */
	prefill: boolean;
	placeholder?: BilingualText;
	/** Longest value in characters. */
	maxLength: number;
}

/** A box that a visitor ticks to permit something. Never ticked beforehand. */
export interface FormConsent {
	/** What for: `contact`, `marketing`, `sharing` … */
	purpose: string;
	/** By which way: `email`, `phone`, `sms`, `whatsapp`, `wecom` or `any`. */
	channel: string;
	text: BilingualText;
	required: boolean;
	/** Policy that the box refers to; default the form's. */
	privacyUrl?: string;
}

/** A lead form as its author set it up: what is asked, what is shown, who may embed it. */
export interface FormDefinition {
	/** Stable over edits of the form: `<workflow id>:<node id>`. */
	id: string;
	title: BilingualText;
	text: BilingualText;
	fields: FormField[];
	/** Whether one field by which the person can be reached must be filled, whichever. */
	reachRequired: boolean;
	consents: FormConsent[];
	submitLabel?: BilingualText;
	thankYouText: BilingualText;
	/** Where the visitor goes after sending, instead of the thank-you page. */
	redirectUrl?: string;
	privacyUrl?: string;
	logoUrl?: string;
	/** `#rrggbb` */
	color: string;
	/** Origins such as `https://www.example.com` whose pages may embed the form. */
	allowedSites: string[];
	proofOfWork: boolean;
	language: 'auto' | Language;
	/** Epoch milliseconds after which nothing is taken any more. */
	closesAt?: number;
}

/** What is wrong with one value of a submission, as a word that a page turns into a sentence. */
export type FieldProblemCode =
	| 'required'
	| 'reachRequired'
	| 'consentRequired'
	| 'tooLong'
	| 'invalidEmail'
	| 'invalidPhone'
	| 'invalidUrl'
	| 'invalidNumber'
	| 'invalidDate'
	| 'unknownOption';

export interface FieldProblem {
	/** Field name, or `_consent_<index>` for a consent box. */
	field: string;
	code: FieldProblemCode;
	/** The limit that was passed, for `tooLong`. */
	limit?: number;
}

/** Input name of a consent box, by its place in the form. */
export function consentInputName(index: number): string {
	return `_consent_${index}`;
}

/** Inputs that the form itself needs. The trap has a name that bots like and browsers do not fill. */
export const formInputs = {
	token: '_token',
	language: '_lang',
	referrer: '_referrer',
	proof: '_proof',
	trap: 'homepage_link',
} as const;

const REACH_FIELDS: readonly string[] = ['mobile', 'email', 'phone', 'wechat', 'secondaryEmail'];

/** The fields of a form by which a person can be reached: one of them satisfies `reachRequired`. */
export function reachFields(definition: FormDefinition): FormField[] {
	return definition.fields.filter(({ name, custom }) => !custom && REACH_FIELDS.includes(name));
}
