/** What a lead field holds, and so how it is normalised, checked, stored and shown. */
export type FieldKind =
	| 'text'
	| 'longText'
	| 'email'
	| 'phone'
	| 'url'
	| 'integer'
	| 'number'
	| 'boolean'
	| 'instant'
	| 'country'
	| 'choice'
	| 'channelId';

export interface FieldDefinition {
	kind: FieldKind;
	label: { en: string; zh: string };
	/** Longest value in characters under the `zoho` limits preset (standard field table of Zoho CRM). */
	limit?: number;
	/** Further English and Chinese column titles under which this field arrives, lower case, without spaces. */
	synonyms?: readonly string[];
	/** Personal data: kept out of error reports, wiped by erase. */
	personal?: boolean;
}

/**
 * Every standard lead field that a user may fill: the one table from which mapping, validation,
 * masks, search, forms and exports are made. `name` is the full name as one field, the normal form
 * in Chinese; `lastName` and `firstName` are kept when they arrive apart.
 *
 * One line a field, so that the table can be read as one.
 */
// prettier-ignore
export const leadFields = {
	name: { kind: 'text', label: { en: 'Name', zh: '姓名' }, limit: 120, personal: true, synonyms: ['fullname', 'contact', 'contactname', 'contactperson', 'yourname', 'leadname', '名字', '联系人', '联系人姓名', '客户姓名', '称呼', '昵称', '线索名称'] },
	firstName: { kind: 'text', label: { en: 'First Name', zh: '名' }, limit: 40, personal: true, synonyms: ['givenname', 'forename', 'vorname', 'fname'] },
	lastName: { kind: 'text', label: { en: 'Last Name', zh: '姓' }, limit: 80, personal: true, synonyms: ['surname', 'familyname', 'nachname', 'lname', '姓氏'] },
	salutation: { kind: 'text', label: { en: 'Salutation', zh: '称谓' }, limit: 20, synonyms: ['prefix', 'anrede', '尊称'] },
	company: { kind: 'text', label: { en: 'Company', zh: '公司' }, limit: 100, synonyms: ['companyname', 'organization', 'organisation', 'account', 'accountname', 'employer', 'firma', '公司名称', '企业', '企业名称', '单位', '单位名称', '工作单位', '客户名称'] },
	department: { kind: 'text', label: { en: 'Department', zh: '部门' }, limit: 100, synonyms: ['dept', '所属部门'] },
	title: { kind: 'text', label: { en: 'Job Title', zh: '职位' }, limit: 100, synonyms: ['jobtitle', 'position', 'role', 'designation', '职务', '头衔', '岗位'] },
	email: { kind: 'email', label: { en: 'Email', zh: '邮箱' }, limit: 100, personal: true, synonyms: ['emailaddress', 'e-mail', 'mail', 'workemail', 'businessemail', '电子邮箱', '电子邮件', '邮件', '邮箱地址', '邮件地址'] },
	secondaryEmail: { kind: 'email', label: { en: 'Secondary Email', zh: '备用邮箱' }, limit: 100, personal: true, synonyms: ['email2', 'otheremail', '邮箱2', '其他邮箱'] },
	mobile: { kind: 'phone', label: { en: 'Mobile', zh: '手机' }, limit: 30, personal: true, synonyms: ['mobilephone', 'mobilenumber', 'cell', 'cellphone', 'handy', '手机号', '手机号码', '移动电话', '联系手机'] },
	phone: { kind: 'phone', label: { en: 'Phone', zh: '电话' }, limit: 30, personal: true, synonyms: ['phonenumber', 'tel', 'telephone', 'telno', 'landline', 'workphone', 'officephone', '电话号码', '联系电话', '固定电话', '座机', '办公电话', '联系方式'] },
	fax: { kind: 'phone', label: { en: 'Fax', zh: '传真' }, limit: 30, synonyms: ['faxnumber', '传真号码'] },
	wechat: { kind: 'text', label: { en: 'WeChat ID', zh: '微信号' }, limit: 60, personal: true, synonyms: ['weixin', 'wechat', 'wechatno', '微信', '微信id'] },
	qq: { kind: 'text', label: { en: 'QQ', zh: 'QQ' }, limit: 30, personal: true, synonyms: ['qqnumber', 'qq号', 'qq号码'] },
	skype: { kind: 'text', label: { en: 'Skype ID', zh: 'Skype' }, limit: 50, personal: true, synonyms: ['skypename'] },
	website: { kind: 'url', label: { en: 'Website', zh: '网站' }, limit: 120, synonyms: ['web', 'homepage', 'url', 'companywebsite', '网址', '官网', '公司网站', '主页'] },
	industry: { kind: 'text', label: { en: 'Industry', zh: '行业' }, limit: 100, synonyms: ['sector', 'branche', '所属行业', '行业类型'] },
	employees: { kind: 'integer', label: { en: 'Employees', zh: '员工数' }, synonyms: ['numberofemployees', 'noofemployees', 'companysize', 'headcount', '员工人数', '人数', '公司规模', '企业规模'] },
	annualRevenue: { kind: 'number', label: { en: 'Annual Revenue', zh: '年收入' }, synonyms: ['revenue', 'turnover', '年营业额', '营业额', '年产值'] },
	creditCode: { kind: 'text', label: { en: 'Unified Social Credit Code', zh: '统一社会信用代码' }, limit: 18, synonyms: ['uscc', 'socialcreditcode', '信用代码', '税号', '纳税人识别号'] },
	street: { kind: 'text', label: { en: 'Street', zh: '地址' }, limit: 250, personal: true, synonyms: ['address', 'streetaddress', 'address1', 'addressline1', 'strasse', '详细地址', '街道', '联系地址', '公司地址', '通讯地址'] },
	district: { kind: 'text', label: { en: 'District', zh: '区县' }, limit: 60, synonyms: ['county', '区', '县', '区/县'] },
	city: { kind: 'text', label: { en: 'City', zh: '城市' }, limit: 60, synonyms: ['town', 'ort', '市', '所在城市', '地市'] },
	state: { kind: 'text', label: { en: 'State', zh: '省份' }, limit: 60, synonyms: ['province', 'stateprovince', 'state/province', 'bundesland', '省', '省市', '所在省份', '地区'] },
	postalCode: { kind: 'text', label: { en: 'Postal Code', zh: '邮编' }, limit: 30, synonyms: ['zip', 'zipcode', 'postcode', 'plz', '邮政编码'] },
	country: { kind: 'country', label: { en: 'Country', zh: '国家' }, limit: 60, synonyms: ['countryregion', 'land', '国家/地区', '国别'] },
	language: { kind: 'text', label: { en: 'Language', zh: '语言' }, limit: 20, synonyms: ['locale', 'sprache', '语种'] },
	timezone: { kind: 'text', label: { en: 'Time Zone', zh: '时区' }, limit: 60, synonyms: ['tz', 'timezone'] },
	source: { kind: 'text', label: { en: 'Lead Source', zh: '线索来源' }, limit: 100, synonyms: ['leadsource', 'channel', 'origin', '来源', '渠道', '客户来源', '来源渠道'] },
	sourceDetail: { kind: 'text', label: { en: 'Source Detail', zh: '来源详情' }, limit: 250, synonyms: ['来源明细'] },
	campaign: { kind: 'text', label: { en: 'Campaign', zh: '推广计划' }, limit: 200, synonyms: ['campaignname', '活动', '市场活动', '推广活动', '推广渠道'] },
	status: { kind: 'choice', label: { en: 'Status', zh: '状态' }, limit: 40, synonyms: ['leadstatus', 'stage', '线索状态', '跟进状态', '阶段'] },
	rating: { kind: 'text', label: { en: 'Rating', zh: '评级' }, limit: 40, synonyms: ['priority', '客户等级', '等级', '意向度'] },
	product: { kind: 'text', label: { en: 'Product Interest', zh: '意向产品' }, limit: 200, synonyms: ['productinterest', 'interestedin', 'productofinterest', '产品', '感兴趣的产品', '咨询产品', '需求产品'] },
	budget: { kind: 'text', label: { en: 'Budget', zh: '预算' }, limit: 100, synonyms: ['预算金额'] },
	message: { kind: 'longText', label: { en: 'Message', zh: '留言' }, limit: 32000, personal: true, synonyms: ['comment', 'comments', 'enquiry', 'inquiry', 'question', 'yourmessage', 'nachricht', '需求', '咨询内容', '留言内容', '需求描述', '问题'] },
	description: { kind: 'longText', label: { en: 'Description', zh: '备注' }, limit: 32000, personal: true, synonyms: ['note', 'notes', 'remark', 'remarks', '描述', '说明', '备注信息'] },
	nextFollowUpAt: { kind: 'instant', label: { en: 'Next Follow-Up At', zh: '下次跟进时间' }, synonyms: ['nextfollowup', 'followupdate', '下次跟进', '跟进时间'] },
	emailOptOut: { kind: 'boolean', label: { en: 'Email Opt-Out', zh: '邮件退订' }, synonyms: ['unsubscribed', 'donotemail', '退订'] },
	profilingOptOut: { kind: 'boolean', label: { en: 'Profiling Opt-Out', zh: '拒绝自动化决策' }, synonyms: ['optoutofprofiling'] },
	utmSource: { kind: 'text', label: { en: 'UTM Source', zh: 'UTM 来源' }, limit: 200, synonyms: ['utm_source'] },
	utmMedium: { kind: 'text', label: { en: 'UTM Medium', zh: 'UTM 媒介' }, limit: 200, synonyms: ['utm_medium'] },
	utmCampaign: { kind: 'text', label: { en: 'UTM Campaign', zh: 'UTM 活动' }, limit: 200, synonyms: ['utm_campaign'] },
	utmTerm: { kind: 'text', label: { en: 'UTM Term', zh: 'UTM 关键词' }, limit: 200, synonyms: ['utm_term', 'keyword', '关键词'] },
	utmContent: { kind: 'text', label: { en: 'UTM Content', zh: 'UTM 内容' }, limit: 200, synonyms: ['utm_content'] },
	utmId: { kind: 'text', label: { en: 'UTM ID', zh: 'UTM 编号' }, limit: 200, synonyms: ['utm_id'] },
	clickId: { kind: 'text', label: { en: 'Click ID', zh: '点击编号' }, limit: 500, synonyms: ['clickid'] },
	clickIdType: { kind: 'text', label: { en: 'Click ID Type', zh: '点击编号类型' }, limit: 40 },
	landingUrl: { kind: 'text', label: { en: 'Landing URL', zh: '落地页' }, limit: 2000, synonyms: ['landingpage', 'pageurl', '落地页链接'] },
	referrer: { kind: 'text', label: { en: 'Referrer', zh: '来路页面' }, limit: 2000, synonyms: ['referer', '来源页面'] },
	wecomExternalUserId: { kind: 'channelId', label: { en: 'WeCom External User ID', zh: '企业微信外部联系人 ID' }, limit: 128, personal: true, synonyms: ['external_userid', 'externaluserid'] },
	wechatUnionId: { kind: 'channelId', label: { en: 'WeChat UnionID', zh: '微信 UnionID' }, limit: 128, personal: true, synonyms: ['unionid'] },
	whatsappBsuid: { kind: 'channelId', label: { en: 'WhatsApp Business-Scoped User ID', zh: 'WhatsApp 用户 ID' }, limit: 140, personal: true, synonyms: ['bsuid'] },
	chatContactId: { kind: 'channelId', label: { en: 'Chat Contact ID', zh: '在线客服访客 ID' }, limit: 128, personal: true },
	facebookLeadId: { kind: 'text', label: { en: 'Meta Lead ID', zh: 'Meta 线索 ID' }, limit: 64, synonyms: ['leadgen_id'] },
} as const satisfies Record<string, FieldDefinition>;

export type LeadFieldName = keyof typeof leadFields;

export const leadFieldNames = Object.keys(leadFields) as LeadFieldName[];

/** The definition of a field by its public name, or undefined for a custom field. */
export function fieldDefinition(name: string): FieldDefinition | undefined {
	return Object.hasOwn(leadFields, name) ? leadFields[name as LeadFieldName] : undefined;
}
