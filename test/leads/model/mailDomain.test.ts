import { classifyMailDomain, registrableDomain } from '../../../leads/model/mailDomain';

test.each([
	['qq.com', 'free'],
	['vip.qq.com', 'free'],
	['163.com', 'free'],
	['139.com', 'free'],
	['wo.cn', 'free'], // missing in the list of free domains
	['21cn.com', 'free'], // wrongly in the list of throw-away domains
	['tom.com', 'free'],
	['gmail.com', 'free'],
	['GMX.at', 'free'],
	['rediffmail.com', 'free'],
	['mailinator.com', 'disposable'],
	['yopmail.com', 'disposable'],
	['inbox.mailinator.com', 'disposable'],
	['example.com.cn', 'company'],
	['sales.example.de', 'company'],
	['xn--fsqu00a.xn--fiqs8s', 'company'],
	['192.168.0.1', 'unknown'],
	['com', 'unknown'],
	['localhost', 'unknown'],
	['', 'unknown'],
])('%s is %s', (domain, kind) => {
	expect(classifyMailDomain(domain)).toBe(kind);
});

test.each([
	['mail.example.com.cn', 'example.com.cn'],
	['www.example.co.uk.', 'example.co.uk'],
	['Example.COM', 'example.com'],
	['www.例子.中国', 'xn--fsqu00a.xn--fiqs8s'],
	['co.uk', undefined],
	['192.168.0.1', undefined],
	['a b', undefined],
	['', undefined],
	['a'.repeat(10_000), undefined],
])('the registrable domain of %j is %j', (host, domain) => {
	expect(registrableDomain(host)).toBe(domain);
});
