/** Which lines of an order are addresses and signatures, and how the others fall into sentences. */
import { isCalled, isEasternOffice, isEasternPerson, isEasternRole, isFullName, isPerson } from './person.ts';
import { isPlaceLine } from './place.ts';
import { isVoiding } from './signatures.ts';
import { isReport } from './guards.ts';
import { contactLabel, isAddress, isClosingWithName, isClosingWord, isOffice, isSignature } from './contact.ts';
import { CALLED } from './german.ts';
import { tellsWhatWas } from './hedges.ts';
import { foldText } from './lexicon.ts';
import { isMultiplying } from './multiplied.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';

/** `doubtful`: where a signature stands, and may be goods. */
export type LineKind = 'empty' | 'contact' | 'signature' | 'doubtful' | 'words';

/** A line with its tokens, its list number and the word PS taken off. */
export type CutLine = { readonly text: string; readonly tokens: readonly Token[]; readonly isPostscript: boolean };

/** A sentence, or what of one stands on one line. `isClosed`: its end is marked. */
export type Unit = { readonly tokens: readonly Token[]; readonly lines: readonly number[]; readonly isClosed: boolean };

const MAX_BLOCK = 7;

/** Signatures are looked for from the end of the letter, and of what stands above each postscript, upwards. */
export function kindsOf(lines: readonly CutLine[], nameWords: ReadonlySet<string>): LineKind[] {
  const kinds = lines.map(({ text, tokens }): LineKind => (text === '' ? 'empty' : isContact(text, tokens) ? 'contact' : 'words'));
  markBlocks(lines, kinds);
  markTitles(lines, kinds);
  const head = kinds.indexOf('words');
  const first = lines[head];
  if (first !== undefined && isHead(first)) kinds[head] = 'signature';
  let end = lines.length;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    if (lines[at]?.isPostscript !== true) continue;
    markTail(lines, kinds, at, end);
    end = at;
  }
  markTail(lines, kinds, 0, end);
  markBelowClosings(lines, kinds);
  markBesideAddresses(lines, kinds);
  markRoles(lines, kinds);
  markFirstNames(lines, kinds, nameWords);
  const ordered = lines.findIndex(({ tokens }) => tokens.some((token) => token.kind === 'item'));
  return kinds.map((kind, at) => {
    if (kind === 'signature' && ordered !== -1 && at > ordered && isVoiding(lines[at])) return 'doubtful';
    if (kind === 'signature' && at > ordered && (isSentence(lines[at]) || /^(?:no|non|nein|nope|nee|not|stop|halt|alto|wait)[.! ]*$/i.test(lines[at]?.text ?? ''))) return 'words';
    return (kind === 'signature' && at > ordered && namesGoods(lines[at], nameWords) && !isFullName(lines[at], kinds[at + 1])) || (kind === 'contact' && countsGoods(lines[at])) ? 'doubtful' : kind;
  });
}

