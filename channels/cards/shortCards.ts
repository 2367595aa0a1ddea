/*
 * The short forms of a card that QR codes hold: MECARD (NTT DoCoMo), BIZCARD and MATMSG of the same
 * family. `KEY:value;` pairs, closed by a second semicolon.
 */
import { hasHan } from '../../leads/model/text';
import type { CardFields } from './cardFields';
import { components, unescaped } from './cardProperty';

/** The pairs of a text by upper case key; a key may come several times. */
function pairsOf(text: string): Map<string, string[]> {
	const pairs = new Map<string, string[]>();
	const start = text.indexOf(':') + 1;
	// Escapes are kept, because the value of N parts at its own unescaped commas.
	for (const pair of text.slice(start).match(/(?:\\[\s\S]|[^;\\])+/g) ?? []) {
		const colon = pair.indexOf(':');
		const key = pair.slice(0, Math.max(colon, 0)).trim().toUpperCase();
		const value = pair.slice(colon + 1).trim();
		if (key === '' || value === '') continue;
		pairs.set(key, [...(pairs.get(key) ?? []), value]);
	}
	return pairs;
}

const present = (fields: CardFields): CardFields =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value));

/** `Li,Na`: family name first. Without a comma it is the whole name. */
function namesOf(value: string): CardFields {
	const [family, given = ''] = components(value, ',');
	if (given === '') return { name: family };
	const name = hasHan(family + given) ? `${family}${given}` : `${given} ${family}`;
	return family === '' ? { name: given } : { name, lastName: family, firstName: given };
}

/** The fields of a MECARD, such as `MECARD:N:Li,Na;TEL:13800138000;;`. */
export function mecardFields(text: string): CardFields {
	const pairs = pairsOf(text);
	const all = (...keys: string[]) =>
		keys.flatMap((key) => pairs.get(key) ?? []).map((value) => unescaped(value));
	const [name] = pairs.get('N') ?? [];
	const [email, secondaryEmail] = all('EMAIL');
	const [nickname] = all('NICKNAME');
	return present({
		...(name === undefined ? { name: nickname } : namesOf(name)),
		company: all('ORG', 'CO', 'COMPANY').at(0),
		department: all('DEP', 'DIV').at(0),
		title: all('TITLE', 'TIL').at(0),
		phone: all('TEL', 'TEL-AV').join(' / '),
		mobile: all('M', 'CELL', 'MOBILE').at(0),
		fax: all('FAX').at(0),
		email,
		secondaryEmail,
		wechat: all('WECHAT', 'WEIXIN', 'X-WECHAT').at(0),
		qq: all('QQ', 'X-QQ').at(0),
		website: all('URL').at(0),
		// DoCoMo parts an address with commas, as vCard does with semicolons.
		street: all('ADR').at(0)?.split(',').filter(Boolean).join(', '),
		description: all('NOTE', 'MEMO').at(0),
	});
}

/** The fields of a BIZCARD, such as `BIZCARD:N:Na;X:Li;T:Manager;C:Example Ltd;B:+4930...;;`. */
export function bizcardFields(text: string): CardFields {
	const pairs = pairsOf(text);
	const first = (key: string) => {
		const [value] = pairs.get(key) ?? [];
		return value === undefined ? undefined : unescaped(value);
	};
	const given = first('N') ?? '';
	const family = first('X') ?? '';
	const name = hasHan(family + given) ? `${family}${given}` : `${given} ${family}`.trim();
	const apart = given !== '' && family !== '';
	return present({
		name,
		...(apart ? { firstName: given, lastName: family } : {}),
		title: first('T'),
		company: first('C'),
		street: first('A'),
		phone: first('B'),
		fax: first('F'),
		mobile: first('M'),
		email: first('E'),
		website: first('U'),
	});
}

/** Address, subject and text of a `MATMSG:TO:…;SUB:…;BODY:…;;`. */
export function mailFormFields(text: string): { email?: string; message?: string } {
	const pairs = pairsOf(text);
	const lines = ['SUB', 'BODY'].flatMap((key) => pairs.get(key) ?? []).map(unescaped);
	const [to] = pairs.get('TO') ?? [];
	return {
		...(to === undefined ? {} : { email: unescaped(to) }),
		...(lines.length === 0 ? {} : { message: lines.join('\n') }),
	};
}
