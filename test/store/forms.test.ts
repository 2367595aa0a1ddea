import type { FormDefinition } from '../../leads/model/form';
import { getForm, listForms, registerForm, unregisterForm } from '../../leads/store/forms';
import { storeEngines } from '../environment/engines';
import { actorOf, freshStores } from './freshStores';

const definition: FormDefinition = {
	id: 'w1:n1',
	title: { en: 'Contact', zh: '联系我们' },
	text: { en: '', zh: '' },
	fields: [],
	reachRequired: true,
	consents: [],
	thankYouText: { en: 'Thanks', zh: '谢谢' },
	color: '#336699',
	allowedSites: [],
	proofOfWork: false,
	language: 'auto',
};

const form = {
	nodeKey: 'w1:n1',
	formId: 'w1:n1',
	title: 'Contact',
	url: 'https://n8n.example.com/f',
	definition,
};

describe.each(storeEngines())('forms on $name', (engine) => {
	const fresh = freshStores(engine);

	it('knows a form from its activation on, and its latest definition', async () => {
		const { store, clock } = await fresh();
		await store.run(registerForm(form));
		expect(await store.read(getForm('w1:n1'))).toEqual({
			...form,
			active: true,
			updatedAt: new Date(clock.now).toISOString(),
		});
		await store.run(
			registerForm({ ...form, title: 'Anfrage', definition: { ...definition, color: '#000000' } }),
		);
		expect(await store.read(listForms())).toHaveLength(1);
		expect(await store.read(getForm('w1:n1'))).toMatchObject({
			title: 'Anfrage',
			definition: { color: '#000000' },
		});
	});

	it('keeps a deactivated form in the list, after the active ones', async () => {
		const { store, clock } = await fresh();
		await store.run(registerForm(form));
		clock.now += 1000;
		await store.run(registerForm({ ...form, nodeKey: 'w2:n1', formId: 'w2:n1' }));
		clock.now += 1000;
		await store.run(unregisterForm('w2:n1'));
		expect((await store.read(listForms())).map(({ nodeKey, active }) => [nodeKey, active])).toEqual(
			[
				['w1:n1', true],
				['w2:n1', false],
			],
		);
		expect(await store.read(listForms({ activeOnly: true }))).toHaveLength(1);
		await store.run(registerForm({ ...form, nodeKey: 'w2:n1', formId: 'w2:n1' }));
		expect(await store.read(listForms({ activeOnly: true }))).toHaveLength(2);
	});

	it('prefers the active one of two triggers with the same form', async () => {
		const { store } = await fresh();
		await store.run(registerForm({ ...form, nodeKey: 'old:n1', title: 'Old' }));
		await store.run(registerForm({ ...form, nodeKey: 'new:n1', title: 'New' }));
		await store.run(unregisterForm('old:n1'));
		expect(await store.read(getForm('w1:n1'))).toMatchObject({ title: 'New' });
	});

	it('says so when there is no such form, and lets viewers only look', async () => {
		const { store } = await fresh();
		await expect(store.read(getForm('x'))).rejects.toMatchObject({
			code: 'NOT_FOUND',
			field: 'formId',
		});
		const viewer = store.as(actorOf('viewer'));
		await expect(viewer.run(registerForm(form))).rejects.toMatchObject({ code: 'FORBIDDEN' });
		expect(await viewer.read(listForms())).toEqual([]);
	});
});
