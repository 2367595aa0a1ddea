import type { NodeResource } from '../../../shared/operation';
import { addNote } from './addNote';
import { create } from './create';
import { createOrUpdate } from './createOrUpdate';
import { deleteOperation } from './delete';
import { deleteMany } from './deleteMany';
import { erase } from './erase';
import { exportOperation } from './export';
import { get } from './get';
import { getMany } from './getMany';
import { markAsRead } from './markRead';
import { restore } from './restore';
import { addTag, removeTag } from './tags';
import { transfer } from './transfer';
import { transferMany } from './transferMany';
import { update } from './update';
import { updateMany } from './updateMany';

export const lead: NodeResource = {
	value: 'lead',
	name: 'Lead',
	defaultOperation: getMany.value,
	operations: [
		addNote,
		addTag,
		create,
		createOrUpdate,
		deleteOperation,
		deleteMany,
		erase,
		exportOperation,
		get,
		getMany,
		markAsRead,
		removeTag,
		restore,
		transfer,
		transferMany,
		update,
		updateMany,
	],
};
