import { LeadflowError } from '../../model/error';
import { fieldDefinition } from '../../model/leadFields';
import { fieldRules, masterRules, type FieldRule, type MergeRequest } from './mergeRequest';

const CUSTOM = /^custom\../s;

const kindsOfRule: Partial<Record<FieldRule, ReadonlySet<string>>> = {
	concat: new Set(['text', 'longText', 'own']),
	union: new Set(['text', 'longText', 'own', 'tags']),
	max: new Set(['integer', 'number', 'instant', 'boolean', 'text', 'own']),
	min: new Set(['integer', 'number', 'instant', 'boolean', 'text', 'own']),
};

function kindOf(field: string): string {
	if (field === 'tags') return 'tags';
	if (CUSTOM.test(field)) return 'own';
	const kind = fieldDefinition(field)?.kind;
	if (kind) return kind;
	throw new LeadflowError('INVALID_INPUT', `Leads have no field '${field.slice(0, 60)}'`, {
		field,
		hint: "Use a lead field such as 'email', 'tags', or 'custom.' and the name of your own field.",
	});
}

/** Fields whose combined text would be no value of theirs. */
const single = new Set(['name', 'firstName', 'lastName', 'status', 'wechat', 'creditCode']);

/**
 * Refuses a request that no leads could be merged by.
 *
 * @throws LeadflowError INVALID_INPUT
 */
export function requireRules(request: MergeRequest): void {
	if (!masterRules.includes(request.masterRule)) {
		throw new LeadflowError('INVALID_INPUT', 'There is no such rule for the lead that lives on', {
			field: 'masterRule',
			hint: `Use one of ${masterRules.join(', ')}.`,
		});
	}
	if (request.masterRule === 'manual' && !request.masterId) {
		throw new LeadflowError('INVALID_INPUT', 'The lead that is to live on is not named', {
			field: 'masterId',
			hint: 'Set the ID of one of the leads, or choose another rule.',
		});
	}
	for (const [field, rule] of Object.entries(request.fieldRules ?? {})) {
		const kind = kindOf(field);
		const fits = fieldRules.includes(rule) && (kindsOfRule[rule]?.has(kind) ?? true);
		const combines = rule === 'union' || rule === 'concat';
		if (fits && !(combines && single.has(field))) continue;
		throw new LeadflowError('INVALID_INPUT', `'${field}' cannot be merged by this rule`, {
			field,
			hint: "Texts can be put together ('concat', 'union'), numbers and dates compared ('max', 'min').",
		});
	}
	for (const field of Object.keys(request.fieldChoices ?? {})) kindOf(field);
	if (request.fieldRules && Object.values(request.fieldRules).includes('mostTrusted')) {
		if (request.sourceTrust?.length) return;
		throw new LeadflowError('INVALID_INPUT', 'No sources are named to be trusted', {
			field: 'sourceTrust',
			hint: 'List channels or lead sources, the most trusted first.',
		});
	}
}
