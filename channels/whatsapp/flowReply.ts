import { leadFieldNamed } from '../../leads/model/fieldLabels';
import type { LeadFieldName } from '../../leads/model/leadFields';
import { sortAnswers, type Answer } from '../shared/answers';
import { parsedExactJson } from '../shared/exactJson';
import { memberAt, membersOf, textAt, textOf } from '../shared/foreignJson';
import type { MessageContent } from './content';
import { filled } from './filled';

/** A form of WhatsApp has a few hundred inputs at most. */
const MOST_ANSWERS = 300;
const LONGEST_JSON = 200_000;
const LONGEST_LABEL = 100;

/** What Meta's form builder makes of an input called `First name`: `screen_0_First_name_1`. */
const BUILDER_NAME = /^screen_\d{1,3}_(.{1,200}?)_\d{1,3}$/;
/** What it makes of the choice `Up to 50`: `2_Up_to_50`. */
const BUILDER_CHOICE = /^\d{1,3}_(?=.)/;

/** Fields of Meta's own address form, where their names are not ours. */
const addressNames: ReadonlyMap<string, LeadFieldName> = new Map([
	['in_pin_code', 'postalCode'],
	['sg_post_code', 'postalCode'],
]);

/** What members decide and advertisements tell, nobody answers in a form. */
const notAsked: ReadonlySet<LeadFieldName> = new Set([
	'rating',
	'clickId',
	'clickIdType',
	'nextFollowUpAt',
]);

/** A choice in the words that the person saw. */
function chosenWords(choice: unknown): unknown {
	const text = textOf(choice);
	if (text === undefined || !BUILDER_CHOICE.test(text)) return choice;
	return text.replace(BUILDER_CHOICE, '').replaceAll('_', ' ');
}

function answerOf(name: string, given: unknown): Answer {
	const built = BUILDER_NAME.exec(name.slice(0, 300));
	const label = (built?.[1] ?? name).slice(0, LONGEST_LABEL).toWellFormed();
	const words = Array.isArray(given) ? given.map(chosenWords) : chosenWords(given);
	const named = leadFieldNamed(label);
	return {
		label: named !== undefined && notAsked.has(named) ? `flow_${label}` : label,
		value: built ? words : given,
		field: addressNames.get(name),
	};
}

/** The answers of a reply; those of an address form stand one level deeper. */
function answersIn(reply: unknown): Answer[] {
	const json = memberAt(reply, 'response_json');
	const isText = typeof json === 'string';
	const given = isText && json.length <= LONGEST_JSON ? parsedExactJson(json) : json;
	return Object.entries(membersOf(given))
		.flatMap(([name, value]) =>
			name === 'values' ? Object.entries(membersOf(value)) : [[name, value] as const],
		)
		.filter(([name]) => name !== 'flow_token')
		.slice(0, MOST_ANSWERS)
		.map(([name, value]) => answerOf(name, value));
}

function lineOf({ label, value }: Answer): string | undefined {
	const answer = Array.isArray(value) ? value.map(textOf).filter(Boolean).join(', ') : value;
	const text = typeof answer === 'boolean' ? String(answer) : textOf(answer);
	return text === undefined ? undefined : `${label.replaceAll('_', ' ')}: ${text}`;
}

/**
 * Reads the reply to a WhatsApp Flow or address form (`interactive.nfm_reply`): answers to questions that
 * name a lead field fill it, the rest become custom fields. The token, which only ties the reply to the
 * message that asked, is left out.
 *
 * Protocol: Meta, WhatsApp Flows, "Receiving Flow responses".
 */
export function readFlowReply(reply: unknown): Omit<MessageContent, 'kind'> {
	const answers = answersIn(reply);
	const { fields, custom } = sortAnswers(answers);
	const lines = answers.map(lineOf).filter((line) => line !== undefined);
	return {
		text: fields.message ?? undefined,
		body: lines.join('\n') || undefined,
		fields,
		...(Object.keys(custom).length === 0 ? {} : { custom }),
		details: filled({ form: textAt(reply, 'name') }),
	};
}
