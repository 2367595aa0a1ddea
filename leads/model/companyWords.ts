/** Words that company names are made of, around the part that is theirs alone. */

/** Chinese legal forms, the longest that fits first. */
export const HAN_LEGAL_FORM =
	/(?:集团|控股)*(?:股份有限公司|有限责任公司|有限公司|股份公司|总公司|集团公司|公司)$|(?:控股)?集团$|(?:特殊普通|普通|有限)?合伙企业$|个体工商户$|个人独资企业$|(?:农民)?专业合作社$|工作室$|商行$|经营部$/u;

/** What a part of a company is called: the ending of 深圳分公司, 朝阳支行, 上海办事处. */
export const HAN_BRANCH =
	/(?:分公司|分行|支行|分理处|办事处|营业部|分店|分校|分院|分厂|分所|代表处)$/u;
/** What ends the name of the company that a branch belongs to. */
export const HAN_HEAD_END =
	/^(.{2,}?(?:公司|集团|银行|事务所|大学|医院|研究院|酒店|证券|保险))(.{2,})$/u;
/** A part named by number or by large region. */
export const HAN_PART =
	/(?:第[一二三四五六七八九十\d]{1,3}|华[东南西北中]|[东西][南北]|[东南西北])$/u;

/** A department behind the name: `苏州天鼎科技股份有限公司-采购`. */
export const DEPARTMENT_TAIL =
	/\s*[-–—_/|:：]\s*(?:[\p{Script=Han}]{0,6}(?:部|处|科|室|组|中心)|采购|销售|市场|研发|技术|财务|人事|行政|总部|客服|工程|生产|运营|sales|purchasing|procurement|marketing|hr|it|r&d|finance|engineering|hq|head office|department|dept\.?)$/iu;

/**
 * What a company does. A name is never reduced to these words: 北京银行 is not 银行.
 * Longest first within an ending, so that 信息技术 goes before 技术.
 */
const HAN_INDUSTRIES = `信息技术 网络技术 网络科技 信息科技 电子科技 生物科技 智能科技 新能源科技 环保科技 软件科技 数码科技 医疗科技 文化传媒
文化传播 文化发展 国际贸易 进出口贸易 进出口 电子商务 供应链管理 供应链 企业管理咨询 企业管理 管理咨询 商务咨询 信息咨询 教育咨询 投资管理
投资咨询 资产管理 股权投资 创业投资 建筑工程 建设工程 装饰工程 建筑装饰 工程技术 工程设计 医疗器械 医药科技 生物医药 生物技术 生物工程 智能装备
智能制造 机械设备 机电设备 机械制造 自动化设备 自动化 精密制造 精密机械 汽车零部件 汽车销售 汽车服务 新材料 新能源 节能环保 环境工程 人力资源
劳务派遣 物业管理 物业服务 房地产开发 置业 地产 房地产 国际物流 国际货运代理 货运代理 餐饮管理 酒店管理 旅行社 广告传媒 融资租赁 信息系统
系统集成 计算机系统 计算机 半导体 集成电路 科技发展 技术开发 技术服务 技术 科技 贸易 商贸 实业 投资 物流 化工 食品 电子 电气 电器 机械 机电 设备
装备 材料 建材 建筑 建设 工程 装饰 设计 制药 药业 医药 医疗 生物 健康 教育 培训 咨询 管理 服务 传媒 传播 文化 广告 网络 软件 信息 数据 智能 通信
通讯 能源 电力 环保 环境 汽车 航空 航运 运输 货运 快递 银行 证券 保险 基金 期货 租赁 金融 控股 发展 开发 产业 工业 农业 渔业 矿业 石油 石化 钢铁
金属 塑料 橡胶 包装 印刷 纺织 服装 服饰 家具 家居 玩具 陶瓷 玻璃 光电 仪器 仪表 餐饮 酒店 旅游 地产 物业 超市 百货 零售 电商 国际 股份 集团 制造
大学 学院 学校 中学 小学 幼儿园 医院 研究院 研究所 设计院 事务所 律师事务所 会计师事务所 出版社 工厂 总厂 厂 中心 协会 商会 基金会 商店 药店 商场`;

const hanIndustries = new Set(HAN_INDUSTRIES.split(/\s+/));

const longestHanIndustry = Math.max(...[...hanIndustries].map((word) => word.length));

/** Whether a text is nothing but one industry word. */
export function isHanIndustry(text: string): boolean {
	return hanIndustries.has(text);
}

/** The longest industry word that a name ends with, '' for none. */
export function industryAtEnd(name: string): string {
	for (let length = Math.min(longestHanIndustry, name.length); length > 0; length -= 1) {
		const ending = name.slice(-length);
		if (hanIndustries.has(ending)) return ending;
	}
	return '';
}

/** Legal forms at the end of Latin names, folded, without punctuation; taken off again and again. */
const LATIN_FORMS = `co ltd|coltd|ltd|limited|inc|incorporated|corp|corporation|llc|llp|lp|plc|gmbh und co kg|gmbh and co kg|gmbh co kg
|gmbh|mbh|ag|kg|kgaa|ohg|ug|ek|ev|sa|sas|sasu|sarl|eurl|bv|nv|spa|srl|srls|sl|slu|ab|as|asa|aps|oy|oyj|pty ltd|pty|pte ltd
|pte|pvt ltd|pvt|private limited|sdn bhd|bhd|kk|ltda|lda|eireli|zrt|kft|doo|dd|sp z oo|sp zoo|sro|as|ooo|oao|zao|pjsc|co|company|cie
|se|scrl|cv|sa de cv|s de rl de cv|wll|fze|fzco|fzc|jsc|tbk|public company limited`;

export const latinForms: readonly (readonly string[])[] = LATIN_FORMS.replace(/\n/g, '')
	.split('|')
	.map((form) => form.split(' '))
	.sort((a, b) => b.length - a.length);

const formsByLastWord = Map.groupBy(latinForms, (words) => words[words.length - 1]);

/** Legal forms whose last word is this one, the longest first. */
export function latinFormsEndingIn(word: string): readonly (readonly string[])[] {
	return formsByLastWord.get(word) ?? [];
}

const LATIN_INDUSTRIES = `technology technologies tech trading trade international industries industry industrial solutions solution
systems system services service consulting consultants consultancy logistics electronics electronic software group holdings holding
media energy robotics analytics plastics retail materials machinery equipment manufacturing engineering pharmaceuticals pharma
pharmaceutical design metals metal foods food partners associates enterprises enterprise global import export bank insurance capital
ventures investment investments development construction chemicals chemical textile textiles automotive auto motors medical health
healthcare biotech biotechnology education university college school hospital hotel hotels travel tours marketing advertising
network networks digital information data telecom communications security power environmental packaging printing furniture garments
apparel jewelry toys sports supply supplies products lab labs studio studios works shop store market and of`;

export const latinIndustries: ReadonlySet<string> = new Set(LATIN_INDUSTRIES.split(/\s+/));

/** East Asian forms that stand before or behind a name in any script. */
export const EAST_ASIAN_FORMS =
	/株式会社|有限会社|合同会社|合資会社|\((?:株|有|合|주|유|有限合伙|普通合伙|特殊普通合伙)\)|주식회사|유한회사/g;
