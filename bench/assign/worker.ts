import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { assignInSteps } from '../../leads/assign/assign';
import type { RuleSet } from '../../leads/assign/ruleSet';
import type { StoreConfig } from '../../leads/store/config';
import { openStore, type LeadStore } from '../../leads/store/store';
import { EventLoopBlocks } from '../eventLoopBlocks';
import { takeTurns, takeTurnsAndWrite } from './bareCursor';

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
	| { kind: 'rows'; leads: readonly string[] }
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

/** @returns how many leads */
async function inBatches(
	leads: readonly string[],
	size: number,
	write: (some: readonly string[]) => Promise<void>,
): Promise<number> {
	for (let at = 0; at < leads.length; at += size) {
		await write(leads.slice(at, at + size));
		await nextTurn();
	}
	return leads.length;
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

	async function assign(order: Exclude<Order, { kind: 'end' }>): Promise<number> {
		const { batch, members } = input;
		if (order.kind === 'ours') return await assignOurs(ours, order.leads, order.ruleSet, batch);
		if (order.kind === 'rows') {
			return await inBatches(order.leads, batch, (some) =>
				bare.run(takeTurnsAndWrite(some, members)),
			);
		}
		const leads = Array.from({ length: order.count }, () => randomUUID());
		return await inBatches(leads, batch, (some) => bare.run(takeTurns(some, members)));
	}

	async function carryOut(order: Order): Promise<void> {
		if (order.kind === 'end') {
			await ours.close();
			await bare.close();
			process.disconnect?.();
			return;
		}
		if (order.kind === 'ours') blocks.start();
		const assigned = await assign(order);
		if (order.kind === 'ours') blocks.stop();
		const done: Done = { assigned, p99BlockMs: blocks.p99Ms(), maxBlockMs: blocks.maxMs() };
		process.send?.(done);
	}
}

void main();
