import { LeadflowError } from '../../leads/model/error';
import { unknownParts, type Proof, type SignatureRule } from '../shared/signedRequest';

/** How the user says that a sender proves itself. */
export interface SignatureSettings {
	how: 'hmac' | 'hash' | 'header' | 'parameter';
	algorithm: SignatureRule['algorithm'];
	encoding: SignatureRule['encoding'];
	/** Header of the signature or of the secret. */
	header: string;
	prefix: string;
	template: string;
	/** Empty where no time is sent. */
	timestampHeader: string;
	maxAgeSeconds: number;
	/** Parameter of the address that holds the secret. */
	parameter: string;
}

function demand(isRight: boolean, message: string, hint: string): void {
	if (!isRight) throw new LeadflowError('CONFIGURATION', message, { hint });
}

const HEADER = /^[!#$%&'*+.^_`|~\w-]{1,100}$/;

function checkSignature(settings: SignatureSettings): void {
	const { how, template, timestampHeader } = settings;
	const [unknown] = unknownParts(template);
	demand(
		unknown === undefined,
		`'Signed Text' has {${unknown}}, which stands for nothing`,
		'Use {body}, {timestamp}, {method}, {path}, {query}, {secret} or {header:Name}.',
	);
	demand(
		how !== 'hash' || template.includes('{secret}'),
		"'Signed Text' has no {secret}, so anybody could make the hash",
		'Put {secret} where the sender puts the secret.',
	);
	demand(
		!template.includes('{timestamp}') || timestampHeader !== '',
		"'Signed Text' has {timestamp}, but 'Timestamp Header' is empty",
		'Name the header in which the sender puts the time.',
	);
	demand(
		timestampHeader === '' || HEADER.test(timestampHeader),
		"'Timestamp Header' is no name of a header",
		'Write it as the sender does, such as X-Timestamp.',
	);
}

/**
 * The proof that the user's settings ask for.
 *
 * @throws LeadflowError CONFIGURATION with the parameter to put right
 */
export function proofOf(settings: SignatureSettings, secret: string): Proof {
	const { how, algorithm, encoding, prefix, template, maxAgeSeconds } = settings;
	if (how === 'parameter')
		return { kind: 'parameter', name: settings.parameter || 'secret', secret };
	const header = settings.header.toLowerCase();
	demand(
		HEADER.test(header),
		"'Signature Header' is empty or no name of a header",
		'Write it as the sender does, such as X-Signature.',
	);
	if (how === 'header') return { kind: 'header', name: header, prefix, secret };
	checkSignature(settings);
	const timestampHeader = settings.timestampHeader.toLowerCase();
	const timestamp =
		timestampHeader === ''
			? {}
			: { timestamp: { header: timestampHeader, maxAgeMs: Math.max(1, maxAgeSeconds) * 1000 } };
	const rule = { how, algorithm, encoding, header, prefix, template, ...timestamp };
	return { kind: 'signature', rule, secret };
}
