import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode } from 'n8n-workflow';
import { captureLeads } from '../../leads/capture/capture';
import { registerForm } from '../../leads/store/forms';
import { LeadStore } from '../../nodes/LeadStore/LeadStore.node';
import { exampleForm } from '../channels/form/exampleForm';
import { embeddedStore } from './embeddedStore';
import { fullTypeName, hostServices, SourceNodeTypes, type TestCredentials } from './host';
import { resultOf } from './onLeadStore';

const { listSearch } = new LeadStore().methods;

/** Looks a list up as the editor does. */
async function listed(
	method: keyof typeof listSearch,
	filter?: string,
	page?: string,
	credentials: TestCredentials = {},
) {
	const type = fullTypeName('leadStore');
	const node: INode = {
		id: 'node',
		name: 'Lead Store',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...('leadflowStoreApi' in credentials
			? { credentials: { leadflowStoreApi: { id: '1', name: 'Store' } } }
			: {}),
	};
	const definition = {
		id: 'w',
		name: 'W',
		active: false,
		nodes: [node],
		connections: {},
		settings: {},
	};
	const workflow = new Workflow({
		...definition,
		nodeTypes: await SourceNodeTypes.load([type], {}),
	});
	const stored = {
		...definition,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
	};
	const services = hostServices(stored, 'internal', credentials, '1');
	return await listSearch[method].call(
		new LoadOptionsContext(workflow, node, services, ''),
		filter,
		page,
	);
}

const namesOf = async (...call: Parameters<typeof listed>) =>
	(await listed(...call)).results.map(({ name }) => name);

test('leads are found by what a person types, and named so that one knows them', async () => {
	const leads = await resultOf('lead.create', {}, [
		{ name: '周杰', company: '深圳光学' },
		{ email: 'only.mail@example.com' },
	]);
	expect(await namesOf('searchLeads', '光学')).toEqual(['周杰 · 深圳光学']);
	expect(await namesOf('searchLeads')).toEqual(['only.mail@example.com', '周杰 · 深圳光学']);
	await resultOf('lead.delete', {}, [leads[1]]);
	expect(await namesOf('searchDeletedLeads')).toEqual(['only.mail@example.com']);
});

test('long lists come page by page', async () => {
	await resultOf(
		'lead.create',
		{},
		Array.from({ length: 60 }, (_, index) => ({ name: `Page ${index}` })),
	);
	const first = await listed('searchLeads', 'Page');
	const second = await listed('searchLeads', 'Page', String(first.paginationToken));
	expect([first.results.length, second.results.length]).toEqual([50, 10]);
	expect(second.paginationToken).toBeUndefined();
});

test('records are listed by name or subject', async () => {
	const [account] = await resultOf('account.create', { name: 'Optics GmbH' });
	await resultOf('contact.create', { name: 'Emma' });
	await resultOf('deal.create', { name: 'Lens order' });
	await resultOf('member.create', { name: '李娜' });
	await resultOf('team.create', { name: '华东' });
	await resultOf('task.create', { subject: 'Call back' });
	await resultOf('activity.create', {
		type: 'visit',
		additionalFields: { accountId: String(account.id) },
	});
	expect(await listed('searchAccounts', 'optics')).toMatchObject({
		results: [{ name: 'Optics GmbH', value: account.id }],
	});
	expect(await namesOf('searchContacts')).toEqual(['Emma']);
	expect(await namesOf('searchDeals', 'lens')).toEqual(['Lens order']);
	expect(await namesOf('searchMembers', '李')).toEqual(['李娜']);
	expect(await namesOf('searchTeams')).toEqual(['华东']);
	expect(await namesOf('searchTasks')).toEqual(['Call back']);
	expect(await namesOf('searchActivities')).toEqual(['visit']);
});

test('forms, jobs and quarantined captures are listed', async () => {
	const store = await embeddedStore();
	const url = 'https://n8n.example.com/webhook/abc/form';
	await store.run(
		registerForm({
			nodeKey: 'w:n',
			formId: 'w:n',
			title: 'Contact us',
			url,
			definition: exampleForm(),
		}),
	);
	expect((await listed('searchForms', 'contact')).results).toEqual([
		{ name: 'Contact us', value: 'w:n', url },
	]);
	await resultOf('lead.deleteMany', { search: 'Page', confirm: true });
	expect(await namesOf('searchJobs')).toEqual([expect.stringMatching(/^leads\.delete · done · /)]);
	await captureLeads(store, [
		{ fields: { name: 'Caught' }, channel: 'form', payload: {}, spamSignals: ['honeypot'] },
	]);
	expect(await namesOf('searchQuarantined')).toEqual([expect.stringMatching(/^Caught · /)]);
});

test('a store that cannot be opened is said so, with the way out', async () => {
	const credentials = { leadflowStoreApi: { engine: 'sqlite', role: 'member' } };
	await expect(listed('searchLeads', undefined, undefined, credentials)).rejects.toMatchObject({
		message: expect.stringContaining('needs an acting member'),
		description: expect.stringContaining("'Acting Member ID'"),
	});
});
