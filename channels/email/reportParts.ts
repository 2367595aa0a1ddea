import type { ItemFile } from '../shared/reading';
import { parameterised } from './headers';
import { headerOf, type Mail, type MailPart } from './mail';

const LONGEST_PART = 100_000;
const MOST_FILES = 10;
const READ_BY_SOFTWARE =
	/^(?:message\/(?:global-)?delivery-status|message\/(?:global-)?feedback-report|message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers)$/;

/** Whether a part of a mail is meant for software: a status, a report, a mail that came back. */
export function isReadBySoftware(type: string): boolean {
	return READ_BY_SOFTWARE.test(type);
}

/** A part's bytes as text, bounded. */
export function partText(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes.subarray(0, LONGEST_PART));
}

/**
 * The parts of a report that the trigger kept as files. Other mails' files are left alone.
 *
 * @param files what the item came with; a file that cannot be read is left out
 */
export async function reportParts(
	mail: Mail,
	files: readonly ItemFile[] = [],
): Promise<MailPart[]> {
	const { value } = parameterised(headerOf(mail, 'content-type'));
	if (files.length === 0 || (value !== 'multipart/report' && !mail.headersCut)) return [];
	const wanted = files.filter(({ mimeType }) => isReadBySoftware(mimeType.toLowerCase()));
	const read = wanted.slice(0, MOST_FILES).map(async (file): Promise<MailPart[]> => {
		const bytes = await file.read().catch(() => undefined);
		return bytes ? [{ type: file.mimeType.toLowerCase(), text: partText(bytes) }] : [];
	});
	return (await Promise.all(read)).flat();
}
