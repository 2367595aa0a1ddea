import { leadFieldNames, leadFields, type LeadFieldName } from './leadFields';
import { memoize } from './memo';
import { isHan } from './text';

/** Label as it is compared: folded, without spaces, punctuation and bracketed remarks such as `（必填）`. */
const labelKey = memoize(
	(label) =>
		// Cut first: labels are others' text, and brackets are looked up from each opening one.
		label
			.slice(0, 300)
			.normalize('NFKC')
			.toLowerCase()
			.replace(/[（(【[].*?[)）】\]]/g, '')
			.replace(/[\s_\-*.:：/\\'"’]+/g, '')
			.slice(0, 60),
	1024,
);

const fieldByLabel = new Map<string, LeadFieldName>();
for (const name of leadFieldNames) {
	const { label, ...definition } = leadFields[name];
	const synonyms = 'synonyms' in definition ? definition.synonyms : [];
	for (const title of [name, label.en, label.zh, ...synonyms]) {
		const key = labelKey(title);
		if (!fieldByLabel.has(key)) fieldByLabel.set(key, name);
	}
}

/**
 * The lead field that a label names in English or Chinese: a column title, the question of a form.
 * Case, white space, punctuation and bracketed remarks do not count.
 *
 * @returns undefined when it names none
 */
export function leadFieldNamed(label: string): LeadFieldName | undefined {
	const key = labelKey(label);
	const exact = fieldByLabel.get(key);
	if (exact || !isHan(key)) return exact;
	// Chinese forms like to prefix the person: 客户手机号, 您的邮箱.
	return fieldByLabel.get(key.replace(/^(您的|你的|客户|联系人|用户|学员|家长)/, ''));
}
