import { createHistogram, performance } from 'node:perf_hooks';

/**
 * How long the event loop is kept from turning, sampled each millisecond while running: what
 * `monitorEventLoopDelay({ resolution: 1 })` measures, for phases that are interrupted by others.
 */
export class EventLoopBlocks {
	private readonly histogram = createHistogram();
	private timer?: NodeJS.Timeout;

	start(): void {
		let before = performance.now();
		this.timer = setInterval(() => {
			const now = performance.now();
			this.histogram.record(Math.max(1, Math.round((now - before) * 1e6)));
			before = now;
		}, 1);
	}

	stop(): void {
		clearInterval(this.timer);
	}

	p99Ms(): number {
		return Number((this.histogram.percentile(99) / 1e6).toFixed(1));
	}

	maxMs(): number {
		return Number((this.histogram.max / 1e6).toFixed(1));
	}
}
