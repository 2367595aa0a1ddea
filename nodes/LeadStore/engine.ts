/*
 * The engine as the operations of this node use it. They import it when they run, so that n8n's
 * start does not wait for it.
 */
export { captureLeads } from '../../leads/capture/capture';
export { mapFields } from '../../leads/capture/fieldMapping';
export { approveQuarantined, rejectQuarantined } from '../../leads/capture/reviewQuarantined';
export { backupStore, restoreStore } from '../../leads/store/backup';
export {
	startBulkDelete,
	startBulkTransfer,
	startBulkUpdate,
	bulkLeadHandlers,
} from '../../leads/store/bulkLeads';
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
export { activityRecords } from '../../leads/store/records/activityRecords';
export { memberRecords, teamRecords } from '../../leads/store/records/colleagueRecords';
export { accountRecords, dealRecords } from '../../leads/store/records/companyRecords';
export { contactRecords } from '../../leads/store/records/contactRecords';
export { deleteRecord } from '../../leads/store/records/deleteRecord';
export { findRecords } from '../../leads/store/records/findRecords';
export { getRecord } from '../../leads/store/records/getRecord';
export { createRecord } from '../../leads/store/records/createRecord';
export { updateRecord } from '../../leads/store/records/updateRecord';
export { importMembers } from '../../leads/store/records/importMembers';
export { poolRecords } from '../../leads/store/records/poolRecords';
export { taskRecords } from '../../leads/store/records/taskRecords';
export { runJob } from '../../leads/store/runJob';
export { getSetting, setSetting } from '../../leads/store/settings';
export { openStore } from '../../leads/store/store';
export { storeInfo } from '../../leads/store/storeInfo';
export { logExport } from './exportLog';
