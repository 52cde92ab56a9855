/** A character and the two that people write side by side for it ("讠斥" for 诉), three to an entry. */
const SPLIT =
  '诉讠斥诉言斥讼讠公证讠正话讠舌记讠己访讠方诈讠乍调讠周误讠吴认讠人计讠十论讠仑诬讠巫谎讠荒评讠平设讠殳' +
  '投扌殳打扌丁扣扌口抖扌斗拍扌白抢扌仓挂扌圭损扌员持扌寺推扌隹控扌空据扌居抓扌爪扰扌尤拒扌巨护扌户押扌甲拖扌它拆扌斥' +
  '法氵去泄氵世消氵肖波氵皮泡氵包洗氵先注氵主没氵殳汽氵气溅氵贱污氵亏沙氵少油氵由' +
  '银钅艮钱钅戋钉钅丁铁钅失错钅昔针钅十骗马扁骚马蚤驶马史' +
  '假亻叚体亻本信亻言保亻呆代亻弋住亻主催亻崔债亻责仲亻中偷亻俞件亻牛但亻旦律彳聿行彳亍' +
  '媒女某奸女干好女子娃女圭妈女马烧火尧爆火暴炸火乍灯火丁烟火因烂火兰燃火然煤火某灼火勺炎火火' +
  '死歹匕歧止支视礻见祸礻呙曝日暴时日寸明日月权木又机木几板木反梯木弟枪木仓林木木' +
  '隐阝急险阝佥院阝完际阝示降阝夅私禾厶税禾兑种禾中租禾且赔贝咅贩贝反购贝勾贿贝有赂贝各账贝长败贝攵' +
  '维纟隹给纟合绝纟色级纟及职耳只联耳关取耳又肿月中脏月庄肤月夫脸月佥胎月台腿月退肚月土' +
  '踢足易跳足兆跌足失砍石欠破石皮砸石匝碎石卒难又隹对又寸劝又力割害刂利禾刂吐口土吃口乞呕口区吸口及吓口下咬口交' +
  '功工力动云力助且力新亲斤欺其欠部咅阝都者阝邮由阝殴区殳期其月相木目眼目艮睁目争顾厄页预予页领令页协十办伤亻力'

/** Parts that computers write in a shape of their own. */
const SHAPES: Record<string, string> = {
  '⻈': '讠',
  '⺘': '扌',
  '⺡': '氵',
  '⺅': '亻',
  '⻐': '钅',
  '⻖': '阝',
  '⻏': '阝',
  '⺩': '王',
  '⺭': '礻',
}

/**
 * Characters that are written for others because they sound the same, the meant one first. Only where filters are dodged (complaints, law,
 * exposure), and none that makes a word of its own with its neighbours: 局报 or 律诗 would be found in honest text.
 */
const SOUNDS = [
  '诉素速肃塑溯',
  '投头偷透',
  '举巨矩沮',
  '报豹鲍',
  '律绿',
  '师狮失',

  '诈炸榨',
  '曝爆暴瀑',
  '消肖销',
  '协斜鞋',
  '维围唯',
  '权全拳泉',
  '媒梅煤霉',
  '访仿',
  '银寅',
  '监肩煎',
]
/** Written numbers, by digit: as in 幺二三幺五 for 12315. */
const NUMBERS = ['零〇', '一幺壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖']

/** A first and a second half, as one number (`first << 16 | second`, unsigned) → the character that they make. */
const joined = new Map<number, number>()
/** Units that begin a split character, so that others need not ask. */
export const mayBeginSplit = new Uint8Array(0x10000)
/** One unit → the character (or digit) that it is written for, 0 where it stands only for itself. */
export const soundsLike = new Uint16Array(0x10000)

for (const [whole, first, second] of SPLIT.match(/.../gu)!) {
  for (const begin of [first!, ...Object.keys(SHAPES).filter((shape) => SHAPES[shape] === first)]) {
    joined.set(pair(begin.charCodeAt(0), second!.charCodeAt(0)), whole!.charCodeAt(0))
    mayBeginSplit[begin.charCodeAt(0)] = 1
  }
}
for (const [meant, ...written] of SOUNDS) for (const one of written) soundsLike[one.charCodeAt(0)] = meant!.charCodeAt(0)
for (const [digit, written] of NUMBERS.entries()) for (const one of written) soundsLike[one.charCodeAt(0)] = 48 + digit

/** The character that two halves make, 0 for none. */
export const joinedHalves = (first: number, second: number): number => joined.get(pair(first, second)) ?? 0

function pair(first: number, second: number): number {
  return ((first << 16) | second) >>> 0
}
