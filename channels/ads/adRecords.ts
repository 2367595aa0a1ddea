import type { CapturedLead, LeadFieldValues } from '../../leads/model/lead';
import { answersOf, sortAnswers, type Answer } from '../shared/answers';
import { landingFields } from '../shared/campaign';
import { instantOf } from '../shared/foreignInstant';
import { elementsOf, memberAt, membersOf, textAt } from '../shared/foreignJson';
import { ignored, type Reading } from '../shared/reading';
import { formAnswers, isAnswerList, unfolded } from './formAnswers';

/** More leads than this come in no request; a list that long is a mistake or an attack. */
const MOST_RECORDS = 500;
const DEEPEST_ENVELOPE = 4;

/** How a platform names what it tells of a lead. Of several names the first that holds something counts. */
export interface AdPlatform {
	/** Channel of the captured leads. */
	channel: string;
	/** How its leads show in the timeline. */
	subject: string;
	/** The lead's own id: a record without one is no lead of this platform. */
	id: readonly string[];
	fields: { readonly [Field in keyof LeadFieldValues]?: readonly string[] };
	/** Address of the page with the form. */
	page: readonly string[];
	/** When the form was sent. */
	at: readonly string[];
	/** Lists of questions and answers. */
	answers: readonly string[];
	/** Members that may hold the records, from outside to inside. */
	envelopes: readonly string[];
	/** Bookkeeping that is no use on a lead; the payload keeps it. */
	notKept: readonly string[];
	/** Whether a record is a trial, such as the preview of a form. */
	isTest?(record: unknown): boolean;
}

function firstOf(record: unknown, names: readonly string[]): string | undefined {
	for (const name of names) {
		const value = memberAt(record, name);
		const text = isAnswerList(value) ? undefined : textAt(record, name);
		if (text !== undefined) return text;
	}
	return undefined;
}

/** The records of a body, however it wraps them: one record, a list, `{data: {list: []}}`, JSON in a text. */
function recordsOf(
	body: unknown,
	platform: Pick<AdPlatform, 'id' | 'envelopes'>,
	depth = DEEPEST_ENVELOPE,
): unknown[] {
	const value = unfolded(body);
	if (depth < 0 || typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) {
		const elements = elementsOf(value).slice(0, MOST_RECORDS);
		return elements.flatMap((one) => recordsOf(one, platform, depth - 1)).slice(0, MOST_RECORDS);
	}
	if (firstOf(value, platform.id) !== undefined) return [value];
	for (const name of platform.envelopes) {
		const found = recordsOf(memberAt(value, name), platform, depth - 1);
		if (found.length > 0) return found;
	}
	return [];
}

function readRecord(
	record: unknown,
	platform: AdPlatform,
	used: ReadonlySet<string>,
): CapturedLead {
	// Opened once: several of these platforms put JSON into texts.
	const members = Object.fromEntries(
		Object.entries(membersOf(record)).map(([name, value]) => [name, unfolded(value)]),
	);
	const named = Object.entries(platform.fields).map(
		([field, names]) => [field, firstOf(members, names)] as const,
	);
	const known: LeadFieldValues = {
		...landingFields(firstOf(members, platform.page)),
		...Object.fromEntries(named.filter(([, text]) => text !== undefined)),
	};
	const lists = Object.keys(members).filter(
		(name) => platform.answers.includes(name) || isAnswerList(members[name]),
	);
	const answers: Answer[] = [
		...lists.flatMap((name) => formAnswers(members[name])),
		...answersOf(members).filter(({ label }) => !used.has(label) && !lists.includes(label)),
	];
	const { fields, custom } = sortAnswers(answers, known);
	const id = firstOf(record, platform.id) ?? '';
	return {
		fields,
		custom,
		channel: platform.channel,
		externalId: id,
		payload: record,
		activity: {
			type: 'form',
			direction: 'inbound',
			subject: platform.subject,
			...(fields.message ? { body: String(fields.message) } : {}),
			...atOf(firstOf(members, platform.at)),
			externalId: id,
		},
		...(platform.isTest?.(record) ? { test: true } : {}),
	};
}

function atOf(sent: string | undefined): { at?: number } {
	const at = instantOf(sent);
	return at === undefined ? {} : { at };
}

/** Makes the reader of a platform that names its values plainly. */
export function adReader(platform: AdPlatform): (body: unknown) => Reading {
	const used = new Set([
		...Object.values(platform.fields).flat(),
		...platform.answers,
		...platform.page,
		...platform.at,
		...platform.notKept,
	]);
	return (body) => {
		const records = recordsOf(body, platform);
		return records.length > 0
			? { captured: records.map((record) => readRecord(record, platform, used)) }
			: ignored('noLead', 'There is no lead with an id in it');
	};
}
