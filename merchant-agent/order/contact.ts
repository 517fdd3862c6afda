/** Lines that say who and where somebody is: addresses, names, telephone numbers, numbers of papers. Recognised by their form, never by being left over. */
import { isEasternPerson, isThing } from './person.ts';
import { foldText, writingsOf } from './lexicon.ts';
import { figureAt } from './patterns.ts';
import { rawOf } from './tokens.ts';
import type { Token, TokenKind } from './tokens.ts';
import { COMPANY_WORDS, CONTACT_LABELS, NAME_PARTICLES, NUMBER_LABELS, PLACE_WORDS, STREET_ENDINGS, STREET_WORDS } from './words/contact.ts';
import { FIELD, NO_FIELD } from './words/fields.ts';

const foldedSet = (words: readonly string[]): ReadonlySet<string> => new Set(words.flatMap(writingsOf));
const labels = foldedSet(CONTACT_LABELS);
const numberLabels = [...foldedSet(NUMBER_LABELS)].sort((a, b) => b.length - a.length);
const streets = foldedSet(STREET_WORDS);
const streetEndings = [...foldedSet(STREET_ENDINGS)];
const places = foldedSet(PLACE_WORDS);
const companies = foldedSet(COMPANY_WORDS);
const particles = foldedSet(NAME_PARTICLES);

/** None of these stands in a line of an address. */
const ORDERING: ReadonlySet<TokenKind> = new Set(['item', 'size', 'ask', 'vague', 'stop', 'correction', 'total', 'each', 'goods']);
const COMPANY = /(?:公司|会社|喫茶|茶房|茶寮|茶店|カフェ|茶馆|茶楼|商店|茶业|茶業|茶庄|茶荘|ltd\.?|gmbh|sarl|s\.l\.)/i;

/** A company may have goods in its name, and somebody may be called Max. */
function mayBeContact(tokens: readonly Token[]): boolean {
  const isCompany = tokens.some((token) => COMPANY.test(token.raw)) || COMPANY.test(rawOf(tokens));
  return !tokens.some((token) => ORDERING.has(token.kind) && !(token.kind === 'goods' && isCompany) && !(token.kind === 'vague' && /^(?:Max|Min|Ca)$/.test(token.raw)));
}

const MAX_CONTACT = 160;

/** `Delivery address: …`, `納期：12月5日`; `empty` where nothing follows, so that an address may stand below. */
export function contactLabel(line: string, tokens: readonly Token[]): 'filled' | 'empty' | null {
  const folded = foldText(line).replace(/^[*・◆■●○※-] ?/, '');
  // `■お名前 杉山恵子`, `【お電話】090-…`
  const bulleted = /^[■◆●○◎□◇▼▽*・【[]\s?([^\s:】\]]{2,12})[】\]\s]\s?(?=\S)/u.exec(foldText(line))?.[1];
  if (bulleted !== undefined && labels.has(bulleted) && folded.length <= MAX_CONTACT && !tokens.some(({ kind }) => ['item', 'ask', 'question'].includes(kind))) return 'filled';
  const at = folded.search(/[:=]/);
  if (at < 1 || at > 40 || folded.length > MAX_CONTACT) return null;
  const label = folded.slice(0, at).replace(/[*_]/g, '').trim();
  const rest = folded.slice(at + 1).trim();
  if ((!labels.has(label) && !isField(label)) || tokens.some((token) => token.kind === 'item')) return null;
  if (rest === '') return 'empty';
  return tokens.some((token) => ['ask', 'question'].includes(token.kind)) ? null : 'filled';
}

const isField = (label: string): boolean => FIELD.test(label) && !NO_FIELD.test(label);

/** A word that companies and offices write beside their names stands in the line. */
export const isOffice = (line: string): boolean => line.split(/[ ,]+/).some((word) => companies.has(foldText(word)));

type PartKind = 'strong' | 'postcode' | 'weak' | 'number-behind' | 'none';

