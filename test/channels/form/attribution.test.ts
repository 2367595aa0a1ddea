import { readAttribution } from '../../../channels/form/attribution';

const now = Date.UTC(2026, 4, 1);

function read(address: string, referrer?: string) {
	const query = new Map([...new URL(address).searchParams].map(([name, value]) => [name, [value]]));
	return readAttribution(query, address, referrer, now);
}

test('keeps UTM values, the click id with its kind, landing page and referrer', () => {
	const address =
		'https://n8n.example.com/form/contact?utm_source=baidu&utm_medium=cpc&utm_campaign=spring&utm_term=crm&utm_content=a&utm_id=7&bd_vid=123&src=expo';
	expect(read(address, 'https://www.example.com/pricing').fields).toEqual({
		utmSource: 'baidu',
		utmMedium: 'cpc',
		utmCampaign: 'spring',
		utmTerm: 'crm',
		utmContent: 'a',
		utmId: '7',
		clickId: '123',
		clickIdType: 'bd_vid',
		source: 'expo',
		landingUrl: address,
		referrer: 'https://www.example.com/pricing',
	});
});

test('of several click ids the surest names the lead, and all are kept', () => {
	const { fields, parameters } = read('https://x.example.com/?clickid=c&gdt_vid=t&gclid=g&_fbp=p');
	expect(fields).toMatchObject({ clickId: 'g', clickIdType: 'gclid' });
	expect(parameters).toEqual({ clickid: 'c', gdt_vid: 't', gclid: 'g', _fbp: 'p' });
});

test('an embedding page tells its own address and referrer, which the frame cannot know', () => {
	const query = new URLSearchParams({
		lf_page: 'https://www.example.com/landing?gclid=1',
		lf_referrer: 'https://search.example.net/',
	});
	expect(
		read(`https://n8n.example.com/form/x?${query}`, 'https://www.example.com/').fields,
	).toMatchObject({
		landingUrl: 'https://www.example.com/landing?gclid=1',
		referrer: 'https://search.example.net/',
	});
});

test('a first touch is taken over when it has a source and lies in the past', () => {
	const touch =
		'lf_first_source=wechat&lf_first_campaign=may&lf_first_url=https://www.example.com/a';
	expect(
		read(`https://x.example.com/?${touch}&lf_first_at=2026-04-01T08:00:00Z`).firstTouch,
	).toEqual({
		at: '2026-04-01T08:00:00.000Z',
		source: 'wechat',
		campaign: 'may',
		landingUrl: 'https://www.example.com/a',
	});
	expect(read(`https://x.example.com/?${touch}&lf_first_at=2027-01-01`).firstTouch).toBeUndefined();
	expect(read(`https://x.example.com/?${touch}`).firstTouch).toBeUndefined();
	expect(read('https://x.example.com/?lf_first_at=2026-04-01').firstTouch).toBeUndefined();
});

test('an address that no browser opens as a page is none', () => {
	const query = new Map([['lf_page', ['javascript:alert(1)']]]);
	expect(readAttribution(query, 'data:text/html,x', 'ftp://a/', now).fields).toEqual({});
});

test('overlong values are cut to what a lead keeps', () => {
	const { fields } = read(
		`https://x.example.com/?utm_source=${'a'.repeat(5000)}&gclid=${'b'.repeat(5000)}`,
	);
	expect(fields.utmSource).toHaveLength(200);
	expect(fields.clickId).toHaveLength(500);
	expect(fields.landingUrl).toHaveLength(2000);
});
