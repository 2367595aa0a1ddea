import { approveQuarantined, rejectQuarantined } from '../../../leads/capture/reviewQuarantined';
import { LeadflowError } from '../../../leads/model/error';
import { findQuarantined, type QuarantineState } from '../../../leads/store/quarantine';
import { quarantinePage } from '../../../pages/desk/quarantine';
import { bilingual } from '../../../pages/desk/texts';
import { deskHref } from '../../../pages/desk/view';
import type { DeskActed, DeskForm, DeskPage, DeskVisit } from './deskPage';

const PER_PAGE = 20;
const MOST_COUNTED = 9;
const LONGEST_NOTE = 1000;
const here = deskHref('quarantine');

function stateOf({ query }: DeskVisit): QuarantineState {
	const asked = query.get('state');
	return asked === 'approved' || asked === 'rejected' ? asked : 'open';
}

async function approve({ store }: DeskVisit, id: string, note: string): Promise<DeskActed> {
	const result = await store.run(approveQuarantined(id, { note, node: 'Lead Desk' }));
	if (result.outcome === 'rejected') return { href: here, problem: 'turnedAway' };
	const event =
		result.lead && ({ action: 'quarantineApproved', subject: result.lead, note } as const);
	return {
		href: result.lead ? deskHref('lead', { id: result.lead.id }) : here,
		notice: 'approved',
		...(event ? { event } : {}),
	};
}

async function reject({ store }: DeskVisit, id: string, note: string): Promise<DeskActed> {
	const rejected = await store.run(rejectQuarantined(id, { note }));
	const { captured, reasons } = rejected;
	return {
		href: here,
		notice: 'rejected',
		event: {
			action: 'quarantineRejected',
			subject: { ...captured?.fields, custom: captured?.custom ?? {}, quarantineId: id, reasons },
			note,
		},
	};
}

/** Whether the error says that somebody else was faster: for a double click, the first one. */
function isDecided(error: unknown): boolean {
	return error instanceof LeadflowError && error.code === 'CONFLICT';
}

async function decide(visit: DeskVisit, form: DeskForm): Promise<DeskActed> {
	const id = form.get('id') ?? '';
	const note = (form.get('note') ?? '').trim();
	if (note.length > LONGEST_NOTE) return { href: here, problem: 'tooLong' };
	switch (form.get('action')) {
		case 'approve':
			return await approve(visit, id, note);
		case 'reject':
			return await reject(visit, id, note);
		default:
			return { href: here, problem: 'notAllowed' };
	}
}

/** Submissions that were stopped, for a person to approve or reject. */
export const quarantine: DeskPage = {
	path: 'quarantine',
	label: bilingual('quarantine'),

	async badge({ store }) {
		const { entries } = await store.read(
			findQuarantined({ state: 'open', limit: MOST_COUNTED + 1 }),
		);
		if (entries.length === 0) return undefined;
		return entries.length > MOST_COUNTED ? `${MOST_COUNTED}+` : String(entries.length);
	},

	async show(visit) {
		const { store, view, query } = visit;
		const state = stateOf(visit);
		const after = query.get('after');
		const found = await store.read(
			findQuarantined({ state, limit: PER_PAGE, ...(after ? { after } : {}) }),
		);
		return { title: view.text('quarantine'), content: quarantinePage({ ...found, state }, view) };
	},

	async act(visit, form) {
		return await decide(visit, form).catch(async (error: unknown): Promise<DeskActed> => {
			if (isDecided(error)) return { href: here, problem: 'decidedAlready' };
			return await Promise.reject(error);
		});
	},
};
