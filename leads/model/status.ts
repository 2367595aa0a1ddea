import { presetStatuses, type StatusPreset, statusPresetNames } from './statusPresets';
import { isLeadStatus, type LeadStatus, leadStatuses, leadStatusNames } from './statusTable';
import { foldText } from './text';

export {
	isLeadStatus,
	type LeadStatus,
	leadStatuses,
	leadStatusNames,
	type StatusPhase,
} from './statusTable';

export const openStatuses: readonly LeadStatus[] = leadStatusNames.filter(
	(status) => leadStatuses[status].phase === 'open',
);

/** What closed leads may become; open ones may become anything. */
const REOPENED: Readonly<Record<'unqualified' | 'junk', readonly LeadStatus[]>> = {
	unqualified: ['new', 'working', 'nurturing', 'onHold', 'junk'],
	junk: ['new', 'unqualified'],
};

/** Whether a lead in this status is still worked on. Unknown statuses are the user's own: open. */
export function isOpenStatus(status: string): boolean {
	return !isLeadStatus(status) || leadStatuses[status].phase === 'open';
}

/**
 * Whether a lead may go from one status to another by hand or by a node. Staying is always allowed.
 * A closed lead has to be opened before it is converted; nothing leaves `converted` this way.
 */
export function canTransition(from: LeadStatus, to: LeadStatus): boolean {
	if (from === to || leadStatuses[from].phase === 'open') return true;
	if (from === 'unqualified' || from === 'junk') return REOPENED[from].includes(to);
	return false;
}

/** The label of a status; a value that is not ours is shown as it is. */
export function statusLabel(value: string, language: 'en' | 'zh'): string {
	return isLeadStatus(value) ? leadStatuses[value].label[language] : value;
}

function keyOf(text: string): string {
	return foldText(text).replace(/[\s_-]/g, '');
}

const ownLabels = new Map<string, LeadStatus>();
for (const status of leadStatusNames) {
	const { en, zh } = leadStatuses[status].label;
	for (const text of [status, en, zh]) ownLabels.set(keyOf(text), status);
}

const presetLabels = new Map<StatusPreset, Map<string, LeadStatus>>();
for (const preset of statusPresetNames) {
	const labels = new Map<string, LeadStatus>();
	for (const status of leadStatusNames) {
		for (const text of presetStatuses[preset][status] ?? []) labels.set(keyOf(text), status);
	}
	presetLabels.set(preset, labels);
}

/**
 * Reads a status: a stored value, one of our labels, or a picklist label of another system, in
 * Chinese or English.
 *
 * @param preset whose labels to prefer; without it those of all systems are understood
 */
export function parseStatus(text: string, preset?: StatusPreset): LeadStatus | undefined {
	if (isLeadStatus(text)) return text;
	if (text.length > 80) return undefined;
	const key = keyOf(text);
	const preferred = preset && presetLabels.get(preset)?.get(key);
	if (preferred) return preferred;
	const own = ownLabels.get(key);
	if (own || preset) return own;
	for (const labels of presetLabels.values()) {
		const status = labels.get(key);
		if (status) return status;
	}
	return undefined;
}

/** The first label that another system has for a status, for exports; our own where it has none. */
export function presetLabel(
	status: LeadStatus,
	preset: StatusPreset,
	language: 'en' | 'zh',
): string {
	const labels = presetStatuses[preset][status] ?? [];
	const wanted = labels.find((label) => /\p{Script=Han}/u.test(label) === (language === 'zh'));
	return wanted ?? leadStatuses[status].label[language];
}
