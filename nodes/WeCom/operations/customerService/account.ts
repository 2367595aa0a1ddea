import { itemPaths, requiredId, serviceAccountPicker } from '../../fields/pickers';
import type { WeComRun } from '../../weComOperation';

export const accountField = serviceAccountPicker({
	displayName: 'Account',
	name: 'openKfId',
	description:
		'Customer service account. Leave empty to use the one that the message of the item came to.',
});

export const accountOf = (run: WeComRun, index: number): string =>
	requiredId(run, index, accountField, itemPaths.serviceAccount);
