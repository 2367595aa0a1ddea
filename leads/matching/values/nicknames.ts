/** Given names in English that stand for one another, a family a line; the first is the full one. */
const FAMILIES = `abigail abby gail|alexander alex al sasha xander sandy|alexandra alex sandra sandy lexi|alfred al fred alf
|andrew andy drew|angela angie|anthony tony ant|antonio tony toni|arthur art artie|barbara barb babs barbie|benjamin ben benny benji
|bernard bernie|beverly bev|bradley brad|brian bri|cameron cam|caroline carol carrie|catherine cathy cat kate katie cate|charles charlie chuck chas
|charlotte charlie lottie|christina chris tina christie|christine chris chrissy tina|christopher chris topher kit|clifford cliff
|cynthia cindy|daniel dan danny|david dave davey|deborah deb debbie debby|dennis denny den|donald don donnie|dorothy dot dottie dolly
|douglas doug|edward ed eddie ted ned|edwin ed eddie|eleanor ellie nell nora|elizabeth liz beth betty eliza lizzie betsy libby|emily em emmy
|eugene gene|florence flo|frances fran frankie|francis frank fran|franklin frank|frederick fred freddie rick|gabriel gabe|gabrielle gabby
|geoffrey geoff jeff|george georgie|gerald gerry jerry|gerard gerry|gilbert gil|gregory greg gregg|harold hal harry|harriet hattie|helen nell
|henry hank harry hal|herbert herb bert|howard howie|isabella bella izzy|jacob jake|jacqueline jackie|james jim jimmy jamie|janet jan
|jason jay|jeffrey jeff geoff|jennifer jen jenny jenn|jeremy jerry|jessica jess jessie|joan joanie|john jack johnny jon|jonathan jon johnny nathan
|joseph joe joey|joshua josh|judith judy|julia julie|katherine kate kathy katie kat kitty|kathleen kathy kate|kenneth ken kenny|kimberly kim
|kristen kris|laurence larry|lawrence larry laurie|leonard len leo lenny|leslie les|lillian lily|louis lou louie|lucille lucy|madeline maddie
|margaret maggie meg peggy marge greta|maria mary|martin marty|mary molly polly|matthew matt matty|maximilian max|megan meg|melissa missy mel
|michael mike mick mickey micky|michelle shelly|mitchell mitch|mohammed mohammad muhammad mohamed|nancy nan|natalie nat|natasha tasha
|nathaniel nate nathan nat|nathan nate nat|nicholas nick nicky|nicole nicky nikki|norman norm|oliver ollie|olivia liv livvy|oscar ozzie|pamela pam
|patricia pat patty trish tricia|patrick pat paddy|peter pete|philip phil|phillip phil|phyllis phyl|rachel rae|ralph ralphie|randall randy
|raymond ray|rebecca becky becca|richard rick dick rich richie ricky|robert bob rob bobby robbie bert|roberta bobbie|roger rodge|ronald ron ronnie
|rosemary rose rosie|russell russ|ryan ry|samantha sam sammy|samuel sam sammy|sandra sandy|sarah sally|scott scotty|sebastian seb bas
|sharon shari|sophia sophie|stanley stan|stephanie steph|stephen steve stevie|steven steve stevie|susan sue susie suzy|suzanne sue suzy
|tabitha tabby|teresa terry tess|terence terry|theodore ted teddy theo|theresa terry tess|thomas tom tommy|timothy tim timmy|valerie val
|veronica ronnie|vernon vern|victor vic|victoria vicky tori|vincent vince vinny|virginia ginny|walter walt wally|wayne way|wesley wes
|william will bill billy willy liam|winifred winnie|zachary zach zack`;

const familiesOf = new Map<string, Set<number>>();
for (const [family, names] of FAMILIES.split('|').entries()) {
	for (const name of names.trim().split(/\s+/)) {
		const known = familiesOf.get(name);
		if (known) known.add(family);
		else familiesOf.set(name, new Set([family]));
	}
}

/** The families of names that a given name (folded) belongs to; undefined for most words. */
export function nameFamiliesOf(name: string): ReadonlySet<number> | undefined {
	return familiesOf.get(name);
}

/** Whether two names have a family in common. */
export function shareName(
	a: ReadonlySet<number> | undefined,
	b: ReadonlySet<number> | undefined,
): boolean {
	if (!a || !b) return false;
	for (const family of a) if (b.has(family)) return true;
	return false;
}

/** Whether two given names (folded) are forms of one: bob and robert, tony and anthony. */
export function areNicknames(a: string, b: string): boolean {
	return shareName(familiesOf.get(a), familiesOf.get(b));
}
