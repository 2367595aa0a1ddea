import {
	createDeskLink,
	findDeskLinks,
	openDeskLink,
	revokeDeskLinks,
} from '../../leads/store/deskLinks';
import { write } from '../../leads/store/step';
import { storeEngines } from '../environment/engines';
import { actorOf, freshStores } from './freshStores';
import { addMember, addTeam } from './sampleRows';

const HOUR = 60 * 60 * 1000;

describe.each(storeEngines())('desk links on $name', (engine) => {
	const fresh = freshStores(engine);
	const inAnHour = (clock: { now: number }) => new Date(clock.now + HOUR).toISOString();

	it("lets a member in with their own scope, a manager with the team's, the company with all", async () => {
		const { store, clock } = await fresh();
		const teamId = await addTeam(store);
		const memberId = await addMember(store, { teamId });
		const open = async (link: {
			memberId: string | null;
			role: 'admin' | 'manager' | 'member' | 'viewer';
		}) => {
			const { id, token } = await store.run(
				createDeskLink({ ...link, expiresAt: inAnHour(clock) }),
			);
			const opened = await store.read(openDeskLink(token));
			expect(opened.linkId).toBe(id);
			return opened.actor;
		};
		expect(await open({ memberId, role: 'member' })).toEqual(
			actorOf('member', { kind: 'own', memberId }),
		);
		expect(await open({ memberId, role: 'manager' })).toEqual(
			actorOf('manager', { kind: 'team', memberId, teamIds: [teamId] }),
		);
		expect(await open({ memberId, role: 'viewer' })).toEqual(
			actorOf('viewer', { kind: 'own', memberId }),
		);
		expect(await open({ memberId, role: 'admin' })).toEqual({ ...actorOf('admin'), memberId });
		expect(await open({ memberId: null, role: 'viewer' })).toEqual(actorOf('viewer'));
	});

	it('says why a link does not open: expired, revoked, member gone, not valid', async () => {
		const { store, clock } = await fresh();
		const memberId = await addMember(store);
		const make = async () =>
			await store.run(createDeskLink({ memberId, role: 'member', expiresAt: inAnHour(clock) }));
		const [one, two] = [await make(), await make()];
		const refusal = async (token: string) =>
			await store.read(openDeskLink(token)).then(
				() => 'opened',
				(error: { code: string; reason: string }) => `${error.code} ${error.reason}`,
			);
		await store.run(revokeDeskLinks({ id: one.id }));
		expect(await refusal(one.token)).toBe('FORBIDDEN revoked');
		expect(await refusal(two.token)).toBe('opened');
		await store.run((context) =>
			write(context.db.updateTable('members').set({ active: 0 }).where('id', '=', memberId)),
		);
		expect(await refusal(two.token)).toBe('FORBIDDEN memberInactive');
		clock.now += HOUR;
		expect(await refusal(two.token)).toBe('FORBIDDEN expired');
		for (const token of [
			'',
			'x',
			two.token.slice(0, -1),
			`${two.token}A`,
			two.token.replace('.', '_'),
		]) {
			expect(await refusal(token)).toBe('FORBIDDEN notValid');
		}
	});

	it('sees through every changed character of a token', async () => {
		const { store, clock } = await fresh();
		const { token } = await store.run(
			createDeskLink({ memberId: null, role: 'admin', expiresAt: inAnHour(clock) }),
		);
		for (let index = 0; index < token.length; index += 1) {
			const other = token[index] === 'A' ? 'B' : 'A';
			const forged = token.slice(0, index) + other + token.slice(index + 1);
			// The last character of 32 bytes in base64url carries four bits: some changes of it mean the same.
			if (
				Buffer.from(forged.split('.')[2] ?? '', 'base64url').equals(
					Buffer.from(token.split('.')[2], 'base64url'),
				) &&
				forged.startsWith(token.slice(0, token.lastIndexOf('.')))
			)
				continue;
			await expect(store.read(openDeskLink(forged))).rejects.toMatchObject({ code: 'FORBIDDEN' });
		}
	});

	it('is worth nothing in another workspace', async () => {
		const { store, clock } = await fresh();
		const { store: other } = await fresh();
		const { token } = await store.run(
			createDeskLink({ memberId: null, role: 'admin', expiresAt: inAnHour(clock) }),
		);
		await expect(other.read(openDeskLink(token))).rejects.toMatchObject({ reason: 'notValid' });
	});

	it('never gives more than the credential of the desk', async () => {
		const { store, clock } = await fresh();
		const [me, colleague] = [await addMember(store), await addMember(store)];
		const make = async (memberId: string | null) =>
			(await store.run(createDeskLink({ memberId, role: 'admin', expiresAt: inAnHour(clock) })))
				.token;
		const [mine, theirs, companys] = [await make(me), await make(colleague), await make(null)];
		const desk = store.as(actorOf('member', { kind: 'own', memberId: me }, { mobile: 'masked' }));
		expect((await desk.read(openDeskLink(mine))).actor).toEqual(
			actorOf('member', { kind: 'own', memberId: me }, { mobile: 'masked' }),
		);
		for (const token of [theirs, companys]) {
			await expect(desk.read(openDeskLink(token))).rejects.toMatchObject({ reason: 'notValid' });
		}
		const watching = store.as(actorOf('viewer', { kind: 'all' }, { email: 'hidden' }));
		expect((await watching.read(openDeskLink(companys))).actor).toEqual(
			actorOf('viewer', { kind: 'all' }, { email: 'hidden' }),
		);
	});

	it('lets members make and end links for themselves only', async () => {
		const { store, clock } = await fresh();
		const [me, colleague] = [await addMember(store, { name: 'Me' }), await addMember(store)];
		const member = store.as(actorOf('member', { kind: 'own', memberId: me }));
		const expiresAt = inAnHour(clock);
		const { id } = await member.run(createDeskLink({ memberId: me, role: 'member', expiresAt }));
		for (const link of [
			{ memberId: me, role: 'manager' as const },
			{ memberId: colleague, role: 'member' as const },
			{ memberId: null, role: 'viewer' as const },
		]) {
			await expect(member.run(createDeskLink({ ...link, expiresAt }))).rejects.toMatchObject({
				code: 'FORBIDDEN',
			});
		}
		await store.run(createDeskLink({ memberId: colleague, role: 'member', expiresAt }));
		expect(await member.read(findDeskLinks())).toEqual([
			expect.objectContaining({
				id,
				memberName: 'Me',
				state: 'valid',
				createdBy: `member:${me}`,
				expiresAt,
			}),
		]);
		await expect(member.run(revokeDeskLinks({ memberId: colleague }))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		expect(await member.run(revokeDeskLinks({ memberId: me }))).toBe(1);
		expect(await member.run(revokeDeskLinks({ memberId: me }))).toBe(0);
		expect((await store.read(findDeskLinks())).map(({ state }) => state)).toEqual([
			'valid',
			'revoked',
		]);
		expect(await store.run(revokeDeskLinks({ id: 'nonsense' }))).toBe(0);
	});

	it('refuses links that are over at once, and members that are not there', async () => {
		const { store, clock } = await fresh();
		const past = new Date(clock.now).toISOString();
		await expect(
			store.run(createDeskLink({ memberId: null, role: 'admin', expiresAt: past })),
		).rejects.toMatchObject({ field: 'expiresAt' });
		await expect(
			store.run(createDeskLink({ memberId: 'x', role: 'member', expiresAt: inAnHour(clock) })),
		).rejects.toMatchObject({ code: 'CONFIGURATION' });
	});
});
