import { readSignature } from '../../../channels/email/signature';

describe('readSignature', () => {
	it('reads a Chinese signature', () => {
		const { message, fields, name } = readSignature(
			'您好，\n请报价100台。\n\n此致\n敬礼\n\n王伟 采购经理\n深圳示例科技有限公司\n电话：0755-26000000 手机：138 0013 8000\n传真：0755-26000001\n网址：www.example.org\n地址：深圳市南山区科技路1号',
		);
		expect(message).toBe('您好，\n请报价100台。\n\n此致');
		expect(name).toBe('王伟');
		expect(fields).toEqual({
			title: '采购经理',
			company: '深圳示例科技有限公司',
			phone: '0755-26000000',
			mobile: '138 0013 8000',
			fax: '0755-26000001',
			website: 'www.example.org',
			street: '深圳市南山区科技路1号',
		});
	});

	it('reads an English signature behind two dashes', () => {
		const { message, fields, name } = readSignature(
			'Please send a quote.\n\n-- \nJane Roe | Head of Purchasing\nExample Widgets Ltd.\nT: +44 20 7946 0000 | M: +44 7700 900000\njane.roe@example.org · https://www.example.org/en',
		);
		expect(message).toBe('Please send a quote.');
		expect(name).toBe('Jane Roe');
		expect(fields).toEqual({
			title: 'Head of Purchasing',
			company: 'Example Widgets Ltd.',
			phone: '+44 20 7946 0000',
			mobile: '+44 7700 900000',
			email: 'jane.roe@example.org',
			website: 'https://www.example.org/en',
		});
	});

	it('reads a German signature', () => {
		const { message, fields, name } = readSignature(
			'Bitte um Angebot.\n\nMit freundlichen Grüßen\n\nErika Mustermann\nEinkaufsleiterin\nMuster GmbH\nTel.: +49 30 123456-0\nFax: +49 30 123456-9\nMobil: +49 151 23456789\nwww.example.de',
		);
		expect(message).toBe('Bitte um Angebot.');
		expect(name).toBe('Erika Mustermann');
		expect(fields).toMatchObject({
			company: 'Muster GmbH',
			phone: '+49 30 123456-0',
			fax: '+49 30 123456-9',
			mobile: '+49 151 23456789',
			website: 'www.example.de',
		});
	});

	it('finds a signature that nothing introduces', () => {
		const { message, fields, name } = readSignature(
			'我想要报价，请尽快联系我。\n\n李娜\n示例（上海）贸易有限公司\n13900139000\nlina@example.org',
		);
		expect(message).toBe('我想要报价，请尽快联系我。');
		expect(name).toBe('李娜');
		expect(fields).toEqual({
			company: '示例（上海）贸易有限公司'.normalize('NFKC'),
			mobile: '13900139000',
			email: 'lina@example.org',
		});
	});

	it.each([
		'Please call me at 13800138000 before 2026-05-01.',
		'We need 5000 pieces of part no. 4711-0815.\nThe sales manager will decide.',
		'参考 https://www.example.org/p/1 ，数量100，单价3.50元。',
		'您好',
	])('leaves %j alone', (text) => {
		expect(readSignature(text)).toEqual({ message: text, fields: {} });
	});

	it('keeps a number that stands alone below a closing phrase', () => {
		const { fields } = readSignature(
			'Please send a quote.\n\nBest regards,\nJane Roe\n+44 20 7946 0000',
		);
		expect(fields).toEqual({ phone: '+44 20 7946 0000' });
	});

	it('takes dates and long numbers for no telephone', () => {
		const { fields } = readSignature(
			'Hello there.\n\nRegards\nJane Roe\n2026-10-20\nVAT 12345678901234567890123',
		);
		expect(fields).toEqual({});
	});
});
