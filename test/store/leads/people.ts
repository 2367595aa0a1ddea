import type { CapturedLead } from '../../../leads/model/lead';

/** Made-up persons, each with a mobile number and a mailbox of their own. */
export interface MadeUpPerson {
	name: string;
	mobile: string;
	email: string;
}

const families = [...'王李张刘陈杨黄赵吴周'];
const given = [...'伟芳娜敏静丽强磊军洋'];

/** Person `index` of an endless list. The numbers are made up. */
export function person(index: number): MadeUpPerson {
	return {
		name:
			families[index % 10] +
			given[Math.floor(index / 10) % 10] +
			given[Math.floor(index / 100) % 10],
		mobile: `139${String(10_000_000 + index * 7919).slice(-8)}`,
		email: `person.${index}@example.com`,
	};
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
	const result = [...list];
	for (let index = result.length - 1; index > 0; index -= 1) {
		const other = Math.floor(random() * (index + 1));
		[result[index], result[other]] = [result[other], result[index]];
	}
	return result;
}

/** The person's data as somebody else would have typed it. */
export function retyped({ name, mobile, email }: MadeUpPerson, random: () => number): CapturedLead {
	const groups = [mobile.slice(0, 3), mobile.slice(3, 7), mobile.slice(7)];
	const written = [
		mobile,
		groups.join(' '),
		`+86 ${groups.join('-')}`,
		`0086${mobile}`,
		mobile.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
	];
	const address = [...email]
		.map((letter) => (random() < 0.5 ? letter.toUpperCase() : letter))
		.join('');
	const fields = {
		name,
		mobile: written[Math.floor(random() * written.length)],
		email: address,
		company: `公司 ${Math.floor(random() * 1000)}`,
	};
	return { fields, channel: 'race', payload: { ...fields, sent: random() } };
}
