/**
 * An order within a sentence that says more: the words from the first item's quantity to the last one's, which have to be understood as strictly as
 * anywhere, and around them a lead that orders and clauses that tell.
 */
import { isHarmless, withoutHarmless } from './harmless.ts';
import { isAboutHandling, isLiked, isTale, isTimed, mayChange } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { LEADING } from './words/telling.ts';

/** The words before the goods, the goods with their quantities, the words behind. */
export type Prose = { readonly before: readonly Token[]; readonly goods: readonly Token[]; readonly behind: readonly Token[] };

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
const ORDERING: ReadonlySet<TokenKind> = new Set(['order', 'ask']);
const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash']);
const QUANTITY: ReadonlySet<TokenKind> = new Set(['number', 'article', 'container', 'size', 'times', 'each', 'item']);
const OF = /^(?:of|of the|the|de|du|d'|des|del|vom|von|zu|a|la|le|les|el|los|las|di|der|die|das|den|van|do|da|の|を|が|は|的)$/;

/** `…, wrapped in one furoshiki`: what things are packed in is one more of them. */
export function withPacking(tokens: readonly Token[]): readonly Token[] {
  const found = [...tokens];
  found.forEach((token, at) => {
    const isIn = /^(?:in|dans|en|into)$/.test(token.text);
    const [article, behind] = [found[at + 1], found.slice(at + 2).find((one) => one.kind !== 'container' && one.kind !== 'filler')];
    if (!isIn || (article?.kind !== 'number' && article?.kind !== 'article') || behind?.kind !== 'item') return;
    let start = at;
    while (PACKED.test(found[start - 1]?.text ?? '')) start -= 1;
    if (start === at && found[at - 1]?.kind !== 'comma') return;
    for (let place = start; place <= at; place += 1) found[place] = { ...token, kind: 'comma', text: ',' };
  });
  return found.filter((token, at) => !(token.kind === 'comma' && found[at - 1]?.kind === 'comma'));
}

const PACKED = /^(?:all|everything|wrapped|packed|nicely|together|each|alles|zusammen|verpackt|eingepackt|eingewickelt|das ganze|das|ganze|le|tout|le tout|emballe|emballes|emballee|emballees|todo|lo|envuelto|envueltos|envuelta|envueltas|it)$/;

/** Cuts the sentence around its goods; null where there are none. */
export function proseOf(tokens: readonly Token[]): Prose | null {
  const first = tokens.findIndex((token) => token.kind === 'item');
  const last = tokens.findLastIndex((token) => token.kind === 'item');
  if (first === -1) return null;
  let start = first;
  while (start > 0 && isQuantity(tokens[start - 1])) start -= 1;
  while (start < first && tokens[start]?.kind === 'filler') start += 1;
  let end = last + 1;
  while (end < tokens.length && isBehind(tokens, end)) end += 1;
  return { before: tokens.slice(0, start), goods: tokens.slice(start, end), behind: tokens.slice(end) };
}

const isQuantity = (token: Token | undefined): boolean => token !== undefined && (QUANTITY.has(token.kind) || (token.kind === 'filler' && OF.test(token.text)));

/** What belongs to the last item: its size and number, and the verb that ends the sentence. */
function isBehind(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token === undefined) return false;
  if (QUANTITY.has(token.kind) && token.kind !== 'article') return true;
  if (['order', 'ask', 'aside', 'end', 'ornament'].includes(token.kind)) return true;
  if (token.kind === 'filler') return next === undefined || isQuantity(next) || ORDERING.has(next.kind) || next.kind === 'end' || /^[をがはもでに]$/.test(token.text);
  return ['comma', 'pause', 'dash'].includes(token.kind) && (next?.kind === 'number' || next?.kind === 'times' || next?.kind === 'size') && ['container', 'end', 'comma', undefined].includes(tokens[at + 2]?.kind);
}

/** Words by which one asks what there is, not for it. */
const ASKING_ABOUT = /^(?:sell|lend|borrow|return|repair|donate|owe|offer|verkauf\w*|verleih\w*|zuruck\w*|reparier\w*|spenden|vendre|preter|rendre|reparer|vender|prestar|devolver|reparar|donar|tell|know|explain|show|ask|find|information|about|wissen|sagen|erklaren|zeigen|fragen|uber|savoir|dire|expliquer|montrer|demander|sur|saber|decir|explicar|mostrar|preguntar|sobre|wondering|think|thinking|consider\w*|uberleg\w*|denk\w*|reflech\w*|pens\w*|whether|if)$/;
const NEVER: ReadonlySet<TokenKind> = new Set(['stop', 'vague', 'correction', 'question', 'label', 'each', 'total', 'equals', 'goods', 'paper', 'done', 'past', 'number', 'amount', 'money', 'size', 'times', 'article', 'container']);

