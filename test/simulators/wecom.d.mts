/** One request that the simulator has got. */
export interface WeComSimulatorRequest {
	method: string;
	/** Below `/cgi-bin/`. */
	path: string;
	query: Record<string, string>;
	/** Parsed JSON; undefined where there was none. */
	body: Record<string, unknown> | undefined;
}

export interface SimulatedFollower extends Record<string, unknown> {
	userid: string;
	remark?: string;
	description?: string;
	remark_corp_name?: string;
	remark_mobiles?: string[];
	tags?: Array<{ group_name: string; tag_name: string; tag_id: string; type: number }>;
	state?: string;
	add_way?: number;
}

/** As `externalcontact/get` gives it. */
export interface SimulatedCustomer {
	external_contact: { external_userid: string; name: string } & Record<string, unknown>;
	follow_user: SimulatedFollower[];
}

/** What the simulated WeCom knows; a test may read and change it at any time. */
export interface WeComSimulatorState {
	/** Where it listens. */
	url: string;
	corpId: string;
	secret: string;
	agentId: number;
	/** Life of new tokens. */
	tokenSeconds: number;
	/** Tokens and the instants at which they expire. */
	tokens: Map<string, number>;
	/** An address that WeCom does not trust: all calls but gettoken answer 60020 and name it. */
	refusedAddress: string | undefined;
	/** Calls within a minute by path; beyond them 45009. */
	limits: Map<string, number>;
	members: Array<{ userid: string; name?: string }>;
	customers: SimulatedCustomer[];
	tagGroups: Array<{
		group_id: string;
		group_name: string;
		tag: Array<{ id: string; name: string }>;
	}>;
	/** Welcome codes: when they were given, and what was sent. */
	welcomeCodes: Map<
		string,
		{ at: number; sent?: { text: string | undefined; attachments: unknown[] } }
	>;
	transfers: Array<{
		from: string;
		to: string;
		external_userid: string;
		/** 1 done, 2 waiting, 3 refused, 4 limit, 5 none */
		status: number;
		takeover_time: number;
	}>;
	contactWays: Map<string, Record<string, unknown>>;
	links: Map<string, Record<string, unknown>>;
	kfAccounts: Array<{
		open_kfid: string;
		name: string;
		avatar?: string;
		manage_privilege?: boolean;
	}>;
	/** Messages that `kf/sync_msg` gives, by open_kfid. Cursors are positions in the list. */
	kfMessages: Map<string, Array<Record<string, unknown>>>;
	/** Event tokens that `kf/sync_msg` accepts. */
	kfTokens: Set<string>;
	/** When each customer wrote last: begins the 48 hours and 5 messages of `kf/send_msg`. */
	kfWroteAt: Map<string, number>;
	/** Codes for `kf/send_msg_on_event`. */
	kfEventCodes: Map<string, { at: number; used?: boolean }>;
	kfSent: Array<{
		touser?: string;
		open_kfid?: string;
		msgid: string;
		msgtype: string;
		body: Record<string, unknown>;
		at: number;
		code?: string;
	}>;
	sentMessages: Array<Record<string, unknown> & { msgid: string }>;
	/** Members that message/send reports as invaliduser. */
	unreachableMembers: Set<string>;
	/** Group robots by key, and what they sent: 20 within a minute. */
	robots: Map<string, Array<{ at: number; body: Record<string, unknown> }>>;
	/** The simulator's clock, epoch milliseconds. */
	now(): number;
	/** Puts its clock forward. */
	advance(milliseconds: number): void;
	/** Answers the next calls of this path with an error: -1 is busy. */
	fail(path: string, errcode: number, times?: number, errmsg?: string): void;
	/** Does what the next call of this path asks for, and breaks the connection off instead of answering. */
	loseAnswer(path: string): void;
	/** All tokens given so far are refused with 42001. */
	expireTokens(): void;
}

export interface WeComSimulator {
	/** For the credential's 'Base URL'. */
	url: string;
	state: WeComSimulatorState;
	/** All requests so far, in their order. */
	requests: WeComSimulatorRequest[];
	stop(): Promise<void>;
}

/** Starts a WeCom of your own on a free port of the loopback address. */
export function startWeComSimulator(options?: {
	corpId?: string;
	secret?: string;
	agentId?: number;
}): Promise<WeComSimulator>;
