export interface PostgresServer {
	url: string;
	port: number;
	version: string;
	stop(): Promise<void>;
}

export function startPostgres(options?: { durable?: boolean }): Promise<PostgresServer>;
