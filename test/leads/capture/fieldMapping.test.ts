import fc from 'fast-check';
import { mapFields, type MappingOptions } from '../../../leads/capture/fieldMapping';
import { leadFieldNamed } from '../../../leads/model/fieldLabels';

const map = (source: Record<string, unknown>, options?: MappingOptions) =>
	mapFields(options)(source);

describe('an item', () => {
	it('gives its values to the fields they belong to, and the rest to the user’s own', () => {
		const item = {
			姓名: '王伟',
			手机: '139',
			Employees: 12,
			'Email Opt-Out': true,
			'Shoe Size': 43,
			Likes: ['tea'],
			leer: '',
			nichts: null,
		};
		expect(map(item)).toEqual({
			fields: { name: '王伟', mobile: '139', employees: 12, emailOptOut: true },
			custom: { 'Shoe Size': 43, Likes: ['tea'] },
		});
	});

	it('may keep to what is known', () => {
		expect(map({ name: 'A', other: 1 }, { unknownFields: 'ignore' })).toEqual({
			fields: { name: 'A' },
			custom: {},
		});
		expect(map({ name: 'A', other: 1 }, { autodetect: false })).toEqual({
			fields: {},
			custom: { name: 'A', other: 1 },
		});
	});

	it('is read as told first, also from its depth', () => {
		const item = {
			contact: { mail: 'a@example.com', tags: ['x', 'y'] },
			'a.b': 'dotted',
			email: 'other@example.com',
			name: 'N',
		};
		const explicit = {
			email: 'contact.mail',
			company: 'a.b',
			'custom.tags': 'contact.tags',
			title: 'nowhere.at.all',
			city: '',
		};
		expect(map(item, { explicit, unknownFields: 'ignore' })).toEqual({
			fields: { email: 'a@example.com', company: 'dotted', name: 'N' },
			custom: { tags: ['x', 'y'] },
		});
	});

	it('fills a field from the first column that has something, and keeps what others say', () => {
		const item = { 手机: '', 'Mobile Phone': '139', mobile: '138', Cell: '139' };
		expect(map(item)).toEqual({ fields: { mobile: '139' }, custom: { mobile: '138' } });
		expect(map(item, { unknownFields: 'ignore' })).toEqual({
			fields: { mobile: '139' },
			custom: {},
		});
	});

	it('turns what is no text into text where a text belongs', () => {
		const item = {
			name: 42,
			company: ['A', 'B'],
			nextFollowUpAt: new Date(0),
			title: new Date(NaN),
		};
		expect(map(item).fields).toEqual({
			name: '42',
			company: 'A, B',
			nextFollowUpAt: '1970-01-01T00:00:00.000Z',
		});
	});

	it('does not take an object for a name, unless told to', () => {
		const item = { contact: { phone: 1 }, name: 'N' };
		expect(map(item)).toEqual({ fields: { name: 'N' }, custom: { contact: { phone: 1 } } });
		expect(map(item, { unknownFields: 'ignore' })).toEqual({ fields: { name: 'N' }, custom: {} });
		expect(map(item, { explicit: { name: 'contact' } }).fields).toEqual({ name: '{"phone":1}' });
	});

	it('keeps our own bookkeeping out', () => {
		expect(map({ name: 'A', capture: { channel: 'form' }, decision: { outcome: 'x' } })).toEqual({
			fields: { name: 'A' },
			custom: {},
		});
	});

	it('that is a lead of ours comes back to where it was, by its id', () => {
		const id = '01890a5d-ac96-774b-bcce-b302099a8057';
		const lead = {
			id,
			version: 3,
			name: 'A',
			status: 'new',
			tags: ['x'],
			custom: { size: 1 },
			owner: { id: 'o' },
			createdAt: 'x',
			outcome: 'created',
			test: false,
		};
		expect(map(lead)).toEqual({
			fields: { name: 'A', status: 'new' },
			custom: { size: 1 },
			leadId: id,
		});
		expect(map({ id: 7, version: '3', name: 'A' })).toEqual({
			fields: { name: 'A' },
			custom: { id: 7, version: '3' },
		});
	});

	it('with other titles is read anew, with the same titles in the same way', () => {
		const read = mapFields();
		expect(read({ name: 'A', x: 1 })).toEqual({ fields: { name: 'A' }, custom: { x: 1 } });
		expect(read({ name: 'B', x: 2 })).toEqual({ fields: { name: 'B' }, custom: { x: 2 } });
		expect(read({ x: 3, email: 'e' })).toEqual({ fields: { email: 'e' }, custom: { x: 3 } });
	});

	it('loses nothing, whatever its columns are called', () => {
		const value = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean());
		fc.assert(
			fc.property(fc.dictionary(fc.string(), value), (item) => {
				const { fields, custom } = map(item);
				for (const [title, one] of Object.entries(item)) {
					if (title === 'capture' || title === 'decision') continue;
					const field = leadFieldNamed(title);
					const own: unknown = Object.getOwnPropertyDescriptor(custom, title)?.value;
					if (field === undefined) expect(own).toBe(one);
					else expect([String(fields[field]), String(own)]).toContain(String(one));
				}
			}),
		);
	});
});
