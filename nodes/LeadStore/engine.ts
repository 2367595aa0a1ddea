/*
 * The engine as the operations of this node use it. They import it when they run, so that n8n's
 * start does not wait for it.
 */
export { captureLeads } from '../../leads/capture/capture';
export { mapFields } from '../../leads/capture/fieldMapping';
export { approveQuarantined, rejectQuarantined } from '../../leads/capture/reviewQuarantined';
export { backupStore, restoreStore } from '../../leads/store/backup';
export { startBulkDelete, startBulkTransfer, startBulkUpdate, bulkLeadHandlers } from '../../leads/store/bulkLeads';
export { defaultStoreFile } from '../../leads/store/config';
export { copyStore } from '../../leads/store/copyStore';
export { createDeskLink, revokeDeskLinks } from '../../leads/store/deskLinks';
export { findEvents } from '../../leads/store/eventLog';
export { getForm, listForms } from '../../leads/store/forms';
export { REQUIRE_CREDENTIAL, requireCredentialUnlessSystem } from '../../leads/store/implicit';
export { cancelJob, findJobs, getJob } from '../../leads/store/jobs';
export { deleteLead, restoreLead } from '../../leads/store/leads/deleteLeads';
export { eraseLead } from '../../leads/store/leads/eraseLead';
export { countLeads, findLeads } from '../../leads/store/leads/findLeads';
export { getLead } from '../../leads/store/leads/getLead';
export { markRead } from '../../leads/store/leads/markRead';
export { updateLead } from '../../leads/store/leads/updateLead';
export { findQuarantined } from '../../leads/store/quarantine';
export { runJob } from '../../leads/store/runJob';
export { getSetting, setSetting } from '../../leads/store/settings';
export { openStore } from '../../leads/store/store';
export { storeInfo } from '../../leads/store/storeInfo';
export { logExport } from './exportLog';
