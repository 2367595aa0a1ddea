import type { NodeResource } from '../../../shared/operation';
import { getMany } from './getMany';
import { getQrCode } from './getQrCode';

export const form: NodeResource = {
	value: 'form',
	name: 'Form',
	defaultOperation: 'getQrCode',
	operations: [getMany, getQrCode],
};
