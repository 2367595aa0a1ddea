import { addToInbox } from '../../../leads/store/inbox';
import { openStore } from '../../../leads/store/store';
import { inProcess } from './inProcess';

void inProcess(async ({ config, deliveries }) => {
	const store = await openStore(config);
	const answers = [];
	for (let index = 0; index < Number(deliveries); index += 1) {
		answers.push(
			await store.run(
				addToInbox({
					nodeKey: 'workflow:node',
					channel: 'form',
					externalId: `n${index}`,
					payload: { index },
				}),
				{ durable: true },
			),
		);
	}
	await store.close();
	return answers;
});
