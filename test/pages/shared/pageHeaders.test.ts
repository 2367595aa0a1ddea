import { contentSecurityPolicy, newNonce, pageHeaders } from '../../../pages/shared/pageHeaders';

function directives(policy: string): Record<string, string> {
	return Object.fromEntries(
		policy.split('; ').map((directive) => {
			const [name, ...values] = directive.split(' ');
			return [name, values.join(' ')];
		}),
	);
}

test('a page may use its own style and nothing else, and nobody may frame it', () => {
	expect(directives(contentSecurityPolicy({ nonce: 'abc' }))).toEqual({
		'default-src': "'none'",
		'style-src': "'nonce-abc'",
		'img-src': 'https: data:',
		'form-action': "'self'",
		'frame-ancestors': "'none'",
		'base-uri': "'none'",
	});
	expect(pageHeaders({ nonce: 'abc' })).toMatchObject({
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'referrer-policy': 'same-origin',
	});
});

test('allowed sites may frame it, as origins', () => {
	const policy = {
		nonce: 'n',
		frameAncestors: ['https://www.example.com/page', 'http://localhost:8080'],
	};
	expect(directives(contentSecurityPolicy(policy))['frame-ancestors']).toBe(
		"'self' https://www.example.com http://localhost:8080",
	);
	expect(pageHeaders(policy)).not.toHaveProperty('x-frame-options');
});

test('no site text can smuggle a directive in', () => {
	const sites = [
		"https://a.example; script-src 'unsafe-inline'",
		'*',
		"'self'",
		'https://*',
		'data:',
		'a\nb',
		'https://a.example,https://b.example',
	];
	const policy = contentSecurityPolicy({ nonce: 'n', frameAncestors: sites, formAction: sites });
	expect(policy).not.toMatch(/script-src|unsafe|\*|\n|,/);
});

test('a script and its connections are allowed only where a page has them', () => {
	const policy = directives(
		contentSecurityPolicy({ nonce: 'n', script: true, connect: ["'self'"] }),
	);
	expect(policy).toMatchObject({ 'script-src': "'nonce-n'", 'connect-src': "'self'" });
});

test('each nonce is another', () => {
	expect(newNonce()).not.toBe(newNonce());
	expect(newNonce()).toMatch(/^[\w-]{24}$/);
});
