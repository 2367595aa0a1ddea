import type { NodeOperation } from '../../../shared/operation';
import { createOperation } from './create';
import { deleteOperation } from './delete';
import { getOperation } from './get';
import { getManyOperation } from './getMany';
import type { RecordResource } from './recordResource';
import { updateOperation } from './update';

/** What can be done with every kind of record. */
export function recordOperations(resource: RecordResource): NodeOperation[] {
	return [
		createOperation(resource),
		deleteOperation(resource),
		getOperation(resource),
		getManyOperation(resource),
		updateOperation(resource),
	];
}
