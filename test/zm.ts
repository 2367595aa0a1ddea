import { openStore } from '../leads/store/store';
import { captureLeads } from '../leads/capture/capture';
import { mapFields } from '../leads/capture/fieldMapping';
import { madeUpLead } from '../bench/capture/madeUpLeads';
import { rmSync } from 'node:fs';
(async () => {
	const read = mapFields();
	rmSync('/tmp/zz7', { recursive: true, force: true });
	const mb = () => { const m = process.memoryUsage(); return `rss ${(m.rss / 1e6).toFixed(0)} heapUsed ${(m.heapUsed / 1e6).toFixed(0)} heapTotal ${(m.heapTotal / 1e6).toFixed(0)} ext ${(m.external / 1e6).toFixed(0)}`; };
	console.log('start', mb());
	const store = await openStore({ engine: 'sqlite', file: '/tmp/zz7/a.db' });
	for (let i = 0; i < 40; i += 1) {
		const leads = Array.from({ length: 1000 }, (_, k) => madeUpLead(i * 1000 + k)).map((row) => ({ ...read(row), channel: 'import', payload: row }));
		await captureLeads(store, leads as any, { onSpam: 'flag' });
		if (i % 8 === 0) { (globalThis as any).gc?.(); console.log(i, mb()); }
	}
	await store.close();
	rmSync('/tmp/zz7', { recursive: true, force: true });
})();
