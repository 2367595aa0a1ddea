import {
	booleanField,
	choiceField,
	emailField,
	numberField,
	phoneField,
	recordIdField,
	textField,
	wordsField,
	type RecordField,
} from '../../fields/recordFields';
import { capacityField, leavesField, shiftsField } from './scheduleFields';

/** A member's first team is the one whose manager sees their leads. */
function teamField(): RecordField {
	const { property, read } = recordIdField('Team', 'teamIds', 'searchTeams');
	return {
		property,
		read: (value, zone) => {
			const id = read(value, zone);
			return typeof id === 'string' ? [id] : [];
		},
	};
}

export const memberNameField = textField('Name', 'name', { placeholder: 'e.g. 李娜' });

export const memberFields: readonly RecordField[] = [
	booleanField(
		'Active',
		'active',
		'Whether the member gets new leads and may sign in; off keeps what is held',
	),
	capacityField,
	emailField('Email', 'email'),
	textField('Employee Number', 'employeeNumber'),
	wordsField('Languages', 'languages', { placeholder: 'e.g. zh, en' }),
	leavesField,
	phoneField('Mobile', 'mobile'),
	wordsField('Products', 'products', { placeholder: 'e.g. laser, press brake' }),
	wordsField('Regions', 'regions', {
		placeholder: 'e.g. 310000, 上海, DE',
		description: 'Region codes (GB/T 2260), country codes or names of sales regions',
	}),
	choiceField('Role', 'role', [
		{ name: 'Administrator', value: 'admin' },
		{ name: 'Manager', value: 'manager' },
		{ name: 'Member', value: 'member' },
		{ name: 'Viewer', value: 'viewer' },
	]),
	shiftsField,
	wordsField('Skills', 'skills', { placeholder: 'e.g. CNC, English' }),
	teamField(),
	textField('Time Zone', 'timezone', { placeholder: 'e.g. Asia/Shanghai' }),
	textField('WeCom User ID', 'wecomUserId', { placeholder: 'e.g. ZhangSan' }),
	numberField('Weight', 'weight', {
		description: 'Share of leads against others; 1 is usual, 0 gets none',
	}),
];