/** An address for sure: each part of the line has the form of one, and a street, a postcode or a telephone number is among them. */
export function isAddress(line: string, tokens: readonly Token[]): boolean {
  // `Am Mühlbach 17`
  if (/^(?:Am|An der|An den|Auf dem|Auf der|Im|In der|Zum|Zur|Unter den|Hinter der) \p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)? [0-9]{1,3}[a-z]?$/u.test(line) && mayBeContact(tokens)) return true;
  return isBareAddress(line, tokens) || isLedAddress(tokens);
}

/** Behind words that lead to it: `my address is …`, `à livrer au …`. */
function isLedAddress(tokens: readonly Token[]): boolean {
  const start = tokens.findIndex((token) => !LEADING.has(token.kind) || /^\p{Lu}/u.test(token.raw) && token !== tokens[0]);
  // `電話は…です、数はお電話で決めます。`: more than an address.
  if (start > 0 && /数|決め|[きりしちいみび]ます|ません/.test(rawOf(tokens.slice(start)))) return false;
  return start > 0 && isBareAddress(rawOf(tokens.slice(start)).replace(/[.!。]$/, ''), tokens.slice(start));
}

const LEADING: ReadonlySet<TokenKind> = new Set(['filler', 'order', 'chat', 'aside', 'opener', 'pause', 'shipping']);

function isBareAddress(line: string, tokens: readonly Token[]): boolean {
  if (line.length > MAX_CONTACT || !mayBeContact(tokens) || tokens.some((token) => token.kind === 'order' && token.text.length > 3 && !/^(?:bitte|order)$/.test(token.text))) return false;
  if (isEasternAddress(line)) return true;
  const parts = partsOf(line.replace(/^(?:bitte an|an|to|delivery to|deliver to|ship to|send to|enviar a|livrer à|à livrer|livraison)(?: ?:)? /i, '')).map(partKind);
  if (parts.length === 0 || parts.includes('none')) return false;
  return parts.includes('postcode') || parts.includes('strong');
}

const partsOf = (line: string): string[] => line.split(/[,|;·]| - /).map((part) => part.trim()).filter((part) => part !== '');

const EASTERN = /^(?:〒? ?[0-9]{3}-[0-9]{4} ?)?[^ 0-9,、。]{0,20}(?:都|道|府|県|縣|省|市|区|區|郡|町|村|路|街|丁目)[^。、]{0,50}[0-9一二三四五六七八九十][^。、]{0,40}$/u;

/** `孩子们都不要一样的`: no address, though 都 and a number are in it. */
const SPEAKING = /[了吧呢吗没别说想等我您你他她们很再还就也不嗎沒別說們去]|一定|一起/u;
const isEasternAddress = (line: string): boolean => !SPEAKING.test(line) && /\p{Script=Han}/u.test(line) && (EASTERN.test(line) || /^〒? ?[0-9]{3}-[0-9]{4}/.test(line)) && !/(?:ください|下さい|お願い|注文|请|要|買|买|[0-9一二三四五六七八九十](?:袋|個|个|本|缶|包|盒|罐|瓶|点|箱))/u.test(line);

