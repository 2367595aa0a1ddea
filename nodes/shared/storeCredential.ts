import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { FieldAccess } from '../../leads/model/actor';
import type { StoreConfig, TlsMode } from '../../leads/store/config';
import type { ActorRequest } from '../../leads/store/memberActor';

type Environment = Readonly<Record<string, string | undefined>>;

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function postgresUrl(credential: ICredentialDataDecryptedObject): string {
	if (text(credential.connection) === 'url') return text(credential.url);
	const url = new URL('postgres://localhost');
	url.hostname = text(credential.host) || 'localhost';
	url.port = text(credential.port) || '5432';
	url.pathname = `/${encodeURIComponent(text(credential.database) || 'leadflow')}`;
	url.username = encodeURIComponent(text(credential.user));
	url.password = encodeURIComponent(text(credential.password));
	return url.toString();
}

function restrictions(value: unknown): Record<string, FieldAccess> {
	const rows =
		(value as { restriction?: Array<{ field?: string; access?: FieldAccess }> } | undefined)
			?.restriction ?? [];
	return Object.fromEntries(
		rows.flatMap(({ field, access }) => (field && access ? [[field, access]] : [])),
	);
}

/** Which store, and as whom, the values of a `Leadflow Store API` credential say. */
export function readStoreCredential(
	credential: ICredentialDataDecryptedObject,
	environment: Environment,
	defaultFile: (environment: Environment) => string,
): { config: StoreConfig; actor: ActorRequest } {
	const workspaceId = text(credential.workspaceId) || undefined;
	const config: StoreConfig =
		credential.engine === 'postgres'
			? {
					engine: 'postgres',
					url: postgresUrl(credential),
					tls: (text(credential.tls) || 'off') as TlsMode,
					...(text(credential.ca) ? { ca: text(credential.ca) } : {}),
					workspaceId,
				}
			: { engine: 'sqlite', file: text(credential.file) || defaultFile(environment), workspaceId };
	return {
		config,
		actor: {
			memberId: text(credential.memberId) || null,
			role: (text(credential.role) || 'admin') as ActorRequest['role'],
			fieldAccess: restrictions(credential.fieldRestrictions),
		},
	};
}
