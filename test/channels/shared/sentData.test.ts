import { sentData } from '../../../channels/shared/sentData';
import type { WebhookRequest } from '../../../channels/shared/signedRequest';

function data(body: Buffer | string, contentType?: string): unknown {
	const headers: WebhookRequest['headers'] = { 'content-type': contentType };
	return sentData({ method: 'POST', path: '/', query: '', headers, body: Buffer.from(body) });
}

describe('what a request carries', () => {
	it('is JSON, whatever its content type says', () => {
		expect(data('\ufeff {"a":1}', 'text/plain')).toEqual({ a: 1 });
		expect(data('[1]')).toEqual([1]);
	});

	it('is a form', () => {
		expect(
			data('name=%E7%8E%8B&a=b+c', 'application/x-www-form-urlencoded; charset=utf-8'),
		).toEqual({
			name: '王',
			a: 'b c',
		});
	});

	it('may be GBK', () => {
		const gbk = Buffer.concat([Buffer.from('{"name":"'), Buffer.of(0xcd, 0xf5), Buffer.from('"}')]);
		expect(data(gbk, 'application/json; charset=GBK')).toEqual({ name: '王' });
	});

	it('keeps ids of 19 digits exactly, other numbers as numbers', () => {
		const body =
			'{"clue_id":7012345678901234567,"n":-12,"f":1.5,"e":1e3,"list":[7012345678901234568]}';
		expect(data(body)).toEqual({
			clue_id: '7012345678901234567',
			n: -12,
			f: 1.5,
			e: 1000,
			list: ['7012345678901234568'],
		});
	});

	it('is nothing where it is broken, empty, or nested beyond reason', () => {
		expect(data('{"a":')).toBeUndefined();
		expect(data('')).toBeUndefined();
		expect(data('hello', 'text/plain')).toBeUndefined();
		expect(data('', 'application/x-www-form-urlencoded')).toBeUndefined();
		expect(data(`${'['.repeat(101)}1${']'.repeat(101)}`)).toBeUndefined();
		expect(data(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toBeUndefined();
	});

	it('with names that mean something to JavaScript is plain data', () => {
		expect(Object.keys(data('__proto__=x', 'application/x-www-form-urlencoded') as object)).toEqual(
			['__proto__'],
		);
		expect(Object.getPrototypeOf(data('{"__proto__":{"x":1}}'))).toBe(Object.prototype);
	});
});