/** `Thanks` and below it `Bamboo Ladle`: words of the catalogue, or of goods in general, are nobody's name unless an office or an address is there too. */
function namesGoods(line: CutLine | undefined, nameWords: ReadonlySet<string>): boolean {
  if (line === undefined || isOffice(line.text) || isAddress(line.text, line.tokens) || /[0-9]/.test(line.text)) return false;
  const words = foldText(line.text).match(/[\p{Script=Latin}']+/gu) ?? [];
  return words.some((word) => word.length >= 3 && (nameWords.has(word) || isMerchandise(word)));
}

/** `Scratch that.` stands where a name might; its last word and its point say that it is a sentence. */
const isSentence = (line: CutLine | undefined): boolean => line !== undefined && /(?:(?:^|[ ,'’-])\p{Ll}{3,}[.!]|。)$/u.test(line.text) && !isAddress(line.text, line.tokens) && !isClosingWithName(line.text, line.tokens);

/** `Two spoons, 10115 Berlin`: a number beside the name of goods. */
const countsGoods = (line: CutLine | undefined): boolean => line !== undefined && line.tokens.some(({ text }, at) => isMerchandise(text) && (line.tokens[at - 1]?.kind === 'number' || line.tokens[at + 1]?.kind === 'number'));

const isContact = (text: string, tokens: readonly Token[]): boolean => contactLabel(text, tokens) !== null || isAddress(text, tokens) || isPlaceLine(text, tokens) || isLabelledPlace(text, tokens);

const LABEL = /(?:address|adresse|anschrift|direcci[oó]n|domicilio|lieferung|versand|delivery|livraison|entrega|env[ií]o|住所|届け先|送り先|地址|送货|收货|寄到)/iu;
/** `Livraison chez mamie : Mme Girard, 12 rue …`: before the colon nothing but what leads to an address. */
function isLabelledPlace(text: string, tokens: readonly Token[]): boolean {
  const at = text.indexOf(':');
  const pause = tokens.findIndex((token) => token.kind === 'pause' && token.text === ':');
  if (at < 1 || at > 50 || pause < 1 || !LABEL.test(text.slice(0, at)) || /[0-9]/.test(text.slice(0, at))) return false;
  return isPlaceLine(text.slice(at + 1).trim(), tokens.slice(pause + 1)) && !tokens.slice(0, pause).some((token) => ['item', 'goods', 'number', 'vague'].includes(token.kind));
}

const ORDERING: ReadonlySet<TokenKind> = new Set(['item', 'size', 'number', 'amount', 'money', 'ask', 'vague', 'stop', 'correction', 'total', 'each', 'question', 'container', 'label']);

/** The first line names who is written to (`Liebes Team vom Teehaus,` `緑茶の家 御中`), or who writes (`Order from Harbour Café Ltd.`). */
function isHead({ text, tokens }: CutLine): boolean {
  if (text.length > 60 || isMultiplying(tokens) || tokens.some((token) => ORDERING.has(token.kind) || COURTEOUS.test(token.text))) return false;
  if (/(?:御中|様|殿|各位|さま|先生)$/.test(text)) return true;
  const words = tokens.filter((token) => !['comma', 'pause', 'end', 'ornament', 'dash'].includes(token.kind));
  if (/^(?:order|purchase order|bestellung|commande|bon de commande|pedido|encargo)(?:$|:| (?:from|by|of|von|vom|der|de|du|des|del|für|for|pour|para|n°|no\.|nr\.) )|^(?:注文書|発注書|采购单|订单|订购单)/.test(tokens.map((token) => token.text).join(' '))) return !tokens.some((token) => token.kind === 'unknown' && /^\p{Ll}/u.test(token.raw) && !/\p{Script=Han}/u.test(token.raw));
  if (/(?:^|[ ,])(?:what|how|cost|costs|price|quote|quotation|estimate|was|wie|kosten|kostet|preis|angebot|kostenvoranschlag|combien|coute|prix|devis|cuanto|cuesta|precio|presupuesto)(?:[ ,:]|$)/.test(foldText(text))) return false;
  if (tokens.length <= 8 && isOffice(text) && isSignature(text, tokens, false)) return true;
  const isAddressing = /[,:!]$/.test(text) && !isReport(tokens) && !tellsWhatWas(tokens) && words.length <= 7 && !words.some((word) => word.kind === 'order');
  return isAddressing && words.some((word) => word.kind === 'aside' || word.kind === 'unknown');
}

const TITLE = /(?:注文|発注|納品|订购|訂購|订货|采购|採購|清单|清單|票|表|書|单|單)/u;

/** Above the order, what a paper is called: `注 文 票`, `文化祭記念品（注文）`. */
function markTitles(lines: readonly CutLine[], kinds: LineKind[]): void {
  const first = lines.findIndex(({ tokens }) => tokens.some((token) => token.kind === 'item'));
  lines.slice(0, Math.max(0, first)).forEach(({ text, tokens }, at) => {
    const bare = text.replace(/[ 　]/g, '');
    const isTitle = bare.length <= 24 && TITLE.test(bare) && !/[ぁ-ん]{3,}|[。、,]/u.test(bare) && !tokens.some((token) => ['size', 'ask', 'stop', 'vague', 'correction', 'question', 'each', 'total'].includes(token.kind) || (token.kind === 'number' && tokens.some((one) => one.kind === 'container')));
    if (kinds[at] === 'words' && isTitle) kinds[at] = 'signature';
  });
}

const LEADS_TO_ADDRESS = /(?:address|adresse|anschrift|direccion|住所|届け先|送付先|配送先|地址|deliver(?:y)? to|ship to|send to|post to|versand.*an|lieferung.*an|liefern.*an|livrer a|envoyer a|livraison a|enviar a|entregar|送到|寄到)[^:]{0,20}:$/;

/** Below `Address:` with nothing behind it, names and addresses as far as they go. */
function markBlocks(lines: readonly CutLine[], kinds: LineKind[]): void {
  lines.forEach(({ text, tokens }, at) => {
    if (contactLabel(text, tokens) !== 'empty' && !LEADS_TO_ADDRESS.test(tokens.map((token) => token.text).join(' ').replace(/ :$/, ':'))) return;
    for (let below = at + 1; below < Math.min(lines.length, at + MAX_BLOCK); below += 1) {
      const line = lines[below];
      if (line === undefined || kinds[below] === 'empty' || !isSignature(line.text, line.tokens, false)) break;
      kinds[below] = 'contact';
    }
  });
}

/** Lines of a closing (`Kind regards`) may stand among those of a signature. */
function markTail(lines: readonly CutLine[], kinds: LineKind[], start: number, end: number): void {
  let [names, passed] = [0, 0];
  for (let at = end - 1; at > start; at -= 1) {
    const line = lines[at];
    if (line === undefined) return;
    if (kinds[at] === 'empty' || kinds[at] === 'contact' || isCourtesy(line.tokens)) continue;
    const isLast = isShort(line) && isBelowAll(lines, at);
    const closed = closingAbove(lines, at) || (isLast && (!bearsGoods(lines, at - 1) || isClosingStart(line)));
    if (names === 8 || (!isSignature(line.text, line.tokens, closed) && !isHonoured(line) && !isClosingWithName(line.text, line.tokens) && !isBelowSignature(lines, kinds, at) && !isLooseSignature(lines, at))) {
      // `This message may contain confidential information.` below a signature.
      passed += 1;
      if (names > 0 || passed > 2 || bearsGoods(lines, at) || !isBelowSign(lines, at)) return;
      continue;
    }
    kinds[at] = 'signature';
    names += 1;
  }
}

/** `Miss Carter, Year 6`, `Frau Lenz` */
const isHonoured = ({ text, tokens }: CutLine): boolean => /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Familie|Fam|Mme|Mlle|Madame|Monsieur|Sr|Sra|Srta|Don|Doña|Familia|Famille) ?\.? \p{Lu}/u.test(text) && text.split(' ').length <= 7 && !tokens.some((token) => WANTED.has(token.kind) || token.kind === 'goods' || token.kind === 'container' || COURTEOUS.test(token.text));

const BEARING: ReadonlySet<TokenKind> = new Set(['item', 'number', 'size', 'order', 'ask', 'goods', 'vague', 'stop', 'correction', 'question', 'and', 'money', 'amount', 'label']);

/** Behind a closing or a name, whatever begins with a capital and asks for nothing is part of the signature: trades, hours, slogans. */
function isBelowSignature(lines: readonly CutLine[], kinds: readonly LineKind[], at: number): boolean {
  const line = lines[at];
  if (line === undefined || bearsWords(line) || !/^\p{Lu}/u.test(line.text) || line.text.length > 80) return false;
  return isBelowClosing(lines, at) && lines.every((other, below) => below <= at || kinds[below] !== 'words' || isCourtesy(other.tokens));
}

const WANTED: ReadonlySet<TokenKind> = new Set(['item', 'size', 'order', 'ask', 'stop', 'vague', 'correction', 'question', 'money', 'times', 'each', 'label', 'total']);

/** Below `Kind regards`, whatever holds numbers or names in capitals and asks for nothing: addresses, telephone numbers, offices. */
function isLooseSignature(lines: readonly CutLine[], at: number): boolean {
  const line = lines[at];
  if (line === undefined || line.text.length > 100 || !isBelowSign(lines, at)) return false;
  const isWanting = (token: Token): boolean => (WANTED.has(token.kind) && !(token.kind === 'stop' && token.text.length < 4 && /^\p{Lu}/u.test(token.raw))) || COURTEOUS.test(token.text) || token.kind === 'and' && /^(?:と|も|あと|还有)$/.test(token.text);
  if (line.tokens.some(isWanting)) return false;
  const words = line.text.split(/[ ,]+/).filter((word) => /\p{L}/u.test(word));
  const capitals = words.filter((word) => /^[^\p{L}]*\p{Lu}/u.test(word)).length;
  const isCounted = /^(?:[•*-] ?)?[0-9一二三四五六七八九十]{1,3} ?x? ?\p{Ll}/u.test(line.text);
  const isEastern = /[\p{Script=Han}\p{Script=Katakana}]/u.test(line.text);
  if (isEastern) return !line.tokens.some((token, place) => token.kind === 'number' && line.tokens[place + 1]?.kind === 'container') && !/(?:です|ます|した|[。吧了])$/.test(line.text);
  return !isCounted && (capitals >= 2 || line.tokens.some((token) => token.kind === 'figure')) && capitals * 2 >= words.length;
}

/** A closing formula stands above, and no line between that asks for anything. */
function isBelowSign(lines: readonly CutLine[], at: number): boolean {
  for (let above = at - 1; above >= Math.max(0, at - 9); above -= 1) {
    const line = lines[above];
    if (line === undefined || line.tokens.some((token) => ['item', 'order', 'ask', 'correction', 'question'].includes(token.kind))) return isClosingIn(line);
    if (isClosing(line) || isClosingWithName(line.text, line.tokens)) return true;
  }
  return false;
}

const isClosingIn = (line: CutLine | undefined): boolean => line !== undefined && isClosing(line);

const bearsWords = ({ tokens }: CutLine): boolean => tokens.some((token) => token.kind !== 'number' && BEARING.has(token.kind)) || tokens.some((token) => COURTEOUS.test(token.text));

/** A closing formula stands above, and nothing but lines that ask for nothing between. */
function isBelowClosing(lines: readonly CutLine[], at: number): boolean {
  for (let above = at - 1; above >= Math.max(0, at - 5); above -= 1) {
    const line = lines[above];
    if (line === undefined || bearsWords(line)) return false;
    if (isClosing(line)) return true;
  }
  return false;
}

const isClosingStart = ({ text, tokens }: CutLine): boolean => text.endsWith(',') || (tokens[0] !== undefined && isClosingWord(tokens[0]));

/** A line on which goods may be asked for. */
const bearsGoods = (lines: readonly CutLine[], at: number): boolean => lines[at]?.tokens.some((token) => BEARING.has(token.kind) || COURTEOUS.test(token.text)) ?? true;
const isShort = ({ text, tokens }: CutLine): boolean => text.split(' ').length <= 5 && !/[0-9]/.test(text) && tokens.length <= 8;
/** From here to the end nothing may ask for goods. */
const isBelowAll = (lines: readonly CutLine[], at: number): boolean => lines.every((_line, below) => below < at || !bearsGoods(lines, below) || lines[below]?.text === '');

/** A name right above or below an address belongs to it. */
function markBesideAddresses(lines: readonly CutLine[], kinds: LineKind[]): void {
  lines.forEach(({ text, tokens }, at) => {
    const isBeside = kinds[at - 1] === 'contact' || kinds[at + 1] === 'contact';
    if (kinds[at] === 'words' && isBeside && isSignature(text, tokens, false)) kinds[at] = 'signature';
  });
}

/** Below a person's name what somebody is (`Notario jubilado`), at the end of the letter; and a name that is a paragraph of its own. */
function markRoles(lines: readonly CutLine[], kinds: LineKind[]): void {
  const ordered = lines.findIndex(({ tokens }) => tokens.some((token) => token.kind === 'item'));
  for (let at = lines.length - 1; at > Math.max(0, ordered); at -= 1) {
    const [line, above] = [lines[at], lines[at - 1]];
    if (line === undefined || above === undefined || kinds[at] !== 'words') continue;
    const isRole = kinds[at - 1] === 'words' && isPerson(above) && isBelowAll(lines, at) && isShort(line) && /^\p{Lu}/u.test(line.text) && line.tokens.every(({ kind }) => ['unknown', 'filler', 'chat', 'ornament', 'comma', 'life'].includes(kind)) && kinds.every((kind, below) => below <= at || kind !== 'words');
    if (isRole) kinds[at] = kinds[at - 1] = 'signature';
    else if (above.text === '' && (lines[at + 1]?.text ?? '') === '' && lines[at + 1] !== undefined && isPerson(line)) kinds[at] = 'signature';
  }
}

/** `nico`, `Mel Fonseca`, and right below it what she is and where: the first of the words is one that people are called by. */
function markFirstNames(lines: readonly CutLine[], kinds: LineKind[], nameWords: ReadonlySet<string>): void {
  lines.forEach((line, at) => {
    if (kinds[at] !== 'words') return;
    if (isCalled(line, nameWords) || isEasternPerson(line) || isEasternOffice(line) || isEasternRole(line)) kinds[at] = 'signature';
    else if (kinds[at - 1] === 'signature' && isCalled(lines[at - 1], nameWords) && isOffice(line.text) && /^\p{Lu}/u.test(line.text) && !line.tokens.some((token) => WANTED.has(token.kind) || token.kind === 'number')) kinds[at] = 'signature';
  });
}

/** Right below a closing stands a name, whatever comes after it. */
function markBelowClosings(lines: readonly CutLine[], kinds: LineKind[]): void {
  lines.forEach((line, at) => {
    if (kinds[at] !== 'words' || at === 0) return;
    if (closingAbove(lines, at) && isSignature(line.text, line.tokens, true)) kinds[at] = 'signature';
    else if (isClosingWithName(line.text, line.tokens)) kinds[at] = 'signature';
  });
}

const isCourtesy = (tokens: readonly Token[]): boolean => tokens.length > 0 && tokens.every((token) => token.kind === 'aside' || token.kind === 'comma' || token.kind === 'end' || token.kind === 'ornament' || token.kind === 'pause');
const isClosing = (line: CutLine | undefined): boolean => line !== undefined && isCourtesy(line.tokens) && line.tokens.some(isClosingWord);

function closingAbove(lines: readonly CutLine[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && lines[above]?.text === '') above -= 1;
  return isClosing(lines[above]);
}

/** Sentences of the lines that are words, in their order. */
export function unitsOf(lines: readonly CutLine[], kinds: readonly LineKind[]): Unit[] {
  const units: Unit[] = [];
  lines.forEach(({ tokens }, at) => {
    if (kinds[at] !== 'words') return;
    let sentence: Token[] = [];
    const close = (isClosed: boolean): void => {
      if (sentence.length > 0) units.push({ tokens: sentence, lines: [at], isClosed });
      sentence = [];
    };
    const isPaired = tokens.filter(({ text }) => QUOTE.test(text)).length % 2 === 0;
    let quoted = false;
    for (const [place, token] of tokens.entries()) {
      if (isPaired && QUOTE.test(token.text)) quoted = !quoted;
      const isEnd = (token.kind === 'end' || token.kind === 'question') && tokens[place + 1]?.kind !== 'close' && !isShortened(tokens, place) && !quoted;
      // Signs of an end in brackets or one behind the other end nothing more.
      if (isEnd && sentence.length === 0) continue;
      sentence.push(token);
      if (isEnd) close(true);
    }
    close(false);
  });
  return units.map(withoutSalutation);
}

const QUOTE = /^["「『」』]$/;

/** `M. Fabre`, `Kd.-Nr.`: the point shortens a word and ends nothing. */
const isShortened = (tokens: readonly Token[], at: number): boolean => tokens[at]?.text === '.' && tokens[at]?.glued === true && tokens[at + 1] !== undefined && SHORTENED.test(tokens[at - 1]?.raw ?? '') && tokens[at + 1]?.line === tokens[at]?.line;
const SHORTENED = /^(?:[A-ZÄÖÜÉ]|Mr|Mrs|Ms|Dr|Prof|Mme|Mlle|MM|Sr|Sra|Srta|Sres|Dña|Hna|Hno|Str|Nr|No|Av|Avda|Bd|St|Sta|Ste|Fam|Kd|Tel|Tél|Pos|Pol|Ind|Att|Attn|Ref|Réf|bzw|ca|max|min|vgl|evtl|inkl|Inh|Frl|Hr|Fr|Ltd|Co|approx|dept|ext|dpto|pág|esq|izq|dcha|int|ap|apto|c)$/;

const GREETING = /^(?:hello|hi|hey|dear|hallo|hoi|beste|geachte|guten (?:tag|morgen|abend)|liebes?|lieber|sehr geehrter?|moin|bonjour|bonsoir|cher|chere|chers|cheres|madame|monsieur|salut|hola|estimad[oa]s?|querid[oa]s?|buenos dias|buenas tardes|buenas noches|gentile|buongiorno|ciao|ola|prezad[oa]s?|car[oa]s?|您好|你好|尊敬的|亲爱的|親愛的|good (?:morning|afternoon|evening|day)|こんにちは|はじめまして)$/;
const NAMED: ReadonlySet<TokenKind> = new Set(['unknown', 'goods', 'aside', 'ornament', 'chat', 'opener', 'life', 'and']);
const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|gern|gerne|svp|porfavor|por favor|s'il vous plait|stp|aub)$/;

/** `Dear Mr Sato,` before or without what follows: up to six words that name somebody, none of which asks for anything. */
function withoutSalutation(unit: Unit): Unit {
  const start = unit.tokens.findIndex((token) => token.kind !== 'ornament');
  if (!GREETING.test(unit.tokens[start]?.text ?? '')) return unit;
  let at = start + 1;
  let filler = 0;
  for (; at < unit.tokens.length && at <= start + 7; at += 1) {
    const token = unit.tokens[at];
    if (token === undefined || token.kind === 'comma' || (token.kind === 'end' && !isShortened(unit.tokens, at)) || token.kind === 'pause') break;
    if (token.kind === 'end') continue;
    if (COURTEOUS.test(token.text)) return unit;
    if (token.kind === 'filler' || token.kind === 'article') filler += 1;
    else if (!NAMED.has(token.kind)) return unit;
  }
  const isNaming = unit.tokens.slice(start + 1, at).some((token) => token.kind === 'unknown' || token.kind === 'goods' || token.kind === 'filler');
  if (at > start + 7 || !isNaming || filler > 3) return unit;
  const [greeting, rest] = [unit.tokens[start], unit.tokens.slice(at)];
  if (greeting?.kind !== 'correction') return { ...unit, tokens: [...unit.tokens.slice(0, start + 1), ...rest] };
  // `Lieber Herr Sato,` greets; `Lieber Weiße` may put right what stands above.
  const isDear = unit.tokens.slice(start + 1, at).some(({ text }) => CALLED.test(text)) || (unit.lines[0] === 0 && rest[0] !== undefined && rest[0].kind !== 'pause');
  return isDear ? { ...unit, tokens: [...unit.tokens.slice(0, start), { ...greeting, kind: 'aside' }, ...rest] } : unit;
}
