import { tryToParseDateTime } from 'n8n-workflow';
import type { BilingualText, FormConsent, FormDefinition } from '../../leads/model/form';
import { bilingual, refuse, type AuthorInput } from './authorInput';
import { CONSENT_TEXTS } from './formConsents';
import { readFields } from './formFieldRows';

/** The title of a dropped node; as long as it stands, Chinese visitors read it in Chinese. */
export const DEFAULT_TITLE: BilingualText = { en: 'Contact Us', zh: '联系我们' };

function readTitle(parameters: AuthorInput, options: AuthorInput): BilingualText {
	const title = parameters.text('title');
	const zh = options.text('titleZh');
	if (title === '' || title === DEFAULT_TITLE.en)
		return { en: DEFAULT_TITLE.en, zh: zh || DEFAULT_TITLE.zh };
	return { en: title, zh: zh || title };
}

function readConsent(row: AuthorInput, index: number): FormConsent {
	const purpose = row.text('purpose') || 'contact';
	const text = row.bilingual('text', 'textZh', CONSENT_TEXTS[purpose]);
	if (text.en === '') refuse(`Consent box ${index + 1} has no text`, "Fill in its 'Text'.");
	const privacyUrl = row.url('privacyUrl', 'Privacy Policy URL');
	return {
		purpose,
		channel: row.text('channel') || 'any',
		text,
		required: row.flag('required', false),
		...(privacyUrl !== undefined && { privacyUrl }),
	};
}

function readSites(text: string): string[] {
	const sites = text.split(/[\s,;，；]+/).filter((site) => site !== '');
	return sites.map((site) => {
		const address = /^https?:\/\//i.test(site) ? site : `https://${site}`;
		if (!URL.canParse(address) || address.includes('*')) {
			refuse(
				`'Allowed Sites' names '${site}', which is no website`,
				'Write each site in full, such as https://www.example.com.',
			);
		}
		return new URL(address).origin;
	});
}

function readClosingDate(text: string, timezone: string): number | undefined {
	return text === '' ? undefined : tryToParseDateTime(text, timezone).toMillis();
}

/**
 * The form that the node's parameters describe.
 *
 * @param id of the form, the same over all its edits
 * @param timezone IANA zone in which the author writes dates
 * @throws LeadflowError CONFIGURATION with the parameter to put right
 */
export function readFormDefinition(
	id: string,
	parameters: AuthorInput,
	timezone: string,
): FormDefinition {
	const options = parameters.group('options');
	const submitLabel = options.bilingual('buttonLabel', 'buttonLabelZh');
	const privacyUrl = options.url('privacyUrl', 'Privacy Policy URL');
	const redirectUrl = options.url('redirectUrl', 'Redirect URL');
	const logoUrl = options.url('logoUrl', 'Logo URL', /^(https:|data:image\/)/i);
	const closesAt = readClosingDate(options.text('closesAt'), timezone);
	const language = options.text('language');
	return {
		id,
		title: readTitle(parameters, options),
		text: bilingual(parameters.text('description'), options.text('descriptionZh')),
		fields: readFields(parameters.rows('fields', 'field')),
		reachRequired: options.flag('reachRequired', true),
		consents: parameters.rows('consents', 'consent').map(readConsent),
		...(submitLabel.en !== '' && { submitLabel }),
		thankYouText: options.bilingual('thankYouText', 'thankYouTextZh'),
		...(redirectUrl !== undefined && { redirectUrl }),
		...(privacyUrl !== undefined && { privacyUrl }),
		...(logoUrl !== undefined && { logoUrl }),
		color: options.text('color'),
		allowedSites: readSites(options.text('allowedSites')),
		proofOfWork: options.flag('proofOfWork', false),
		language: language === 'zh' || language === 'en' ? language : 'auto',
		...(closesAt !== undefined && { closesAt }),
	};
}
