import type { KeyClass } from '../../matching/leads/leadKeys';
import type { DecisionReason } from '../../model/decision';
import { normalizeLead } from '../../model/normalizeLead';
import { nameEvidence } from '../../model/personName';
import type { StoreContext } from '../../store/context';
import { storedKeysOf } from '../../store/leads/identities';
import { coupleOf, differentAmong } from '../../store/leads/knownPairs';
import { profileOf } from '../../store/leads/matchKeys';
import { type FoundLeads, SimilarLeads, type Sought } from '../../store/leads/similarLeads';
import { resolveIdentity } from '../../store/leads/resolveIdentity';
import type { Step } from '../../store/step';
import type { CheckInput, CheckOptions, Thresholds } from './contract';
import { type KnownHolders, readHolders } from './holders';
import type { Inquiry, Likely } from './inquiry';
import { judgedLeads } from './judged';
import { readRuleCandidates, type RuleCandidates } from './ruleCandidates';

export interface LookedUp {
	/** Best first. */
	likely: Likely[];
	notes: DecisionReason[];
	cut: readonly KeyClass[];
}

/** Looks a handful of people up: by keys of identity, by likeness, by the rules of a preset. */
export function* lookUp(
	context: StoreContext,
	inputs: readonly CheckInput[],
	options: CheckOptions,
	thresholds: Thresholds,
): Step<LookedUp[]> {
	const country = options.defaultCountry ?? 'CN';
	const people = inputs.map((input) => {
		const { fields } = normalizeLead(input.fields, { defaultCountry: country });
		return { input, fields, keys: storedKeysOf(fields, input.test === true) };
	});
	const holders = yield* readHolders(
		context,
		people.flatMap(({ keys }) => keys),
		options,
	);
	const inquiries = people.map((one): Inquiry => inquiryOf(one, holders));
	const similar = yield* SimilarLeads.read(
		context,
		inquiries.map(({ sought }) => sought),
		{ most: options.mostCandidates },
	);
	const found = inquiries.map(({ sought }) => similar.find(sought));
	const byRule = yield* readRuleCandidates(context, inquiries, options.preset);
	const different = yield* differentFrom(context, inquiries, found, byRule);
	return inquiries.map((inquiry, index) => {
		const { contradicted } = inquiry.resolution;
		const met = { found: found[index], byRule: byRule[index].rows, holders };
		const likely = judgedLeads(inquiry, met, options.preset, thresholds)
			.filter(({ id }) => !different.has(coupleOf(id, inquiry.input.id ?? '')))
			.sort((one, other) => other.bits - one.bits || (one.id < other.id ? -1 : 1));
		const cut = [...new Set([...found[index].cut, ...byRule[index].cut])];
		return { likely, notes: contradicted.length > 0 ? [CONTRADICTED] : [], cut };
	});
}

const CONTRADICTED: DecisionReason = {
	code: 'sharedKey',
	text: 'Somebody of another family name has one of the keys, which therefore says nothing',
};

function inquiryOf(
	{ input, fields, keys }: Pick<Inquiry, 'input' | 'fields' | 'keys'>,
	holders: KnownHolders,
): Inquiry {
	const evidence = nameEvidence(fields.name ?? '');
	const resolution = resolveIdentity(keys, evidence, holders.holderOf, input.id);
	const sharedKeys = [
		...keys.filter((key) => holders.holderOf(key)?.state === 'shared'),
		...resolution.contradicted.map(({ by }) => by),
	];
	const sought: Sought = {
		profile: profileOf(fields),
		isTest: input.test === true,
		...(input.id === undefined ? {} : { exceptId: input.id }),
		sharedKeys,
	};
	return { input, fields, keys, sought, resolution };
}

/** Which stored leads somebody declared to be different from the inputs that are stored themselves. */
function* differentFrom(
	context: StoreContext,
	inquiries: readonly Inquiry[],
	found: readonly FoundLeads[],
	byRule: readonly RuleCandidates[],
): Step<Set<string>> {
	const ids = new Set<string>();
	inquiries.forEach(({ input, resolution }, index) => {
		if (input.id === undefined) return;
		ids.add(input.id);
		for (const id of found[index].rows.keys()) ids.add(id);
		for (const { id } of byRule[index].rows) ids.add(id);
		for (const { holder } of resolution.rivals) ids.add(holder.entityId);
	});
	if (ids.size === 0) return new Set();
	const couples = yield* differentAmong(context, ids);
	return new Set(couples.map(([left, right]) => coupleOf(left, right)));
}
