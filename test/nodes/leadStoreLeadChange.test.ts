import { byId, onLeadStore, resultOf } from './onLeadStore';

const goOn = { node: { onError: 'continueRegularOutput' as const } };

describe('changes of one lead', () => {
	const make = async (name: string) => (await resultOf('lead.create', {}, [{ name }]))[0];

	test('Update sets fields, clears empty ones, and keeps custom ones', async () => {
		const lead = await make('Update Me');
		await resultOf('lead.update', {
			lead: byId(lead.id),
			fields: { mobile: '13800138022', city: 'Wuhan', nextFollowUpAt: '2031-03-01T09:00:00Z' },
			customFields: { field: [{ name: 'floor', value: '4' }] },
		});
		const [after] = await resultOf('lead.update', { fields: { city: '' } }, [lead]);
		expect(after).toMatchObject({
			mobile: '+8613800138022',
			custom: { floor: '4' },
			nextFollowUpAt: '2031-03-01T09:00:00.000Z',
		});
		expect(after).not.toHaveProperty('city');
	});

	test('a time without a zone is one of the workflow', async () => {
		const lead = await make('Timed');
		const [after] = await resultOf(
			'lead.update',
			{ fields: { nextFollowUpAt: '2031-03-01T09:00:00' } },
			[lead],
		);
		// The workflow of the test runs in New York.
		expect(after.nextFollowUpAt).toBe('2031-03-01T14:00:00.000Z');
	});

	test('a change against a stale version is refused', async () => {
		const lead = await make('Versioned');
		const change = {
			lead: byId(lead.id),
			fields: { city: 'Xian' },
			options: { expectedVersion: '={{ $json.version }}' },
		};
		await resultOf('lead.update', change, [lead]);
		const { error } = await onLeadStore('lead.update', { ...change, fields: { city: 'Lanzhou' } }, [
			lead,
		]);
		expect(error?.message).toContain('changed in the meantime');
	});

	test('an invalid value is refused with the field', async () => {
		const lead = await make('Invalid');
		const { outputs } = await onLeadStore(
			'lead.update',
			{ fields: { email: 'not an address' } },
			[lead],
			goOn,
		);
		expect(outputs[0]).toEqual([{ error: expect.stringContaining('[item 0]') }]);
	});

	test('tags are added and removed', async () => {
		const lead = await make('Tagged');
		await resultOf('lead.addTag', { tags: 'vip, expo、重点' }, [lead]);
		const [after] = await resultOf('lead.removeTag', { tags: 'expo' }, [lead]);
		expect(after.tags).toEqual(['vip', '重点']);
	});

	test('Mark as Read takes it off the unread ones', async () => {
		const lead = await make('Unread One');
		const [after] = await resultOf('lead.markAsRead', {}, [lead]);
		expect(after).toMatchObject({ readAt: expect.any(String), version: 1 });
		const unread = await resultOf('lead.getAll', { view: 'unread', returnAll: true });
		expect(unread.map(({ id }) => id)).not.toContain(lead.id);
	});

	test('Delete puts it into the bin, Restore takes it out', async () => {
		const lead = await make('Binned');
		expect(await resultOf('lead.delete', {}, [lead])).toEqual([{ id: lead.id, deleted: true }]);
		expect((await onLeadStore('lead.get', {}, [lead])).error?.message).toContain(
			'No lead has this ID',
		);
		expect((await resultOf('lead.getAll', { view: 'bin' })).map(({ id }) => id)).toContain(lead.id);
		expect(await resultOf('lead.restore', {}, [lead])).toMatchObject([
			{ id: lead.id, name: 'Binned' },
		]);
	});

	test('Erase needs to be confirmed and leaves no personal data', async () => {
		const lead = await make('Erased Person');
		const refused = await onLeadStore('lead.erase', {}, [lead]);
		expect(refused.error?.message).toContain("'Confirm' is not set");
		const [erased] = await resultOf('lead.erase', { confirm: true }, [lead]);
		expect(erased).toMatchObject({ id: lead.id, removed: { leads: 1 } });
		expect(await resultOf('lead.getAll', { search: 'Erased' })).toEqual([]);
	});
});
