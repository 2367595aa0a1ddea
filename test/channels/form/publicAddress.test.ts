import { addressReach } from '../../../channels/form/publicAddress';

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
	['https://n8n.example.com/form-test/contact', 'test'],
	['https://example.com/n8n/webhook-test/contact', 'test'],
])('%s can be opened by: %s', (address, reach) => {
	expect(addressReach(address)).toBe(reach);
});
