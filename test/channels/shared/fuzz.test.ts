import { readBaiduLeads } from '../../../channels/ads/baiduLeads';
import { readMetaLeadAds } from '../../../channels/ads/metaLeadAds';
import { readOceanEngine } from '../../../channels/ads/oceanEngine';
import { readTencentAds } from '../../../channels/ads/tencentAds';
import { readChatwoot } from '../../../channels/chat/chatwoot';
import { readN8nChat } from '../../../channels/chat/n8nChat';
import { readSobot } from '../../../channels/chat/sobot';
import { readTawkTo } from '../../../channels/chat/tawkTo';
import type { Reading } from '../../../channels/shared/reading';
import { sentData } from '../../../channels/shared/sentData';
import { webhookReader } from '../../../channels/webhook/readWebhook';
import * as ads from '../ads/samples';
import * as chats from '../chat/samples';
import { mutatedBytes, mutatedData, seeded } from './mutations';
import { FUZZ_ROUNDS } from '../../environment/fuzz';

const readGeneric = webhookReader({
	channel: 'generic',
	list: 'leads',
	id: 'id',
	at: '$.at',
	fields: [
		{ target: 'name', path: 'who.name' },
		{ target: 'machine', path: 'who.tags[0]' },
	],
	recognise: true,
	keepRest: true,
});
const genericBody = {
	at: '2026-05-01T08:00:00Z',
	leads: [{ id: 1, who: { name: 'Ada', tags: ['x'] }, email: 'ada@example.com', 备注: 'x' }],
};

const protocols: Array<[name: string, read: (item: unknown) => Reading, samples: object[]]> = [
	[
		'Chatwoot',
		readChatwoot,
		[chats.chatwootMessage, chats.chatwootConversation, chats.chatwootContact],
	],
	['tawk.to', readTawkTo, [chats.tawkStart, chats.tawkEnd, chats.tawkTranscript, chats.tawkTicket]],
	['Sobot', readSobot, [chats.sobotConversations, chats.sobotMessages, chats.sobotUsers]],
	['n8n Chat', readN8nChat, [chats.n8nChatItem]],
	['Meta', readMetaLeadAds, [ads.metaNotification, ads.metaLead, ads.metaTriggerItem]],
	['飞鱼', readOceanEngine, [ads.oceanClue, { data: { list: [ads.oceanClue] } }]],
	['腾讯广告', readTencentAds, [ads.tencentLead]],
	['百度', readBaiduLeads, [ads.baiduLead, { data: [{ noticeDetailList: [ads.baiduLead] }] }]],
	['any sender', readGeneric, [genericBody]],
];

/** What capture and the canvas rely on, whatever was read. */
function problemOf({ captured, ignored }: Reading): string | undefined {
	if (captured.length === 0) return ignored?.code ? undefined : 'nothing read and no reason';
	for (const { fields, custom = {}, channel, externalId, activity } of captured) {
		if (channel === '' || externalId === '') return 'empty channel or id';
		const values = Object.values(fields);
		if (!values.every((value) => typeof value === 'string' && value !== '')) return 'odd field';
		if (Object.keys(custom).some((name) => Object.hasOwn(fields, name)))
			return 'custom value hides a field';
		if (activity?.at !== undefined && !(activity.at >= 0)) return 'odd instant';
		if ((activity?.body ?? '').length > 31_000) return 'body too long';
	}
	return undefined;
}

it.each(protocols)(
	'mutated bodies of %s are read or ignored, never thrown at',
	(_, read, samples) => {
		const random = seeded(7);
		const written = samples.map((sample) => Buffer.from(JSON.stringify(sample)));
		const problems = new Set<string>();
		let leads = 0;
		for (let index = 0; index < FUZZ_ROUNDS; index += 1) {
			const at = index % samples.length;
			const body =
				index % 3 === 0
					? sentData({
							method: 'POST',
							path: '/',
							query: '',
							headers: {},
							body: mutatedBytes(written[at], random),
						})
					: mutatedData(samples[at], random);
			const reading = read(body);
			leads += reading.captured.length;
			const problem = problemOf(reading);
			if (problem !== undefined) problems.add(problem);
		}
		expect([...problems]).toEqual([]);
		// The mutations leave much intact; were nothing read any more, they would show nothing.
		expect(leads).toBeGreaterThan(FUZZ_ROUNDS / 10);
	},
);
