/** Lines that are people's names. */
import { foldText } from './lexicon.ts';
import type { Token, TokenKind } from './tokens.ts';
import { FIRST_NAMES } from './words/first-names.ts';
import { isMerchandise } from './words/merchandise.ts';
import { CHINESE_SURNAMES, JAPANESE_SURNAMES } from './words/surnames.ts';
import { simplifiedOf } from './words/traditional.ts';

type Line = { readonly text: string; readonly tokens: readonly Token[] };

const WANTED: ReadonlySet<TokenKind> = new Set(['item', 'size', 'order', 'ask', 'stop', 'vague', 'correction', 'question', 'money', 'times', 'each', 'label', 'total']);

/** `Joaquín Serrano Vela`, and below it his office: a first name and families' names, whatever else they mean. */
export function isFullName(line: Line | undefined, below: string | undefined): boolean {
  const words = (line?.text ?? '').split(' ');
  const isFirst = FIRST_NAMES.has(foldText(words[0] ?? '')) && !isMerchandise(foldText(words[0] ?? ''));
  return isFirst && words.length >= 2 && words.length <= 5 && words.every((word) => /^\p{Lu}[\p{L}'’.-]*$/u.test(word)) && (words.length >= 3 || below === 'signature' || below === 'contact');
}

/** `nico`, `Hannah x`, `Mel Fonseca`: the first of the words is one that people are called by. */
export function isCalled(line: Line | undefined, nameWords: ReadonlySet<string>): boolean {
  const [first = '', ...others] = (line?.text ?? '').replace(/[.!,~ ]+$/, '').replace(/(?<=\p{L}) (?:x{1,3}|xo(?:xo)?)$/u, '').split(' ');
  const isName = (word: string): boolean => /^(?:\p{Lu}[\p{L}'’.-]*|&|y|e|et|und|and|de|del|la|von|van)$/u.test(word) && !nameWords.has(foldText(word)) && !isMerchandise(foldText(word));
  return line !== undefined && FIRST_NAMES.has(foldText(first)) && others.length <= 3 && others.every(isName) && !line.tokens.some((token, at) => WANTED.has(token.kind) && !(token.text === 'x' && at === line.tokens.length - 1));
}

/** Two to four words with capitals, or two to four characters of Han, and nothing else. */
export const isPerson = ({ text, tokens }: Line): boolean => (/^(?:\p{Lu}[\p{L}'’.-]*)(?: (?:(?:de|la|del|von|van|der|y|e|da|di|du|le) )*\p{Lu}[\p{L}'’.-]*){1,3}$/u.test(text) || /^[\p{Script=Han}々]{2,4}$/u.test(text)) && tokens.every(({ kind }) => ['unknown', 'filler', 'chat', 'and', 'end', 'dash'].includes(kind));

/** What is made, eaten and drunk: no end of a person's name. */
const THINGS = /[茶器碗杯壶壺糖饼餅酒菓袋箱缶勺盘盤扇皂布纸紙筒筅米蜜罐盒瓶皿箸盆炉香筆墨花袱巾伞傘灯灯饭飯面麺菜肉魚鱼蛋奶油盐塩酱醤粱麦豆]|パック|ぱっく|セット|せっと|ティー|限定|鉄器/u;

/** `中村彩香`: behind a family name of Japan some of them are in many first names. */
const withoutFirstName = (text: string): string => (JAPANESE_SURNAMES.has(text.slice(0, 2)) ? text.replace(/[香花米麦墨布]/gu, '') : text);

/** Han and kana that name what is made, eaten or drunk, and no office. */
export const isThing = (text: string): boolean => THINGS.test(withoutFirstName(text)) && !/(?:公司|会社|店|部|社|室|会|家|院|屋|舎|堂|園|館|校|寺|宅)/u.test(text) && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々ー ]+$/u.test(text);

/** `青木`, `卢阳`, `小吴`: a line that is a family name in Han, alone or with what one is called by. */
const HONOURED = /^(?:[小老阿]?[\p{Script=Han}]{1,3})(?:先生|女士|小姐|太太|夫人|老师|师傅|同学|经理|主任|老板|阿姨|叔叔|大爷|大妈|大叔|奶奶|爷爷|妈妈|爸爸|姐姐|哥哥|老太|老伯|婆婆)$/u;
const OFFICE = /^[\p{Script=Han}a-z0-9·()& ]{2,24}(?:公司|集团|(?:书|文具|花|茶叶?|食品|杂货|咖啡|百货|礼品|服装|便利|专卖|分|总)店|茶[馆楼庄室行社坊]|茶艺馆|教室|工作室|书[屋院房]|酒店|宾馆|客栈|民宿|餐厅|饭店|咖啡馆|学校|学院|大学|中学|小学|幼儿园|医院|诊所|事务所|中心|协会|研究会|俱乐部|工厂|超市|商[店行社贸]|美术馆|博物馆|图书馆|(?:行政|采购|总务|人事|市场|财务|后勤|办公|企划|营业|客服)[部科处课室])$/iu;

const ROLE = /^(?:[\p{Script=Han}]{2,14}(?:部|科|组|室|店|公司|中心|学院|大学|教室))?(?:行政|采购|店长|经理|总经理|负责人|联系人|老师|主任|助理|秘书|总务|会计|财务|馆长|社长|主厨|厨师长|店主|研究生|学生|主管|专员)?[ :/|,](?<name>[\p{Script=Han}]{2,4})(?:[ /|,(]+(?:分机|电话|手机|tel|内线)[ :.]?[0-9 -]{2,16}\)?)?$/iu;
/** `行政 卓一帆 / 分机6021` */
export function isEasternRole({ text, tokens }: Line): boolean {
  const name = ROLE.exec(simplifiedOf(text).replace(/：/g, ':').replace(/，/g, ',').replace(/　/g, ' ').replace(/ ?([/|,]) ?/g, '$1'))?.groups?.name ?? '';
  return (CHINESE_SURNAMES.has(name.charAt(0)) || /^[小阿老]/u.test(name) || name.charAt(0) === '卓') && !/[茶器碗杯壶罐盒瓶皂饼香]/u.test(name) && !tokens.some((token) => WANTED.has(token.kind));
}

/** `韩奶奶`, `小敏妈妈` */
const isHonoured = (bare: string): boolean => HONOURED.test(simplifiedOf(bare)) && (CHINESE_SURNAMES.has(bare.charAt(0)) || CHINESE_SURNAMES.has(bare.slice(1, 2)) && /^[小老阿]/u.test(bare) || /^[小阿][\p{Script=Han}](?:妈妈|爸爸)$/u.test(bare));

/** `和静茶道教室`: whose letter it is. Nothing in it asks for anything. */
export const isEasternOffice = ({ text, tokens }: Line): boolean => OFFICE.test(simplifiedOf(text)) && !/^[送寄到发给请去在往]/u.test(text) && !tokens.some((token, at) => WANTED.has(token.kind) || (token.kind === 'number' && tokens[at + 1]?.kind === 'container'));

export function isEasternPerson({ text }: Line): boolean {
  const bare = text.replace(/[ 　]/g, '').replace(/(?:敬上|拝|より|谨上|上|留)$/u, '');
  if (/^[\p{Script=Han}々]{2,6}$/u.test(bare) && isHonoured(bare)) return true;
  if (!/^[\p{Script=Han}々]{2,5}$/u.test(bare) || THINGS.test(withoutFirstName(bare))) return false;
  const startsWith = (names: ReadonlySet<string>, longest: number): boolean => [...names].some((name) => bare.startsWith(name) && bare.length <= name.length + longest);
  return /^[小阿老][\p{Script=Han}]$/u.test(bare) && CHINESE_SURNAMES.has(bare.slice(1)) || startsWith(JAPANESE_SURNAMES, 3) && bare.length <= 5 || (bare.length <= 4 && startsWith(CHINESE_SURNAMES, 2));
}
