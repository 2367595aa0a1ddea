/* eslint-disable @typescript-eslint/no-require-imports --
   Normalising is synchronous and these libraries take 10 to 80 ms to load, so they are required
   when the first value needs them; most values never do. */
import type areaData = require('@vant/area-data');
import type disposableEmailDomains = require('disposable-email-domains');
import type freeEmailDomains = require('free-email-domains');
import type libphonenumber = require('libphonenumber-js/max');
import type pinyinPro = require('pinyin-pro');
import type tldts = require('tldts');

function once<Library>(load: () => Library): () => Library {
	let loaded: Library | undefined;
	return () => (loaded ??= load());
}

/** Phone numbers of all countries, with the metadata that tells mobiles from landlines. */
export const phoneLibrary = once((): typeof libphonenumber => require('libphonenumber-js/max'));

/** Public suffix list. */
export const domainLibrary = once((): typeof tldts => require('tldts'));

/** Readings of Han characters. */
export const pinyinLibrary = once((): typeof pinyinPro => require('pinyin-pro'));

/** Domains where anybody can have a mailbox. */
export const freeMailDomains = once((): typeof freeEmailDomains => require('free-email-domains'));

/** Domains of throw-away mailboxes, sorted. */
export const disposableMailDomains = once((): typeof disposableEmailDomains =>
	require('disposable-email-domains'),
);

/** GB/T 2260: names of provinces, cities and districts by their codes. */
export const areaLibrary = once((): typeof areaData => require('@vant/area-data'));
