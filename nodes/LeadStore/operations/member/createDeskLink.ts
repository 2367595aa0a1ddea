import type { NodeOperation, OperationContext } from '../../../shared/operation';
import { DESK_URL, deskLinkSuffix } from '../../../shared/deskLink';
import type { DeskRole } from '../../../../leads/store/deskLinks';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { memberField, memberIdOf } from './memberField';

const DAY_MS = 24 * 60 * 60 * 1000;

/** As whom the link lets in: a member with the role they have, or the company as a whole. */
async function visitor(
	context: OperationContext,
	index: number,
): Promise<{ memberId: string | null; role: DeskRole }> {
	if (context.parameters.at<string>('linkFor', index, 'member') === 'admin')
		return { memberId: null, role: 'admin' };
	const { getRecord, memberRecords } = await import('../../engine');
	const { id, role } = await context.store.read(
		getRecord(memberRecords, memberIdOf(context, index)),
	);
	return { memberId: id, role };
}

export const createDeskLink: NodeOperation = {
	value: 'createDeskLink',
	name: 'Create Desk Link',
	action: 'Create desk link for member',
	description:
		'Make a signed link that opens the lead desk as one member, until it expires or is revoked',
	fields: [
		{
			displayName: 'For',
			name: 'linkFor',
			type: 'options',
			options: [
				{ name: 'Administrator', value: 'admin', description: 'Sees all leads' },
				{ name: 'Member', value: 'member', description: 'Sees what the role of the member allows' },
			],
			default: 'member',
		},
		{ ...memberField, displayOptions: { show: { linkFor: ['member'] } } },
		{
			displayName: 'Valid for Days',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650 },
			default: 30,
		},
	],
	async run(context) {
		const { createDeskLink: create, getSetting } = await import('../../engine');
		const { parameters, store } = context;
		const deskUrl = await store.read(getSetting(DESK_URL));
		return await eachItem(context, async (index) => {
			const link = await visitor(context, index);
			const days = Math.min(
				3650,
				Math.max(1, Number(parameters.at<number>('days', index, 30)) || 30),
			);
			const expiresAt = new Date(store.now() + days * DAY_MS).toISOString();
			const { id, token } = await store.run(create({ ...link, expiresAt }));
			const suffix = deskLinkSuffix(token);
			const url = typeof deskUrl === 'string' ? { url: deskUrl + suffix } : {};
			return outputItems({ id, ...url, suffix, token, ...link, expiresAt });
		});
	},
};
