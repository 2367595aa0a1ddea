import { normalizeChannelId } from '../../../leads/model/channelIds';

test.each([
	['whatsappBsuid', ' CN.abcDEF123 ', 'CN.abcDEF123'],
	['whatsappBsuid', 'US.ENT.12345', 'US.ENT.12345'],
	['whatsappBsuid', `DE.${'a'.repeat(128)}`, `DE.${'a'.repeat(128)}`],
	['whatsappBsuid', `DE.${'a'.repeat(129)}`, undefined],
	['whatsappBsuid', 'cn.abc', undefined],
	['whatsappBsuid', 'CN.', undefined],
	['whatsappBsuid', '8613800138000', undefined],
	['wecomExternalUserId', '\ufeffwmAbC_-123\n', 'wmAbC_-123'],
	['wecomExternalUserId', '王伟', undefined],
	['wechatUnionId', 'oAbC-dEf_123456789012345678', 'oAbC-dEf_123456789012345678'],
	['wechatUnionId', '', undefined],
	['chatContactId', 'chatwoot:123', 'chatwoot:123'],
	['chatContactId', 'two words', undefined],
	['chatContactId', 'x'.repeat(1000), undefined],
] as const)('%s %j → %j', (field, value, id) => {
	expect(normalizeChannelId(field, value)).toBe(id);
});
