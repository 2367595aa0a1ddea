import type { INodeProperties } from 'n8n-workflow';

/** Which file, and how it is read. */
export const fileField: INodeProperties = {
	displayName: 'Input Data Field Name',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	hint: 'The name of the input binary field that holds the file: Excel, CSV or vCard',
};

/** Options of how a file is read; everything is found out where they are left alone. */
export const fileOptions: INodeProperties[] = [
	{
		displayName: 'Delimiter',
		name: 'delimiter',
		type: 'string',
		default: '',
		placeholder: 'e.g. ;',
		description: 'Character between the cells of a CSV file. Leave empty to find it out.',
	},
	{
		displayName: 'Encoding',
		name: 'encoding',
		type: 'options',
		options: [
			{ name: 'Automatic', value: 'auto' },
			{ name: 'Big5', value: 'big5', description: 'Traditional Chinese' },
			{
				name: 'GB18030 / GBK',
				value: 'gb18030',
				description: 'What Excel writes on Chinese Windows',
			},
			{ name: 'UTF-16 BE', value: 'utf-16be' },
			{ name: 'UTF-16 LE', value: 'utf-16le' },
			{ name: 'UTF-8', value: 'utf-8' },
			{ name: 'Windows-1252', value: 'windows-1252', description: 'Western Europe' },
		],
		default: 'auto',
		description: 'Encoding of a CSV or vCard file',
	},
	{
		displayName: 'File Format',
		name: 'fileFormat',
		type: 'options',
		options: [
			{ name: 'Automatic', value: 'auto' },
			{ name: 'CSV', value: 'csv' },
			{ name: 'Excel (XLSX)', value: 'xlsx' },
			{ name: 'Excel 97–2003 (XLS)', value: 'xls' },
			{ name: 'vCard (VCF)', value: 'vcf' },
		],
		default: 'auto',
	},
	{
		displayName: 'Header Row',
		name: 'headerRow',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'Number of the row with the column titles, as the spreadsheet program counts. 0 finds it below title rows.',
	},
	{
		displayName: 'Sheets',
		name: 'sheets',
		type: 'string',
		default: '',
		placeholder: 'e.g. Leads, 客户',
		description:
			'Names of the sheets to read, separated by commas, or * for all. Leave empty for the first one that holds anything.',
	},
];
