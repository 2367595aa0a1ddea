import { LeadflowError } from '../../leads/model/error';
import { leadFieldNamed } from '../../leads/model/fieldLabels';
import type { CellValue } from '../shared/fileRows';
import type { Merge, RawRow } from './rawRow';

/** Where the titles of the columns stand. */
export interface FoundHeader {
	/** By 0-based column; empty where a column has none. */
	titles: string[];
	/** 1-based, the lower one of two; absent for a table without titles. */
	row?: number;
	/** Rows up to this number are no data. */
	lastTitleRow: number;
}

/** Title rows above the header are few. */
const ROWS_LOOKED_AT = 30;
const LONGEST_TITLE = 60;

/** A cell that is somebody's data: e-mail, web address, date, long number. */
const VALUE = /@|^https?:|^\d{4}[-/.年]\d{1,2}|^[+(（]?[\d\s\-()（）]{5,}$|^-?[\d,]+(?:\.\d+)?%?$/;

/** Titles of groups of columns that say nothing about the columns: `联系方式` above `手机`. */
const EMPTY_GROUP =
	/^(?:联系人?|基本|基础|客户|公司|企业|个人|详细|其他|主要)?(?:方式|信息|资料|情况|数据)$|^(?:contact|basic|company|customer|personal|general|lead|other)?\s*(?:info(?:rmation)?|details?|data)$|^contacts?$/i;

function titleText(cell: CellValue | undefined): string {
	return cell === null || cell === undefined ? '' : String(cell).replace(/\s+/g, ' ').trim();
}

interface Shape {
	filled: number;
	/** Cells that name a lead field. */
	labels: number;
	values: number;
	distinct: boolean;
}

function isValue(cell: CellValue): boolean {
	const text = String(cell);
	// Years are titles as often as not.
	if (/^(?:19|20)\d\d$/.test(text)) return false;
	return typeof cell !== 'string' || text.length > LONGEST_TITLE || VALUE.test(text);
}

function shapeOf(row: RawRow): Shape {
	const texts = row.cells.map(titleText).filter((text) => text !== '');
	const fields = new Set(texts.map((text) => leadFieldNamed(text)));
	fields.delete(undefined);
	const values = row.cells.filter((cell) => cell !== null && isValue(cell));
	return {
		filled: texts.length,
		labels: fields.size,
		values: values.length,
		distinct: new Set(texts).size === texts.length,
	};
}

/** Rows that look like a header, by what they say or, failing that, by their shape. */
function headerIndex(rows: readonly RawRow[]): number | undefined {
	const shapes = rows.slice(0, ROWS_LOOKED_AT).map(shapeOf);
	const width = Math.max(...shapes.map(({ filled }) => filled), 1);
	const named = shapes.findIndex(
		({ labels, values, filled }) => labels >= Math.min(2, width) && values <= filled / 3,
	);
	if (named !== -1) return named;
	const shaped = shapes.findIndex(
		({ filled, values, distinct }) =>
			values === 0 &&
			distinct &&
			(width === 1 ? filled === 1 : filled >= 2) &&
			filled >= width * 0.6,
	);
	return shaped === -1 ? undefined : shaped;
}

/** Merges that are part of a header over two rows; not the title that spans the whole table. */
function joins(merges: readonly Merge[], upper: RawRow, lower: RawRow): boolean {
	if (lower.number !== upper.number + 1) return false;
	return merges.some(({ top, left, bottom, right }) => {
		if (top !== upper.number) return false;
		if (bottom === lower.number) return true;
		const below = lower.cells.slice(left, right + 1).filter((cell) => cell !== null);
		const isGroup = bottom === top && right > left && below.length > 1;
		return isGroup && upper.cells.filter((cell) => cell !== null).length > 1;
	});
}

/** Without merges to tell (CSV), a second header row is one that names fields in the gaps of the first. */
function fillsGaps(upper: RawRow, lower: RawRow): boolean {
	const { labels, values } = shapeOf(lower);
	const intoGaps = lower.cells.filter(
		(cell, column) => cell !== null && (upper.cells[column] ?? null) === null,
	);
	return lower.number === upper.number + 1 && labels >= 2 && values === 0 && intoGaps.length > 0;
}

/** The group that stands over a column: its own cell, or the one further left that reaches over it. */
function groupOver(column: number, upper: RawRow, lower: RawRow, merges: readonly Merge[]): string {
	const own = titleText(upper.cells[column]);
	if (own !== '') return own;
	const merge = merges.find(
		({ top, bottom, left, right }) =>
			top === upper.number && bottom === top && left <= column && column <= right,
	);
	if (merge) return titleText(upper.cells[merge.left]);
	if (merges.length > 0 || titleText(lower.cells[column]) === '') return '';
	const left = upper.cells.slice(0, column).findLastIndex((cell) => cell !== null);
	return left !== -1 && titleText(lower.cells[left]) !== '' ? titleText(upper.cells[left]) : '';
}

function joinedTitles(upper: RawRow, lower: RawRow, merges: readonly Merge[]): string[] {
	const width = Math.max(upper.cells.length, lower.cells.length);
	return Array.from({ length: width }, (_, column) => {
		const group = groupOver(column, upper, lower, merges);
		const own = titleText(lower.cells[column]);
		if (own === '' || group === '' || group === own) return own || group;
		return EMPTY_GROUP.test(group) ? own : `${group} ${own}`;
	});
}

function headerOver(rows: readonly RawRow[], index: number, merges: readonly Merge[]): FoundHeader {
	const row = rows[index];
	const above = rows[index - 1] as RawRow | undefined;
	const below = rows[index + 1] as RawRow | undefined;
	const pair: [RawRow, RawRow] | undefined =
		above && joins(merges, above, row)
			? [above, row]
			: below && (joins(merges, row, below) || (merges.length === 0 && fillsGaps(row, below)))
				? [row, below]
				: undefined;
	if (!pair) return { titles: row.cells.map(titleText), row: row.number, lastTitleRow: row.number };
	const [upper, lower] = pair;
	return {
		titles: joinedTitles(upper, lower, merges),
		row: lower.number,
		lastTitleRow: lower.number,
	};
}

/**
 * Finds the row of column titles: the first that names lead fields in English or Chinese, else the
 * first that is as wide as the table and holds no data. Title rows above it are passed over, and
 * two rows with merged cells are joined (`推荐人` over `手机` is `推荐人 手机`).
 *
 * @param head the first rows that hold anything
 * @param asked the number of the row, or 0 for a table without titles
 * @throws LeadflowError INVALID_INPUT when there is nothing in the row that was asked for
 */
export function findHeader(
	head: readonly RawRow[],
	merges: readonly Merge[],
	asked: 'auto' | number = 'auto',
): FoundHeader {
	const none = { titles: [], lastTitleRow: 0 };
	if (asked === 0 || head.length === 0) return none;
	const index =
		asked === 'auto' ? headerIndex(head) : head.findIndex(({ number }) => number === asked);
	if (index === -1) {
		throw new LeadflowError('INVALID_INPUT', `Row ${asked} holds no column titles.`, {
			hint: 'Enter the number of the row with the column titles, as a spreadsheet program counts it.',
		});
	}
	return index === undefined ? none : headerOver(head, index, merges);
}
