import { without } from '../model/without';
import type { Actor } from '../model/actor';
import type { DecisionReason } from '../model/decision';
import type { LeadFieldValues, Touch } from '../model/lead';
import type { LeadFieldName } from '../model/leadFields';
import { canTransition, isLeadStatus } from '../model/status';
import { isoText } from '../store/instants';
import { fieldValue, type LeadRow, type LeadValues } from '../store/leads/leadRow';
import { isOwnMask } from '../store/masks';
import { actorBeforePools, fieldAccess } from '../store/permissions';
import type { CaptureOptions } from './options';
import type { PreparedCapture } from './prepare';
import { reason } from './result';

/** What a capture writes into a lead, and which of its values were left alone. */
export interface CaptureValues {
	values: Pick<LeadValues, 'fields' | 'custom' | 'regionCode' | 'regionSource'>;
	ignored: DecisionReason[];
}

/** Tag of leads that look like spam and were captured all the same. */
export const SPAM_TAG = 'suspected-spam';

export function tagsOf(capture: PreparedCapture, options: CaptureOptions): readonly string[] {
	const tags = capture.captured.tags ?? [];
	const flagged = options.onSpam === 'flag' && capture.spam.score >= options.spamThreshold;
	return flagged ? [...tags, SPAM_TAG] : tags;
}

/** Where and when the person was met with this capture. */
export function touchOf(actor: Actor, { fields, captured }: PreparedCapture, now: number): Touch {
	const told = (field: 'source' | 'campaign' | 'utmCampaign' | 'landingUrl' | 'clickId') =>
		isOwnMask(actor, field, fields[field]) ? undefined : fields[field];
	const campaign = told('campaign') ?? told('utmCampaign');
	const landingUrl = told('landingUrl');
	const clickId = told('clickId');
	return {
		at: isoText(captured.receivedAt ?? now),
		source: told('source') ?? captured.channel,
		...(campaign ? { campaign } : {}),
		...(landingUrl ? { landingUrl } : {}),
		...(clickId ? { clickId } : {}),
	};
}

function notPermitted(field: string): DecisionReason {
	return reason('notPermitted', `'${field}' may not be written and was left alone`, field);
}

/**
 * What a new lead starts with: all that came, but for values that the store itself gave out masked.
 */
export function valuesForNew(actor: Actor, capture: PreparedCapture): CaptureValues {
	const { fields, custom, region } = capture;
	if (Object.keys(actorBeforePools(actor).fieldAccess).length === 0) {
		return { values: { fields, custom, ...region }, ignored: [] };
	}
	const ignored: DecisionReason[] = [];
	const unmasked =
		(prefix: string) =>
		([name, value]: [string, unknown]) => {
			const field = prefix + name;
			if (!isOwnMask(actor, field, value)) return true;
			ignored.push(notPermitted(field));
			return false;
		};
	const values = {
		fields: Object.fromEntries(Object.entries(fields).filter(unmasked(''))),
		custom: Object.fromEntries(Object.entries(custom).filter(unmasked('custom.'))),
		...region,
	};
	return { values, ignored };
}

/**
 * What a capture may write into the lead of a person who is known. Fields that the actor sees masked,
 * read-only or not at all stay as they are, so that a masked value never comes back as data.
 */
export function valuesForKnown(
	actor: Actor,
	row: LeadRow,
	capture: PreparedCapture,
	onDuplicate: CaptureOptions['onDuplicate'],
): CaptureValues {
	if (onDuplicate === 'attachActivity') return { values: {}, ignored: [] };
	const overwrite = onDuplicate === 'overwrite';
	const ignored: DecisionReason[] = [];
	const permitted = (field: string, value: unknown) => {
		if (fieldAccess(actor, field) === undefined && !isOwnMask(actor, field, value)) return true;
		ignored.push(notPermitted(field));
		return false;
	};
	const fields: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(namesTogether(row, capture, overwrite))) {
		// Where a lead came from first and how far it has got is not for a later capture to rewrite.
		if (name === 'source' || (name === 'status' && !mayBecome(row.status, value, overwrite)))
			continue;
		if (!permitted(name, value)) continue;
		const replaces = overwrite && !capture.inferred.has(name);
		if (replaces || fieldValue(row, name as LeadFieldName) === undefined) fields[name] = value;
	}
	const known = row.custom as Record<string, unknown>;
	const custom = Object.fromEntries(
		Object.entries(capture.custom).filter(
			([name, value]) =>
				permitted(`custom.${name}`, value) && (overwrite || !Object.hasOwn(known, name)),
		),
	);
	const region = overwrite || row.region_code === null ? capture.region : {};
	return { values: { fields, custom, ...region }, ignored };
}

function mayBecome(from: string, to: unknown, overwrite: boolean): boolean {
	if (!overwrite || typeof to !== 'string' || !isLeadStatus(to)) return false;
	return !isLeadStatus(from) || canTransition(from, to);
}

/**
 * The name and its parts change together: the parts of one spelling are not mixed with the name of
 * another.
 */
function namesTogether(
	row: LeadRow,
	capture: PreparedCapture,
	overwrite: boolean,
): LeadFieldValues {
	const { fields } = capture;
	if (!fields.name || row.name === null || fields.name === row.name) return fields;
	if (overwrite) return { lastName: null, firstName: null, ...fields };
	return without(fields, 'name', 'lastName', 'firstName');
}
