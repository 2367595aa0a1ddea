export interface ImapServer {
	host: string;
	port: number;
	/** What the server knows; a test may read it at any time. */
	state: {
		user: string;
		password: string;
		messages: Array<{ uid: number; receivedAt: number; flags: Set<string> }>;
		/** How often somebody tried to log in. */
		logins: number;
	};
	/** A mail arrives: UTF-8, lines with either end. @returns its UID */
	deliver(message: string, receivedAt?: number): number;
	/** Cuts all connections, as a restart of the server does. */
	disconnect(): void;
	stop(): Promise<void>;
}

/** Starts an IMAP server with one mailbox on a free port of this machine, without encryption. */
export function startImapServer(options?: {
	user?: string;
	password?: string;
}): Promise<ImapServer>;
