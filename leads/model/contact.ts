import { z } from 'zod/v4';
import { addressShape } from './addressShape';
import type { PersonReference } from './personReference';
import { custom, id, inputObject, longText, type StoredRecord, tags, text } from './schemaParts';

/** The fields of a person, with the names and limits that they have on leads. */
const personShape = {
	name: text(120).nullish(),
	firstName: text(40).nullish(),
	lastName: text(80).nullish(),
	salutation: text(20).nullish(),
	department: text(100).nullish(),
	title: text(100).nullish(),
	email: text(100).nullish(),
	secondaryEmail: text(100).nullish(),
	mobile: text(30).nullish(),
	phone: text(30).nullish(),
	fax: text(30).nullish(),
	wechat: text(60).nullish(),
	qq: text(30).nullish(),
	skype: text(50).nullish(),
	...addressShape,
	language: text(20).nullish(),
	timezone: text(60).nullish(),
	emailOptOut: z.boolean().nullish(),
	profilingOptOut: z.boolean().nullish(),
	wecomExternalUserId: text(128).nullish(),
	wechatUnionId: text(128).nullish(),
	whatsappBsuid: text(140).nullish(),
	chatContactId: text(128).nullish(),
};

/** What a user may write of a contact (联系人): a person at an account. */
export const contactInputSchema = inputObject('Contact', {
	...personShape,
	accountId: id.nullish(),
	/** The person this one reports to. */
	reportsToId: id.nullish(),
	source: text(100).nullish(),
	ownerId: id.nullish(),
	description: longText.nullish(),
	tags: tags.optional(),
	custom: custom.optional(),
});

export type ContactInput = z.infer<typeof contactInputSchema>;

/** A contact as it is read. */
export interface Contact extends Omit<ContactInput, 'ownerId' | 'tags' | 'custom'>, StoredRecord {
	regionCode?: string;
	regionSource?: 'form' | 'address' | 'creditCode' | 'phone';
	owner?: PersonReference;
	tags: string[];
	custom: Record<string, unknown>;
	/** The lead that became this contact, if one did. */
	convertedFromLeadId?: string;
	lastActivityAt?: string;
}
