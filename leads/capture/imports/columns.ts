import { isId } from '../../model/ids';
import type { CapturedLead } from '../../model/lead';
import { leadFields } from '../../model/leadFields';
import { columnTarget, mapFields, type MappingOptions } from '../fieldMapping';
import type { ImportCell } from './importRow';

/** Titles of the columns that a file of rejected rows has beside its own; they are not read back. */
export const REJECT_COLUMNS = { row: 'Leadflow Row', reason: 'Leadflow Reason' } as const;

/** Where one column of a file goes. */
export interface ColumnMapping {
	column: string;
	/** Lead field, `custom.<name>`, `tags`, `id` of the lead, or null where it only stays in the source record. */
	target: string | null;
}

/** What a row holds once its columns are understood. */
export type MappedRow = Pick<CapturedLead, 'fields' | 'custom' | 'leadId'> & { tags: string[] };

export interface Columns {
	found: ColumnMapping[];
	/** Columns given by hand that the file does not have. */
	missing: string[];
	/** The lead field that a column goes into. */
	fieldOf(column: string): string | undefined;
	/** The column that fills a lead field. */
	columnOf(field: string): string | undefined;
	read(cells: Readonly<Record<string, ImportCell>>): MappedRow;
}

const TAGS = /^(tags?|标签)$/i;
const LEAD_ID = /^lead ?id$|^线索 ?id$/i;

/**
 * What an exported file of leads holds beside their fields: the store writes it itself. Only a file
 * that has all the marks of an export is read so; elsewhere these titles are anybody's.
 */
const exported = [
	{
		marks: ['ID', 'Created At', 'Updated At'],
		columns: [
			'Owner',
			'Team',
			'Score',
			'Grade',
			'Region Code',
			'Account ID',
			'Contact ID',
			'Created At',
			'Updated At',
			'Last Activity At',
			'Read At',
			'Converted At',
		],
	},
	{
		marks: ['线索 ID', '创建时间', '更新时间'],
		columns: [
			'负责人',
			'团队',
			'评分',
			'评分等级',
			'地区代码',
			'客户 ID',
			'联系人 ID',
			'创建时间',
			'更新时间',
			'最近活动时间',
			'查看时间',
			'转化时间',
		],
	},
] as const;

/** The export that a file is, if it is one of ours. */
function exportOf(headers: readonly string[]): (typeof exported)[number] | undefined {
	return exported.find(({ marks }) => marks.every((mark) => headers.includes(mark)));
}

/**
 * Understands the columns of a file, once for all its rows.
 *
 * @param headers the column titles, each once
 */
export function readColumns(headers: readonly string[], options: MappingOptions): Columns {
	const byHand = new Map(
		Object.entries(options.explicit ?? {})
			.filter(([, column]) => column !== '')
			.map(([target, column]) => [column, target]),
	);
	const ours = exportOf(headers);
	const ignored = new Set<string>([...Object.values(REJECT_COLUMNS), ...(ours?.columns ?? [])]);
	const recognises = options.autodetect !== false;
	const free = recognises ? headers.filter((column) => !byHand.has(column)) : [];
	const tagColumns = free.filter((column) => TAGS.test(column));
	const idColumn = free.find((column) => column === ours?.marks[0] || LEAD_ID.test(column));
	const data = headers.filter((column) => !ignored.has(column) && !tagColumns.includes(column));
	const filled = new Set<string>(byHand.values());
	const found = headers.map((column): ColumnMapping => {
		const given = byHand.get(column);
		if (given !== undefined) return { column, target: given };
		if (ignored.has(column)) return { column, target: null };
		if (tagColumns.includes(column)) return { column, target: 'tags' };
		if (column === idColumn) return { column, target: 'id' };
		const { field, beside } = columnTarget(column, options);
		const target = field && !filled.has(field) ? field : (beside ?? null);
		if (target) filled.add(target);
		return { column, target };
	});
	const targets = new Map(found.map(({ column, target }) => [column, target]));
	const columns = new Map(found.map(({ column, target }) => [target, column]));
	const map = mapFields(options);
	return {
		found,
		missing: [...byHand.keys()].filter((column) => !headers.includes(column)),
		fieldOf: (column) => {
			const target = targets.get(column);
			return target && Object.hasOwn(leadFields, target) ? target : undefined;
		},
		columnOf: (field) => columns.get(field),
		read(cells) {
			const row: Record<string, ImportCell | undefined> = Object.create(null);
			const cell = (column: string) => (Object.hasOwn(cells, column) ? cells[column] : undefined);
			const id = idColumn === undefined ? undefined : String(cell(idColumn) ?? '').toLowerCase();
			const leadId = id !== undefined && isId(id) ? id : undefined;
			for (const column of data) {
				if (column !== idColumn || leadId === undefined) row[column] = cell(column);
			}
			return {
				...map(row),
				...(leadId === undefined ? {} : { leadId }),
				tags: tagColumns.flatMap((column) => tagsIn(cell(column))),
			};
		},
	};
}

function tagsIn(cell: ImportCell | undefined): string[] {
	return String(cell ?? '')
		.split(/[,，;；、|\n]/)
		.map((tag) => tag.trim())
		.filter((tag) => tag !== '');
}
