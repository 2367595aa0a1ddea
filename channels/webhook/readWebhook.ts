import type { CapturedLead } from '../../leads/model/lead';
import { answersOf, isLeadFieldName, sortAnswers, type Answer } from '../shared/answers';
import { instantOf } from '../shared/foreignInstant';
import { elementsOf, membersOf, textOf } from '../shared/foreignJson';
import { ignored, type Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { pathSteps, valueAtPath } from './valuePath';

/** More leads than this come in no request; a list that long is a mistake or an attack. */
export const MOST_LEADS = 500;

const LONGEST_ID = 500;

/**
 * Where the leads of a sender's body are. Paths lead into one lead, with `$.` in front into the whole
 * body: `contact.phones[0]`, `$.event.id`.
 */
export interface WebhookMapping {
	/** Channel of the captured leads, such as `meiqia`. */
	channel: string;
	/** Path of the list of leads, or of the lead, in the body; empty where the body is the lead. */
	list: string;
	/** Path of the id by which a delivery is known again; empty for none. */
	id: string;
	/** Path of when it happened; empty for none. */
	at: string;
	/** A lead field, or a name of the user's own, and the path of its value. */
	fields: ReadonlyArray<{ target: string; path: string }>;
	/** Whether lead fields are recognised by their English and Chinese names as well. */
	recognise: boolean;
	/** Whether what no field takes is kept as fields of the user's own. */
	keepRest: boolean;
}

type Finder = (record: unknown, body: unknown) => unknown;

function finder(path: string): Finder {
	const text = path.trim();
	const steps = pathSteps(text.startsWith('$') ? text.slice(1) : text);
	return text.startsWith('$')
		? (_, body) => valueAtPath(body, steps)
		: (record) => valueAtPath(record, steps);
}

function recordsAt(body: unknown, path: string): unknown[] {
	const found = finder(path)(body, body);
	const records = Array.isArray(found) ? elementsOf(found) : [found];
	return records.slice(0, MOST_LEADS).filter((record) => Object.keys(membersOf(record)).length > 0);
}

/** What the table of the user names: each field its value. */
function mappedAnswers(
	fields: ReadonlyArray<{ target: string; find: Finder }>,
	record: unknown,
	body: unknown,
): Answer[] {
	return fields.map(({ target, find }) => ({
		label: target,
		value: find(record, body),
		...(isLeadFieldName(target) ? { field: target } : {}),
	}));
}

/**
 * Makes a reader for a sender of any kind by a table of paths.
 *
 * @param mapping paths may be anything; what leads nowhere is empty
 */
export function webhookReader(mapping: WebhookMapping): (item: unknown) => Reading {
	const fields = mapping.fields.map(({ target, path }) => ({ target, find: finder(path) }));
	const firstSteps = new Set(mapping.fields.map(({ path }) => path.trim()));
	const findId = finder(mapping.id);
	const findTime = finder(mapping.at);

	const readRecord = (record: unknown, body: unknown): CapturedLead => {
		const rest = answersOf(membersOf(record)).filter(({ label }) => !firstSteps.has(label));
		const mapped = sortAnswers(mappedAnswers(fields, record, body), {}, { byLabel: false });
		const all = sortAnswers(rest, mapped.fields, { byLabel: mapping.recognise });
		const id = mapping.id.trim() === '' ? undefined : textOf(findId(record, body));
		const at = mapping.at.trim() === '' ? undefined : instantOf(findTime(record, body));
		return {
			fields: all.fields,
			custom: { ...(mapping.keepRest ? all.custom : {}), ...mapped.custom },
			channel: mapping.channel,
			...(id === undefined ? {} : { externalId: id.slice(0, LONGEST_ID) }),
			payload: record,
			activity: {
				type: 'other',
				direction: 'inbound',
				subject: `Enquiry by ${mapping.channel}`,
				...(all.fields.message ? { body: String(all.fields.message) } : {}),
				...(at === undefined ? {} : { at }),
			},
		};
	};

	return (item) => {
		const body = sentBody(item);
		const records = recordsAt(body, mapping.list);
		return records.length > 0
			? { captured: records.map((record) => readRecord(record, body)) }
			: ignored('noLead', 'There is no lead at the path of the list');
	};
}
