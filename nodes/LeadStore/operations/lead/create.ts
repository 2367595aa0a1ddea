import type { NodeOperation } from '../../../shared/operation';
import { leadDataFields, newLeadOptions } from './captureFields';
import { captureItems } from './captureItems';

export const create: NodeOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create lead',
	description: 'Add a new lead; a person who has one already is refused',
	fields: [...leadDataFields, newLeadOptions],
	run: async (context) => await captureItems(context, 'reject'),
};
