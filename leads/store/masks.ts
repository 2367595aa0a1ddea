import type { Actor } from '../model/actor';
import { fieldDefinition } from '../model/leadFields';
import { looksMasked, maskValue } from '../model/mask';
import { actorBeforePools, fieldAccess } from './permissions';

/** Members that name a colleague and not the person whose data is restricted. */
const colleagues = new Set(['owner', 'team', 'manager', 'assignee', 'by']);

/** What was said in an activity is what the person's `message` is elsewhere. */
const sameAs = new Map([['body', 'message']]);

/**
 * A copy of a JSON value as the actor may see it, whatever its shape: below a member whose name is
 * that of a hidden field nothing is left, and every text below one of a masked field is masked.
 * Members of `custom` are fields named `custom.<name>`.
 */
export function maskedCopy(actor: Actor, value: unknown): unknown {
	return Object.keys(actor.fieldAccess).length === 0 ? value : copyOf(actor, value, '');
}

/**
 * Whether a value is what the store itself gave the actor instead of the real one, as it may have
 * done before the actor claimed the lead.
 */
export function isOwnMask(actor: Actor, field: string, value: unknown): boolean {
	return looksMasked(value) && fieldAccess(actorBeforePools(actor), field) === 'masked';
}

function copyOf(actor: Actor, value: unknown, prefix: string): unknown {
	if (Array.isArray(value)) return value.map((element) => copyOf(actor, element, prefix));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, member]) => {
			const field = prefix + name;
			const access = fieldAccess(actor, sameAs.get(field) ?? field);
			if (access === 'hidden') return [];
			if (access === 'masked') return [[name, maskedTexts(name, member)]];
			if (colleagues.has(name)) return [[name, member]];
			return [[name, copyOf(actor, member, name === 'custom' ? 'custom.' : '')]];
		}),
	);
}

function maskedTexts(field: string, value: unknown): unknown {
	if (Array.isArray(value)) return value.map((element) => maskedTexts(field, element));
	if (value === null || value === undefined) return value;
	if (typeof value === 'object') {
		return Object.fromEntries(
			Object.entries(value).map(([name, member]) => [name, maskedTexts(field, member)]),
		);
	}
	return maskValue(fieldDefinition(field)?.kind ?? 'text', String(value));
}
