/**
 * Chinese surnames by the reading they have as a surname (曾 is zeng, 单 is shan), simplified and
 * traditional. Words that are rarely a surname and often begin a nickname or a department (来, 国,
 * 有 …) are left out: an unknown surname is no evidence, a wrong one splits a person in two.
 */
const SINGLE = `ai艾爱 an安 ao敖 ba巴 bai柏白 ban班 bao鲍包暴鮑 bei贝貝 ben贲賁 bi毕畢 bian卞边邊 bing邴 bo薄伯
bu卜步 cai蔡 cang苍仓蒼倉 cao曹 cen岑 chai柴 chang昌常 chao晁巢 che车車 chen陈谌陳諶 cheng程成承 chi池迟遲 chong充 chu褚储楚初儲
cong从從 cui崔 dai戴代岱 dan但 dang党黨 deng邓鄧 di狄邸 diao刁 ding丁 dong董东東 dou窦竇 du杜堵都 duan段 e鄂 fa法 fan范樊範
fang方房 fei费費 feng冯凤酆封丰逢馮鳳豐 fu傅伏富符扶福付 gan干甘 gao高郜 ge葛戈盖蓋 geng耿 gong龚弓宫贡巩龔宮貢鞏
gou勾缑苟 gu顾谷古辜顧 guan管关關 guang广廣 gui桂归歸 guo郭 ha哈 han韩韓 hang杭 hao郝 he何贺和赫賀 heng衡 hong洪弘
hou侯郈 hu胡扈 hua华花滑華 huai怀懷 huan宦桓 huang黄皇黃 hui惠 huo霍 ji计纪季吉嵇汲蓟籍姬冀暨計紀薊 jia贾家郏賈
jian简簡 jiang蒋姜江蔣 jiao焦矫矯 jie揭 jin金靳晋晉 jing经井景荆敬經荊 ju居鞠剧 kan阚闞 kang康亢 ke柯 kong孔空 kou寇
kuai蒯 kuang匡况旷鄺邝 kui夔 lai赖莱賴 lan蓝兰藍蘭 lang郎 lao劳勞 lei雷 leng冷 li李厉黎郦利栗厲酈 lian廉连练連
liang梁 liao廖 lin林蔺藺 ling凌 liu柳刘劉 long龙隆龍 lou娄楼婁樓 lu鲁路卢陆禄逯芦鹿魯盧陸祿蘆 luan栾欒 lun伦 luo罗骆雒羅駱
lv吕呂 ma马馬 mai麦麥 man满滿 mao毛茅 mei梅 men门 meng孟蒙 mi米糜宓 miao苗缪繆 min闵閔 ming明 mo莫墨 mou牟 mu穆牧慕
na那 nai佴 ni倪 nian年 nie聂乜聶 ning宁寧 niu钮牛鈕 nong农農 ou欧区歐區 pan潘 pang庞逄龐 pei裴 peng彭蓬 pi皮 piao朴
ping平 pu蒲濮浦 qi戚齐祁亓綦齊 qian钱錢 qiang强強 qiao乔谯喬譙 qie郄 qin秦钦琴欽 qing卿 qiu邱裘秋仇丘 qu屈麴璩瞿 quan全权權
que阙闕 ran冉 rao饶饒 ren任 rong荣戎容融榮 ru茹汝 ruan阮 rui芮 sang桑 sha沙 shan单單 shang尚商 shao邵韶 she厍佘厙
shen沈莘申慎瀋 sheng盛 shi施史时石师時師 shou寿壽 shu舒束殳 shuai帅帥 shuang双雙 si司 song宋松 su苏宿粟蘇 sui隋 sun孙孫
suo索 ta褟 tai邰 tan谈谭檀覃談譚 tang唐汤湯 tao陶 teng滕腾騰 tian田 tong童通佟仝 tou钭 tu屠涂塗 tuo庹 wan万萬 wang王汪
wei卫魏韦危隗蔚尉衛韋 wen闻温文聞溫 weng翁 wo沃 wu吴邬伍巫乌武毋吳鄔烏 xi奚席郗习習 xia夏 xian咸冼鲜鮮 xiang项向相項
xiao萧肖蕭 xie谢解謝 xin辛 xing邢幸 xiong熊 xu许徐胥须許須 xuan宣禤 xue薛 xun荀 yan严颜燕晏阎闫鄢岩嚴顏閻閆
yang杨羊仰阳楊陽 yao姚尧堯 ye叶葉 yi羿伊易益 yin殷尹印阴鄞陰 ying应應 yong雍 you尤游 yu喻俞于余禹虞郁於鱼庾魚
yuan袁元原苑 yue乐越岳樂 yun云雲 zai宰 zan昝 zang臧 zeng曾 zha查 zhai翟 zhan湛詹占 zhang张章仉張 zhao赵趙 zhen甄
zheng郑鄭 zhi支植 zhong钟仲锺鍾鐘 zhou周 zhu朱祝诸竺諸 zhuang庄莊 zhuo卓禚 zi訾 zong宗 zou邹鄒 zu祖 zuo左`;

