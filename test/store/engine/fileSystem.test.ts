import { judgeFileSystem } from '../../../leads/store/engine/fileSystem';

describe('the disk below a store', () => {
	it.each([0x6969, 0x517b, 0xff534d42, 0xfe534d42])('must not be in the network (%i)', (kind) => {
		for (const reported of [kind, kind | 0]) {
			expect(() => judgeFileSystem(reported, '/data')).toThrow(
				expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
			);
		}
	});

	it.each([0x01021997, 0x65735546, 0x794c7630])(
		'is doubted where it may be shared or lost (%i)',
		(kind) => {
			expect(judgeFileSystem(kind, '/data')).toContain('/data');
		},
	);

	it.each([0xef53, 0x58465342, 0x9123683e, 0])('is fine where it is local (%i)', (kind) => {
		expect(judgeFileSystem(kind, '/data')).toBeUndefined();
	});
});
