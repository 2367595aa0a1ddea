import { hash } from 'node:crypto';

/** One app of one corp on one server. */
export interface WeComApp {
	/** Such as `https://qyapi.weixin.qq.com`. */
	baseUrl: string;
	corpId: string;
	secret: string;
}

/** An access token and the instant, epoch milliseconds, until which it is used. */
export interface AccessToken {
	value: string;
	goodUntil: number;
}

/**
 * The access tokens that this process holds. WeCom blocks those who ask for tokens too often, so all
 * nodes of a process share them, and of many who ask at once only one goes out.
 */
export class TokenCache {
	private readonly tokens = new Map<string, AccessToken>();
	private readonly underway = new Map<string, Promise<AccessToken>>();

	/**
	 * The token of an app.
	 *
	 * @param fetch asks WeCom for one
	 */
	async get(app: WeComApp, now: number, fetch: () => Promise<AccessToken>): Promise<string> {
		const key = keyOf(app);
		const held = this.tokens.get(key);
		if (held && now < held.goodUntil) return held.value;
		const flight = this.underway.get(key) ?? this.start(key, fetch);
		return (await flight).value;
	}

	/** Forgets a token that WeCom refuses, unless a newer one has taken its place by now. */
	drop(app: WeComApp, refused: string): void {
		const key = keyOf(app);
		if (this.tokens.get(key)?.value === refused) this.tokens.delete(key);
	}

	private start(key: string, fetch: () => Promise<AccessToken>): Promise<AccessToken> {
		const flight = fetch()
			.then((token) => {
				this.tokens.set(key, token);
				return token;
			})
			.finally(() => this.underway.delete(key));
		this.underway.set(key, flight);
		return flight;
	}
}

/** Hashed, so that no list of secrets stands in memory under a name. */
function keyOf({ baseUrl, corpId, secret }: WeComApp): string {
	return hash('sha256', JSON.stringify([baseUrl, corpId, secret]));
}

/** The tokens of this process. */
export const sharedTokens = new TokenCache();