const COMPOUND = `ouyang欧阳,歐陽,欧陽 taishi太史 duanmu端木 shangguan上官 sima司马,司馬 dongfang东方,東方 dugu独孤,獨孤
nangong南宫,南宮 moqi万俟 wenren闻人,聞人 xiahou夏侯 zhuge诸葛,諸葛 yuchi尉迟,尉遲 gongyang公羊 helian赫连,赫連
tantai澹台 huangfu皇甫 zongzheng宗政 puyang濮阳,濮陽 gongye公冶 taishu太叔 shentu申屠 gongsun公孙,公孫 murong慕容
zhongsun仲孙 zhongli钟离,鍾離 zhangsun长孙,長孫 yuwen宇文 situ司徒 xianyu鲜于,鮮于 sikong司空 lvqiu闾丘 qiguan亓官
sikou司寇 wuma巫马 gongxi公西 zhuansun颛孙 rangsi壤驷 gongliang公良 qidiao漆雕 yuezheng乐正 guliang谷梁 tuoba拓跋
xuanyuan轩辕,軒轅 linghu令狐 duangan段干 baili百里 huyan呼延 dongguo东郭 nanmen南门 yangshe羊舌 liangqiu梁丘 zuoqiu左丘
dongmen东门 ximen西门 diwu第五 nalan纳兰,納蘭 wanyan完颜 yehe叶赫 aixin爱新`;

/**
 * Other spellings of a reading in Latin letters: Hong Kong, Macao, Taiwan, Singapore, Malaysia, a
 * second Mandarin reading, and ü. A spelling may stand for several surnames.
 */
const SPELLINGS = `wang:wong,ong li:lee,lei zhang:cheung,chang,teo liu:lau,liew,low chen:chan,tan,chin yang:yeung,young,yeo
huang:wong,ng,ooi zhao:chiu,chao wu:ng,goh zhou:chow,chou,chew xu:hsu,tsui,hui,koh sun:suen zhu:chu,choo ma:mah hu:woo,wu
guo:kwok,kuo,quek he:ho,hoh lin:lam,lim luo:law,lo,loh liang:leung,neo song:soong zheng:cheng,tay,teh xie:tse,hsieh,chia
tang:tong,teng han:hon feng:fung deng:tang,teng cao:tso peng:pang,phang zeng:tsang,chan xiao:siu,hsiao,seow tian:tin dong:tung
pan:poon,phua yuan:yuen cai:choi,tsai,chua,choy jiang:kiang,kong,chiang yu:yue,yee du:to,tu ye:yip,yeh,yap cheng:ching wei:ngai
su:so,soh lv:lu,lyu,lui ding:ting ren:yam lu:lo,loke yao:yiu,yeo zhong:chung,choong fang:fong,png jin:kam,kim,chin shi:sze,shek
tan:tam,tham,qin xiong:hung meng:mang qin:chun yan:yim,ngan hou:hau lei:lui long:lung tao:to qian:chin gu:koo mo:mok mao:mo
qiu:yau,khoo shao:siu wan:man tang:tong ou:au ouyang:auyeung,auyong situ:szeto piao:park,pu,bak zhan:chim lai:lye yin:wan
shen:sum,sham zeng:tseng ge:gai,kot yue:ngok,le chen:shen zhai:di xian:sin guan:kwan lao:lo liao:liu she:shea mai:mak`;

const readings = new Map<string, string>();
for (const entry of `${SINGLE} ${COMPOUND}`.split(/\s+/)) {
	const reading = /^[a-z]+/.exec(entry)?.[0] ?? '';
	const surnames = entry.slice(reading.length);
	for (const surname of COMPOUND.includes(entry) ? surnames.split(',') : surnames) {
		readings.set(surname, reading);
	}
}

const spellings = new Map<string, readonly string[]>();
for (const entry of SPELLINGS.split(/\s+/)) {
	const [reading, others] = entry.split(':');
	spellings.set(reading, [...(spellings.get(reading) ?? [reading]), ...others.split(',')]);
}

const latinSurnames = new Set([...readings.values(), ...[...spellings.values()].flat()]);

/** The surname that a Han name begins with: two characters (欧阳) or one, or undefined. */
export function leadingSurname(name: string): string | undefined {
	const [first = '', second = ''] = name;
	if (second !== '' && readings.has(first + second)) return first + second;
	return readings.has(first) ? first : undefined;
}

/** Pinyin of a Chinese surname, `lv` for 吕; undefined when it is not in the list. */
export function surnameReading(surname: string): string | undefined {
	return readings.get(surname);
}

/** The reading of a surname first, then the other spellings it has in Latin letters. */
export function surnameSpellings(reading: string): readonly string[] {
	return spellings.get(reading) ?? [reading];
}

/** Whether a Latin word in lower case is a spelling of a Chinese surname. */
export function isChineseSurname(word: string): boolean {
	return latinSurnames.has(word);
}
