import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod/v4';
import { runCommand } from '../environment/process.mjs';

const ROOT = resolve(__dirname, '../..');
const CRUISE = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

const report = z.object({
	summary: z.object({
		violations: z.array(
			z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
		),
	}),
});

type Import = readonly [from: string, to: string];

const forbidden: ReadonlyArray<readonly [rule: string, ...Import]> = [
	['model-is-the-ground', 'leads/model/lead.ts', 'leads/store/store.ts'],
	['matching-looks-down', 'leads/matching/match.ts', 'leads/store/search.ts'],
	['store-looks-down', 'leads/store/resolve.ts', 'leads/capture/capture.ts'],
	['no-neighbours-on-floor-3', 'leads/dedupe/dedupe.ts', 'leads/score/score.ts'],
	['no-neighbours-on-floor-3', 'leads/capture/merge.ts', 'pages/form/page.ts'],
	['no-neighbours-on-floor-3', 'channels/form/read.ts', 'channels/wecom/message.ts'],
	['no-neighbours-on-floor-3', 'pages/form/form.ts', 'pages/desk/desk.ts'],
	['floor-3-looks-down', 'leads/capture/run.ts', 'nodes/LeadCapture/capture.ts'],
	['channels-know-no-storage', 'channels/form/save.ts', 'leads/store/store.ts'],
	['no-neighbours-on-floor-4', 'nodes/LeadStore/a.ts', 'nodes/LeadCapture/b.ts'],
	['only-nodes-know-n8n', 'leads/model/item.ts', 'n8n-workflow'],
	['only-nodes-know-n8n', 'pages/form/item.ts', 'n8n-core'],
	['the-house-stands-alone', 'leads/model/fixture.ts', 'test/leads/model/fixture.ts'],
	['no-circles', 'leads/model/circle.ts', 'leads/model/circular.ts'],
];

const allowed: readonly Import[] = [
	['nodes/LeadCapture/LeadCapture.node.ts', 'leads/capture/capture.ts'],
	['nodes/LeadCapture/LeadCapture.node.ts', 'nodes/LeadCapture/operations/capture.ts'],
	['nodes/LeadCapture/LeadCapture.node.ts', 'nodes/shared/operation.ts'],
	['nodes/LeadCapture/LeadCapture.node.ts', 'n8n-workflow'],
	['leads/capture/capture.ts', 'leads/matching/keys.ts'],
	['leads/capture/capture.ts', 'leads/capture/options.ts'],
	['leads/store/store.ts', 'leads/matching/keys.ts'],
	['leads/matching/keys.ts', 'leads/model/name.ts'],
	['channels/form/form.ts', 'leads/model/name.ts'],
	['pages/desk/list.ts', 'pages/shared/page.ts'],
	['leads/model/circular.ts', 'leads/model/circle.ts'], // the way back: a circle is reported once
];

/** Builds a little house out of these imports, lets the linter walk through it, and lists its complaints. */
async function complaints(imports: readonly Import[]): Promise<string[]> {
	const house = mkdtempSync(join(tmpdir(), 'leadflow-floors-'));
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(house, file)), { recursive: true });
		writeFileSync(join(house, file), text, { flag: 'a' });
	};
	write('tsconfig.json', '{ "compilerOptions": { "module": "commonjs" } }');
	symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
	for (const [from, to] of imports) {
		const isFile = to.endsWith('.ts');
		if (isFile) write(to, '');
		const path = relative(dirname(from), to).replace(/\.ts$/, '');
		const specifier = isFile ? (path.startsWith('.') ? path : `./${path}`) : to;
		write(from, `import type {} from '${specifier}';\n`);
	}
	const config = join(ROOT, '.dependency-cruiser.cjs');
	const floors = ['leads', 'channels', 'pages', 'nodes'];
	const args = [CRUISE, '--config', config, '--output-type', 'json', ...floors];
	const { stdout, stderr } = await runCommand(process.execPath, args, { cwd: house });
	rmSync(house, { recursive: true });
	if (stdout === '') throw new Error(stderr);
	const { violations } = report.parse(JSON.parse(stdout)).summary;
	const packageName = (path: string) => /.*node_modules\/([^/]+)/.exec(path)?.[1] ?? path;
	return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${packageName(to)}`);
}

it('the linter reports each import that goes up, sideways or in a circle, and no other', async () => {
	const house = [...forbidden.map(([, from, to]): Import => [from, to]), ...allowed];
	const expected = forbidden.map(([rule, from, to]) => `${rule}: ${from} → ${to}`);
	expect((await complaints(house)).sort()).toEqual(expected.sort());
});
