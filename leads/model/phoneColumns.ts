import { leadFields } from './leadFields';
import type { NormalizationNote } from './normalization';
import { formatPhone, type ParsedPhone, parsePhones } from './phone';

/** The two phone columns of a lead, settled. `unread` holds cells that said more than fits. */
export interface PhoneColumns {
	mobile?: string;
	phone?: string;
	notes: NormalizationNote[];
	unread: { mobile?: string; phone?: string };
}

const FILLED: NormalizationNote = { field: 'mobile', code: 'filledFromCell' };

const PHONE_LIMIT = leadFields.phone.limit;

function isMobile(phone: ParsedPhone): boolean {
	return phone.kind === 'mobile';
}

/** Landlines and switchboards have no business in the mobile column. */
function mayBeMobile(phone: ParsedPhone): boolean {
	return phone.kind !== 'landline' && phone.kind !== 'company';
}

function distinct(numbers: readonly string[]): string[] {
	return [...new Set(numbers)];
}

/** As many numbers as the column holds, ` / ` between them. */
function joined(numbers: readonly string[]): { text: string; all: boolean } {
	let text = '';
	for (const number of numbers) {
		const longer = text === '' ? number : `${text} / ${number}`;
		if (longer.length > PHONE_LIMIT && text !== '') return { text, all: false };
		text = longer;
	}
	return { text, all: true };
}

class Cell {
	readonly valid: readonly ParsedPhone[];
	/** True when something in the cell is not kept by its numbers: a bad piece, a remark. */
	readonly saysMore: boolean;
	readonly problem: 'damagedByExcel' | 'invalidPhone' | undefined;

	constructor(
		readonly text: string,
		country: string,
	) {
		const phones = text === '' ? [] : parsePhones(text, country);
		this.valid = phones.filter((phone) => phone.valid);
		this.saysMore = phones.some((phone) => !phone.valid || phone.remark !== undefined);
		const damaged = phones.some((phone) => phone.reason === 'damagedByExcel');
		if (text !== '' && this.valid.length === 0) {
			this.problem = damaged ? 'damagedByExcel' : 'invalidPhone';
		}
	}
}

/**
 * Sorts the numbers of the `mobile` and `phone` cells into the two columns: the first mobile in
 * E.164 to `mobile`, all others to `phone`. A cell without any valid number stays as it is, a mobile
 * typed into `phone` also fills an empty `mobile`.
 *
 * @param country ISO 3166-1 alpha-2 of numbers without country code
 */
export function settlePhones(mobileText: string, phoneText: string, country: string): PhoneColumns {
	if (mobileText !== '' && phoneText !== '') return settleCells(mobileText, phoneText, country);
	// One cell with one number is nearly every lead.
	const phones = parsePhones(mobileText || phoneText, country);
	const [only] = phones;
	if (phones.length !== 1 || !only.valid || only.remark !== undefined) {
		return settleCells(mobileText, phoneText, country);
	}
	const number = formatPhone(only);
	if (phoneText === '') {
		return mayBeMobile(only)
			? { mobile: number, notes: [], unread: {} }
			: { phone: number, notes: [{ field: 'mobile', code: 'movedToPhone' }], unread: {} };
	}
	return isMobile(only)
		? { mobile: number, phone: number, notes: [FILLED], unread: {} }
		: { phone: number, notes: [], unread: {} };
}

function settleCells(mobileText: string, phoneText: string, country: string): PhoneColumns {
	const mobileCell = new Cell(mobileText, country);
	const phoneCell = new Cell(phoneText, country);
	const notes: NormalizationNote[] = [];
	const result: PhoneColumns = { notes, unread: {} };
	if (mobileCell.problem) notes.push({ field: 'mobile', code: mobileCell.problem });
	if (phoneCell.problem) notes.push({ field: 'phone', code: phoneCell.problem });

	const fromMobile = mobileCell.valid.find(mayBeMobile);
	const mayFill = !fromMobile && !mobileCell.problem;
	const fromPhone = mayFill ? phoneCell.valid.find(isMobile) : undefined;
	const chosen = fromMobile ?? fromPhone;
	if (mobileCell.problem) result.mobile = mobileText;
	else if (chosen) result.mobile = formatPhone(chosen);
	if (fromPhone) notes.push(FILLED);
	if (mobileCell.valid.length > 0 && !fromMobile) {
		notes.push({ field: 'mobile', code: 'movedToPhone' });
	}

	const own = phoneCell.valid.map(formatPhone);
	const others = own.filter((number) => number !== result.mobile);
	const moved = mobileCell.valid.map(formatPhone).filter((number) => number !== result.mobile);
	const kept = others.length + moved.length > 0 ? [...others, ...moved] : own;
	const numbers = distinct(phoneCell.problem ? [] : kept);
	const { text, all } = joined(numbers);
	if (phoneCell.problem) result.phone = phoneText;
	else if (text !== '') result.phone = text;

	const lostMoved = moved.length > 0 && (!all || phoneCell.problem !== undefined);
	if ((mobileCell.saysMore && !mobileCell.problem) || lostMoved) result.unread.mobile = mobileText;
	const lostOwn = !all && others.length > 0;
	if ((phoneCell.saysMore && !phoneCell.problem) || lostOwn) result.unread.phone = phoneText;
	if (result.unread.mobile) notes.push({ field: 'mobile', code: 'partlyRead' });
	if (result.unread.phone) notes.push({ field: 'phone', code: 'partlyRead' });
	return result;
}

/** The numbers of a column that stands for itself, such as `fax`; `unread` when it said more. */
export function settleNumbers(
	cellText: string,
	country: string,
): { text: string; unread: boolean } {
	const cell = new Cell(cellText, country);
	if (cell.problem) return { text: cellText, unread: false };
	const { text, all } = joined(distinct(cell.valid.map(formatPhone)));
	return { text, unread: !all || cell.saysMore };
}
