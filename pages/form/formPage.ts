import {
	consentInputName,
	formInputs,
	reachFields,
	type FieldProblem,
	type FormDefinition,
	type Language,
} from '../../leads/model/form';
import { attributes, html, type SafeHtml } from '../shared/html';
import { consentId, consentTags, policyLink } from './consents';
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

/** What to say beside each input, by its name. */
function problemTexts({ definition, language, problems }: FormPage): Map<string, string> {
	return new Map(
		problems.map((problem) => {
			const field = definition.fields.find(({ name }) => name === problem.field);
			return [problem.field, problemText(problem, field, language)];
		}),
	);
}

function inputIds({ fields, consents }: FormDefinition): Map<string, string> {
	const ids = new Map(fields.map(({ name }, index) => [name, fieldId(index)]));
	consents.forEach((_, index) => ids.set(consentInputName(index), consentId(index)));
	return ids;
}

/** Focus goes here by `autofocus`, which needs no script, so that a screen reader starts with it. */
function alertBox(kind: 'bad' | 'note', content: SafeHtml): SafeHtml {
	return html`<div class="box ${kind}" role="alert" tabindex="-1" autofocus>${content}</div>`;
}

function summary(page: FormPage, problems: Map<string, string>): SafeHtml | undefined {
	if (problems.size === 0) return undefined;
	const ids = inputIds(page.definition);
	const title = formTexts[page.language].problemsTitle(problems.size);
	const links = [...problems].map(
		([input, text]) => html`<li><a href="#${ids.get(input)}">${text}</a></li>`,
	);
	return alertBox('bad', html`<h2>${title}</h2><ul>${links}</ul>`);
}

function notices({ notice, test, language }: FormPage): SafeHtml {
	const texts = formTexts[language];
	const testNote = html`<div class="box note"><p>${texts.testPage}</p></div>`;
	const reason = notice && alertBox('note', html`<p>${texts.notice[notice]}</p>`);
	return html`${test && testNote}${reason}`;
}

function fields(page: FormPage, problems: Map<string, string>): SafeHtml[] {
	const { definition, language } = page;
	const texts = formTexts[language];
	const reach = definition.reachRequired ? reachFields(definition) : [];
	// Where one of them is required anyway, nothing needs to be said.
	const hinted = reach.length > 1 && !reach.some(({ required }) => required);
	const labels = reach.map(({ label }) => label[language]).join(texts.listSeparator);
	const hint = html`<p class="hint wide" id="${REACH_HINT_ID}">${texts.reachHint(labels)}</p>`;
	return definition.fields.map((field, index) => {
		const tags = fieldTags({
			field,
			id: fieldId(index),
			language,
			entered: page.values.get(field.name) ?? [],
			problem: problems.get(field.name),
			describedBy: hinted && reach.includes(field) ? REACH_HINT_ID : undefined,
		});
		return html`${tags}${hinted && field === reach.at(-1) && hint}`;
	});
}

function hiddenInput(name: string, value: string | undefined): SafeHtml | undefined {
	if (value === undefined) return undefined;
	return html`<input type="hidden"${attributes({ name, value })}>`;
}

/** For robots: out of sight, out of the tab order, unknown to screen readers and autofill. */
function trap(language: Language): SafeHtml {
	const input = attributes({
		type: 'text',
		name: formInputs.trap,
		tabindex: -1,
		autocomplete: 'off',
	});
	const label = formTexts[language].leaveEmpty;
	return html`<div class="trap" aria-hidden="true"><label>${label} <input${input}></label></div>`;
}

function hiddenInputs({ token, language, referrer, challenge, proof = '' }: FormPage): SafeHtml {
	return html`${hiddenInput(formInputs.token, token)}
${hiddenInput(formInputs.language, language)}
${hiddenInput(formInputs.referrer, referrer)}
${hiddenInput(formInputs.proof, challenge && proof)}
${trap(language)}`;
}

/** Words about the proof of work; those that are hidden are shown by its script. */
function workNotes({ challenge, language }: FormPage): SafeHtml | undefined {
	if (challenge === undefined) return undefined;
	const texts = formTexts[language];
	return html`<noscript><p class="problem wide">${texts.needsScript}</p></noscript>
<p class="hint wide" id="working" role="status" hidden>${texts.working}</p>
<p class="problem wide" id="needs-https" role="alert" hidden>${texts.needsHttps}</p>`;
}

function footer({ definition, language, otherLanguageUrl }: FormPage): SafeHtml {
	const policy =
		definition.consents.length === 0 ? policyLink(definition.privacyUrl, language) : undefined;
	const link = attributes({ href: otherLanguageUrl, lang: language === 'zh' ? 'en' : 'zh-CN' });
	const other = html`<a${link}>${formTexts[language].otherLanguage}</a>`;
	return html`<footer><span>${policy}</span>${otherLanguageUrl !== undefined && other}</footer>`;
}

/**
 * The form, empty, prefilled or shown again with problems beside the fields. It posts to its own
 * address, so that the query (campaign, click ids) comes along without a script.
 */
export function formPage(page: FormPage): string {
	const { definition, language, challenge } = page;
	const texts = formTexts[language];
	const problems = problemTexts(page);
	const title = definition.title[language];
	const text = definition.text[language];
	const scripts = [
		...(challenge === undefined ? [] : [solverScript]),
		...(definition.allowedSites.length === 0 ? [] : [heightScript]),
	];
	const content = html`<header><h1>${title}</h1>${text && html`<p class="lead">${text}</p>`}</header>
${notices(page)}${summary(page, problems)}
<form method="post"${attributes({ 'data-challenge': challenge })}>
${hiddenInputs(page)}
${fields(page, problems)}
${consentTags(definition, language, page.values, problems)}
${workNotes(page)}
<div class="wide"><button class="send" type="submit">${definition.submitLabel?.[language] ?? texts.send}</button></div>
</form>
${footer(page)}`;
	return layout(
		{
			language,
			title: problems.size > 0 ? `${texts.problemsTitle(problems.size)} – ${title}` : title,
			color: definition.color,
			logoUrl: definition.logoUrl,
			nonce: page.nonce,
			embedded: page.embedded,
			script: scripts.length > 0 ? scripts.join('\n') : undefined,
		},
		content,
	);
}
