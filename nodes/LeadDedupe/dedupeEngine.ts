/*
 * The engine as the operations of this node use it. They import it when they run, so that n8n's
 * start does not wait for it.
 */
export { mapFields } from '../../leads/capture/fieldMapping';
export { checkLeads } from '../../leads/dedupe/check';
export { evaluatePairs } from '../../leads/dedupe/evaluate';
export { explainLeads } from '../../leads/dedupe/explain';
export { findAllClusters } from '../../leads/dedupe/findAll/findAllClusters';
export { startFindAll } from '../../leads/dedupe/findAll/findAllJob';
export { findAllSummary, runFindAll } from '../../leads/dedupe/findAll/runFindAll';
export { findMerges } from '../../leads/dedupe/merge/findMerges';
export { mergeLeads, previewMerge } from '../../leads/dedupe/merge/mergeLeads';
export { unmergeLead } from '../../leads/dedupe/merge/unmergeLead';
export { decidePair, reopenPair } from '../../leads/dedupe/review/decidePair';
export { findReviewPairs, getReviewPair } from '../../leads/dedupe/review/findReviewPairs';
export {
	activateWeights,
	findWeights,
	resetWeights,
	runTraining,
	startTraining,
} from '../../leads/dedupe/train/train';
export { indexMatchKeys } from '../../leads/store/leads/matchUpkeep';
export { getSetting } from '../../leads/store/settings';
export { pairHref } from '../../pages/desk/review/pair';
export { deskHref } from '../../pages/desk/view';
