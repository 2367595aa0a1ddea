import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ContactWay } from '../../../../channels/wecom/api/contactWay';
import { numbersOf } from '../../fields/listText';
import { contactWayPicker, itemPaths, requiredId } from '../../fields/pickers';
import type { WeComRun } from '../../weComOperation';

export const contactWayField = contactWayPicker({
	displayName: 'Contact Way',
	name: 'configId',
	description: "Leave empty to use the item's 'configId'",
});

export const configIdOf = (run: WeComRun, index: number): string =>
	requiredId(run, index, contactWayField, itemPaths.configId);

export const departmentsField: INodeProperties = {
	displayName: 'Department IDs',
	name: 'departments',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2, 5',
	description: 'Whose members are added in turn',
};

export const exclusiveField: INodeProperties = {
	displayName: 'Same Member Again',
	name: 'exclusive',
	type: 'boolean',
	default: false,
	description: 'Whether a customer who comes again meets the same member',
};

export const markSourceField: INodeProperties = {
	displayName: 'Mark Source',
	name: 'markSource',
	type: 'boolean',
	default: true,
	description: "Whether the member's app names the code as the source of the customer",
};

export const remarkField: INodeProperties = {
	displayName: 'Remark',
	name: 'remark',
	type: 'string',
	default: '',
	placeholder: 'e.g. Expo 2026, hall 3',
	description: 'For colleagues only, up to 30 characters',
};

export const skipVerifyField: INodeProperties = {
	displayName: 'Skip Verify',
	name: 'skipVerify',
	type: 'boolean',
	default: true,
	description: 'Whether customers are added without the consent of the member',
};

export const severalField: INodeProperties = {
	displayName: 'Allow More Members Later',
	name: 'several',
	type: 'boolean',
	default: true,
	description:
		'Whether more members may be added to this code later; WeCom fixes that when it is made',
};

export const stateField: INodeProperties = {
	displayName: 'State',
	name: 'state',
	type: 'string',
	default: '',
	placeholder: 'e.g. expo2026_hall3',
	description:
		'Comes with each customer who uses the code, and becomes the campaign of the lead; up to 30 characters',
};

/** What a collection says of a contact way; what is not in it is undefined. */
export function settingsOf(given: IDataObject): ContactWay {
	const text = (name: string) =>
		given[name] === undefined ? undefined : String(given[name]).trim();
	const tick = (name: string) => (given[name] === undefined ? undefined : given[name] === true);
	return {
		departments: given.departments === undefined ? undefined : numbersOf(given.departments),
		exclusive: tick('exclusive'),
		markSource: tick('markSource'),
		remark: text('remark'),
		several: tick('several'),
		skipVerify: tick('skipVerify'),
		state: text('state'),
	};
}
