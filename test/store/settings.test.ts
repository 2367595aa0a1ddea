import { join } from 'node:path';
import { REQUIRE_CREDENTIAL, requireCredentialUnlessSystem } from '../../leads/store/implicit';
import { getSetting, setSetting, storeSecret } from '../../leads/store/settings';
import { storeEngines } from '../environment/engines';
import { runProcesses } from '../environment/process.mjs';
import { actorOf, freshStores } from './freshStores';

describe.each(storeEngines())('settings on $name', (engine) => {
	const fresh = freshStores(engine);

	it('keeps any JSON value and replaces it', async () => {
		const { store } = await fresh();
		expect(await store.read(getSetting('limits'))).toBeUndefined();
		await store.run(setSetting('limits', { perDay: 5, note: '每天' }));
		expect(await store.read(getSetting('limits'))).toEqual({ perDay: 5, note: '每天' });
		for (const value of ['text', 7, false, [1, null, 'a']]) {
			await store.run(setSetting('limits', value));
			expect(await store.read(getSetting('limits'))).toEqual(value);
		}
	});

	it('lets only administrators change them', async () => {
		const { store } = await fresh();
		for (const role of ['manager', 'member', 'viewer'] as const) {
			const attempt = store.as(actorOf(role)).run(setSetting('x', 1));
			await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
		}
		expect(await store.read(getSetting('x'))).toBeUndefined();
	});

	it('keeps workspaces apart', async () => {
		const [one, other] = [(await fresh()).store, (await fresh()).store];
		await one.run(setSetting('x', 1));
		expect(await other.read(getSetting('x'))).toBeUndefined();
		expect(await one.run(storeSecret('desk'))).not.toBe(await other.run(storeSecret('desk')));
	});

	it('derives one lasting 32-byte secret for each purpose, and never shows the root', async () => {
		const { store } = await fresh();
		const desk = await store.read(storeSecret('desk'));
		expect(Buffer.from(desk, 'base64url')).toHaveLength(32);
		expect(await store.run(storeSecret('desk'))).toBe(desk);
		expect(await store.run(storeSecret('form'))).not.toBe(desk);
		expect(await store.read(getSetting('signingSecret'))).toBeUndefined();
	});

	it('gives eight processes that make the secret at once the same one', async () => {
		const { config } = await fresh();
		const secrets = await runProcesses(
			join(__dirname, 'processes', 'secret.process.ts'),
			Array.from({ length: 8 }, () => ({ config })),
		);
		expect(new Set(secrets).size).toBe(1);
	});

	it('refuses nodes without a credential once it demands one', async () => {
		const { store } = await fresh();
		await store.read(requireCredentialUnlessSystem());
		await store.run(setSetting(REQUIRE_CREDENTIAL, true));
		await expect(store.read(requireCredentialUnlessSystem())).rejects.toMatchObject({
			code: 'FORBIDDEN',
			hint: expect.stringContaining('credential'),
		});
	});
});
