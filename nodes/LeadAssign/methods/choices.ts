import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { RecordDefinition } from '../../../leads/store/records/definition';
import { alphabetical } from '../../shared/alphabetical';
import { nodeError } from '../../shared/nodeError';
import { openNodeStore } from '../../shared/nodeStore';

type Choices = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** A drop-down shows no more. */
const MOST_CHOICES = 1000;

/** All records of one kind for a drop-down, by name. */
function choicesOf(
	records: () => Promise<RecordDefinition<object, object>>,
	isShown: (record: Readonly<Record<string, unknown>>) => boolean = () => true,
): Choices {
	return async function (this: ILoadOptionsFunctions) {
		const found = await openNodeStore(this)
			.then(async (store) => {
				const { allRecords } = await import('../allRecords');
				return await allRecords(store, await records(), MOST_CHOICES);
			})
			.catch((error: unknown) => ({ error }));
		if ('error' in found) throw nodeError(this.getNode(), found.error);
		return alphabetical(
			found
				.filter(isShown)
				.map(({ id, name }) => ({ name: String(name ?? id), value: String(id) })),
		);
	};
}

const colleagues = async () => await import('../../../leads/store/records/colleagueRecords');

export const getMembers = choicesOf(
	async () => (await colleagues()).memberRecords,
	({ active }) => active !== false,
);
export const getTeams = choicesOf(async () => (await colleagues()).teamRecords);
export const getPools = choicesOf(
	async () => (await import('../../../leads/store/records/poolRecords')).poolRecords,
);
