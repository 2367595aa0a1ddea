import { createReadStream } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { readFile, utils } from 'xlsx';

/*
 * How long the file's own library takes to give out all its cells, nothing done with them:
 * `node bareParse.ts {file, format}`. vCards have no library that reads what phones write, so theirs is
 * the time to read the lines.
 */

interface Input {
	file: string;
	format: string;
}

async function bareRows({ file, format }: Input): Promise<number> {
	let rows = 0;
	if (format === 'csv') {
		const parser = createReadStream(file).pipe(parse({ bom: true, columns: true }));
		for await (const row of parser) rows += row ? 1 : 0;
	} else if (format === 'vcf') {
		const lines = createInterface({ input: createReadStream(file) });
		for await (const line of lines) rows += line === 'END:VCARD' ? 1 : 0;
	} else {
		const book = readFile(file, { dense: true, cellFormula: false, cellHTML: false });
		for (const name of book.SheetNames) {
			rows += utils.sheet_to_json(book.Sheets[name], { raw: false }).length;
		}
	}
	return rows;
}

async function main(input: Input): Promise<void> {
	const started = performance.now();
	const rows = await bareRows(input);
	process.send?.({ rows, ms: performance.now() - started });
	process.disconnect?.();
}

void main(JSON.parse(process.argv[2]) as Input);
