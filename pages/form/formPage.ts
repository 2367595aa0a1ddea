import {
	consentInputName,
	formInputs,
	reachFields,
	type FieldProblem,
	type FormDefinition,
	type Language,
} from '../../leads/model/form';
import { html, safeUrl, type SafeHtml } from '../shared/html';
import { fieldTags } from './field';
import { layout } from './layout';
import { heightScript, solverScript } from './scripts';
import { formTexts, problemText, type FormNotice } from './texts';

export interface FormPage {
	definition: FormDefinition;
	language: Language;
	/** Entered or prefilled values by input name. */
	values: ReadonlyMap<string, readonly string[]>;
	problems: readonly FieldProblem[];
	notice?: FormNotice;
	/** From `renderToken`. */
	token: string;
	/** The page from which the visitor came, kept through the post. */
	referrer?: string;
	/** Work for the visitor's computer, as JSON, and its result if it was done before. */
	challenge?: string;
	proof?: string;
	/** Address of the same page in the other language; none where the form has only one. */
	otherLanguageUrl?: string;
	embedded: boolean;
	test: boolean;
	nonce: string;
}

const REACH_HINT_ID = 'reach-hint';

function fieldId(index: number): string {
	return `field-${index}`;
}

function problemsByInput(page: FormPage): Map<string, string> {
	const { definition, language } = page;
	return new Map(
		page.problems.map((problem) => {
			const field = definition.fields.find(({ name }) => name === problem.field);
			return [problem.field, problemText(problem, field, language)];
		}),
	);
}

/** Ids of the inputs by their names, so that the summary can lead to each. */
function inputIds({ fields, consents }: FormDefinition): Map<string, string> {
	return new Map([
		...fields.map(({ name }, index): [string, string] => [name, fieldId(index)]),
		...consents.map((_, index): [string, string] => [consentInputName(index), `consent-${index}`]),
	]);
}

function summary(page: FormPage, problems: Map<string, string>): SafeHtml | undefined {
	if (problems.size === 0) return undefined;
	const ids = inputIds(page.definition);
	const links = [...problems].map(
		([input, text]) => html`<li><a href="#${ids.get(input)}">${text}</a></li>`,
	);
	// Focus goes here by `autofocus`, which needs no script, so that a screen reader starts with it.
	return html`<div class="box bad" role="alert" tabindex="-1" autofocus><h2>${formTexts[
		page.language
	].problemsTitle(problems.size)}</h2><ul>${links}</ul></div>`;
}

function notice({ notice: reason, language }: FormPage): SafeHtml | undefined {
	if (reason === undefined) return undefined;
	const text = formTexts[language].notice[reason];
	return html`<div class="box note" role="alert" tabindex="-1" autofocus><p>${text}</p></div>`;
}

function fields(page: FormPage, problems: Map<string, string>): SafeHtml[] {
	const { definition, language } = page;
	const reach = definition.reachRequired ? reachFields(definition) : [];
	// Where one of them is required anyway, nothing needs to be said.
	const hinted = reach.length > 1 && !reach.some(({ required }) => required);
	const lastReach = reach.at(-1);
	return definition.fields.map((field, index) => {
		const reaches = hinted && reach.includes(field);
		const tags = fieldTags({
			field,
			id: fieldId(index),
			language,
			entered: page.values.get(field.name) ?? [],
			...(problems.has(field.name) && { problem: problems.get(field.name) }),
			...(reaches && { describedBy: REACH_HINT_ID }),
		});
		if (!hinted || field !== lastReach) return tags;
		const texts = formTexts[language];
		const labels = reach.map(({ label }) => label[language]).join(texts.listSeparator);
		return html`${tags}<p class="hint wide" id="${REACH_HINT_ID}">${texts.reachHint(labels)}</p>`;
	});
}

