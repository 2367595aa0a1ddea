import type { LeadStore } from '../../leads/store/store';
import { DESK_URL } from '../shared/deskLink';

/** Where in the desk pairs are judged; nothing where no desk was ever active. */
export interface ReviewLinks {
	/** The queue. */
	listUrl?: string;
	/** The page of one pair. */
	pairUrl(id: string): string | undefined;
}

/** Reads the address of the desk once. Who opens a link must have been let into the desk before. */
export async function reviewLinks(store: LeadStore): Promise<ReviewLinks> {
	const { deskHref, getSetting, pairHref } = await import('./dedupeEngine');
	const desk = await store.read(getSetting(DESK_URL));
	if (typeof desk !== 'string') return { pairUrl: () => undefined };
	return { listUrl: desk + deskHref('review'), pairUrl: (id) => desk + pairHref(id) };
}
