import { compareAddresses, readAddress } from '../../../../leads/matching/values/address';
import {
	compareCodes,
	compareDays,
	readCode,
	readDay,
} from '../../../../leads/matching/values/code';
import { compareMailboxes, readMailbox } from '../../../../leads/matching/values/mailbox';
import {
	compareOrganisations,
	readOrganisation,
} from '../../../../leads/matching/values/organisation';
import {
	areStrangers,
	comparePersons,
	type Person,
	personLevels,
	readPerson,
} from '../../../../leads/matching/values/person';
import { compareTelephones, readTelephones } from '../../../../leads/matching/values/telephone';
import { compareTitles, readTitle, titleLevels } from '../../../../leads/matching/values/title';
import { agreementLevels, compareWords, readWord } from '../../../../leads/matching/values/word';

type Read<Value> = (raw: string) => Value | undefined;
type Compare<Value> = (a: Value, b: Value) => number;

/** The level by name, the same both ways. */
function levelOf<Value>(
	read: Read<Value>,
	compare: Compare<Value>,
	levels: readonly string[],
): (a: string, b: string) => string {
	return (a, b) => {
		const one = read(a);
		const other = read(b);
		if (one === undefined || other === undefined) return 'missing';
		expect(compare(one, other)).toBe(compare(other, one));
		return levels[compare(one, other) - 1];
	};
}

const person = levelOf(readPerson, comparePersons, personLevels);
const organisation = levelOf(readOrganisation, compareOrganisations, agreementLevels);
const mailbox = levelOf(readMailbox, compareMailboxes, agreementLevels);
const word = levelOf(readWord, compareWords, agreementLevels);
const title = levelOf(readTitle, compareTitles, titleLevels);
const address = levelOf(readAddress, compareAddresses, agreementLevels);
const code = levelOf(readCode, compareCodes, agreementLevels);
const day = levelOf(readDay, compareDays, agreementLevels);
const phone = levelOf(readTelephones, compareTelephones, agreementLevels);

test.each([
	['王伟', '王伟', 'same'],
	['张偉', '張伟', 'same'],
	['王　伟', '王伟先生', 'same'],
	['王伟', 'Wei Wang', 'otherScript'],
	['王伟', 'WANG Wei', 'otherScript'],
	['王伟', 'WangWei', 'otherScript'],
	['John Smith', 'SMITH, John', 'same'],
	['Dr. Jane Roe', 'jane roe', 'same'],
	['Robert Hauck', 'Bob Hauck', 'nickname'],
	['J. Smith', 'John Smith', 'initial'],
	['Jon Smiht', 'Jon Smith', 'slip'],
	['邢雁祥', '邢祥雁', 'slip'],
	['王先生', '王伟', 'surnameOnly'],
	['Mr. Smith', 'John Smith', 'surnameOnly'],
	['王伟', '王玮', 'slip'],
	['王伟', '王芳', 'sameFamily'],
	['张小伟', '张小明', 'sameFamily'],
	['刘志娜', '杨志娜', 'different'],
	['John Smith', 'Jane Smith', 'sameFamily'],
	['王伟', '李娜', 'different'],
	['王伟', 'Na Li', 'different'],
	['王伟', '', 'missing'],
	['n/a', '王伟', 'missing'],
])('person %s and %s: %s', (a, b, level) => {
	expect(person(a, b)).toBe(level);
});

test.each([
	['深圳市腾讯科技有限公司', '腾讯科技（深圳）有限责任公司', 'same'],
	['深圳市騰訊科技有限公司', '腾讯科技', 'same'],
	['北京字节跳动科技有限公司', '北京字节跳动网络技术有限公司', 'close'],
	['Acme Inc.', 'ACME LLC', 'same'],
	['Acme Tools Ltd (Sales)', 'Acme Tools, Limited', 'same'],
	['苏州木数医疗器械有限公司', 'Suzhou Mushu Medical Devices Co., Ltd', 'close'],
	['上海智云科技有限公司', '上海智远科技有限公司', 'different'],
	['北京银行', '南京银行', 'different'],
	['Rosenbaum Ritchie Textiles', 'Rosengaum Ritchie Textiles', 'similar'],
	['Acme Inc.', 'Apex Inc.', 'different'],
])('company %s and %s: %s', (a, b, level) => {
	expect(organisation(a, b)).toBe(level);
});

test.each([
	['Jane.Roe+web@gmail.com', 'janeroe@googlemail.com', 'same'],
	['mailto:JANE@EXAMPLE.COM', 'ｊａｎｅ@example.com', 'same'],
	['jane@example.com', 'jane@exmaple.com', 'close'],
	['jane@example.com', 'jnae@example.com', 'close'],
	['jane.roe@example.com', 'jane.roe@example.org', 'similar'],
	['jane@example.com', 'bob@example.com', 'different'],
])('mailbox %s and %s: %s', (a, b, level) => {
	expect(mailbox(a, b)).toBe(level);
});

