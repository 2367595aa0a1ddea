import { readInstant } from '../../../leads/model/instantText';
import type { Lead } from '../../../leads/model/lead';
import { getLead } from '../../../leads/store/leads/getLead';
import { updateLead, type LeadChanges } from '../../../leads/store/leads/updateLead';
import { LONGEST_NOTE } from '../../../pages/desk/leadActions';
import type { DeskNotice, DeskProblem } from '../../../pages/desk/texts';
import { deskHref } from '../../../pages/desk/view';
import type { DeskActed, DeskAction, DeskForm, DeskVisit } from './deskPage';
import { addNoteOnce } from './leadRecords';
import { claimFromPool, releaseToPool } from './ownershipActs';
import { undoMerge } from './pairActs';
import { statusesFrom } from './statusChoices';

const NODE = 'Lead Desk';

interface Change {
	/** The value as the visitor was shown it. */
	was: string;
	/** The value as it is. */
	is: string;
	wanted: string;
	/** False where the lead, as it is, cannot get the wanted value. */
	allowed?: boolean;
	changes: LeadChanges;
	notice: DeskNotice;
	/** What the workflow is told, if anything. */
	action?: DeskAction;
}

function hrefOf(lead: Lead): string {
	return deskHref('lead', { id: lead.id });
}

function refuse(lead: Lead, problem: DeskProblem): DeskActed {
	return { href: hrefOf(lead), problem };
}

/**
 * Changes one thing about a lead. What somebody else changed since the page was shown is not
 * overwritten; a second click finds that it is so already.
 */
async function change({ store }: DeskVisit, lead: Lead, wish: Change): Promise<DeskActed> {
	const { was, is, wanted, allowed = true, changes, notice, action } = wish;
	if (is === wanted) return { href: hrefOf(lead), notice: 'nothingChanged' };
	if (is !== was) return refuse(lead, 'conflict');
	if (!allowed) return refuse(lead, 'badTransition');
	const options = { expectedVersion: lead.version, node: NODE };
	const result = await store.run(updateLead(lead.id, changes, options));
	if (result.ignored.length > 0) return refuse(lead, 'notAllowed');
	return {
		href: hrefOf(lead),
		notice,
		...(action ? { event: { action, subject: result.lead } } : {}),
	};
}

async function changeStatus(visit: DeskVisit, lead: Lead, form: DeskForm): Promise<DeskActed> {
	const wanted = form.get('status') ?? '';
	return await change(visit, lead, {
		was: form.get('was') ?? '',
		is: lead.status,
		wanted,
		allowed: statusesFrom(lead.status).includes(wanted),
		changes: { fields: { status: wanted } },
		notice: 'statusChanged',
		action: 'statusChanged',
	});
}

async function planFollowUp(visit: DeskVisit, lead: Lead, form: DeskForm): Promise<DeskActed> {
	const text = form.get('preset') ?? form.get('followUp') ?? '';
	const cleared = text === '' || text === 'none';
	const at = cleared ? null : readInstant(text, visit.view.zone);
	if (at === undefined) return refuse(lead, 'badDate');
	return await change(visit, lead, {
		was: form.get('was') ?? '',
		is: lead.nextFollowUpAt ?? '',
		wanted: at ?? '',
		changes: { fields: { nextFollowUpAt: at } },
		notice: cleared ? 'followUpCleared' : 'followUpSet',
	});
}

async function claim(visit: DeskVisit, lead: Lead, form: DeskForm): Promise<DeskActed> {
	const { memberId } = visit.actor;
	if (memberId === null) return refuse(lead, 'notAllowed');
	if (lead.pool && !lead.owner) return await claimFromPool(visit, lead);
	return await change(visit, lead, {
		was: form.get('was') ?? '',
		is: lead.owner?.id ?? '',
		wanted: memberId,
		changes: { ownerId: memberId },
		notice: 'claimed',
		action: 'leadClaimed',
	});
}

async function addNote({ store }: DeskVisit, lead: Lead, form: DeskForm): Promise<DeskActed> {
	const note = (form.get('note') ?? '').replaceAll('\r\n', '\n').trim();
	if (note === '') return refuse(lead, 'emptyNote');
	if (note.length > LONGEST_NOTE) return refuse(lead, 'tooLong');
	const added = await addNoteOnce(store, lead.id, note, form.get('nonce') ?? '');
	if (!added) return { href: hrefOf(lead), notice: 'noteAdded' };
	return {
		href: hrefOf(lead),
		notice: 'noteAdded',
		event: { action: 'noteAdded', subject: lead, note },
	};
}

/** Does what a form of a lead's page asks for. */
export async function actOnLead(visit: DeskVisit, form: DeskForm): Promise<DeskActed> {
	const lead = await visit.store.read(getLead(visit.query.get('id') ?? ''));
	if (form.has('preset')) return await planFollowUp(visit, lead, form);
	switch (form.get('action')) {
		case 'status':
			return await changeStatus(visit, lead, form);
		case 'followUp':
			return await planFollowUp(visit, lead, form);
		case 'claim':
			return await claim(visit, lead, form);
		case 'release':
			return await releaseToPool(visit, lead, form);
		case 'note':
			return await addNote(visit, lead, form);
		case 'unmerge':
			return await undoMerge(visit, form.get('mergeId') ?? '', hrefOf(lead));
		default:
			return refuse(lead, 'notAllowed');
	}
}
