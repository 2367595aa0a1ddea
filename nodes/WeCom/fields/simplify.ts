import type { INodeProperties } from 'n8n-workflow';
import type { WeComRun } from '../weComOperation';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const isSimplified = ({ parameters }: WeComRun, index: number): boolean =>
	parameters.at<boolean>('simplify', index, true);