test.each([
	['+86 138 0013 8000', '13800138000', 'same'],
	['0086-13800138000', '１３８００１３８０００', 'same'],
	['13800138000 / jane@example.com', '13800138000', 'same'],
	['13800138000', '13800138001', 'close'],
	['13800138000', '13900139000', 'different'],
])('phone %s and %s: %s', (a, b, level) => {
	expect(phone(a, b)).toBe(level);
});

test('four last digits that differ are another person, not 90 % of one', () => {
	expect(phone('+1 415 555 1234', '+1 415 555 5678')).toBe('different');
});

test.each([
	['maria', 'Mária', 'same'],
	['catherine', 'cathrine', 'close'],
	['北京', 'Beijing', 'close'],
	['william', 'bill', 'similar'],
	['anna', 'robert', 'different'],
	['伟', '玮', 'similar'],
	['伟', '芳', 'different'],
])('word %s and %s: %s', (a, b, level) => {
	expect(word(a, b)).toBe(level);
});

test.each([
	["arnie morton's of chicago", 'arnie mortons chicago', 'reordered'],
	['Smith John', 'John Smith', 'reordered'],
	['Jon Smith', 'John Smith', 'close'],
	['fenix', 'fenix at the argyle', 'similar'],
	['Golden Lion', 'Silver Bear', 'different'],
	['Episode 10', 'Episode 15', 'different'],
	['Episode 5', 'Episode 15', 'different'],
	['Episode 1', 'Episode 11', 'different'],
	['商品1', '商品15', 'different'],
	['Episode 01', 'Episode 1', 'close'],
	['Acme Phone 8GB', 'Acme Phone 8 GB', 'similar'],
	['1,000 widgets in a box', '1000 widgets in a box', 'similar'],
	['Panasonic TC-37LZ85 television', 'Panasonic TC-42LZ85 television', 'different'],
	['Sony Turntable PSLX350H', 'Sony PS-LX350H Turntable', 'part'],
	['Espresso machine X200', 'Espresso machine', 'similar'],
	['Annual report 2024 part 2', 'Annual report 2024', 'similar'],
	["Bob Smith's Bakery", 'Smith Bakery, Robert', 'close'],
	['J Smith', 'John Smith', 'close'],
	['Conference on the management of data', 'Conferense on data managemnt', 'close'],
	['one two three four five six seven', 'one two three four ten eleven twelve', 'part'],
	['one two three four five six seven', 'one two three eight ten eleven twelve', 'different'],
])('title %s and %s: %s', (a, b, level) => {
	expect(title(a, b)).toBe(level);
});

test.each([
	['435 s. la cienega blv.', '435 S La Cienega Boulevard', 'close'],
	['苏州市工业园区延安路1011号财富中心2619室', '苏州工业园区延安路1011#财富中心2619', 'close'],
	['北京市朝阳区民生路12号301室', 'Room 301, No.12 Minsheng Road, Chaoyang, Beijing', 'close'],
	['12 oak street', '99 elm avenue', 'different'],
])('address %s and %s: %s', (a, b, level) => {
	expect(address(a, b)).toBe(level);
});

test.each([
	['7', '007', 'same'],
	['5329612', '5329621', 'close'],
	['5329612', '1234567', 'different'],
])('code %s and %s: %s', (a, b, level) => {
	expect(code(a, b)).toBe(level);
});

test.each([
	['1983-03-07', '07/03/1983', 'same'],
	['19830307', '1983-07-03', 'close'],
	['1983-03-07', '1973-03-07', 'close'],
	['1983-03-07', '1983-03-29', 'similar'],
	['1983-03-07', '1984-02-28', 'vague'],
	['1983-03-07', '1950-11-21', 'different'],
])('day %s and %s: %s', (a, b, level) => {
	expect(day(a, b)).toBe(level);
});

function read(name: string): Person {
	const found = readPerson(name);
	if (!found) throw new Error('no person');
	return found;
}

test('strangers have nothing in their names alike; a slip or a missing name makes nobody a stranger', () => {
	expect(areStrangers(read('王伟'), read('李娜'))).toBe(true);
	expect(areStrangers(read('王总'), read('WaangJianming'))).toBe(false);
	expect(areStrangers(read('Jane Roe'), read('Roe, Jnae'))).toBe(false);
	expect(areStrangers(read('Jane'), read('王伟'))).toBe(false);
});
