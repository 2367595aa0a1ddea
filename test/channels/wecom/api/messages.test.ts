import fc from 'fast-check';
import { linkWithChannel } from '../../../../channels/wecom/api/acquisitionLink';
import { tagIds } from '../../../../channels/wecom/api/corpTags';
import { memberMessageBody } from '../../../../channels/wecom/api/memberMessage';
import { collect } from '../../../../channels/wecom/api/pages';
import { serviceMessageId } from '../../../../channels/wecom/api/serviceMessage';
import { LeadflowError } from '../../../../leads/model/error';

/** What a check gives: undefined where it refuses with words for the user. */
function accepted<Result>(check: () => Result): Result | undefined {
	try {
		return check();
	} catch (error) {
		expect(error).toBeInstanceOf(LeadflowError);
		return undefined;
	}
}

const anyText = fc.string({ unit: 'binary', maxLength: 1_500 });

test('a message has at most the bytes that WeCom takes, or is refused, never cut', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const content = { type: 'text' as const, text };
			const body = accepted(() => memberMessageBody({ agentId: 1, members: ['a'], content }));
			const fits = text.trim() !== '' && Buffer.byteLength(text.trim()) <= 2_048;
			expect(body !== undefined).toBe(fits);
			if (body) expect(body.text).toEqual({ content: text.trim() });
		}),
	);
});

test('a message ID has the form that WeCom takes, is the same for the same parts, and no other', () => {
	fc.assert(
		fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
			const id = serviceMessageId(...one);
			expect(id).toMatch(/^[0-9a-zA-Z_-]{32}$/);
			expect(serviceMessageId(...one)).toBe(id);
			const same = JSON.stringify(one) === JSON.stringify(other);
			expect(serviceMessageId(...other) === id).toBe(same);
		}),
	);
});

test('a channel comes back from the link as it was, or is refused', () => {
	const anyChannel = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 70 });
	fc.assert(
		fc.property(anyChannel, (channel) => {
			const url = accepted(() => linkWithChannel('https://work.weixin.qq.com/ca/x', channel));
			expect(url !== undefined).toBe(Buffer.byteLength(channel) <= 64);
			if (url) expect(new URL(url).searchParams.get('customer_channel')).toBe(channel);
		}),
	);
	expect(linkWithChannel('https://a.example.com?b=1', 'c')).toMatch(/\?b=1&customer_channel=c$/);
	expect(linkWithChannel('https://a.example.com', '')).toBe('https://a.example.com');
});

test('every tag is found by its ID and by its group and name', () => {
	const tags = [
		{ id: 'et1', name: 'A', group: 'One' },
		{ id: 'et2', name: 'A', group: 'Two' },
		{ id: 'et3', name: 'B', group: 'Two' },
	];
	for (const { id, name, group } of tags) {
		expect(tagIds('Tags', tags, [id])).toEqual([id]);
		expect(tagIds('Tags', tags, [`${group}/${name}`.toLowerCase()])).toEqual([id]);
	}
	expect(tagIds('Tags', tags, ['b', 'et1'])).toEqual(['et3', 'et1']);
	expect(() => tagIds('Tags', tags, ['13800138000'])).toThrow(/^(?!.*13800138000)/);
});

test('pages are read until the limit or the end, also where the cursor stands still', async () => {
	const pages: Record<string, unknown> = { '': 'b', b: 'c', c: '' };
	const read = async (limit: number) =>
		await collect(
			limit,
			async (cursor = '') => ({ next_cursor: pages[cursor], entries: [cursor, cursor] }),
			({ entries }) => (Array.isArray(entries) ? entries : []),
		);
	expect(await read(Infinity)).toEqual(['', '', 'b', 'b', 'c', 'c']);
	expect(await read(3)).toEqual(['', '', 'b']);
	pages.c = 'c';
	expect(await read(Infinity)).toEqual(['', '', 'b', 'b', 'c', 'c']);
});
