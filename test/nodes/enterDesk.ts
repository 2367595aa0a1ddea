import { captureLeads } from '../../leads/capture/capture';
import type { CapturedLead } from '../../leads/model/lead';
import { createDeskLink } from '../../leads/store/deskLinks';
import type { LeadStore } from '../../leads/store/store';
import type { TestStore } from '../store/freshStores';
import { DeskVisitor, type Page, type VisitorOptions } from './deskVisitor';

const MONTH = 30 * 24 * 60 * 60 * 1000;
let payload = 0;

/** Captures a lead of a form; returns its id, or that of its row in quarantine. */
export async function capture(
	store: LeadStore,
	fields: CapturedLead['fields'],
	more: Partial<CapturedLead> = {},
	options: Parameters<typeof captureLeads>[2] = {},
): Promise<string> {
	payload += 1;
	const [result] = await captureLeads(
		store,
		[{ channel: 'form', payload, fields, ...more }],
		options,
	);
	return result.lead?.id ?? result.quarantineId ?? '';
}

/** Enters the desk by a new link, by default as the company's administrator. */
export async function enterDesk(
	{ store, clock }: TestStore,
	link: Partial<Parameters<typeof createDeskLink>[0]> = {},
	options: VisitorOptions = {},
): Promise<DeskVisitor> {
	const expiresAt = new Date(clock.now + MONTH).toISOString();
	const { token } = await store.run(
		createDeskLink({ memberId: null, role: 'admin', ...link, expiresAt }),
	);
	const visitor = new DeskVisitor(store, options);
	await visitor.enter(token);
	return visitor;
}

/** The leads on a page of the list, as HTML. */
export function namesOn(page: Page): string[] {
	return [...page.body.matchAll(/class="name[^"]*"><span>([^<]*)</g)].map(([, name]) => name);
}
