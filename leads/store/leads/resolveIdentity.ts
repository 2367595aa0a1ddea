import { familyNamesConflict } from '../../model/personName';
import { plainKind, type StoredKey } from './identities';

/** Who holds a key, as the store knows it. */
export interface KeyHolder {
	entityType: string;
	entityId: string;
	state: string;
	nameEvidence: string;
}

export interface Resolution {
	/** Whom the person turns out to be: the holder of the strongest key that is still identity. */
	target?: { holder: KeyHolder; by: StoredKey };
	/** Other records that weaker keys name: the same person, it seems, kept twice. */
	rivals: Array<{ holder: KeyHolder; by: StoredKey }>;
	/** Keys met under another family name just now: from here on they name nobody. */
	contradicted: Array<{ holder: KeyHolder; by: StoredKey }>;
	/** Keys that nobody holds. */
	free: StoredKey[];
}

/** Keys that one person may lend to another; ids given out by a channel are one account's own. */
const lendable = new Set<string>(['email', 'mobile']);

/**
 * Decides whom a captured person's keys name. Exact keys only; a key that comes with another family
 * name than before is a shared one (a switchboard, a family mailbox) and joins nobody
 * (`decisions` 6–8: the strongest key wins, further hits become review pairs).
 *
 * @param keys strongest first
 * @param holderOf who holds a key, or undefined for a free one
 * @param knownId the record that the person is known to be without any key: what its own keys are
 *   found under says nothing new, and everybody else is a rival
 */
export function resolveIdentity(
	keys: readonly StoredKey[],
	nameEvidence: string,
	holderOf: (key: StoredKey) => KeyHolder | undefined,
	knownId?: string,
): Resolution {
	const resolution: Resolution = { rivals: [], contradicted: [], free: [] };
	for (const key of keys) {
		const holder = holderOf(key);
		if (!holder) resolution.free.push(key);
		else if (holder.state === 'shared' || holder.entityId === knownId) continue;
		else if (isContradicted(key, holder, nameEvidence)) {
			resolution.contradicted.push({ holder, by: key });
		} else if (!resolution.target && knownId === undefined) resolution.target = { holder, by: key };
		else if (isRival(resolution, holder)) resolution.rivals.push({ holder, by: key });
	}
	return resolution;
}

function isContradicted(key: StoredKey, holder: KeyHolder, nameEvidence: string): boolean {
	const lent = lendable.has(plainKind(key.kind));
	return lent && familyNamesConflict(holder.nameEvidence, nameEvidence);
}

function isRival({ target, rivals }: Resolution, { entityId }: KeyHolder): boolean {
	if (entityId === target?.holder.entityId) return false;
	return !rivals.some((rival) => rival.holder.entityId === entityId);
}
