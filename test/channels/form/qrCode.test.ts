import { inflateSync } from 'node:zlib';
import { addressWithSource, qrCodeOf, qrCodePng, svgPath } from '../../../channels/form/qrCode';

const code = qrCodeOf('https://n8n.example.com/form/contact');

test('attribution parameters travel with the code, others do not', () => {
	const query = new Map([
		['utm_source', ['expo & more']],
		['src', ['stand 4']],
		['lang', ['zh']],
		['email', ['ada@example.com']],
		['utm_medium', ['  ']],
	]);
	expect(addressWithSource('https://n8n.example.com/form/contact', query)).toBe(
		'https://n8n.example.com/form/contact?utm_source=expo+%26+more&src=stand+4&lang=zh',
	);
});

test('the path draws the three finder patterns inside a quiet zone', () => {
	const { size } = code;
	const path = svgPath(code);
	expect((size - 8 - 17) % 4).toBe(0);
	// A finder pattern starts with seven dark modules.
	expect(path).toContain('M4 4h7v1');
	expect(path).toContain(`M${size - 11} 4h7v1`);
	expect(path).toContain(`M4 ${size - 11}h7v1`);
	expect(path).toMatch(/^(M\d+ \d+h\d+v1H\d+z)+$/);
});

test('the code stands upright, not mirrored', () => {
	// ISO/IEC 18004: the module at row 4V + 9, column 8 is always dark, its mirror image is not.
	const corners = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => {
		const { size, isDark } = qrCodeOf(`https://example.com/${name}`);
		const far = size - 4 - 8;
		return [isDark(12, far), isDark(far, 12)];
	});
	expect(corners.every(([dark]) => dark)).toBe(true);
	expect(corners.every(([, mirrored]) => mirrored)).toBe(false);
});

test('the path covers exactly the dark modules', () => {
	const drawn = new Set<string>();
	for (const [, x, y, width] of svgPath(code).matchAll(/M(\d+) (\d+)h(\d+)/g)) {
		for (let i = 0; i < Number(width); i++) drawn.add(`${Number(x) + i},${y}`);
	}
	let dark = 0;
	for (let y = 0; y < code.size; y++) {
		for (let x = 0; x < code.size; x++) {
			if (code.isDark(x, y)) dark += 1;
			expect(drawn.has(`${x},${y}`)).toBe(code.isDark(x, y));
		}
	}
	expect(drawn.size).toBe(dark);
});

test('the PNG shows the same modules, at least 1,024 pixels wide', async () => {
	const png = await qrCodePng(code);
	expect(png.subarray(1, 4).toString()).toBe('PNG');
	const width = png.readUInt32BE(16);
	expect(width).toBeGreaterThanOrEqual(1024);
	const dataLength = png.readUInt32BE(33);
	const rows = inflateSync(png.subarray(41, 41 + dataLength));
	const rowLength = 1 + Math.ceil(width / 8);
	const scale = width / code.size;
	const isDark = (x: number, y: number) => {
		const [px, py] = [x, y].map((module) => Math.floor((module + 0.5) * scale));
		return ((rows[py * rowLength + 1 + (px >> 3)] << (px & 7)) & 0x80) === 0;
	};
	for (const [x, y] of [
		[0, 0],
		[4, 4],
		[5, 5],
		[6, 6],
		[10, 4],
		[11, 4],
		[20, 20],
		[21, 17],
	]) {
		expect([x, y, isDark(x, y)]).toEqual([x, y, code.isDark(x, y)]);
	}
});
