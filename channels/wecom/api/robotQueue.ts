import { hash } from 'node:crypto';
import { LeadflowError } from '../../../leads/model/error';

const MINUTE = 60_000;
const MOST_A_MINUTE = 20;

interface Line {
	/** When the last messages went out or are going to, epoch milliseconds, ascending. */
	turns: number[];
	/** Nothing goes out before. */
	closedUntil: number;
}

/** The clock and how to wait by it. */
export interface QueueClock {
	now: () => number;
	/** Resolves earlier when the signal says so. */
	wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Lets each group robot send 20 messages within any minute; those who come later wait for their turn.
 * All nodes of a process share one, and turns are given in the order in which they are asked for.
 */
export class RobotQueue {
	private readonly lines = new Map<string, Line>();

	constructor(private readonly clock: QueueClock) {}

	/**
	 * Waits for a turn.
	 *
	 * @param most milliseconds to wait; nothing is taken and nobody waits where it would be longer
	 * @returns milliseconds that it waited
	 * @throws LeadflowError BUSY
	 */
	async turn(
		robot: { baseUrl: string; key: string },
		most: number,
		signal?: AbortSignal,
	): Promise<number> {
		const now = this.clock.now();
		const line = this.line(robot);
		line.turns = line.turns.filter((at) => at > now - MINUTE);
		const before = line.turns.at(-MOST_A_MINUTE);
		const at = Math.max(
			now,
			line.closedUntil,
			line.turns.at(-1) ?? 0,
			before === undefined ? 0 : before + MINUTE,
		);
		const pause = at - now;
		if (pause > most) throw tooLong(pause);
		line.turns.push(at);
		if (pause > 0) await this.clock.wait(pause, signal);
		if (signal?.aborted) throw cancelled();
		return pause;
	}

	/** WeCom said that the robot has sent enough: no turn before the time is over. */
	full(robot: { baseUrl: string; key: string }, milliseconds = MINUTE): void {
		const line = this.line(robot);
		line.closedUntil = Math.max(line.closedUntil, this.clock.now() + milliseconds);
	}

	private line({ baseUrl, key }: { baseUrl: string; key: string }): Line {
		const name = hash('sha256', JSON.stringify([baseUrl, key]));
		const line = this.lines.get(name) ?? { turns: [], closedUntil: 0 };
		this.lines.set(name, line);
		return line;
	}
}

function tooLong(pause: number): LeadflowError {
	return new LeadflowError(
		'BUSY',
		`The group robot may send 20 messages a minute; this one would wait ${Math.ceil(pause / 1_000)} seconds`,
		{
			hint: "Allow a longer 'Wait at Most', put several lines into one message, or use two robots.",
		},
	);
}

function cancelled(): LeadflowError {
	return new LeadflowError('CONFLICT', 'The execution was cancelled while the message waited');
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
	await new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, milliseconds);
		signal?.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}

/** The queue of this process. */
export const sharedRobotQueue = new RobotQueue({ now: Date.now, wait: pause });
