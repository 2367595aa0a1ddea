import { elementsOf } from '../shared/foreignJson';
import { filled } from './filled';
import { personOfContact, type WhatsAppPerson } from './person';

/** Finds the contact (`contacts[]`: ids and profile) that belongs to a message or status of a delivery. */
export class ContactBook {
	private readonly contacts: unknown[];
	private readonly byId = new Map<string, unknown>();

	constructor(contacts: unknown) {
		this.contacts = elementsOf(contacts);
		for (const contact of this.contacts) {
			const { bsuid, parentId, waId } = personOfContact(contact);
			for (const id of [bsuid, parentId, waId]) {
				if (id !== undefined && !this.byId.has(id)) this.byId.set(id, contact);
			}
		}
	}

	/**
	 * The contact of a person. A delivery's only contact is theirs even if the numbers differ: a
	 * `wa_id` is not always the number (Brazil's ninth digit), and ids may be left out.
	 */
	of({ bsuid, parentId, waId }: WhatsAppPerson): unknown {
		for (const id of [bsuid, parentId, waId]) {
			const contact = id === undefined ? undefined : this.byId.get(id);
			if (contact !== undefined) return contact;
		}
		if (this.contacts.length !== 1) return undefined;
		const [only] = this.contacts;
		const known = personOfContact(only).bsuid;
		return bsuid !== undefined && known !== undefined && known !== bsuid ? undefined : only;
	}

	/** A person with what their contact adds. */
	complete(person: WhatsAppPerson): WhatsAppPerson {
		return { ...personOfContact(this.of(person)), ...filled(person) };
	}
}