function consents(page: FormPage, problems: Map<string, string>): SafeHtml | undefined {
	const { definition, language, values } = page;
	if (definition.consents.length === 0) return undefined;
	const boxes = definition.consents.map((consent, index) => {
		const name = consentInputName(index);
		const id = `consent-${index}`;
		const problem = problems.get(name);
		// The form's own policy is linked once, at the first box.
		const policy = safeUrl(consent.privacyUrl ?? (index === 0 ? definition.privacyUrl : undefined));
		const link = policy !== undefined && html` <a href="${policy}" target="_blank" rel="noopener">${formTexts[language].privacy}</a>`;
		return html`<div${problem && html` class="wrong"`}><label class="tick"><input type="checkbox" id="${id}" name="${name}" value="yes"${
			values.has(name) && html` checked`
		}${consent.required && html` required`}${
			problem && html` aria-invalid="true" aria-describedby="${id}-problem"`
		}> <span>${consent.text[language]}${!consent.required && html`<span class="optional">${formTexts[language].optional}</span>`}${link}</span></label>${
			problem && html`<span class="problem" id="${id}-problem">${problem}</span>`
		}</div>`;
	});
	return html`<div class="consents wide">${boxes}</div>`;
}

function hiddenInputs(page: FormPage): SafeHtml {
	const { token, language, referrer, challenge, proof } = page;
	const hidden = (name: string, value: string) =>
		html`<input type="hidden" name="${name}" value="${value}">`;
	return html`${hidden(formInputs.token, token)}${hidden(formInputs.language, language)}${
		referrer !== undefined && hidden(formInputs.referrer, referrer)
	}${challenge !== undefined && hidden(formInputs.proof, proof ?? '')}
<div class="trap" aria-hidden="true"><label>${formTexts[language].leaveEmpty} <input type="text" name="${
		formInputs.trap
	}" tabindex="-1" autocomplete="off"></label></div>`;
}

function footer(page: FormPage): SafeHtml {
	const { definition, language, otherLanguageUrl } = page;
	const texts = formTexts[language];
	const policy = definition.consents.length === 0 ? safeUrl(definition.privacyUrl) : undefined;
	return html`<footer>${policy === undefined && html`<span></span>`}${policy !== undefined && html`<a href="${policy}" target="_blank" rel="noopener">${texts.privacy}</a>`}${
		otherLanguageUrl !== undefined &&
		html`<a href="${otherLanguageUrl}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${texts.otherLanguage}</a>`
	}</footer>`;
}

/**
 * The form, empty, prefilled or shown again with problems beside the fields. It posts to its own
 * address, so that the query (campaign, click ids) comes along without a script.
 */
export function formPage(page: FormPage): string {
	const { definition, language, challenge } = page;
	const texts = formTexts[language];
	const problems = problemsByInput(page);
	const title = definition.title[language];
	const text = definition.text[language];
	const scripts = [
		...(challenge === undefined ? [] : [solverScript]),
		...(definition.allowedSites.length === 0 ? [] : [heightScript]),
	];
	const content = html`<header><h1>${title}</h1>${text !== '' && html`<p class="lead">${text}</p>`}</header>
${page.test && html`<div class="box note"><p>${texts.testPage}</p></div>`}${notice(page)}${summary(page, problems)}
<form method="post"${challenge !== undefined && html` data-challenge="${challenge}"`}>
${hiddenInputs(page)}
${fields(page, problems)}
${consents(page, problems)}
${challenge !== undefined && html`<noscript><p class="problem">${texts.needsScript}</p></noscript>`}
${challenge !== undefined && html`<p class="hint wide" id="working" role="status" hidden>${texts.working}</p><p class="problem wide" id="needs-https" role="alert" hidden>${texts.needsHttps}</p>`}
<div class="wide"><button class="send" type="submit">${definition.submitLabel?.[language] ?? texts.send}</button></div>
</form>
${footer(page)}`;
	return layout(
		{
			language,
			title: problems.size > 0 ? `${texts.problemsTitle(problems.size)} – ${title}` : title,
			color: definition.color,
			nonce: page.nonce,
			embedded: page.embedded,
			...(definition.logoUrl !== undefined && { logoUrl: definition.logoUrl }),
			...(scripts.length > 0 && { script: scripts.join('\n') }),
		},
		content,
	);
}
