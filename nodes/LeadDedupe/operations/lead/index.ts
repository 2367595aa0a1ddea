import type { DedupeResource } from '../../dedupeOperation';
import { check } from './check';
import { explainPair } from './explainPair';
import { findAll } from './findAll';
import { getMerges } from './getMerges';
import { mergeOperation } from './merge';
import { unmerge } from './unmerge';

export const lead: DedupeResource = {
	value: 'lead',
	name: 'Lead',
	defaultOperation: check.value,
	operations: [check, explainPair, findAll, getMerges, mergeOperation, unmerge],
};
