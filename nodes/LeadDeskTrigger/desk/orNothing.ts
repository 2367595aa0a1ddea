import { LeadflowError } from '../../../leads/model/error';

/**
 * What is told about a record, or nothing where the visitor sees the record itself but not what is
 * told about it: a lead that lies masked in a pool.
 */
export async function orNothing<T>(read: Promise<T>, nothing: T): Promise<T> {
	return await read.catch(async (error: unknown) => {
		const unseen = error instanceof LeadflowError && error.code === 'NOT_FOUND';
		return unseen ? nothing : await Promise.reject(error);
	});
}
