import { createHmac } from 'node:crypto';
import {
	formInputs,
	reachFields,
	type FieldProblem,
	type FormDefinition,
	type Language,
} from '../../leads/model/form';
import type { CapturedLead, CustomValues, LeadFieldValues } from '../../leads/model/lead';
import { fieldDefinition } from '../../leads/model/leadFields';
import { readAttribution } from './attribution';
import { readConsents } from './consentBoxes';
import { readFieldValue, type FieldValue } from './fieldValue';
import { firstValue, type SubmittedValues } from './submittedValues';

export interface SubmissionContext {
	/** The language in which the visitor saw the form. */
	language: Language;
	/** From the verified token; the submission's id in its channel. */
	nonce: string;
	/** Epoch milliseconds. */
	now: number;
	/** Full address of the form page as it was opened. */
	pageUrl?: string;
	/** The visitor's IP address. Only a keyed hash of it is kept. */
	ip?: string;
	userAgent?: string;
	/** Key for hashing the IP address. */
	secret: string;
	/** Signs of spam that are seen before the form is read, such as a strange origin. */
	spamSignals?: readonly string[];
	test: boolean;
}

export interface ReadSubmission {
	captured: CapturedLead;
	/** In the order of the form. Empty: the submission can be taken. */
	problems: FieldProblem[];
}

function ipHash(secret: string, ip: string): string {
	return createHmac('sha256', secret).update(`ip ${ip}`).digest('hex').slice(0, 32);
}

interface EnteredValues {
	fields: LeadFieldValues;
	custom: CustomValues;
	problems: FieldProblem[];
}

function leadValue(name: string, value: FieldValue): string | number | boolean {
	if (Array.isArray(value)) return value.join(', ');
	const kind = fieldDefinition(name)?.kind;
	if (kind === 'integer' || kind === 'number' || kind === 'boolean') return value;
	return value === true ? 'yes' : String(value);
}

function readFields(values: SubmittedValues, definition: FormDefinition): EnteredValues {
	const fields: Record<string, string | number | boolean> = {};
	const custom = new Map<string, FieldValue>();
	const problems: FieldProblem[] = [];
	for (const field of definition.fields) {
		const read = readFieldValue(field, values.get(field.name));
		if (!read.ok) problems.push(read.problem);
		else if (read.value === undefined) continue;
		else if (field.custom) custom.set(field.name, read.value);
		else fields[field.name] = leadValue(field.name, read.value);
	}
	const reach = reachFields(definition);
	const reached = reach.some(
		({ name }) => name in fields || problems.some((p) => p.field === name),
	);
	if (definition.reachRequired && reach.length > 0 && !reached) {
		problems.push({ field: reach[0].name, code: 'reachRequired' });
	}
	// Object.fromEntries defines own properties, so that a field called __proto__ stays a field.
	return { fields, custom: Object.fromEntries(custom), problems };
}

/** What was submitted into the form's own inputs, for the source record: nothing else is kept. */
function submittedTexts(values: SubmittedValues, definition: FormDefinition): unknown {
	return Object.fromEntries(
		definition.fields.flatMap(({ name, type }) => {
			const texts = values.get(name) ?? [];
			if (texts.length === 0) return [];
			return [[name, type === 'checkbox' ? texts : texts[0]]];
		}),
	);
}

/** Problems in the order in which the form shows its fields. */
function inFormOrder(problems: FieldProblem[], definition: FormDefinition): FieldProblem[] {
	const place = new Map(definition.fields.map(({ name }, index) => [name, index]));
	const placeOf = ({ field }: FieldProblem) => place.get(field) ?? definition.fields.length;
	return problems.sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Reads a form submission: the person's data, where they came from and what they permitted. Inputs
 * that the form does not have are ignored. A filled trap does not refuse the submission (password
 * managers fill traps too): it is marked, so that capture puts it into quarantine.
 *
 * @param body of the post
 * @param query of the address that was posted to, which is the page's own
 */
export function readSubmission(
	body: SubmittedValues,
	query: SubmittedValues,
	definition: FormDefinition,
	context: SubmissionContext,
): ReadSubmission {
	const { fields, custom, problems } = readFields(body, definition);
	const referrer = firstValue(body, formInputs.referrer);
	const attribution = readAttribution(query, context.pageUrl, referrer, context.now);
	const evidence = {
		formId: definition.id,
		...(context.pageUrl !== undefined && { pageUrl: context.pageUrl.slice(0, 2000) }),
		...(context.ip !== undefined && { ipHash: ipHash(context.secret, context.ip) }),
		...(context.userAgent !== undefined && { userAgent: context.userAgent.slice(0, 500) }),
		locale: context.language,
	};
	const consents = readConsents(body, definition, context.language, evidence, context.now);
	const spamSignals = [...(context.spamSignals ?? [])];
	if ((firstValue(body, formInputs.trap) ?? '').trim() !== '') spamSignals.push('honeypot');

	const captured: CapturedLead = {
		// The person first, for whoever reads the item; what the person wrote goes before all else.
		fields: { ...fields, language: context.language, ...attribution.fields, ...fields },
		channel: 'form',
		externalId: context.nonce,
		receivedAt: context.now,
		payload: {
			form: { id: definition.id, title: definition.title[context.language] },
			values: submittedTexts(body, definition),
			consents: consents.given.map(({ purpose, channel }) => ({ purpose, channel })),
			attribution: attribution.parameters,
			...evidence,
		},
		test: context.test,
		...(Object.keys(custom).length > 0 && { custom }),
		...(consents.given.length > 0 && { consents: consents.given }),
		...(spamSignals.length > 0 && { spamSignals }),
		...(attribution.firstTouch !== undefined && { firstTouch: attribution.firstTouch }),
	};
	return { captured, problems: inFormOrder([...problems, ...consents.problems], definition) };
}
