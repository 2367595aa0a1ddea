import { readInstant } from '../../leads/model/instantText';

/**
 * A date and time that a parameter holds, as ISO 8601 in UTC. The editor writes times without a zone;
 * an expression may give an object of n8n's date library, whose text is ISO 8601. What is no instant
 * is left for the engine to refuse.
 *
 * @param zone IANA zone of the workflow
 */
export function instantParameter(value: unknown, zone: string): string {
	const plain = typeof value === 'object' && !(value instanceof Date) ? String(value) : value;
	return readInstant(plain, zone) ?? String(plain);
}
