import { captureLeads } from '../../../../leads/capture/capture';
import { openStore } from '../../../../leads/store/store';
import { inProcess } from '../../processes/inProcess';
import { person, retyped, seededRandom, shuffled } from '../people';

export interface RaceResult {
	/** Outcomes of the persons. */
	persons: Record<string, number>;
	/** Outcomes of the one delivery that all processes bring again and again. */
	deliveries: Record<string, number>;
	/** Transactions that started over. */
	retries: number;
}

/**
 * Captures all persons in an order of its own, one by one and in batches of five, and one delivery
 * many times in between.
 */
void inProcess(async ({ config, index = 0, persons, repeats }) => {
	const store = await openStore(config);
	const random = seededRandom(index + 1);
	const leads = shuffled(
		Array.from({ length: Number(persons) }, (_, number) => retyped(person(number), random)),
		random,
	);
	let attempts = 0;
	const transaction = store.engine.transaction.bind(store.engine);
	store.engine.transaction = async (operation, options) =>
		await transaction(() => {
			attempts += 1;
			return operation();
		}, options);

	const result: RaceResult = { persons: {}, deliveries: {}, retries: 0 };
	const count = (into: Record<string, number>, outcome: string) => {
		into[outcome] = (into[outcome] ?? 0) + 1;
	};
	const delivery = {
		fields: { name: 'Ada Example', email: 'ada@example.com' },
		channel: 'hook',
		payload: { enquiry: 1 },
	};
	let transactions = 0;
	let start = 0;
	let sent = 0;
	while (start < leads.length) {
		const size = random() < 0.5 ? 1 : 5;
		for (const { outcome } of await captureLeads(store, leads.slice(start, start + size))) {
			count(result.persons, outcome);
		}
		start += size;
		transactions += 1;
		if (sent >= Number(repeats)) continue;
		const [{ outcome, repeated }] = await captureLeads(store, [delivery]);
		count(result.deliveries, repeated ? 'repeated' : outcome);
		sent += 1;
		transactions += 1;
	}
	result.retries = attempts - transactions;
	await store.close();
	return result;
});
