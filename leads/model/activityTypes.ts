/** Kinds of activity (跟进记录) that a person or a channel may record. */
export const activityTypes = [
	'note',
	'call',
	'email',
	'meeting',
	'visit',
	'sms',
	'wecom',
	'whatsapp',
	'chat',
	'form',
	'other',
] as const;

export type ActivityType = (typeof activityTypes)[number];

/** The type of that name. */
export function activityTypeNamed(name: unknown): ActivityType | undefined {
	return activityTypes.find((type) => type === name);
}
