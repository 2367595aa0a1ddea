import type { WeComResource } from '../../weComOperation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { update } from './update';

export const contactWay: WeComResource = {
	value: 'contactWay',
	name: 'Contact Way',
	defaultOperation: create.value,
	operations: [create, deleteOperation, get, update],
};
