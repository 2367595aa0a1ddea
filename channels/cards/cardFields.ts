import type { LeadFieldName } from '../../leads/model/leadFields';
import { hasHan } from '../../leads/model/text';
import { components, unescaped, type CardProperty } from './cardProperty';
import type { Card } from './vcard';

/** The lead fields that a card can fill, in the order of reading. */
export const cardFieldNames = [
	'name',
	'lastName',
	'firstName',
	'salutation',
	'company',
	'department',
	'title',
	'mobile',
	'phone',
	'fax',
	'email',
	'secondaryEmail',
	'wechat',
	'qq',
	'skype',
	'website',
	'street',
	'city',
	'state',
	'postalCode',
	'country',
	'description',
] as const satisfies readonly LeadFieldName[];

export type CardFields = Partial<Record<(typeof cardFieldNames)[number], string>>;

/** Labels that people and phones give a number in their own words, as types. */
const labelTypes: ReadonlyArray<[RegExp, string]> = [
	[/mobile|cell|iphone|手机|行动|行動|移动/i, 'cell'],
	[/fax|传真|傳真/i, 'fax'],
	[/pager|传呼|寻呼/i, 'pager'],
	[/wechat|weixin|微信/i, 'wechat'],
	[/^qq/i, 'qq'],
	[/work|office|工作|单位|公司|办公/i, 'work'],
];

/** The properties of a card by name, with their labels made types, the preferred ones first. */
class Properties {
	private readonly labels = new Map<string, string>();

	constructor(private readonly all: readonly CardProperty[]) {
		for (const { group, name, value } of all) {
			if (group !== undefined && name === 'X-ABLABEL') this.labels.set(group, unescaped(value));
		}
	}

	named(name: string): CardProperty[] {
		const found = this.all.filter((property) => property.name === name).map(this.labelled);
		return found.sort((one, other) => preference(one) - preference(other));
	}

	/** The first value under any of these names, as text. */
	text(...names: string[]): string | undefined {
		for (const name of names) {
			for (const { value } of this.named(name)) {
				const text = unescaped(value);
				if (text !== '') return text;
			}
		}
		return undefined;
	}

	private readonly labelled = (property: CardProperty): CardProperty => {
		const label = property.group === undefined ? undefined : this.labels.get(property.group);
		if (label === undefined) return property;
		const types = labelTypes.filter(([pattern]) => pattern.test(label)).map(([, type]) => type);
		return { ...property, types: [...property.types, ...types] };
	};
}

/** 1 is what the card's owner prefers most; 101 says nothing about it. */
function preference({ types, parameters }: CardProperty): number {
	const pref = Number(parameters.get('PREF') ?? 101);
	return types.includes('pref') ? 0 : Number.isFinite(pref) ? pref : 101;
}

const joined = (parts: ReadonlyArray<string | undefined>, separator: string) =>
	parts.filter((part) => part !== undefined && part !== '').join(separator);

function nameFields(properties: Properties): CardFields {
	const [structured] = properties.named('N');
	const [family = '', given = '', additional = '', prefix = ''] = structured
		? components(structured.value)
		: [];
	const givenNames = joined([given, additional], hasHan(given) ? '' : ' ');
	const whole = hasHan(family + givenNames)
		? `${family}${givenNames}`
		: joined([givenNames, family], ' ');
	const name = properties.text('FN') ?? (whole || properties.text('NICKNAME', 'SORT-STRING'));
	// Chinese phones keep the whole name in one of the two.
	const apart = family !== '' && givenNames !== '';
	return {
		...(name ? { name } : {}),
		...(apart ? { lastName: family, firstName: givenNames } : {}),
		...(prefix === '' ? {} : { salutation: prefix }),
	};
}

/** A number without the dress of a `tel:` URI (RFC 3966). */
function telephone(value: string): string {
	const text = unescaped(value);
	if (!/^(?:tel|sms):/i.test(text)) return text;
	const [number, ...parameters] = text.slice(4).split(';');
	const extension = parameters.find((one) => /^ext=/i.test(one))?.slice(4);
	return number + (extension === undefined ? '' : ` ext. ${extension}`);
}

