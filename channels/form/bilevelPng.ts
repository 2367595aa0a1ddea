import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const deflateAsync = promisify(deflate);
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length);
	body.copy(framed, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}

/**
 * A black and white picture made of squares, as PNG (W3C PNG, third edition) with one bit a pixel. The
 * PNG writer of the QR library computes four bytes for each pixel and holds n8n up for 0.2 s with it.
 *
 * @param size squares on a side
 * @param scale pixels on a side of a square
 * @param isDark whether the square is black
 */
export async function bilevelPng(
	size: number,
	scale: number,
	isDark: (x: number, y: number) => boolean,
): Promise<Buffer> {
	const width = size * scale;
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(width, 4);
	header[8] = 1; // one bit, greyscale; compression, filter and interlace method 0
	const rows: Buffer[] = [];
	for (let y = 0; y < size; y++) {
		const row = Buffer.alloc(1 + Math.ceil(width / 8));
		for (let pixel = 0; pixel < width; pixel++) {
			const isWhite = !isDark(Math.floor(pixel / scale), y);
			if (isWhite) row[1 + (pixel >> 3)] |= 0x80 >> (pixel & 7);
		}
		for (let copy = 0; copy < scale; copy++) rows.push(row);
	}
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('IDAT', await deflateAsync(Buffer.concat(rows))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
