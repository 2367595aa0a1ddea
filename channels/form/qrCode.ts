import { create } from 'qrcode';
import { ATTRIBUTION_PARAMETERS } from './attribution';
import { bilevelPng } from './bilevelPng';
import { firstValue, type SubmittedValues } from './submittedValues';

/** Modules of white around the code (ISO/IEC 18004 asks for four). */
const QUIET_ZONE = 4;
/** Enough for print at any usual size. */
const PNG_SIZE = 1024;

/** A QR code: modules on a side, quiet zone included, and which of them are dark. */
export interface QrCode {
	size: number;
	isDark: (x: number, y: number) => boolean;
}

/**
 * The form's address with the attribution parameters and the language of a QR request, so that each
 * poster or stand has its own code: `qr.svg?utm_source=expo` leads to `<form>?utm_source=expo`.
 */
export function addressWithSource(formUrl: string, query: SubmittedValues): string {
	const address = new URL(formUrl);
	for (const name of [...ATTRIBUTION_PARAMETERS, 'lang']) {
		const value = firstValue(query, name)?.trim().slice(0, 200);
		if (value) address.searchParams.set(name, value);
	}
	return address.href;
}

/** The QR code of an address, with error correction M (15 %). */
export function qrCodeOf(address: string): QrCode {
	const { modules } = create(address, { errorCorrectionLevel: 'M' });
	const inside = (place: number) => place >= 0 && place < modules.size;
	return {
		size: modules.size + 2 * QUIET_ZONE,
		isDark: (x, y) => {
			const column = x - QUIET_ZONE;
			const row = y - QUIET_ZONE;
			return inside(column) && inside(row) && modules.get(row, column) === 1;
		},
	};
}

/** SVG path data of the dark modules, one unit a module, neighbours in a row drawn as one. */
export function svgPath({ size, isDark }: QrCode): string {
	const runs: string[] = [];
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const start = x;
			while (x < size && isDark(x, y)) x++;
			if (x > start) runs.push(`M${start} ${y}h${x - start}v1H${start}z`);
		}
	}
	return runs.join('');
}

/** The code as PNG, at least 1,024 pixels on a side. */
export async function qrCodePng({ size, isDark }: QrCode): Promise<Buffer> {
	return await bilevelPng(size, Math.ceil(PNG_SIZE / size), isDark);
}
