import { fieldDefinition } from '../../model/leadFields';
import { isoOrUndefined } from '../../store/instants';
import type { FieldChanges } from '../../store/leads/leadRow';
import { fieldOfUnit, type UnitChanges } from './rowUnits';

function instantText(value: unknown): unknown {
	return typeof value === 'number' ? (isoOrUndefined(value) ?? null) : value;
}

/** Changes of a row as the event log tells them: by field name, as values flow on the canvas. */
export function fieldChanges(changes: UnitChanges): FieldChanges {
	const told: FieldChanges = {};
	for (const [unit, [before, after]] of Object.entries(changes)) {
		const of = (value: unknown, place: number) => (value as unknown[] | null)?.[place] ?? null;
		if (unit === 'region') told.regionCode = [of(before, 0), of(after, 0)];
		else if (unit === 'holding') {
			if (of(before, 0) !== of(after, 0)) told.ownerId = [of(before, 0), of(after, 0)];
			if (of(before, 1) !== of(after, 1)) told.teamId = [of(before, 1), of(after, 1)];
		} else {
			const field = fieldOfUnit(unit);
			if (unit === 'next_follow_up_at') told[field] = [instantText(before), instantText(after)];
			else if (field === 'tags') told[field] = [before ?? [], after ?? []];
			else if (fieldDefinition(field) || unit.startsWith('custom.')) told[field] = [before, after];
		}
	}
	return told;
}
