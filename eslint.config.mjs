import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';
import { globalIgnores } from 'eslint/config';

/** n8n's community linter as it is for packages that are not made for n8n Cloud: no rule is switched off, here or in a file. */
export default [
	globalIgnores(['coverage', '.artefacts']),
	{ linterOptions: { noInlineConfig: true } },
	...configWithoutCloudSupport,
];
