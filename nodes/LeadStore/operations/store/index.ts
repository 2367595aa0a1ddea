import type { NodeResource } from '../../../shared/operation';
import { backup } from './backup';
import { copyToPostgres } from './copyToPostgres';
import { info } from './info';
import { restore } from './restore';
import { updateSettings } from './updateSettings';

export const store: NodeResource = {
	value: 'store',
	name: 'Store',
	defaultOperation: 'info',
	operations: [backup, copyToPostgres, info, restore, updateSettings],
};
