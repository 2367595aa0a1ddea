import type { IDataObject } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import type { OutputItem } from '../../../shared/operation';
import { ids, itemPaths, membersPicker } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation, WeComRun } from '../../weComOperation';
import { pictureFields, withPicture } from './picture';
import {
	departmentsField,
	exclusiveField,
	markSourceField,
	remarkField,
	settingsOf,
	severalField,
	skipVerifyField,
	stateField,
} from './settings';

const members = membersPicker({
	displayName: 'Members',
	name: 'members',
	description:
		"Who is added by the code, up to 100 user IDs; several take turns. Leave empty to use the item's 'wecomUserId'.",
});

function withHint({ node }: WeComRun, index: number, output: OutputItem, error: unknown) {
	const reason = error instanceof LeadflowError ? error.message : 'The picture is missing';
	node.addExecutionHints({
		message: `Item ${index}: ${reason}. The code itself has been made.`,
		type: 'warning',
		location: 'outputPane',
	});
	return output;
}

export const create: WeComOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create contact way',
	description: 'Make a QR code (渠道活码) by which customers add a member, one for each source',
	fields: [
		members,
		stateField,
		skipVerifyField,
		...pictureFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [severalField, departmentsField, markSourceField, remarkField, exclusiveField],
		},
	],
	async run(run, index) {
		const { createContactWay } = await import('../../../../channels/wecom/api/contactWay');
		const { parameters } = run;
		const state = String(parameters.at<string>('state', index, '') ?? '').trim();
		const created = await createContactWay(await run.caller(), {
			...settingsOf(parameters.at<IDataObject>('options', index, {})),
			members: ids(run, index, members, itemPaths.member),
			state,
			skipVerify: parameters.at<boolean>('skipVerify', index, true),
		});
		const [output] = outputItems({ ...created, state });
		// The code exists by now. An error would let a repetition make another one.
		const complete = withPicture(run, index, output, created.qrCodeUrl);
		return [await complete.catch((error: unknown) => withHint(run, index, output, error))];
	},
};