function partKind(part: string): PartKind {
  const folded = foldText(part);
  if (figureAt(folded, 0) === folded.length && folded.length > 6) return 'strong';
  if (isNumberOfPaper(folded)) return 'strong';
  const words = part.split(' ');
  if (/^(?:[A-Z]{1,2}-)?[0-9]{4,5}(?:-[0-9]{3})? \p{Lu}/u.test(part) && words.slice(1).every(isNameWord)) return 'postcode';
  if (/\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$/.test(part) && words.length <= 5) return 'postcode';
  if (/^\p{Lu}[\p{L}'-]{1,30} [A-Z][0-9]{2} [A-Z0-9]{4}$/u.test(part)) return 'postcode';
  if (/^\p{Lu}[\p{L}' -]{1,30} (?:[A-Z]{2} )?[0-9]{4,6}$/u.test(part)) return 'postcode';
  if (words.length > 7 || !words.every((word) => isNameWord(word) || isHouseNumber(word) || streets.has(foldText(word)) || places.has(foldText(word)))) return 'none';
  if (words.some((word) => isStreet(foldText(word))) || words.some((word) => places.has(foldText(word)))) return 'strong';
  return words.some(isHouseNumber) ? 'number-behind' : 'weak';
}

const isStreet = (word: string): boolean => streets.has(word) || streetEndings.some((ending) => word.length > ending.length && word.endsWith(ending));
const isHouseNumber = (word: string): boolean => /^[0-9]{1,4}(?:[a-zA-Z]|bis|ter|st|nd|rd|th|e|er|er|\.|\.?º|\.?ª|\.[ºªoa])?\.?$/.test(word) || /^(?:bis|ter)$/.test(word) || /^[0-9]{1,3}[-/][0-9]{1,3}$/.test(word) || /^[0-9]{1,2}\.[oa]$/.test(word) || /^[A-Z]$/.test(word);
const isNameWord = (word: string): boolean => /^(?:[OD]'|Mc|Mac|Le|La|De|Van)?\p{Lu}[\p{L}\p{M}'’.-]*$/u.test(word) || /^\(?\p{Lu}[\p{L}'’.-]*\)?$/u.test(word) || particles.has(foldText(word)) || /^[dlDL]'\p{Lu}/u.test(word) || companies.has(foldText(word));

/** `VAT no. GB 123 4567 89`, `Kundennr. 4471`. */
function isNumberOfPaper(folded: string): boolean {
  const label = numberLabels.find((one) => folded.startsWith(one));
  if (label === undefined) return false;
  const rest = folded.slice(label.length).replace(/^ ?[:.]? ?/, '');
  return /^[a-z0-9 ./+()-]{1,40}$/.test(rest) && /[0-9]/.test(rest) && (!/[a-z]{4}/.test(rest) || /^[a-z0-9]*[0-9]{6}[a-z0-9]*$/.test(rest));
}

/** No name begins so. */
const BEGINS_WISH = /^(?:bitte|noch|please|another|one more|encore|merci de|por favor|otr[oa]|ancora|nog|tambem|also|and|und) /;

/** A name, an office, an address or a number as they stand in a signature. `afterClosing`: right below `Kind regards`, where one word in small letters is a name too. */
export function isSignature(line: string, tokens: readonly Token[], afterClosing: boolean): boolean {
  if (line.length > MAX_CONTACT || !mayBeContact(tokens) || tokens.some((token) => ['ask', 'question', 'money', 'label'].includes(token.kind))) return false;
  // `竹勺 两只`: counted things in Han are nobody's name.
  if (/\p{Script=Han}/u.test(line) && tokens.some((token, at) => token.kind === 'number' && tokens[at + 1]?.kind === 'container' && tokens[at + 2]?.kind !== 'unknown')) return false;
  if (isAddress(line, tokens)) return true;
  if (BEGINS_WISH.test(foldText(line))) return false;
  const bare = line.replace(/ ?[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}♪♡♥☆★]+/gu, '').replace(/[(（]([^()（）]*)[)）]$/, (whole, inside: string) => (isNumberOfPaper(foldText(inside)) || isNameLike(inside) || /^\p{Lu}[\p{L}., ]{1,24}$/u.test(inside) || figureAt(foldText(inside), 0) === foldText(inside).length ? '' : whole)).replace(/ ?[!.…~]+$/, '').trim();
  if (afterClosing && !isThing(bare) && bare.split(' ').length <= 4 && !/[0-9]/.test(bare) && tokens.every((token) => ['unknown', 'filler', 'and', 'comma', 'end', 'ornament', 'aside', 'chat', 'pause', 'times', 'dash', 'article', 'life'].includes(token.kind))) return true;
  // `Montevideo (aquí ya casi verano, 31 °C)`
  const named = /^(\p{Lu}[\p{L}'’. -]{2,30}) \([^()]{1,50}\)$/u.exec(line.replace(/ ?[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}♪♡♥☆★]+/gu, ''))?.[1];
  if (named !== undefined && isNameLike(named) && !tokens.some((token) => ['container', 'times', 'size', 'order', 'goods'].includes(token.kind))) return true;
  const parts = partsOf(bare);
  return parts.length > 0 && !isThing(bare) && parts.length <= 5 && parts.every((part) => isNumberOfPaper(foldText(part)) || isNameLike(part) || isEasternName(part) || ['strong', 'postcode'].includes(partKind(part)));
}

function isNameLike(part: string): boolean {
  const words = part.split(' ');
  return words.length <= 6 && words.every((word) => isNameWord(word) || companies.has(foldText(word))) && words.some((word) => /^\p{Lu}/u.test(word)) && !/[0-9]/.test(part);
}

/** Up to four characters of Han or six of kana, or a company's name; with what is written behind names. */
function isEasternName(part: string): boolean {
  // Words of a sentence: nobody's name has them.
  if (/[的还還没沒不]|自己/u.test(part)) return false;
  const bare = part.replace(/[(（][\p{Script=Han}]{1,8}[)）]$/u, '').replace(/ ?(?:敬上|拝|より|谨上|上|様|さん|こと)$/u, '').replace(/[ 　]/g, '');
  if (/[茶器碗杯壶壺糖饼餅酒菓袋箱缶]/u.test(bare) && !/(?:公司|会社|店|部|所|社)/u.test(bare)) return false;
  if (/^[\p{L}\p{M}・ー 　()（）&]{1,24}$/u.test(part) && /\p{Script=Han}|\p{Script=Katakana}/u.test(part) && !/(?:です|ます|ください|した|たい|下さい|谢|请|要|买|了|吧)/.test(part)) return true;
  return /^[\p{Script=Han}々]{1,4}$/u.test(bare) || /^[\p{Script=Han}々\p{Script=Hiragana}\p{Script=Katakana}ー]{2,7}$/u.test(bare) || /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ーA-Za-z・]{2,20}(?:公司|株式会社|有限会社|会社|店|画廊|商店|部|课|課|室|学校|教室|事務所|喫茶|カフェ|協会|组)(?:[ 　]?\p{Script=Han}{1,4}(?:经理)?)?$/u.test(part) || /^(?:株式会社|有限会社|采购部|営業部|総務部|購買部)[^0-9]{1,12}$/u.test(part);
}

const GREETINGS = /^(?:hello|hi|hey|dear|hallo|hoi|geachte|guten (?:tag|morgen|abend)|liebes?|lieber|sehr geehrter?|moin|bonjour|bonsoir|cher|chere|chers|cheres|madame|monsieur|salut|hola|estimad[oa]s?|querid[oa]s?|buenos dias|buenas tardes|buenas noches|gentile|buongiorno|ola|prezad[oa]s?|car[oa]s?|您好|你好|尊敬的|亲爱的|親愛的|good (?:morning|afternoon|evening|day)|こんにちは|はじめまして|お世話になっております|お世話になります)$/;

/** Thanks and closing formulas: politeness that does not greet. */
export const isClosingWord = (token: Token): boolean => token.kind === 'aside' && !GREETINGS.test(token.text);

/** `Beste Grüße, Yvonne`, `VG Uwe`. */
export function isClosingWithName(text: string, tokens: readonly Token[]): boolean {
  const eastern = /^(?:谢谢(?:您|你)?|多谢|感谢|拜托了|麻烦了|よろしくお願いします|よろしくお願いいたします)[,，!！。、 ]+(.{2,5}?)[。.]?$/u.exec(text)?.[1];
  if (eastern !== undefined && isEasternPerson({ text: eastern, tokens })) return true;
  if (BEGINS_WISH.test(foldText(text))) return false;
  const first = tokens.findIndex((token) => token.kind !== 'aside' && token.kind !== 'comma' && token.kind !== 'end');
  if (first < 1 || !tokens.slice(0, first).some(isClosingWord)) return false;
  const rest = tokens.slice(first).filter((token) => !['comma', 'end', 'ornament', 'and', 'open', 'close'].includes(token.kind));
  const isName = rest.length <= 4 && rest.every((token) => token.kind === 'unknown' || token.kind === 'filler' || token.kind === 'aside');
  return isName && /(?:^|[ ,.!])\p{Lu}[\p{L}'’.-]*$/u.test(text.replace(/[ .!)]+$/, ''));
}
