import { createRequire } from 'node:module';

function once<Library>(load: () => Library): () => Library {
	let loaded: Library | undefined;
	return () => (loaded ??= load());
}

/*
 * Normalising is synchronous and these libraries take 10 to 80 ms to load, so each is required when
 * the first value needs it; most values never do. The build bundles what is required by name here.
 */
function loaders() {
	const require = createRequire(__filename);
	return {
		area: once((): typeof import('@vant/area-data') => require('@vant/area-data')),
		disposable: once((): typeof import('disposable-email-domains') =>
			require('disposable-email-domains'),
		),
		domain: once((): typeof import('tldts') => require('tldts')),
		free: once((): typeof import('free-email-domains') => require('free-email-domains')),
		phone: once((): typeof import('libphonenumber-js/max') => require('libphonenumber-js/max')),
		pinyin: once((): typeof import('pinyin-pro') => require('pinyin-pro')),
	};
}

const libraries = loaders();

/** Phone numbers of all countries, with the metadata that tells mobiles from landlines. */
export const phoneLibrary = libraries.phone;

/** Public suffix list. */
export const domainLibrary = libraries.domain;

/** Readings of Han characters. */
export const pinyinLibrary = libraries.pinyin;

/** Domains where anybody can have a mailbox. */
export const freeMailDomains = libraries.free;

/** Domains of throw-away mailboxes, sorted. */
export const disposableMailDomains = libraries.disposable;

/** GB/T 2260: names of provinces, cities and districts by their codes. */
export const areaLibrary = libraries.area;
