import { hash } from 'node:crypto';
import type { CapturedActivity, LeadFieldValues } from '../../leads/model/lead';
import { textAt } from '../shared/foreignJson';

/** A lead keeps 32,000 characters of a value; what was said stays whole in the payload. */
const LONGEST_TEXT = 30_000;

/** An id that a chat platform gave: short, and safe inside a channel id. */
export function chatIdAt(value: unknown, ...path: readonly string[]): string | undefined {
	const id = textAt(value, ...path);
	return id !== undefined && /^[\w.:-]{1,64}$/.test(id) ? id : undefined;
}

/** What somebody said, cut to what a lead keeps. */
export function saidText(text: string | undefined): string | undefined {
	return text === undefined || text.length <= LONGEST_TEXT
		? text
		: `${text.slice(0, LONGEST_TEXT)}…`;
}

/**
 * A visitor's name, unless the platform made it up: `V1561719148780935` (tawk.to),
 * `wandering-dew-123` (Chatwoot), `访客1234` (Chinese systems).
 */
export function visitorName(name: string | undefined): string | undefined {
	const isMadeUp =
		name !== undefined &&
		/^(?:V\d{8,}|[a-z]{2,20}-[a-z]{2,20}-\d{1,4}|(?:游客|访客|匿名|visitor|guest)[\W_]*\w{0,20})$/i.test(
			name,
		);
	return isMadeUp ? undefined : name;
}

/** The fields of which anything is known. */
export function knownFields(fields: LeadFieldValues): LeadFieldValues {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** An id for a delivery that has none of its own: the same values are the same delivery. */
export function contentId(...parts: ReadonlyArray<unknown>): string {
	return hash('sha256', JSON.stringify(parts), 'base64url');
}

/** A chat as it shows in the timeline. */
export function chatActivity(
	subject: string,
	more: Partial<Omit<CapturedActivity, 'type' | 'subject'>> = {},
): CapturedActivity {
	const told = Object.entries(more).filter(([, value]) => value !== undefined);
	return { type: 'chat', subject, ...Object.fromEntries(told) };
}
