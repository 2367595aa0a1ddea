import { LeadflowError } from '../../model/error';
import type { Operation, StoreContext } from '../../store/context';
import { requireWriter } from '../../store/permissions';
import { readSetting, writeSetting } from '../../store/settings';
import { q, type Step } from '../../store/step';
import type { MappingOptions } from '../fieldMapping';

const PREFIX = 'import.mapping.';
const LONGEST_NAME = 100;

function keyOf(name: string): string {
	const trimmed = name.trim();
	if (trimmed !== '' && trimmed.length <= LONGEST_NAME) return PREFIX + trimmed;
	throw new LeadflowError(
		'INVALID_INPUT',
		`The name of a saved mapping has 1 to ${LONGEST_NAME} characters`,
		{ field: 'mappingName' },
	);
}

/** Keeps a mapping of columns under a name, for every node that uses this store. */
export function saveMapping(name: string, mapping: MappingOptions): Operation<void> {
	return function* (context) {
		requireWriter(context.actor);
		yield* writeSetting(context, keyOf(name), mapping);
	};
}

/**
 * A mapping that was saved under a name.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function getMapping(name: string): Operation<MappingOptions> {
	return function* (context) {
		const saved = yield* readSetting(context, keyOf(name));
		if (saved !== undefined) return saved as MappingOptions;
		throw new LeadflowError('NOT_FOUND', 'No mapping is saved under this name', {
			field: 'savedMapping',
			hint: "Choose one from the list, or save one with the option 'Save Mapping As'.",
		});
	};
}

/** The names of all saved mappings, in their order. */
export function listMappings(): Operation<string[]> {
	return (context) => names(context);
}

function* names(context: StoreContext): Step<string[]> {
	const from = `setting.${PREFIX}`;
	const rows = yield* q(
		context.db
			.selectFrom('meta')
			.select('key')
			.where('workspace_id', '=', context.workspaceId)
			.where('key', '>=', from)
			.where('key', '<', `${from}\u{10ffff}`)
			.orderBy('key'),
	);
	return rows.map(({ key }) => key.slice(from.length));
}
