export {
	confirmAsToolField,
	confirmField,
	isCalledAsTool,
	isConfirmed,
	requireConfirmedTool,
} from '../../shared/confirm';
