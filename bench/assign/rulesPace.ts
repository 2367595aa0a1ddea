import { compilePredicates, type Predicate } from '../../leads/model/predicate';
import { normalizeLead } from '../../leads/model/normalizeLead';
import { mapFields } from '../../leads/capture/fieldMapping';
import { madeUpLead } from '../capture/madeUpLeads';

const RULES = 50;
const LEADS = 10_000;

const texts = ['company', 'title', 'city', 'source', 'country', 'email', 'mobile', 'name'];

/** Ten conditions, of which the last fails and the others hold, so that all are asked. */
function conditions(rule: number): Predicate {
	return {
		all: [
			...texts.map(
				(field): Predicate => ({
					field,
					kind: 'text',
					operator: 'notContains',
					value: `Nobody ${rule}`,
				}),
			),
			{ field: 'employees', kind: 'number', operator: 'notExists' },
			{ field: 'company', kind: 'text', operator: 'startsWith', value: `No Company ${rule}` },
		],
	};
}

/** Milliseconds in which 50 rules of ten conditions find that none of them matches a lead. */
export function rulesMsPerLead(): number {
	const rules = compilePredicates(Array.from({ length: RULES }, (_, rule) => conditions(rule)));
	const read = mapFields();
	const leads = Array.from(
		{ length: LEADS },
		(_, index) => normalizeLead(read(madeUpLead(index)).fields, { defaultCountry: 'CN' }).fields,
	);
	let matched = 0;
	const pass = () => {
		for (const lead of leads) {
			rules.turnTo(lead);
			for (let rule = 0; rule < RULES; rule += 1) if (rules.holds(rule)) matched += 1;
		}
	};
	pass();
	const before = process.cpuUsage();
	pass();
	const { user, system } = process.cpuUsage(before);
	if (matched > 0) process.stderr.write(`${matched} rules matched; none should\n`);
	return (user + system) / 1000 / LEADS;
}
