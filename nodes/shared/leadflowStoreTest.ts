import type { ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';
import { LeadflowError } from '../../leads/model/error';
import { openStoreFor } from './nodeStore';

function reasonOf(error: unknown): string {
	if (error instanceof LeadflowError) return [error.message, error.hint].filter(Boolean).join('. ');
	return error instanceof Error ? error.message : String(error);
}

/** Opens the store of a `Leadflow Store API` credential and says what is in it, or why it cannot be used. */
export async function leadflowStoreTest(
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await openStoreFor(credential.data ?? {})
		.then(async (store): Promise<INodeCredentialTestResult> => {
			const { countLeads } = await import('../../leads/store/leads/findLeads');
			const count = await store.read(countLeads({ includeTest: true }));
			const leads = count === 1 ? '1 lead' : `${count} leads`;
			return { status: 'OK', message: `${await store.engine.version()}, ${leads} to see` };
		})
		.catch(
			(error: unknown): INodeCredentialTestResult => ({
				status: 'Error',
				message: reasonOf(error),
			}),
		);
}
