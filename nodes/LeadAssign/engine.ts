/*
 * The engine as the operations of this node use it. They import it when they run, so that n8n's start
 * does not wait for it.
 */
export { assignAll } from '../../leads/assign/assignAll';
export { explainAssignment } from '../../leads/assign/explain';
export { setAvailability } from '../../leads/assign/pool/availability';
export { claimLeads } from '../../leads/assign/pool/claim';
export { distributePools } from '../../leads/assign/pool/distribute';
export { reclaimDue } from '../../leads/assign/pool/reclaim';
export { putIntoPool, releaseLeads } from '../../leads/assign/pool/release';
export { transferLeads } from '../../leads/assign/pool/transfer';
export { drainQueue } from '../../leads/assign/queue';
export { reassignMissed } from '../../leads/assign/reassignMissed';
export { simulateAssignment } from '../../leads/assign/simulate';
