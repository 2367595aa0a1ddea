import { domainLibrary, freeMailDomains } from './libraries';

export type MailDomainClass = 'free' | 'disposable' | 'company' | 'unknown';

/** Registrable domain of a host (`mail.example.co.uk` → `example.co.uk`), or null where there is none. */
export function registrableDomain(host: string): string | null {
	return domainLibrary().getDomain(host.slice(0, 255).toLowerCase());
}

let free: ReadonlySet<string> | undefined;

export function classifyMailDomain(domain: string): MailDomainClass {
	free ??= new Set([...freeMailDomains(), 'wo.cn']);
	return free.has(domain.toLowerCase()) ? 'free' : 'company';
}
