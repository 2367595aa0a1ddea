import type { Consent, ConsentGiven } from '../model/consent';
import type { Operation, StoreContext } from './context';
import { requireVisibleEntity, type EntityReference } from './entities';
import { isoText, instantOf } from './instants';
import type { RowOf } from './schema/tables';
import { insertMany, q, type Step } from './step';

export interface ConsentHistory {
	/** The latest word on each purpose and channel. */
	current: Consent[];
	/** Everything, newest first. */
	history: Consent[];
}

export interface NewConsents {
	entity: EntityReference;
	consents: readonly ConsentGiven[];
}

/**
 * Appends permissions of several persons, in the transaction that writes the persons. The event is
 * the caller's, who knows why it happened.
 */
export function* recordAllConsents(
	context: StoreContext,
	given: readonly NewConsents[],
): Step<void> {
	yield* insertMany({
		table: 'consents',
		columns: [
			'workspace_id',
			'id',
			'entity_type',
			'entity_id',
			'purpose',
			'channel',
			'granted',
			'at',
			'proof',
		],
		rows: given.flatMap(({ entity, consents }) =>
			consents.map(({ purpose, channel, granted, at, ...proof }) => [
				context.workspaceId,
				context.newId(),
				entity.entityType,
				entity.entityId,
				purpose,
				channel,
				granted,
				at === undefined ? context.now : instantOf(at, 'at'),
				proof,
			]),
		),
		onConflict: 'error',
	});
}

/** `recordAllConsents` for one person. */
export function recordConsents(
	context: StoreContext,
	entity: EntityReference,
	consents: readonly ConsentGiven[],
): Step<void> {
	return recordAllConsents(context, [{ entity, consents }]);
}

function consentOf(row: RowOf<'consents'>): Consent {
	return {
		...(row.proof as Pick<ConsentGiven, 'textVersion' | 'text' | 'evidence'>),
		id: row.id,
		purpose: row.purpose,
		channel: row.channel,
		granted: row.granted === 1,
		at: isoText(row.at),
	};
}

/**
 * What a person permitted, and when.
 *
 * @throws LeadflowError NOT_FOUND when the actor cannot see the person
 */
export function consentsOf(entity: EntityReference): Operation<ConsentHistory> {
	return function* (context) {
		const entityId = yield* requireVisibleEntity(context, entity, { reach: 'unmasked' });
		const rows = yield* q(
			context.db
				.selectFrom('consents')
				.selectAll()
				.where('workspace_id', '=', context.workspaceId)
				.where('entity_id', '=', entityId)
				.orderBy('at', 'desc')
				.orderBy('id', 'desc'),
		);
		const latest = new Map<string, Consent>();
		const history = rows.map(consentOf);
		for (const consent of history) {
			const use = `${consent.purpose}\n${consent.channel}`;
			if (!latest.has(use)) latest.set(use, consent);
		}
		return { current: [...latest.values()], history };
	};
}
