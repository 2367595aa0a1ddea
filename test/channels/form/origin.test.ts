import { checkOrigin } from '../../../channels/form/origin';

const formUrl = 'https://n8n.example.com/form/contact';

test.each([
	[undefined, 'accepted'],
	['https://n8n.example.com', 'accepted'],
	['http://10.0.0.5:5678', 'accepted'],
	['https://www.example.com', 'accepted'],
	['null', 'opaque'],
	['https://evil.example.net', 'foreign'],
	['https://n8n.example.com.evil.example.net', 'foreign'],
	['https://n8n.example.com:8443', 'foreign'],
	['http://www.example.com', 'foreign'],
	['nonsense', 'foreign'],
	['', 'foreign'],
])('a post from %p is %s', (origin, verdict) => {
	expect(checkOrigin(origin, formUrl, '10.0.0.5:5678', ['https://www.example.com/'])).toBe(verdict);
});
