import type { WeComResource } from '../../weComOperation';
import { get } from './get';
import { getMany } from './getMany';
import { getTransferResult } from './getTransferResult';
import { markTags } from './markTags';
import { sendWelcome } from './sendWelcome';
import { transfer } from './transfer';
import { updateRemark } from './updateRemark';

export const customer: WeComResource = {
	value: 'customer',
	name: 'Customer',
	defaultOperation: get.value,
	operations: [get, getMany, getTransferResult, markTags, sendWelcome, transfer, updateRemark],
};
