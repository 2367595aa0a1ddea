import fc from 'fast-check';
import type { HttpExchange } from '../../../../channels/wecom/api/client';
import { groupRobot, sendRobotMessage } from '../../../../channels/wecom/api/groupRobot';
import { RobotQueue } from '../../../../channels/wecom/api/robotQueue';

const robot = { baseUrl: 'https://wecom.example.com', key: 'made-up-robot' };

/** A clock that runs only while somebody waits, and the queue by it. */
function standingClock() {
	let clock = 0;
	const queue = new RobotQueue({
		now: () => clock,
		wait: async (milliseconds, signal) => {
			if (!signal?.aborted) clock += milliseconds;
		},
	});
	return { queue, now: () => clock, pass: (milliseconds: number) => void (clock += milliseconds) };
}

/** A robot's server that counts as WeCom does: 20 within any 60 seconds, else 45009. */
function server(now: () => number, before: readonly number[] = []) {
	const sent = [...before];
	let refused = 0;
	const http: HttpExchange = async () => {
		if (sent.filter((at) => at > now() - 60_000).length >= 20) {
			refused += 1;
			return { status: 200, body: { errcode: 45009, errmsg: 'freq' } };
		}
		sent.push(now());
		return { status: 200, body: { errcode: 0, errmsg: 'ok' } };
	};
	return { http, sent, refusals: () => refused };
}

const text = { type: 'text' as const, text: 'x' };

test('sends 20 at once, the next when the minute is over', async () => {
	const { queue, now } = standingClock();
	const { http, sent, refusals } = server(now);
	const waits: number[] = [];
	for (let n = 0; n < 45; n += 1)
		waits.push(await sendRobotMessage(http, robot, text, queue, 600_000));
	expect(waits.filter((wait) => wait > 0)).toEqual([60_000, 60_000]);
	expect(sent).toHaveLength(45);
	expect(refusals()).toBe(0);
});

test('never sends too often, whatever the pauses between', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 80 }), async (pauses) => {
			const { queue, now, pass } = standingClock();
			const { http, sent, refusals } = server(now);
			for (const pause of pauses) {
				pass(pause);
				await sendRobotMessage(http, robot, text, queue, Infinity);
			}
			expect(sent).toHaveLength(pauses.length);
			expect(refusals()).toBe(0);
		}),
		{ numRuns: 50 },
	);
});

test('waits a minute where others have used the robot, too', async () => {
	const { queue, now } = standingClock();
	const { http, sent, refusals } = server(
		now,
		Array.from({ length: 20 }, () => 0),
	);
	expect(await sendRobotMessage(http, robot, text, queue, 120_000)).toBe(60_000);
	expect(sent).toHaveLength(21);
	expect(refusals()).toBe(1);
});

test('fails without waiting where it would take too long, and keeps no place', async () => {
	const { queue, now, pass } = standingClock();
	const { http, sent } = server(now);
	for (let n = 0; n < 20; n += 1) await sendRobotMessage(http, robot, text, queue, 0);
	await expect(sendRobotMessage(http, robot, text, queue, 30_000)).rejects.toMatchObject({
		code: 'BUSY',
		message: expect.stringContaining('60 seconds'),
	});
	expect(now()).toBe(0);
	pass(60_000);
	for (let n = 0; n < 20; n += 1) await sendRobotMessage(http, robot, text, queue, 0);
	expect(sent).toHaveLength(40);
});

test('each robot has a line of its own', async () => {
	const { queue } = standingClock();
	for (let n = 0; n < 20; n += 1) await queue.turn(robot, 0);
	await expect(queue.turn({ ...robot, key: 'other-robot' }, 0)).resolves.toBe(0);
	await expect(queue.turn(robot, 0)).rejects.toMatchObject({ code: 'BUSY' });
});

test('a cancelled execution does not send any more', async () => {
	const { queue, now } = standingClock();
	const { http, sent } = server(now);
	for (let n = 0; n < 20; n += 1) await sendRobotMessage(http, robot, text, queue, 0);
	const cancelled = AbortSignal.abort();
	await expect(
		sendRobotMessage(http, robot, text, queue, 120_000, cancelled),
	).rejects.toMatchObject({ code: 'CONFLICT' });
	expect(sent).toHaveLength(20);
});

test.each([
	['made-up-robot', 'https://qyapi.weixin.qq.com', 'made-up-robot'],
	[
		' https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=made-up-robot ',
		'https://qyapi.weixin.qq.com',
		'made-up-robot',
	],
	[
		'https://own.example.com:8443/cgi-bin/webhook/send?key=made-up-robot&debug=1',
		'https://own.example.com:8443',
		'made-up-robot',
	],
])('finds the key in %s', (given, baseUrl, key) => {
	expect(groupRobot(given)).toEqual({ baseUrl, key });
});

test.each(['', 'x', 'https://www.example.com', 'no key here', 'a'.repeat(101), '群机器人的地址'])(
	'finds no key in %j',
	(given) => expect(() => groupRobot(given)).toThrow(/no key of a group robot/),
);
