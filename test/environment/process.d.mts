/** How a process came to its end, and everything that it printed. */
export interface ProcessEnd {
	code: number | null;
	signal: NodeJS.Signals | null;
	output: string;
}

export interface TestProcess {
	readonly pid: number;
	readonly ended: Promise<ProcessEnd>;
	send(message: unknown): void;
	/** Default SIGKILL. */
	kill(signal?: NodeJS.Signals): void;
	/** The next message of the process; rejects with what it printed if it ends without one. */
	message(): Promise<unknown>;
}

/**
 * Runs a TypeScript file of ours in a process of its own. The file finds its input as JSON in
 * `process.argv[2]` and answers with `process.send(…)`.
 *
 * @param file absolute path, such as `join(__dirname, 'race.process.ts')`
 */
export function startProcess(file: string, input?: unknown): TestProcess;

/**
 * One process an input, all at once; resolves to the first message of each, in order, when all have
 * ended. The file must let its process end: close what it opened, and `process.disconnect()`.
 */
export function runProcesses(file: string, inputs: readonly unknown[]): Promise<unknown[]>;

export interface CommandResult {
	/** 0 if it went well, else the exit code, or the name of a signal or system error. */
	code: number | string;
	stdout: string;
	stderr: string;
}

/** Runs a program to its end, whatever its exit code. */
export function runCommand(
	program: string,
	args: readonly string[],
	options?: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<CommandResult>;

export interface RunningCommand {
	readonly ended: Promise<ProcessEnd>;
	/** Default SIGKILL. */
	kill(signal?: NodeJS.Signals): void;
	/** All that it has printed, once that matches; rejects if it ends before. */
	printed(pattern: RegExp): Promise<string>;
}

/** Starts a program and leaves it running. */
export function startCommand(
	program: string,
	args: readonly string[],
	options?: { cwd?: string; env?: NodeJS.ProcessEnv },
): RunningCommand;
