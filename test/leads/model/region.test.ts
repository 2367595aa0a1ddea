import * as fc from 'fast-check';
import { creditCodeCheckCharacter } from '../../../leads/model/creditCode';
import {
	normalizeRegion,
	regionOfCreditCode,
	regionOfPhone,
	type RegionFields,
} from '../../../leads/model/region';
import { anyText } from './anyText';

test.each<[RegionFields, Record<string, string>]>([
	[{ city: '上海' }, { state: '上海市', city: '上海市', regionCode: '310000' }],
	[{ state: '上海市' }, { state: '上海市', city: '上海市', regionCode: '310000' }],
	[{ state: '内蒙古' }, { state: '内蒙古自治区', regionCode: '150000' }],
	[
		{ state: '广西', city: '南宁' },
		{ state: '广西壮族自治区', city: '南宁市', regionCode: '450100' },
	],
	[
		{ state: '广东省深圳市南山区' },
		{ state: '广东省', city: '深圳市', district: '南山区', regionCode: '440305' },
	],
	[{ city: '浙江杭州' }, { state: '浙江省', city: '杭州市', regionCode: '330100' }],
	[
		{ state: '吉林', city: '吉林' },
		{ state: '吉林省', city: '吉林市', regionCode: '220200' },
	],
	[
		{ city: '北京', district: '朝阳' },
		{ state: '北京市', city: '北京市', district: '朝阳区', regionCode: '110105' },
	],
	[{ city: '朝阳' }, { state: '辽宁省', city: '朝阳市', regionCode: '211300' }],
	[
		{ state: '北京市', city: '市辖区', district: '海淀区' },
		{ city: '北京市', district: '海淀区', regionCode: '110108' },
	],
	[{ city: '昆山' }, { state: '江苏省', city: '苏州市', district: '昆山市', regionCode: '320583' }],
	[{ city: '仙桃市' }, { state: '湖北省', district: '仙桃市', regionCode: '429004' }],
	[{ city: '延边' }, { state: '吉林省', city: '延边朝鲜族自治州', regionCode: '222400' }],
	[{ city: '青岛市北区' }, { city: '青岛市', district: '市北区', regionCode: '370203' }],
	[
		{ state: '重庆', city: '云阳县' },
		{ state: '重庆市', city: '重庆市', district: '云阳县', regionCode: '500235' },
	],
	[{ city: '香港' }, { state: '香港特别行政区', city: '香港', regionCode: '810000' }],
	[{ city: '台北市' }, { state: '台湾省', city: '台北市', regionCode: '710000' }],
	[
		{ state: '西藏', city: '米林市' },
		{ city: '林芝市', district: '米林市', regionCode: '540481' },
	],
])('%j', (fields, expected) => {
	expect(normalizeRegion(fields)).toMatchObject({ ...expected, source: 'form' });
});

test.each<[RegionFields, string | undefined]>([
	[{ city: 'Shanghai' }, '310000'],
	[{ state: 'Guangdong', city: 'Shenzhen' }, '440300'],
	[{ state: 'Guangdong Province' }, '440000'],
	[{ city: "Xi'an" }, '610100'],
	[{ city: 'Harbin' }, '230100'],
	[{ state: 'Inner Mongolia' }, '150000'],
	[{ state: 'Shaanxi' }, '610000'],
	[{ state: 'Shanxi' }, '140000'],
	[{ city: 'Suzhou' }, '320500'],
	[{ city: 'Taizhou' }, undefined],
	[{ city: 'Springfield' }, undefined],
])('%j is written in Latin letters and stays so; its code is %s', (fields, code) => {
	const { regionCode, source, ...names } = normalizeRegion(fields);
	expect(names).toEqual(fields);
	expect([regionCode, source]).toEqual(
		code === undefined ? [undefined, undefined] : [code, 'form'],
	);
});

test.each<[string, Record<string, string>]>([
	[
		'江西省南昌市青山湖区文三路1971号',
		{ state: '江西省', city: '南昌市', district: '青山湖区', regionCode: '360111' },
	],
	['深圳南山区科技园', { city: '深圳市', district: '南山区', regionCode: '440305' }],
	['上海市北京西路1号', { state: '上海市', city: '上海市', regionCode: '310000' }],
	['中国北京市朝阳区建国路1号', { district: '朝阳区', regionCode: '110105' }],
])('the address %s tells the region', (street, expected) => {
	expect(normalizeRegion({ street })).toMatchObject({ ...expected, source: 'address' });
});

test('the form goes before the address, which may only be more precise', () => {
	expect(normalizeRegion({ city: '南昌', street: '江西省南昌西湖区朝阳路1802' })).toMatchObject({
		regionCode: '360103',
		source: 'form',
	});
	expect(normalizeRegion({ city: '上海', street: '北京市朝阳区建国路1号' })).toMatchObject({
		regionCode: '310000',
	});
});

test('cells that contradict each other or say more keep what they say', () => {
	expect(normalizeRegion({ state: '广东', city: '上海' })).toMatchObject({
		state: '广东',
		city: '上海市',
	});
	expect(normalizeRegion({ city: '东莞市长安镇' })).toMatchObject({
		city: '东莞市长安镇',
		regionCode: '441900',
	});
	expect(normalizeRegion({ city: '昆山市', district: '玉山镇' })).toMatchObject({
		city: '昆山市',
		district: '玉山镇',
	});
});

test('other countries are left alone', () => {
	expect(normalizeRegion({ country: 'JP', city: '大阪', street: '北京市朝阳区' })).toEqual({
		city: '大阪',
	});
	expect(normalizeRegion({ country: 'DE', state: 'Bayern' })).toEqual({ state: 'Bayern' });
	expect(normalizeRegion({})).toEqual({});
});

test('an area code hints at a city, a mobile number at nothing', () => {
	expect(regionOfPhone('+8675586213344')).toEqual({ regionCode: '440300', confidence: 'high' });
	expect(regionOfPhone('+861058888888')).toEqual({ regionCode: '110100', confidence: 'high' });
	expect(regionOfPhone('+862858888888')).toEqual({ regionCode: '510100', confidence: 'medium' });
	expect(regionOfPhone('+8613800138000')).toBeUndefined();
	expect(regionOfPhone('+4989123456780')).toBeUndefined();
	expect(regionOfPhone('nonsense')).toBeUndefined();
});

test('a credit code names the deepest region that still exists', () => {
	const registeredIn = (place: string) => {
		const body = `91${place}00000000X`;
		return regionOfCreditCode(body + creditCodeCheckCharacter(body));
	};
	expect(registeredIn('110108')).toBe('110108');
	expect(registeredIn('330103')).toBe('330100'); // 下城区, merged away in 2021
	expect(registeredIn('100000')).toBeUndefined();
	expect(regionOfCreditCode('9144030071526726XG')).toBe('440300');
	expect(regionOfCreditCode('110108')).toBeUndefined();
});

test('normalising twice is normalising once, and no text is lost', () => {
	const place = fc.option(
		fc.oneof(
			anyText,
			fc.constantFrom(
				'上海',
				'昆山',
				'广东省',
				'南山',
				'市辖区',
				'深圳市南山区',
				'Shenzhen',
				'海南',
			),
		),
		{ nil: undefined },
	);
	fc.assert(
		fc.property(place, place, place, place, (state, city, district, street) => {
			const once = normalizeRegion({ state, city, district, street });
			const twice = normalizeRegion({ street, ...once });
			expect({ ...twice, source: once.source }).toEqual(once);
		}),
		{ numRuns: 1000 },
	);
});
