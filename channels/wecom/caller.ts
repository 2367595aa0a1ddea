/** What a call carries beside its path. */
export interface WeComRequest {
	/** Query parameters; the access token is added by the caller. */
	query?: Record<string, string>;
	/** JSON body: the call is a POST. Without one it is a GET. */
	body?: unknown;
}

/** Somebody who may call the WeCom API in the name of one app. */
export interface WeComCaller {
	/**
	 * Calls the server API.
	 *
	 * @param path below `/cgi-bin/`, such as `externalcontact/get`
	 * @returns the members of the answer, whose `errcode` is 0
	 * @throws LeadflowError with what happened and what to do; `WeComError` carries the errcode
	 */
	call(path: string, request?: WeComRequest): Promise<Record<string, unknown>>;
}
