import type { INodeProperties } from 'n8n-workflow';
import type { RecordField } from './recordFields';

interface Rows<Row> {
	row?: Row[];
}

/** A list of rows of inputs. What is added and left without rows is an empty list. */
export function rowsField<Row>(
	property: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder'>,
	values: INodeProperties[],
	readRows: (rows: Row[], zone: string) => unknown,
): RecordField {
	return {
		property: {
			...property,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			options: [{ displayName: 'Row', name: 'row', values }],
		},
		read: (value, zone) => readRows((value as Rows<Row>).row ?? [], zone),
	};
}
