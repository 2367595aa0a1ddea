import { readBaiduLeads } from '../../../channels/ads/baiduLeads';
import { readOceanEngine } from '../../../channels/ads/oceanEngine';
import { readTencentAds } from '../../../channels/ads/tencentAds';
import { baiduLead, oceanClue, tencentLead } from './samples';

const at = Date.UTC(2026, 4, 1, 8);

it('a clue of 飞鱼 is a lead', () => {
	expect(readOceanEngine(oceanClue).captured).toEqual([
		{
			fields: {
				clickId: 'EPAA',
				clickIdType: 'clickid',
				landingUrl: 'https://www.example.com/lp?clickid=EPAA',
				name: '李娜',
				phone: '13800138000',
				wechat: 'lina-example',
				state: '江苏省',
				city: '苏州市',
				district: '虎丘区',
				street: '示例路 1 号',
				message: '请下午联系',
				campaign: '五月阀门',
				sourceDetail: '报价表单',
				company: '示例公司',
			},
			custom: {
				需要数量: '200',
				clue_id: '7012345678901234567',
				advertiser_id: '1667928143039496',
				ad_id: '1',
				clue_type: '0',
				clue_source: '1',
				gender: '2',
				age: '30',
				app_name: '抖音',
			},
			channel: 'oceanEngine',
			externalId: '7012345678901234567',
			payload: oceanClue,
			activity: {
				type: 'form',
				direction: 'inbound',
				subject: 'Lead by 巨量引擎飞鱼',
				body: '请下午联系',
				at,
				externalId: '7012345678901234567',
			},
		},
	]);
});

it('a clue from the preview of a form is a test', () => {
	expect(readOceanEngine({ ...oceanClue, clue_source: 4 }).captured[0].test).toBe(true);
});

it('a lead of 腾讯广告 is a lead, the answers of its form included', () => {
	expect(readTencentAds(tencentLead).captured).toMatchObject([
		{
			fields: {
				name: '李娜',
				phone: '13800138000',
				clickId: 'wx0abcdef',
				clickIdType: 'gdt_vid',
				campaign: '五月计划',
				sourceDetail: '阀门落地页',
				utmSource: 'gdt',
				company: '示例公司',
			},
			custom: { 采购数量: '200', tel_location: '江苏苏州' },
			externalId: '90001',
			activity: { at },
		},
	]);
});

it('a lead of 百度 is a lead, with its form as list or as text', () => {
	const expected = {
		fields: {
			phone: '13800138000',
			name: '李娜',
			company: '示例公司',
			campaign: '五月计划',
			utmTerm: '阀门 报价',
			clickId: 'xyz',
			clickIdType: 'bd_vid',
			sourceDetail: '表单',
		},
		custom: { 采购数量: '200', area: '江苏苏州' },
		externalId: 'bd-7001',
		activity: { at },
	};
	expect(readBaiduLeads(baiduLead).captured).toMatchObject([expected]);
	const asText = { ...baiduLead, formDetail: JSON.stringify(baiduLead.formDetail) };
	expect(readBaiduLeads(asText).captured).toMatchObject([expected]);
});

it('fields of 百度 may themselves be lists in JSON', () => {
	const lead = {
		clueId: 'bd-1',
		phone: '[{"name":"电话","type":"phone","value":"13800138000"}]',
		name: '[{"name":"姓名","type":"name","value":"李娜"}]',
	};
	expect(readBaiduLeads(lead).captured[0].fields).toEqual({ name: '李娜', phone: '13800138000' });
});

it.each([
	['alone', (lead: object) => lead],
	['in a list', (lead: object) => [lead]],
	['in data', (lead: object) => ({ code: 0, data: lead })],
	['in a list in data', (lead: object) => ({ data: { list: [lead], page_info: {} } })],
	['as text', (lead: object) => ({ data: JSON.stringify([lead]) })],
	['in n8n’s Webhook item', (lead: object) => ({ headers: {}, query: {}, params: {}, body: lead })],
])('records are found %s', (_, wrapped) => {
	for (const [read, lead] of [
		[readOceanEngine, oceanClue],
		[readTencentAds, tencentLead],
		[readBaiduLeads, baiduLead],
	] as const) {
		expect(read(wrapped(lead)).captured).toHaveLength(1);
	}
});

it('the pages of the lead APIs are read', () => {
	const page = {
		header: {},
		body: { data: [{ totalNum: 2, noticeDetailList: [baiduLead, baiduLead] }] },
	};
	expect(readBaiduLeads(page.body).captured).toHaveLength(2);
	expect(readTencentAds({ data: { leads_info: [tencentLead] } }).captured).toHaveLength(1);
});

it('what has no id of its platform is ignored', () => {
	for (const read of [readOceanEngine, readTencentAds, readBaiduLeads]) {
		for (const body of [null, 1, 'x', [], {}, { data: null }, { name: 'x', phone: '1' }]) {
			expect(read(body)).toMatchObject({ captured: [], ignored: { code: 'noLead' } });
		}
	}
});
