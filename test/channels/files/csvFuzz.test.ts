import { LeadflowError } from '../../../leads/model/error';
import { openCsvRows } from '../../../channels/files/csvRows';
import { encoded } from '../shared/legacyBytes';
import { mutatedBytes, seeded } from '../shared/mutations';
import { rowsOf } from '../shared/readFile';

const table = '姓名,手机,公司\r\n李娜,13800138000,"示例, 公司"\r\n王强,1.38E+10,\'+86\r\n';
const samples = [
	Buffer.from(table),
	Buffer.from(`\ufeff${table}`, 'utf16le'),
	encoded(table, 'gb18030'),
	Buffer.from(`sep=;\n${table.replaceAll(',', ';')}`),
	Buffer.from('a\tb\nc\td\n'),
];

test('100,000 mutated bytes: rows or an error of ours', async () => {
	const random = seeded(20261122);
	let refused = 0;
	for (let round = 0; round < 10_000; round += 1) {
		let bytes: Buffer = samples[random(samples.length)];
		for (let times = 10; times > 0; times -= 1)
			bytes = mutatedBytes(bytes, random).subarray(0, 2000);
		const outcome = await openCsvRows({ file: bytes, options: {} })
			.then(rowsOf)
			.catch((error: unknown) => error);
		if (!Array.isArray(outcome)) {
			expect(outcome).toBeInstanceOf(LeadflowError);
			refused += 1;
		}
	}
	// Quotation marks that are never closed.
	expect(refused).toBeGreaterThan(0);
});
