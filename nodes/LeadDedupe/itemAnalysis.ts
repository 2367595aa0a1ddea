/*
 * The engine without a store: what the operations on input items use. Loaded when they run.
 */
export { valueAt } from '../../leads/capture/fieldMapping';
export { evaluateItems } from '../../leads/dedupe/evaluate';
export { findDuplicateItems } from '../../leads/dedupe/findAll/inputItems';
export { recordReader } from './itemRecord';
export { leadKindsOf } from './leadKinds';
