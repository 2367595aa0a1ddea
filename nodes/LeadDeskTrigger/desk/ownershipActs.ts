import { claimLeads } from '../../../leads/assign/pool/claim';
import { releaseLeads } from '../../../leads/assign/pool/release';
import type { PoolRefusal, PoolResult } from '../../../leads/assign/pool/result';
import type { Lead } from '../../../leads/model/lead';
import { LONGEST_REASON } from '../../../pages/desk/ownership/ownershipStep';
import { isDeskProblem, type DeskNotice } from '../../../pages/desk/texts';
import { deskHref } from '../../../pages/desk/view';
import type { DeskActed, DeskAction, DeskForm, DeskVisit } from './deskPage';

const NODE = 'Lead Desk';

function refusedWith(href: string, refusal: PoolRefusal | undefined): DeskActed {
	if (refusal === 'alreadyYours') return { href, notice: 'nothingChanged' };
	const known = refusal !== undefined && isDeskProblem(refusal);
	return { href, problem: known ? refusal : 'notAllowed' };
}

function doneWith(
	result: PoolResult,
	done: { href: string; notice: DeskNotice; action: DeskAction; note?: string },
	problemHref: string,
): DeskActed {
	const { href, notice, action, note } = done;
	if (result.outcome === 'refused') return refusedWith(problemHref, result.refusal);
	if (!result.lead) return { href, notice };
	return { href, notice, event: { action, subject: result.lead, ...(note ? { note } : {}) } };
}

/** Takes a lead out of its pool. Of several who click, one gets it. */
export async function claimFromPool({ store }: DeskVisit, lead: Lead): Promise<DeskActed> {
	const [result] = await store.run(claimLeads([lead.id], {}, NODE));
	const href = deskHref('lead', { id: lead.id });
	// Who came too late may not see the lead any more.
	const pool = deskHref('leads', { view: 'pool' });
	const gone = result.refusal === 'alreadyOwned' || result.refusal === 'notFound';
	return doneWith(result, { href, notice: 'claimed', action: 'leadClaimed' }, gone ? pool : href);
}

/** Gives a lead back to its pool, with the reason. */
export async function releaseToPool(
	{ store }: DeskVisit,
	lead: Lead,
	form: DeskForm,
): Promise<DeskActed> {
	const href = deskHref('lead', { id: lead.id });
	if (form.get('was') !== lead.owner?.id) return { href, problem: 'conflict' };
	const reason = (form.get('reason') ?? '').replaceAll('\r\n', '\n').trim();
	if (reason.length > LONGEST_REASON) return { href, problem: 'tooLong' };
	const [result] = await store.run(releaseLeads([lead.id], { reason }, NODE));
	// It may be masked from now on, or not theirs to see.
	const mine = deskHref('leads', { view: 'mine' });
	const done = { href: mine, notice: 'released', action: 'leadReleased', note: reason } as const;
	return doneWith(result, done, href);
}