/** The clause right before the goods orders them: with a verb that orders, behind which nothing nameless stands but somebody, somewhere or a reason. */
function leads(clause: readonly Token[], isColon: boolean): boolean {
  const words = clause.filter((token) => !SIGNS.has(token.kind));
  if (words.length === 0) return true;
  if (isColon && isLeadIn(words)) return true;
  if (words.some((word) => ASKING_ABOUT.test(word.text))) return false;
  const verb = words.findLastIndex((word) => ORDERING.has(word.kind));
  const told = clause.slice(0, clause.indexOf(words[verb] as Token));
  const isKnown = !words.slice(Math.max(0, verb)).some((word) => NEVER.has(word.kind)) && (verb < 1 || !words.slice(0, verb).some((word) => NEVER.has(word.kind)) || (isTale(told, 'sentence') && !words.slice(Math.max(0, verb - 5), verb).some((word) => word.kind === 'stop')));
  if (/^(?:what|which|was|welche\w*|ce|lo|quel\w*)$/.test(words[0]?.text ?? '')) return false;
  if (!isKnown) return isColon && isTale(clause, 'clause');
  if (verb === -1) return isColon ? isTale(clause, 'clause') || isHarmless(clause, false) : words.every((word) => ['aside', 'filler', 'and'].includes(word.kind) || /^(?:also|donc|so|deshalb|daher|alors|puis|dann|jetzt|now|nun|pues|entonces)$/.test(word.text));
  const rest = words.slice(verb + 1);
  if (rest.some((word) => BETWEEN.has(word.kind) && !MAKING.test(word.text))) return false;
  const nameless = rest.filter((word) => word.kind === 'unknown' && !ADVERB.test(word.text));
  return nameless.every((word) => isLedIn(rest, rest.indexOf(word))) && (nameless.length === 0 || isColon || isLast(rest.at(-1)) || nameless.every((word) => LEADING.test(rest[rest.indexOf(word) - 1]?.text ?? '')));
}

/** What stands before a colon leads to the list, whoever it is for; not where it speaks of an earlier one or changes this. */
function isLeadIn(words: readonly Token[]): boolean {
  if (words.some((word) => ['stop', 'vague', 'correction', 'question', 'label', 'total', 'done', 'past', 'item', 'money', 'times', 'size', 'equals'].includes(word.kind)) || mayChange(words)) return false;
  if (words.some((word) => EARLIER.test(word.text) || word.kind === 'paper') || /^(?:what|which|was|welche\w*|ce|lo|quel\w*)$/.test(words[0]?.text ?? '')) return false;
  return words.every((word, at) => word.kind !== 'number' || (words[at + 1] !== undefined && !['container', 'goods', 'comma', 'and', 'number'].includes(words[at + 1]?.kind ?? '')));
}

const EARLIER = /^(?:last|previous|earlier|former|ordered|was|were|had|sent|got|letzte\w*|vorige\w*|fruhere\w*|war|waren|hatte|hatten|dernier|derniere|precedent\w*|etait|etaient|avait|ultimo|ultima|anterior\w*|pasad[oa]|era|eran|fue|fueron|habia|if|wenn|falls|si|or|oder|ou|o)$/;

/** Between the verb and the goods these may make another wish of it: `would like to thank you for`. */
const BETWEEN: ReadonlySet<TokenKind> = new Set(['chat', 'opener', 'and']);
const MAKING = /^(?:have|get|make|try|give|taste|buy|celebrate|here|there|new|again|always|geben|machen|probieren|haben|faire|donner|essayer|gouter|probar|dar|hacer|tener|esta|nueva|nuevo)$/;

/** How it is ordered, in the languages that show it by an ending. */
const ADVERB = /^\p{L}{3,}(?:ly|lich|lichst|weise|mente|ement)$/u;

const isLedIn = (words: readonly Token[], at: number): boolean => LEADING.test(words[at - 1]?.text ?? '') || LEADING.test(words[at - 2]?.text ?? '') || /^\p{Lu}/u.test(words[at]?.raw ?? '');
/** `celebrate the new house with | two bowls` */
const isLast = (token: Token | undefined): boolean => token !== undefined && /^(?:with|mit|avec|con|met|com)$/.test(token.text);

const QUALIFYING = /^(?:but|only|just|with|without|in|not|the|big|small|each|every|that|aber|nur|mit|ohne|nicht|die|das|den|der|jeweils|mais|seulement|avec|sans|le|la|les|pero|solo|con|sin|el|los|las|ただ|でも|但|但是|不过|只)$/;
const PURPOSE = /^(?:for|fur|fuer|pour|para|per|voor|zum|zur|as|als|comme|como|so|so that|because|since|damit|weil|denn|um|afin|afin de|car|parce que|porque|ya que|as|asi|para que|pour que|da)$/;

