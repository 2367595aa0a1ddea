import { setImmediate as nextTurn } from 'node:timers/promises';
import {
	NodeOperationError,
	type IRun,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { poolTimerHandlers } from '../../leads/assign/pool/reclaim';
import { drainQueue } from '../../leads/assign/queue';
import { assignmentTimerHandlers } from '../../leads/assign/timerHandlers';
import { EventFollower, numberAllEvents, type EventBatch } from '../../leads/store/eventFollower';
import { findEvents } from '../../leads/store/eventLog';
import { followUpTimerHandler } from '../../leads/store/leads/followUpTimers';
import { taskTimerHandlers } from '../../leads/store/records/taskTimers';
import type { LeadStore } from '../../leads/store/store';
import { sweepDueTimers } from '../../leads/store/sweepTimers';
import { nodeKeyOf } from '../shared/nodeKey';
import { openNodeStore } from '../shared/nodeStore';
import { typesOf } from './eventChoices';
import { eventItems } from './eventItems';
import { readSettings, type TriggerSettings } from './settings';

const LOOK_EVERY_MS = 1000;
/** After trouble with the store, looks become rarer up to this. */
const LOOK_AT_LEAST_EVERY_MS = 60_000;
/** How often leads that wait for somebody are looked at, whatever made somebody free. */
const DRAIN_EVERY_MS = 15_000;
const SAMPLE = 5;

/**
 * What the clocks of the store call for; a capability with clocks adds its own. Those of assignments
 * hold turns, those of pools leads: in this order, as whoever assigns.
 */
const timerHandlers = [
	...taskTimerHandlers,
	followUpTimerHandler,
	...assignmentTimerHandlers,
	...poolTimerHandlers,
];

async function sweepAll(store: LeadStore): Promise<void> {
	while ((await store.run(sweepDueTimers(timerHandlers))) > 0) await nextTurn();
}

/** Hands a batch to the workflow; ends when the run is over, however it ended. */
async function runWorkflow(
	node: ITriggerFunctions,
	store: LeadStore,
	settings: TriggerSettings,
	{ events, key }: EventBatch,
): Promise<void> {
	const items = await eventItems(store, events, settings);
	if (items.length === 0) return;
	const done = node.helpers.createDeferredPromise<IRun>();
	node.emit([items], undefined, done, key);
	await done.promise;
}

/** Follows the event log while the workflow is active. */
async function follow(
	node: ITriggerFunctions,
	settings: TriggerSettings,
): Promise<ITriggerResponse> {
	const name = `leadTrigger:${nodeKeyOf(node)}`;
	const follower = new EventFollower(await openNodeStore(node), {
		name,
		types: typesOf(settings.events),
		batchSize: settings.batchSize,
		from: settings.from,
		deliver: async (batch) => await runWorkflow(node, await openNodeStore(node), settings, batch),
	});
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	let pause = LOOK_EVERY_MS;
	let drainedAt = 0;
	let looking: Promise<void> = Promise.resolve();
	const look = async () => {
		const store = await openNodeStore(node);
		await sweepAll(store);
		if (store.now() - drainedAt >= DRAIN_EVERY_MS) {
			drainedAt = store.now();
			await drainQueue(store, { node: node.getNode().name, whole: true });
		}
		await follower.tick();
		pause = LOOK_EVERY_MS;
	};
	const next = () => {
		if (stopped) return;
		looking = look().catch((error: unknown) => {
			pause = Math.min(pause * 2, LOOK_AT_LEAST_EVERY_MS);
			node.logger.warn(`The lead store could not be read; next look in ${pause / 1000} s`, {
				error,
			});
		});
		void looking.then(() => {
			if (!stopped) timer = setTimeout(next, pause).unref();
		});
	};
	// The place in the log is taken before the workflow counts as active.
	await follower.tick();
	next();
	return {
		closeFunction: async () => {
			stopped = true;
			clearTimeout(timer);
			await looking;
			await follower.stop();
		},
	};
}

/** Emits the latest events that fit, and leaves the cursor where it is. */
async function emitSample(node: ITriggerFunctions, settings: TriggerSettings): Promise<void> {
	const store = await openNodeStore(node);
	await numberAllEvents(store);
	const { entries } = await store.read(findEvents({ types: typesOf(settings.events), limit: 200 }));
	const items = (await eventItems(store, entries, settings)).slice(0, SAMPLE);
	if (items.length > 0) return node.emit([items]);
	node.emitError(
		new NodeOperationError(node.getNode(), 'Nothing of what this node waits for has happened yet', {
			description:
				"Capture a lead first, or choose other events. Leads from test URLs count when 'Include Test Leads' is on.",
		}),
	);
}

/** Starts the trigger; a manual run shows a sample at once. */
export async function startTrigger(node: ITriggerFunctions): Promise<ITriggerResponse> {
	const settings = readSettings(node);
	if (node.getMode() === 'manual') {
		return { manualTriggerFunction: async () => await emitSample(node, settings) };
	}
	return await follow(node, settings);
}
