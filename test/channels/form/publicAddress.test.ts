import { addressForVisitors, addressReach } from '../../../channels/form/publicAddress';

test.each([
	['https://n8n.example.com/form/contact', 'public'],
	['https://203.0.113.5/form/contact', 'public'],
	['https://[2001:db8::1]/form/contact', 'public'],
	['http://localhost:5678/form/contact', 'computer'],
	['http://127.0.0.1:5678/form/contact', 'computer'],
	['http://[::1]:5678/form/contact', 'computer'],
	['http://192.168.1.4:5678/form/contact', 'network'],
	['http://172.20.0.3/form/contact', 'network'],
	['http://172.32.0.3/form/contact', 'public'],
	['http://[fd00::2]/form/contact', 'network'],
	['http://n8n:5678/form/contact', 'network'],
	['http://n8n.fritz.local/form/contact', 'network'],
])('%s can be opened by: %s', (address, reach) => {
	expect(addressReach(address)).toBe(reach);
});

test('where n8n believes to be at localhost, the request tells the address', () => {
	const local = 'http://localhost:5678/form/contact';
	expect(addressForVisitors(local, 'https://n8n.example.com')).toBe(
		'https://n8n.example.com/form/contact',
	);
	expect(addressForVisitors(local, undefined)).toBe(local);
	expect(addressForVisitors(local, 'http://bad host')).toBe(local);
	const told = 'https://forms.example.com/n8n/form/contact';
	expect(addressForVisitors(told, 'http://10.0.0.3:5678')).toBe(told);
});
