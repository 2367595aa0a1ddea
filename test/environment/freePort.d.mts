/** A TCP port of the loopback address that nobody listens on: `preferred`, or the next above it that is free. */
export function freePort(preferred?: number): Promise<number>;
