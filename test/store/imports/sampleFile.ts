import type { ImportRow, ImportSource } from '../../../leads/capture/imports/importRow';
import type { ImportRequest } from '../../../leads/capture/imports/importJob';
import { stageImport } from '../../../leads/capture/imports/stageImport';
import { runImport } from '../../../leads/capture/imports/runImport';
import { defaultCaptureOptions, type CaptureOptions } from '../../../leads/capture/options';
import type { Job } from '../../../leads/store/jobs';
import type { LeadStore } from '../../../leads/store/store';

export type Cells = Record<string, string | number | boolean | null>;

/** A file with these rows, in batches like those of the readers; the first row stands on line 2. */
export function sampleFile(
	rows: readonly Cells[],
	problems: Readonly<Record<number, ImportRow['problem']>> = {},
	batch = 7,
): ImportSource {
	const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return {
		layout: { format: 'csv', encoding: 'utf-8', headers },
		rows: (async function* () {
			for (let start = 0; start < rows.length; start += batch) {
				yield rows.slice(start, start + batch).map((cells, index): ImportRow => {
					const number = start + index + 2;
					const problem = problems[number];
					return { number, cells, ...(problem ? { problem } : {}) };
				});
			}
		})(),
	};
}

export function requestOf(capture: Partial<CaptureOptions> = {}): ImportRequest {
	return {
		fileName: 'people.csv',
		mapping: {},
		tags: [],
		capture: { ...defaultCaptureOptions, onSpam: 'off', ...capture },
	};
}

/** Imports rows from beginning to end. */
export async function importRows(
	store: LeadStore,
	rows: readonly Cells[],
	capture: Partial<CaptureOptions> = {},
): Promise<Job> {
	const { id } = await stageImport(store, sampleFile(rows), requestOf(capture));
	return await runImport(store, id);
}

/** Somebody made up; no two numbers are the same person. */
export function person(index: number): Cells {
	return {
		姓名: ['王伟', '李娜', '张敏', '刘洋'][index % 4],
		手机: `138${String(index).padStart(8, '0')}`,
		邮箱: `user${index}@example.com`,
		公司: `上海${index}科技有限公司`,
	};
}
