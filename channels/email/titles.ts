/** Endings of Chinese job titles. */
const HAN_TITLE =
	/^[\p{Script=Han}A-Za-z&（）()]{0,14}(?:总监|经理|主管|主任|总裁|董事长|董事|工程师|专员|助理|采购员|业务员|代表|顾问|秘书|会计|厂长|科长|部长|处长|院长|所长|店长|组长|教授|研究员|设计师|架构师|负责人|合伙人|创始人|总经理|采购|销售|老板|校长|技术员|总工|CEO|CTO|CFO|COO)$/u;

/** Words that titles are made of; one is enough in a short piece. */
const LATIN_TITLE =
	/\b(?:director|manager|engineer|ceo|cto|cfo|coo|cmo|cio|cpo|president|head of|vp|vice president|buyer|purchaser|purchasing|procurement|sales|executive|officer|founder|co-founder|owner|partner|consultant|analyst|specialist|assistant|supervisor|coordinator|representative|technician|designer|architect|developer|professor|lead|secretary|accountant|merchandiser|geschäftsführer(?:in)?|leiter(?:in)?|einkauf|einkäufer(?:in)?|vertrieb|vertriebsleiter(?:in)?|prokurist(?:in)?|ingenieur(?:in)?|sachbearbeiter(?:in)?|assistenz|directeur|directrice|responsable|acheteur|acheteuse|gérante?|ingénieure?|chargée? d['’].{1,20}|chef de .{1,20})\b/i;

/** Whether a piece of a signature is a job title in Chinese, English, German or French. */
export function isTitle(text: string): boolean {
	if (text.length < 2 || text.length > 60 || /[\d@:：!?！？。]/.test(text)) return false;
	return HAN_TITLE.test(text) || (text.split(' ').length <= 7 && LATIN_TITLE.test(text));
}
