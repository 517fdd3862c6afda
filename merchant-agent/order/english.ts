/** What English says with more words than the rest of the reader knows, put as it knows it: `another bag`, `a large jar (500 g)`, `(the 50 g one)`, `I was wondering if I could order`. */
import { isTail, isWhy } from './kindly.ts';
import type { Token, TokenKind } from './tokens.ts';

const ENDS: ReadonlySet<TokenKind> = new Set(['end', 'question', 'ornament']);
const THING: ReadonlySet<TokenKind> = new Set(['item', 'container']);
const QUANTITY: ReadonlySet<TokenKind> = new Set(['number', 'article']);
const ASKING: ReadonlySet<TokenKind> = new Set(['order', 'ask']);
const COURTEOUS = /^(?:please|pls|plz|kindly)$/;
const MAX_PHRASE = 12;

const as = (token: Token, kind: TokenKind, text = token.text): Token => ({ ...token, kind, text, common: null });
const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

/** Polite roundabout ways of asking; what they ask for follows. */
const WONDERING = /^(?:so |and |now )?(?:i|we|i'm|we're|i am|we are|i was|we were|just)(?: (?:was|were|am|are|have been))?(?: just)? wondering (?:if|whether) (?:(?:i|we) (?:could|might|may|can) (?:please |possibly |perhaps |just )?(?:order|have|get|buy|ask for|request|purchase|ask you for|trouble you for)|you (?:could|might|would|can) (?:please |possibly |kindly |perhaps )?(?:send|post|ship|let me have|let us have|put me down for|send over|prepare)(?: (?:me|us))?)$/;

function wondering(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex(({ text }) => /(?:^| )wondering$/.test(text));
  if (start === -1) return tokens;
  for (let from = Math.max(0, start - 4); from <= start; from += 1) {
    for (let end = Math.min(tokens.length, from + MAX_PHRASE); end > start; end -= 1) {
      const [first] = tokens.slice(from, from + 1);
      if (first !== undefined && WONDERING.test(textOf(tokens.slice(from, end)))) return [...tokens.slice(0, from), as(first, 'ask', 'could i order'), ...tokens.slice(end)];
    }
  }
  return tokens;
}

const asks = (tokens: readonly Token[]): boolean => tokens.some(({ kind, text }) => ASKING.has(kind) || COURTEOUS.test(text));

/** `another bag of hojicha`: one more than there has been, and one in this order. */
const another = (tokens: readonly Token[]): readonly Token[] => (asks(tokens) ? tokens.map((token, at) => (token.text === 'another' && THING.has(tokens[at + 1]?.kind ?? 'end') && !QUANTITY.has(tokens[at - 1]?.kind ?? 'end') ? { ...as(token, 'article', 'a'), value: 1 } : token)) : tokens);

const SIZED = /^(?:small|big|bigger|large|larger|little|medium|smaller)$/;
const NEW = /^(?:new|nice|lovely|good|fresh|beautiful|wonderful|more)$/;

/** Where something is put right, so many more are to be added. */
const ANEW = /(?:^| )(?:make (?:it|that)|should (?:be|have|say)|must be|ought to be|meant|oops|whoops|wait|actually|mistake|correction|recounted|miscounted|typo|wrong|sorry)(?: |$)/;
/** `a large jar of honey (500 g)`, `one new teapot`: the size stands there in figures, and new it is anyhow. */
function withoutAdjectives(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, at) => {
    const isBetween = QUANTITY.has(tokens[at - 1]?.kind ?? 'end') && THING.has(tokens[at + 1]?.kind ?? 'end');
    const isOfThe = tokens[at - 1]?.text === 'the' && /^(?:of|of the)$/.test(tokens[at - 2]?.text ?? '') && QUANTITY.has(tokens[at - 3]?.kind ?? 'end') && tokens[at + 1]?.kind === 'item';
    if (NEW.test(token.text)) return !isBetween || (token.text === 'more' && ANEW.test(textOf(tokens)));
    return !(SIZED.test(token.text) && (isBetween || isOfThe) && hasSize(tokens, at));
  });
}

/** In figures, behind the thing that is called small or large and before the next one. */
function hasSize(tokens: readonly Token[], at: number): boolean {
  const behind = tokens.slice(at + 1, at + 8);
  const item = behind.findIndex(({ kind }) => kind === 'item');
  const end = behind.findIndex(({ kind }, place) => ['comma', 'and', 'end', 'number'].includes(kind) && place > item);
  return item !== -1 && (end === -1 ? behind : behind.slice(0, end)).some((token) => token.kind === 'size' || token.mention?.sized === true);
}

const ONES = /^(?:one|ones|bag|bags|size|pack|packs|packet|packets|jar|jars|version)$/;

/** `(the 50 g one)`, `(100 grams each)`: the size alone. */
function bareSizes(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    const close = token.kind === 'open' ? tokens.findIndex(({ kind }, place) => place > at && kind === 'close') : -1;
    const inside = close === -1 ? [] : tokens.slice(at + 1, close).filter(({ kind, text }) => !(text === 'the' || SIZED.test(text) || ONES.test(text) || kind === 'each'));
    const isEach = token.kind === 'each' && token.text === 'each' && tokens[at - 1]?.kind === 'size' && tokens.slice(0, at).filter(({ kind }) => kind === 'item').length === 1;
    if (close !== -1 && close - at <= 5 && inside.length === 1 && inside[0]?.kind === 'size' && tokens[at - 1]?.kind === 'item') {
      found.push(inside[0]);
      at = close;
    } else if (!isEach) found.push(token);
  }
  return found;
}

