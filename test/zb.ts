import { openStore } from '../leads/store/store';
import { captureLeads } from '../leads/capture/capture';
import { mapFields } from '../leads/capture/fieldMapping';
import { madeUpLead } from '../bench/capture/madeUpLeads';
import { rmSync } from 'node:fs';
(async () => {
	const N = Number(process.argv[2] ?? 10000);
	const read = mapFields();
	const rows = Array.from({ length: N + 2000 }, (_, i) => madeUpLead(i));
	const leads = rows.map((row) => ({ ...read(row), channel: 'import', payload: row }));
	const out: string[] = [];
	for (let round = 0; round < 3; round += 1) {
		rmSync('/tmp/zz6', { recursive: true, force: true });
		const store = await openStore({ engine: 'sqlite', file: '/tmp/zz6/a.db' });
		await captureLeads(store, leads.slice(N) as any, { onSpam: 'flag' });
		const t = performance.now(); const c = process.cpuUsage();
		await captureLeads(store, leads.slice(0, N) as any, { onSpam: 'flag' });
		const d = process.cpuUsage(c);
		out.push(`${(performance.now() - t).toFixed(0)}ms cpu ${((d.user + d.system) / 1000).toFixed(0)} (user ${(d.user / 1000).toFixed(0)})`);
		await store.close();
	}
	rmSync('/tmp/zz6', { recursive: true, force: true });
	console.log(out.join(' | '));
})();
