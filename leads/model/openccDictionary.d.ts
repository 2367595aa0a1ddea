/** Traditional characters and their simplified forms: `㑯 㑔|㑳 㑇|…`, several forms apart by a space. */
declare module 'opencc-js/dict/TSCharacters' {
	const pairs: string;
	export default pairs;
}
