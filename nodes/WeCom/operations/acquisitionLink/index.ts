import type { WeComResource } from '../../weComOperation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const acquisitionLink: WeComResource = {
	value: 'acquisitionLink',
	name: 'Acquisition Link',
	defaultOperation: create.value,
	operations: [create, deleteOperation, get, getMany, update],
};