function phoneFields(properties: Properties): CardFields {
	const mobiles: string[] = [];
	const others: string[] = [];
	const faxes: string[] = [];
	for (const { types, value } of properties.named('TEL')) {
		const number = telephone(value);
		if (number === '' || types.includes('wechat') || types.includes('qq')) continue;
		if (types.some((type) => type.endsWith('fax'))) faxes.push(number);
		else if (types.includes('cell')) mobiles.push(number);
		else if (!types.includes('pager')) others.push(number);
	}
	const [mobile, ...moreMobiles] = [...new Set(mobiles)];
	const phones = [...new Set([...others, ...moreMobiles])].filter((number) => number !== mobile);
	return {
		...(mobile === undefined ? {} : { mobile }),
		...(phones.length === 0 ? {} : { phone: phones.join(' / ') }),
		...(faxes.length === 0 ? {} : { fax: faxes[0] }),
	};
}

function emailFields(properties: Properties): CardFields {
	const values = properties.named('EMAIL').map(({ value }) => unescaped(value));
	const addresses = values.map((value) => value.replace(/^mailto:/i, '')).filter(Boolean);
	const [email, secondaryEmail] = [...new Set(addresses)];
	return {
		...(email === undefined ? {} : { email }),
		...(secondaryEmail === undefined ? {} : { secondaryEmail }),
	};
}

function companyFields(properties: Properties): CardFields {
	const [organisation] = properties.named('ORG');
	const [company = '', ...units] = organisation ? components(organisation.value) : [];
	const department = joined(units, ' / ');
	const title = properties.text('TITLE', 'ROLE');
	return {
		...(company === '' ? {} : { company }),
		...(department === '' ? {} : { department }),
		...(title === undefined ? {} : { title }),
	};
}

function addressFields(properties: Properties): CardFields {
	const addresses = properties.named('ADR');
	const address = addresses.find(({ types }) => types.includes('work')) ?? addresses.at(0);
	if (!address) return {};
	const [box, extended, street, city, state, postalCode, country] = components(address.value);
	const lines = joined([street, extended, box], ', ').replace(/\s*\n\s*/g, ' ');
	return {
		...(lines === '' ? {} : { street: lines }),
		...(city ? { city } : {}),
		...(state ? { state } : {}),
		...(postalCode ? { postalCode } : {}),
		...(country ? { country } : {}),
	};
}

/** Services of chat, as they are named in types, URI schemes and names of properties. */
const chatServices = {
	wechat: /wechat|weixin|wxid|micromsg/i,
	qq: /^qq$|tencent/i,
	skype: /skype/i,
};

/** An account without the URI around it: `x-apple:12345`, `skype:li?chat`. */
function account(value: string): string {
	return unescaped(value)
		.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/)?/i, '')
		.replace(/\?.*$/s, '')
		.trim();
}

function chatFields(properties: Properties): CardFields {
	const fields: CardFields = {};
	const own = {
		wechat: properties.text('X-WECHAT', 'X-WEIXIN', 'X-WECHAT-ID', 'X-MICROMSG'),
		qq: properties.text('X-QQ', 'X-TENCENT-QQ'),
		skype: properties.text('X-SKYPE', 'X-SKYPE-USERNAME'),
	};
	const others = ['IMPP', 'X-IM', 'X-SOCIALPROFILE', 'TEL', 'X-ABRELATEDNAMES'].flatMap((name) =>
		properties.named(name),
	);
	for (const service of ['wechat', 'qq', 'skype'] as const) {
		const found = others.find(({ name, types, parameters, value }) => {
			const scheme = name === 'TEL' ? '' : (/^([a-z][a-z0-9+-]*):/i.exec(value)?.[1] ?? '');
			const names = [...types, parameters.get('X-SERVICE-TYPE') ?? '', scheme];
			return names.some((one) => chatServices[service].test(one));
		});
		const value = own[service] ?? (found ? account(found.value) : '');
		if (value !== '') fields[service] = value;
	}
	return fields;
}

/**
 * What a card says of a person, by lead field name. The values are as they stand on the card: phones
 * and names are normalised when they are captured.
 */
export function cardFields({ properties: all }: Card): CardFields {
	const properties = new Properties(all);
	const website = properties.text('URL');
	const description = properties.text('NOTE');
	return {
		...nameFields(properties),
		...companyFields(properties),
		...phoneFields(properties),
		...emailFields(properties),
		...chatFields(properties),
		...(website === undefined ? {} : { website }),
		...addressFields(properties),
		...(description === undefined ? {} : { description }),
	};
}
