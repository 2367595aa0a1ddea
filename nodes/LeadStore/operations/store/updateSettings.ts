import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { outputItems } from '../../../shared/outputItems';

interface Settings {
	requireCredential?: boolean;
}

export const updateSettings: NodeOperation = {
	value: 'updateSettings',
	name: 'Update Settings',
	action: 'Update store settings',
	description: 'Change settings that hold for everybody who uses this store',
	fields: [
		{
			displayName: 'Settings',
			name: 'settings',
			type: 'collection',
			placeholder: 'Add Setting',
			default: {},
			options: [
				{
					displayName: 'Require Credential',
					name: 'requireCredential',
					type: 'boolean',
					default: true,
					description:
						"Whether nodes without a 'Leadflow Store API' credential are refused, so that taking the credential out of a node makes nobody an administrator. Only a node with an administrator's credential can take this back.",
				},
			],
		},
		confirmAsToolField,
	],
	async run(context) {
		const { REQUIRE_CREDENTIAL, setSetting } = await import('../../engine');
		return await eachItem(context, async (index) => {
			requireConfirmedTool(context, index);
			const { requireCredential } = context.parameters.at<Settings>('settings', index, {});
			if (requireCredential === undefined) {
				throw new LeadflowError(
					'INVALID_INPUT',
					"'Settings' is empty: there is nothing to change",
					{ field: 'settings' },
				);
			}
			await context.store.run(setSetting(REQUIRE_CREDENTIAL, requireCredential));
			return outputItems({ requireCredential });
		});
	},
};
