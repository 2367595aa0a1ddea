/** What Meta's webhook says of a new lead. */
export const metaNotification = {
	object: 'page',
	entry: [
		{
			id: '153125381133',
			time: 1_777_622_400,
			changes: [
				{
					field: 'leadgen',
					value: {
						leadgen_id: '444444444444444',
						page_id: '153125381133',
						form_id: '555',
						ad_id: '777',
						adgroup_id: '777',
						created_time: 1_777_622_400,
					},
				},
			],
		},
	],
};

/** What the Graph API answers for it. */
export const metaLead = {
	id: '444444444444444',
	created_time: '2026-05-01T08:00:00+0000',
	ad_id: '777',
	ad_name: 'Valves, video 2',
	adset_id: '778',
	adset_name: 'Germany 30+',
	campaign_id: '779',
	campaign_name: 'Spring 2026',
	form_id: '555',
	is_organic: false,
	platform: 'ig',
	field_data: [
		{ name: 'full_name', values: ['Ada Example'] },
		{ name: 'work_email', values: ['ada@example.com'] },
		{ name: 'phone_number', values: ['+4915112345678'] },
		{ name: 'company_name', values: ['Example GmbH'] },
		{ name: 'what_is_your_budget?', values: ['5000'] },
		{ name: 'which_products?', values: ['valves', 'pumps'] },
	],
	custom_disclaimer_responses: [
		{ checkbox_key: 'marketing', is_checked: '1' },
		{ checkbox_key: 'sharing', is_checked: '' },
	],
};

/** As n8n's Facebook Lead Ads Trigger emits it, simplified. */
export const metaTriggerItem = {
	id: metaLead.id,
	data: { full_name: 'Ada Example', email: 'ada@example.com', phone_number: '+4915112345678' },
	form: { id: '555', name: 'Quote form', locale: 'de_DE', status: 'ACTIVE' },
	ad: { id: '777', name: 'Valves, video 2' },
	adset: { id: '778', name: 'Germany 30+' },
	page: { id: '153125381133', name: 'Example Page' },
	created_time: '2026-05-01T08:00:00+0000',
};

export const oceanClue = {
	clue_id: '7012345678901234567',
	advertiser_id: '1667928143039496',
	advertiser_name: '示例广告主',
	ad_id: '1',
	ad_name: '老计划',
	promotion_name: '五月阀门',
	module_name: '报价表单',
	external_url: 'https://www.example.com/lp?clickid=EPAA',
	clue_type: 0,
	clue_source: 1,
	create_time_detail: '2026-05-01 16:00:00',
	name: '李娜',
	telephone: '13800138000',
	gender: 2,
	age: '30',
	weixin: 'lina-example',
	province_name: '江苏省',
	city_name: '苏州市',
	country_name: '虎丘区',
	address: '示例路 1 号',
	remark: '请下午联系',
	remark_dict: { 公司名称: '示例公司', 需要数量: '200' },
	app_name: '抖音',
	convert_status: '合法转化',
	req_id: 'r1',
};

export const tencentLead = {
	account_id: 25_610,
	leads_id: '90001',
	click_id: 'wx0abcdef',
	campaign_name: '五月计划',
	page_name: '阀门落地页',
	page_url: 'https://www.example.com/lp?utm_source=gdt',
	leads_type: 'LEADS_TYPE_FORM',
	leads_name: '李娜',
	leads_tel: '13800138000',
	tel_location: '江苏苏州',
	leads_create_time: '2026-05-01 16:00:00',
	bundle: '{"公司":"示例公司","采购数量":"200"}',
};

export const baiduLead = {
	clueId: 'bd-7001',
	cluePhoneNumber: '13800138000',
	solutionTypeName: '表单',
	flowChannelName: '信息流推广',
	campaignName: '五月计划',
	keyword: '阀门 报价',
	commitTime: '2026-05-01 16:00:00',
	area: '江苏苏州',
	url: 'https://www.example.com/site?bd_vid=xyz',
	ip: '192.0.2.7',
	wechatAccount: '',
	formDetail: [
		{ name: '姓名', type: 'name', value: '李娜' },
		{ name: '公司名称', type: 'text', value: '示例公司' },
		{ name: '采购数量', type: 'text', value: '200' },
	],
};