const BEHIND: ReadonlySet<TokenKind> = new Set(['size', 'number', 'container', 'close', 'times', 'each', 'open', 'label', 'money', 'amount']);

/** Without what stands behind the last thing and says for whom, where to or until when. */
function withoutTail(tokens: readonly Token[]): readonly Token[] {
  const item = tokens.findLastIndex(({ kind }) => kind === 'item');
  if (item === -1) return tokens;
  let start = item + 1;
  while (BEHIND.has(tokens[start]?.kind ?? 'end')) start += 1;
  const tail = tokens.slice(start);
  return tail.length >= 2 && isTail(tail) ? tokens.slice(0, start) : tokens;
}

/** What is named with a thing and is another one: the cosy of a teapot. */
const BESIDE = /^(?:cosy|cosies|cozy|stand|stands|lid|lids|cover|covers|holder|holders|warmer|warmers|mat|mats|tray|trays|brush|brushes|handle|handles|spout|spouts|strainer|strainers|recipe|recipes|refill|refills|mould|press|maker|makers|poster|posters|picture|pictures|scoop|scoops|kit|kits|spoon|spoons)$/;
const besides = (tokens: readonly Token[]): readonly Token[] => tokens.map((token, at) => (BESIDE.test(token.text) && tokens[at - 1]?.kind === 'item' ? as(token, 'goods') : token));

/** `Three bags of hojicha it is.` */
function itIs(tokens: readonly Token[]): readonly Token[] {
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  const length = last?.text === 'it is' ? 1 : last?.text === 'is' && before?.text === 'it' ? 2 : 0;
  const rest = tokens.slice(0, tokens.length - length);
  return length > 0 && rest.at(-1)?.kind === 'item' && rest.every(({ kind }) => ['number', 'article', 'container', 'item', 'size', 'and', 'comma', 'filler', 'chat', 'aside'].includes(kind)) ? rest : tokens;
}

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'open', 'close']);
const REGRET = /^(?:(?:sorry|i'm sorry|i am sorry|oops|whoops|oh|oh no|no|oh dear|wait|hang on|hold on|actually|on second thoughts?|my mistake|correction|apologies|pardon|hmm|ah|argh|silly me|i(?:'ve| have)? (?:just |only )?(?:counted again|recounted|miscounted|mistyped|made a mistake|looked again|checked again|checked)|i've (?:just )?(?:counted again|miscounted|changed my mind)|i have changed my mind|that was wrong|that was a typo|typo|p\\.?s\\.?|and|but) ?)*$/;
/** What says that something above is put right. */
const PUTTING = /^(?:(?:that|it|this) (?:should be|should have been|should say|must be|ought to be)|i meant|i mean|i meant to (?:write|order|say|put)|i should have (?:written|said|put)|(?:please )?make (?:it|that)|let's make (?:it|that)|please change (?:it|that) to|it's)(?: please)?$/;
const CORRECTING = /(?:^| )(?:oops|whoops|wait|hang on|hold on|actually|second thoughts?|mistake|correction|recounted|miscounted|counted again|mistyped|mind|typo|wrong|sorry)(?: |$)/;
const GOODS: ReadonlySet<TokenKind> = new Set(['number', 'container', 'item', 'size']);

/** `Sorry, that should be 3 yokan, my sister wants one too`: three in the place of what stands above, in the words by which the rest of the reader knows it. */
function corrected(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex(({ kind }) => kind === 'number');
  const [number] = tokens.slice(first, first + 1);
  if (first < 1 || number === undefined || tokens.filter(({ kind }) => kind === 'item').length !== 1) return tokens;
  let end = first;
  while (GOODS.has(tokens[end]?.kind ?? 'end') || (tokens[end]?.text === 'of' && end > first)) end += 1;
  if (!tokens.slice(first, end).some(({ kind }) => kind === 'item')) return tokens;
  const before = tokens.slice(0, first).filter(({ kind }) => !SIGNS.has(kind) && kind !== 'article');
  const cut = [...before.keys(), before.length].find((at) => REGRET.test(textOf(before.slice(0, at))) && (at === before.length || PUTTING.test(textOf(before.slice(at)))));
  if (cut === undefined || (cut === before.length && (!CORRECTING.test(textOf(before)) || tokens.slice(end).some(({ text }) => /forg[eo]t/.test(text))))) return tokens;
  const behind = tokens.slice(end);
  const instead = behind.findIndex(({ text }) => /^(?:not|instead of|rather than)$/.test(text));
  const isInstead = instead !== -1 && instead <= 2 && behind[instead + 1]?.kind === 'number';
  const rest = behind.slice(isInstead ? instead + 2 : 0).filter(({ kind, text }) => !SIGNS.has(kind) && !COURTEOUS.test(text));
  if (rest.length > 0 && !isWhy(rest)) return tokens;
  const replaced = isInstead ? [as(behind[instead] as Token, 'stop', 'instead of'), behind[instead + 1] as Token] : [];
  return [as(tokens[0] as Token, 'correction', 'make it'), ...tokens.slice(first, end), ...replaced];
}

const inSentence = (tokens: readonly Token[]): readonly Token[] => (tokens.some(({ kind }) => kind === 'item') ? corrected(withoutTail(itIs(withoutAdjectives(bareSizes(another(wondering(besides(tokens)))))))) : tokens);

/** The same, sentence by sentence. */
export function inEnglish(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  let sentence: Token[] = [];
  for (const token of tokens) {
    if (!ENDS.has(token.kind)) {
      sentence.push(token);
      continue;
    }
    found.push(...inSentence(sentence), token);
    sentence = [];
  }
  return [...found, ...inSentence(sentence)];
}
