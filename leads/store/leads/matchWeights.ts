import type { Weights } from '../../matching/score/weights';
import type { StoreContext } from '../context';
import { lockSetting, readSetting, writeSetting } from '../settings';
import type { Step } from '../step';

const SETTING = 'matching.weights';
/** Older versions are forgotten. */
const VERSIONS_KEPT = 5;

/** Weights that were learned from the leads of this store. */
export interface WeightsVersion {
	/** From 1; never used twice. */
	version: number;
	weights: Weights;
	/** Epoch milliseconds. */
	trainedAt: number;
	/** `system`, a role, or `member:<id>`. */
	trainedBy: string;
	/** Leads and compared pairs that they were learned from. */
	leads: number;
	pairs: number;
}

export interface StoredWeights {
	/** Version in use; null for the shipped weights. */
	active: number | null;
	/** Newest first. */
	versions: WeightsVersion[];
}

const nothingLearned: StoredWeights = { active: null, versions: [] };

/** All that was learned. */
export function* readStoredWeights(context: StoreContext): Step<StoredWeights> {
	const stored = (yield* readSetting(context, SETTING)) as StoredWeights | undefined;
	return stored ?? nothingLearned;
}

/** The same, kept from others until this transaction has changed it. */
function* lockStoredWeights(context: StoreContext): Step<StoredWeights> {
	const stored = yield* lockSetting(context, SETTING, nothingLearned);
	return (stored ?? nothingLearned) as StoredWeights;
}

/** The weights that leads are compared with; undefined for the shipped ones. */
export function* readActiveWeights(context: StoreContext): Step<Weights | undefined> {
	const { active, versions } = yield* readStoredWeights(context);
	return versions.find(({ version }) => version === active)?.weights;
}

/** Keeps what was learned and uses it from now on. */
export function* keepWeights(
	context: StoreContext,
	learned: Omit<WeightsVersion, 'version'>,
): Step<WeightsVersion> {
	const { versions } = yield* lockStoredWeights(context);
	const kept = { ...learned, version: (versions[0]?.version ?? 0) + 1 };
	yield* writeSetting(context, SETTING, {
		active: kept.version,
		versions: [kept, ...versions].slice(0, VERSIONS_KEPT),
	});
	return kept;
}

/** Uses a version that is kept, or with null the shipped weights. Undefined where it is not kept any more. */
export function* chooseWeights(
	context: StoreContext,
	active: number | null,
): Step<StoredWeights | undefined> {
	const { versions } = yield* lockStoredWeights(context);
	if (active !== null && !versions.some(({ version }) => version === active)) return undefined;
	const stored = { active, versions };
	yield* writeSetting(context, SETTING, stored);
	return stored;
}
