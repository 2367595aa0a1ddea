/*
 * What the import operations use of the engine and of the channels. They load it when they run, so
 * that n8n's start does not wait for it.
 */
export { openCardRows } from '../../channels/cards/vcardRows';
export { csvFile } from '../../channels/files/csvFile';
export { openRows } from '../../channels/files/rows';
export { xlsxFile } from '../../channels/files/xlsxFile';
export { rowFormatOf } from '../../channels/shared/rowFormat';
export { readColumns, REJECT_COLUMNS } from '../../leads/capture/imports/columns';
export { importSummary } from '../../leads/capture/imports/importJob';
export {
	findImportedLeads,
	getImport,
	importsOfFile,
	listImports,
} from '../../leads/capture/imports/listImports';
export { rehearseImport } from '../../leads/capture/imports/rehearseImport';
export { findRejects } from '../../leads/capture/imports/rejects';
export { runImport } from '../../leads/capture/imports/runImport';
export { getMapping, listMappings, saveMapping } from '../../leads/capture/imports/savedMappings';
export { stageImport } from '../../leads/capture/imports/stageImport';
export { rehearseUndo, startUndo } from '../../leads/capture/imports/undo/startUndo';
export { FIRST_ID } from '../../leads/capture/imports/undo/touchedEntities';
export { defaultCaptureOptions } from '../../leads/capture/options';
export { getJob } from '../../leads/store/jobs';
