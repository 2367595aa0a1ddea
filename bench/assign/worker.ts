import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { assignInSteps } from '../../leads/assign/assign';
import type { RuleSet } from '../../leads/assign/ruleSet';
import type { StoreConfig } from '../../leads/store/config';
import { openStore, type LeadStore } from '../../leads/store/store';
import { EventLoopBlocks } from '../eventLoopBlocks';
import { takeTurns } from './bareCursor';

/** What a worker is started with. */
export interface WorkerInput {
	ours: StoreConfig;
	bare: StoreConfig;
	members: readonly string[];
	/** Leads in one transaction. */
	batch: number;
}

/** What it is told to do next. */
export type Order =
	| { kind: 'ours'; leads: readonly string[]; ruleSet: RuleSet }
	| { kind: 'bare'; count: number }
	| { kind: 'end' };

/** What it answers. */
export interface Done {
	assigned: number;
	p99BlockMs: number;
	maxBlockMs: number;
}

async function assignOurs(
	store: LeadStore,
	leads: readonly string[],
	ruleSet: RuleSet,
	size: number,
): Promise<number> {
	let assigned = 0;
	for (let at = 0; at < leads.length; at += size) {
		const part = leads.slice(at, at + size);
		const results = await assignInSteps(store, part, ruleSet, { node: 'Lead Assign' }, 'nobodys');
		assigned += results.filter(({ outcome }) => outcome === 'assigned').length;
		await nextTurn();
	}
	return assigned;
}

async function assignBare(
	store: LeadStore,
	count: number,
	members: readonly string[],
	size: number,
): Promise<number> {
	for (let at = 0; at < count; at += size) {
		const leads = Array.from({ length: Math.min(size, count - at) }, () => randomUUID());
		await store.run(takeTurns(leads, members));
		await nextTurn();
	}
	return count;
}

async function main(): Promise<void> {
	const input = JSON.parse(process.argv[2]) as WorkerInput;
	const ours = await openStore(input.ours);
	const bare = await openStore(input.bare);
	const blocks = new EventLoopBlocks();
	process.on('message', (order: Order) => {
		void carryOut(order);
	});
	process.send?.('ready');

	async function carryOut(order: Order): Promise<void> {
		if (order.kind === 'end') {
			await ours.close();
			await bare.close();
			process.disconnect?.();
			return;
		}
		if (order.kind === 'ours') blocks.start();
		const assigned =
			order.kind === 'ours'
				? await assignOurs(ours, order.leads, order.ruleSet, input.batch)
				: await assignBare(bare, order.count, input.members, input.batch);
		if (order.kind === 'ours') blocks.stop();
		const done: Done = { assigned, p99BlockMs: blocks.p99Ms(), maxBlockMs: blocks.maxMs() };
		process.send?.(done);
	}
}

void main();