/** What stands behind the goods only tells, or says for whom. */
function follows(tokens: readonly Token[]): boolean {
  const clauses = clausesOf(tokens);
  return clauses.every((clause, at) => {
    const words = clause.filter((token) => !SIGNS.has(token.kind));
    if (words.length === 0) return true;
    if (at === 0 && !BREAKS.has(tokens[0]?.kind ?? 'unknown') && tokens[0]?.kind !== 'ornament' && tokens[0]?.kind !== 'end') return isPurpose(words);
    if (isLiked(clause) || isTimed(clause) || isAboutHandling(clause)) return true;
    if (QUALIFYING.test(words[0]?.text ?? '')) return false;
    return words.every((word) => word.kind === 'aside') || isHarmless(clause, false) || isTale(clause, 'clause') || isPurpose(words);
  });
}

/** `for my sister's new flat`, `weil sie so gut riecht` */
function isPurpose(words: readonly Token[]): boolean {
  const head = words.find((word) => word.kind !== 'aside');
  const isWay = LEADING.test(head?.text ?? '') && words.some((word) => word.kind === 'shipping');
  return (isWay || PURPOSE.test(head?.text ?? '')) && !words.slice(1).some((word) => (NEVER.has(word.kind) && word.kind !== 'each') || word.kind === 'item' || ORDERING.has(word.kind) || word.kind === 'and' && words.some((one) => one.kind === 'article'));
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (BREAKS.has(token.kind)) clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses.filter((clause) => clause.length > 0);
}

/** True where nothing around the goods speaks against them and something before or behind them orders, or nothing is there. */
export function isPlain({ before, goods, behind }: Prose): boolean {
  // `-2 sencha`
  if (before.at(-1)?.kind === 'dash' && goods[0]?.glued === true) return false;
  const breakAt = before.findLastIndex((token) => BREAKS.has(token.kind));
  const isColon = before.at(-1)?.kind === 'pause' || before.at(-1)?.kind === 'dash';
  const [earlier, near] = isColon ? [clausesOf(before).slice(0, -1).flat(), clausesOf(before).at(-1) ?? []] : [before.slice(0, breakAt + 1), before.slice(breakAt + 1)];
  if (!leads(near, isColon) || !clausesOf(earlier).every((clause) => isHarmless(clause, false) || isTale(clause, 'clause') || isIntroducing(clause) || isAdverbial(clause))) return false;
  const asks = [...before, ...goods].some((token) => ORDERING.has(token.kind) || COURTEOUS.test(token.text));
  const isAsked = [...before, ...goods].some((token) => token.kind === 'ask') && behind.every((token) => token.kind === 'question' || SIGNS.has(token.kind));
  return (asks || isColon || before.length === 0) && (isAsked || follows(behind));
}

const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}]/u;
/** `pour leur prochain courrier,` `お土産に、`: for whom, when, wherefore; nothing in it is counted or wished. */
function isAdverbial(clause: readonly Token[]): boolean {
  const words = clause.filter((token) => !SIGNS.has(token.kind));
  if (words.some((word) => (NEVER.has(word.kind) && word.kind !== 'past') || word.kind === 'item' || ORDERING.has(word.kind)) || mayChange(words)) return false;
  if (words.some((word) => EASTERN.test(word.text))) return /(?:に|で|ので|から|は|が|さて|て|ため|つきましては|あ|その)$/u.test(words.at(-1)?.text ?? '');
  return words.length <= 10 && HEADS.test(words[0]?.text ?? '') && !words.some((word, at) => word.kind === 'and' && words[at + 1]?.kind === 'unknown');
}

const HEADS = /^(?:for|to|as|since|after|before|in|on|at|during|because|fur|zu|zum|zur|als|weil|da|nach|vor|in|im|an|am|bei|pour|a|en|depuis|apres|avant|comme|chez|lors|para|por|como|desde|antes|despues|tras|so|now|nun|jetzt|deshalb|daher|donc|alors|quant|entonces|pues)$/;
const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|svp|stp|s'il vous plait|por favor|porfa|xfa)$/;
/** `I'd like to order,` */
const isIntroducing = (clause: readonly Token[]): boolean => clause.every((token) => ['order', 'ask', 'filler', 'aside', 'opener', 'ornament', 'chat', 'open', 'close', 'end'].includes(token.kind)) && clause.some((token) => ORDERING.has(token.kind) || token.kind === 'aside');

/** The same without its clauses that only tell. */
export const proseWithout = (tokens: readonly Token[]): Prose | null => proseOf(withoutHarmless(tokens) ?? tokens);
