import type { NodeOperation } from '../../shared/operation';
import { capture } from './capture';
import { captureCardText } from './captureCardText';
import { importFile } from './imports/importFile';
import { listImportsOperation } from './imports/listImports';
import { previewImport } from './imports/previewImport';
import { undoImport } from './imports/undoImport';

/** Everything that Lead Capture can do, the one that it does by itself first. */
export const operations: readonly [NodeOperation, ...NodeOperation[]] = [
	capture,
	captureCardText,
	importFile,
	listImportsOperation,
	previewImport,
	undoImport,
];
