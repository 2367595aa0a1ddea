import * as fc from 'fast-check';
import { splitCompanyName } from '../../../leads/model/companyName';
import { anyText } from './anyText';

test.each([
	['深圳市明河科技有限公司', '深圳市', '明河', '科技', '有限公司'],
	['明河科技（深圳）有限公司', '深圳', '明河', '科技', '有限公司'],
	['明河科技(中国)股份有限公司', '中国', '明河', '科技', '股份有限公司'],
	['苏州天鼎信息技术有限责任公司-采购部', '苏州', '天鼎', '信息技术', '有限责任公司'],
	['明河（集团）有限公司', '', '明河', '', '集团有限公司'],
	['天津天柏企业管理集团', '天津', '天柏', '企业管理', '集团'],
	['３Ｍ中国有限公司', '', '3m中国', '', '有限公司'],
	['Shenzhen Foo Technology Co., Ltd.', 'shenzhen', 'foo', 'technology', 'co ltd'],
	['Foo (China) Co.,Ltd', 'china', 'foo', '', 'co ltd'],
	['Müller GmbH & Co. KG', '', 'muller', '', 'gmbh and co kg'],
	['Foo S.A.', '', 'foo', '', 'sa'],
	['The Smart & Royal Electronics Inc.', '', 'smart and royal', 'electronics', 'inc'],
	['Foo Sdn. Bhd.', '', 'foo', '', 'sdn bhd'],
	['株式会社ふじ', '', 'ふじ', '', ''],
	['㈱ふじ', '', 'ふじ', '', ''],
])('%s', (name, region, core, industry, legalForm) => {
	expect(splitCompanyName(name)).toMatchObject({ region, core, industry, legalForm });
});

test.each([
	'北京银行',
	'中国银行',
	'海南航空',
	'吉林大学',
	'上海银行股份有限公司',
	'科技有限公司',
	'Shanghai Bank',
	'Bank of China Ltd',
	'Technology Inc.',
])('%s is not reduced to an industry word', (name) => {
	const { core } = splitCompanyName(name);
	expect(core).not.toMatch(/^(?:银行|航空|大学|科技|北京|上海|中国|bank|technology|shanghai|)$/);
	expect(splitCompanyName(name).industry).toBe('');
});

test.each([
	['深圳市明河科技有限公司', '明河科技（深圳）有限公司'],
	['明河科技有限公司', '明河科技股份有限公司'],
	['明河科技有限公司', '明河科技有限公司 - 采购部'],
	['Foo Technology Co., Ltd.', 'FOO TECHNOLOGY CO LTD'],
	['Foo Technology', 'Foo Technology Inc'],
	['Smart & Royal', 'Smart and Royal LLC'],
	["O'Reilly Ltd", 'OReilly Limited'],
])('%s and %s share their key', (a, b) => {
	expect(splitCompanyName(a).key).toBe(splitCompanyName(b).key);
});

test.each([
	['明河科技有限公司', '明河贸易有限公司'],
	['北京银行', '上海银行'],
	['Foo Technology', 'Foo Trading'],
])('%s and %s do not', (a, b) => {
	expect(splitCompanyName(a).key).not.toBe(splitCompanyName(b).key);
});

test.each([
	['明河科技（深圳）有限公司北京分公司', '北京分公司', '明河科技有限公司'],
	['明河科技北京分公司', '北京分公司', '明河科技有限公司'],
	['中国银行深圳分行', '深圳分行', '中国银行'],
	['明河物流有限公司华东分公司', '华东分公司', '明河物流有限公司'],
	['明河物流第二分公司', '第二分公司', '明河物流有限公司'],
])('%s is an entity of its own, linked to its company', (name, branch, parent) => {
	const company = splitCompanyName(name);
	expect(company.branch).toBe(branch);
	expect(company.parentKey).toBe(splitCompanyName(parent).key);
	expect(company.key).not.toBe(company.parentKey);
});

test('阿里巴巴 is no company of the prefecture 阿里', () => {
	expect(splitCompanyName('阿里巴巴')).toMatchObject({ region: '', core: '阿里巴巴' });
});

test('any text has a core and a key, and spelling of width and case does not change the key', () => {
	fc.assert(
		fc.property(anyText, (name) => {
			const company = splitCompanyName(name);
			if (/[\p{L}\p{N}]/u.test(company.core)) expect(company.key).not.toBe('');
			expect(splitCompanyName(name).key).toBe(company.key);
		}),
		{ numRuns: 500 },
	);
});
