import { previewMerge } from '../../../leads/dedupe/merge/mergeLeads';
import type { MergePreview } from '../../../leads/dedupe/merge/mergeRequest';
import { getReviewPair } from '../../../leads/dedupe/review/findReviewPairs';
import type { ReviewPairView } from '../../../leads/dedupe/review/pairView';
import type { Actor } from '../../../leads/model/actor';
import { LeadflowError } from '../../../leads/model/error';
import { leadFieldNames } from '../../../leads/model/leadFields';
import { getLead } from '../../../leads/store/leads/getLead';
import { fieldAccess } from '../../../leads/store/permissions';
import { decidedPage } from '../../../pages/desk/review/decidedPage';
import type { Joined } from '../../../pages/desk/review/joined';
import type { PairToReview, Side } from '../../../pages/desk/review/pair';
import { pairPage, type PairPage } from '../../../pages/desk/review/pairPage';
import type { SafeHtml } from '../../../pages/shared/html';
import { actorNames } from './actorNames';
import type { DeskPage, DeskVisit } from './deskPage';
import { actOnPair, mergeOf, nextPairId } from './pairActs';

/** What would be kept by default: the record that says most, with the gaps filled by the other. */
const MAIN_RULE = 'mostComplete';

function sidesOf(
	fields: Readonly<Record<string, string>>,
	{ left, right }: Pick<ReviewPairView, 'left' | 'right'>,
): Record<string, Side> {
	return Object.fromEntries(
		Object.entries(fields).flatMap(([field, id]): Array<[string, Side]> => {
			if (id === left.id) return [[field, 'left']];
			return id === right.id ? [[field, 'right']] : [];
		}),
	);
}

type Preview = Pick<PairPage, 'preview' | 'refusal'>;

/** Fields that nobody chooses: what keeps a promise to the person, and what the visitor may not write. */
function fixedFields(actor: Actor, { left, right }: ReviewPairView): Set<string> {
	const own = [...Object.keys(left.custom), ...Object.keys(right.custom)];
	const restricted = [...leadFieldNames, ...own.map((name) => `custom.${name}`)].filter(
		(field) => fieldAccess(actor, field) !== undefined,
	);
	return new Set(['emailOptOut', 'profilingOptOut', ...restricted]);
}

/** Rows of each kind that move when the other record lives on. */
function joinedOf(ofLeft: MergePreview, ofRight: MergePreview): Joined[] {
	const tables = new Set([...Object.keys(ofLeft.moved), ...Object.keys(ofRight.moved)]);
	return [...tables].map((table) => ({
		table,
		left: ofLeft.moved[table] ?? 0,
		right: ofRight.moved[table] ?? 0,
	}));
}

/** What merging would do, or that it cannot be done. Who may only look is not asked. */
async function previewFor(
	{ store, view, actor }: DeskVisit,
	pair: ReviewPairView,
): Promise<Preview> {
	if (!view.writable) return {};
	const ids = [pair.left.id, pair.right.id];
	const keeping = async (masterId: string) =>
		await store.read(previewMerge({ ids, masterRule: 'manual', masterId }));
	const looked = Promise.all([
		store.read(previewMerge({ ids, masterRule: MAIN_RULE })),
		keeping(pair.right.id),
		keeping(pair.left.id),
	]);
	return await looked
		.then(([likely, ofLeft, ofRight]): Preview => {
			const preview = {
				main: likely.lead.id === pair.right.id ? 'right' : 'left',
				keeps: sidesOf(likely.fields, pair),
				fixed: fixedFields(actor, pair),
				joined: joinedOf(ofLeft, ofRight),
			} as const;
			return { preview };
		})
		.catch(async (error: unknown): Promise<Preview> => {
			if (!(error instanceof LeadflowError)) return await Promise.reject(error);
			return { refusal: view.text('problem.cannotMerge') };
		});
}

async function decided(
	visit: DeskVisit,
	pair: ReviewPairView,
	shown: PairToReview,
	next: { nextId?: string },
): Promise<SafeHtml> {
	if (pair.state === 'different') {
		return decidedPage({ pair: shown, reversible: true, ...next }, visit.view);
	}
	const merge = await mergeOf(visit, pair);
	const merged = await visit.store.read(getLead(merge?.survivorId ?? pair.left.id));
	const keptFrom = merge ? sidesOf(merge.fields, pair) : {};
	const reversible = merge?.canBeUndone ?? false;
	return decidedPage({ pair: shown, merged, keptFrom, reversible, ...next }, visit.view);
}

/** One pair: two records side by side, and what somebody says of them. */
export const pair: DeskPage = {
	path: 'pair',
	under: 'review',

	async show(visit) {
		const { store, view, query } = visit;
		const { decidedBy, ...asked } = await store.read(getReviewPair(query.get('id') ?? ''));
		const nameOf = await actorNames(visit, [decidedBy]);
		const name = nameOf(decidedBy);
		const shown: PairToReview = { ...asked, ...(name === undefined ? {} : { decidedBy: name }) };
		const nextId = await nextPairId(visit, asked);
		const next = nextId === undefined ? {} : { nextId };
		const title = view.text('review');
		if (asked.state !== 'open') return { title, content: await decided(visit, asked, shown, next) };
		const justDecidedId = query.get('decided');
		const preview = await previewFor(visit, asked);
		const content = pairPage(
			{ pair: shown, ...preview, ...next, ...(justDecidedId ? { justDecidedId } : {}) },
			view,
		);
		return { title, content };
	},

	act: actOnPair,
};
