/**
 * An order within a sentence of many clauses: each clause either names one thing with its quantity, between words that lead to it and words that say what for,
 * or asks for nothing. Nothing in it may be unknown, negated, conditional or asked of the goods.
 */
import { isPacking } from './formulas.ts';
import { isDoubtful } from './guards.ts';
import { isHarmless, withoutBrackets } from './harmless.ts';
import { isPlaceLine } from './place.ts';
import { isAboutHandling, isChanging, isLiked, isNegation, isPast, isTale, isTimed, mayChange } from './tale.ts';
import { isTalk, speaksOnly } from './talk.ts';
import { isPreludeClause } from './prelude.ts';
import { rawOf } from './tokens.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';
import { BEING, CHANGING_EASTERN_HARD, LEADING, NO_MORE } from './words/telling.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at', 'question']);
const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'ornament', 'end', 'question']);
const ORDERING: ReadonlySet<TokenKind> = new Set(['order', 'ask']);
const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|svp|stp|s'il vous plait|s'il te plait|por favor|porfa|porfavor|xfa)$/;
const QUANTITY: ReadonlySet<TokenKind> = new Set(['number', 'article']);
const BETWEEN: ReadonlySet<TokenKind> = new Set(['container', 'size', 'times', 'figure']);
const OF = /^(?:of|of the|the|of your|your|de|du|d'|des|del|vom|von|zu|la|le|les|el|los|las|di|der|die|das|den|van|do|da|vos|votre|su|sus|ihr|ihre|ihren|ihrem|euer|eure|euren|eurem|l')$/;
/** Praise between a quantity and its thing makes no other thing of it. */
const PRAISING = /^(?:wonderful|decent|proper|sturdy|pretty|vernunftig\w*|ordentlich\w*|anstandig\w*|hubsch\w*|jolie?s?|beau|belle|beaux|solide|bonit[oa]s?|decente|lovely|delicious|excellent|famous|beloved|favou?rite|fine|great|nice|good|fantastic|splendid|marvellous|superb|trusty|dear|wunderbar\w*|herrlich\w*|lecker\w*|kostlich\w*|gut\w*|fein\w*|toll\w*|schon\w*|lieb\w*|beruhmt\w*|hervorragend\w*|excellente?s?|delicieu\w*|bons?|bonnes?|fameu\w*|merveilleu\w*|precieu\w*|excelentes?|delicios\w*|ric[oa]s?|riquisim\w*|fantastic\w*|maravillos\w*|famos[oa]s?|buen\w*)$/;
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const MAX_CLAUSES = 24;

/** The words of each thing with its quantity; null where any clause says something else, or nothing in it orders. */
export function thingsIn(given: readonly Token[]): readonly (readonly Token[])[] | null {
  const tokens = withoutPlaces(withoutBrackets(given));
  if (!tokens.some((token) => token.kind === 'item')) return null;
  const isEastern = tokens.some((token) => EASTERN.test(token.text));
  const clauses = clausesOf(tokens);
  if (clauses.length > MAX_CLAUSES) return null;
  const things: Token[][] = [];
  const spoken: string[] = [];
  if (tokens.some((token, at) => token.kind === 'dash' && tokens[at + 1]?.kind === 'number' && tokens[at + 1]?.glued === true && !token.glued)) return null;
  let [asked, told] = [false, false];
  for (const clause of clauses) {
    const isNaming = clause.some((token) => token.kind === 'item');
    const thing = isNaming ? (isEastern ? easternThing(clause) : thingOf(clause)) : null;
    const mention = isNaming && thing === null ? mentionIn(clause) : null;
    if (isNaming && thing === null && mention === null) return null;
    if (mention !== null) spoken.push(...mention);
    else if (thing !== null) {
      asked ||= thing.asks;
      if (told && !asked) return null;
      things.push([...thing.tokens]);
    } else {
      if (isHalfNamed(clause)) return null;
      const kind = isOfPerson(clauses[clauses.indexOf(clause) - 1], clause) ? 'aside' : clauseKind(clause, things.length > 0);
      if (kind === null) return null;
      asked ||= kind === 'lead' || clause.some((token) => COURTEOUS.test(token.text));
      told ||= kind === 'told' && things.length === 0;
    }
  }
  const isAsked = tokens.some((token) => token.kind === 'question');
  const isMeant = (sku: string): boolean => things.some((thing) => thing.some((token) => token.mention?.skus.includes(sku) === true));
  return things.length === 0 || (isAsked && !asked) || !spoken.every(isMeant) ? null : things;
}

/** `a black and a white tea bowl`: of the first the thing is not said. */
const isHalfNamed = (clause: readonly Token[]): boolean => clause.length > 1 && clause.length <= 3 && ['article', 'number'].includes(clause[0]?.kind ?? '') && clause.slice(1).every(({ kind }) => ['chat', 'unknown', 'filler'].includes(kind));

/** `at my usual address (Mill Lane 5)` */
function withoutPlaces(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex((token) => token.kind === 'open');
  const end = tokens.findIndex((token, at) => at > start && token.kind === 'close');
  const inside = start === -1 || end === -1 ? [] : tokens.slice(start + 1, end);
  return inside.length > 1 && isPlaceLine(rawOf(inside), inside) ? [...tokens.slice(0, start), ...tokens.slice(end + 1)] : tokens;
}

/** A thing without a number in a clause that tells: `茶筅の穂先が折れてしまったので`. The things that it speaks of. */
function mentionIn(clause: readonly Token[]): readonly string[] | null {
  if (clause.some((token) => ['number', 'size', 'order', 'ask', 'stop', 'correction', 'vague'].includes(token.kind)) || isDoubtful(clause)) return null;
  const told = clause.map((token): Token => (token.kind === 'item' ? { ...token, kind: 'chat' } : token));
  return isTale(told, 'clause') ? clause.flatMap((token) => token.mention?.skus.slice(0, 1) ?? []) : null;
}

/** Between signs; and at `and` where a thing follows before the next sign. */
function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  tokens.forEach((token, at) => {
    const isBreak = BREAKS.has(token.kind) || (token.kind === 'dash' && !token.glued) || (token.kind === 'and' && leadsToThing(tokens, at));
    if (isBreak) clauses.push(token.kind === 'question' ? [] : []);
    else clauses.at(-1)?.push(token);
  });
  return clauses.filter((clause) => clause.length > 0);
}

function leadsToThing(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at + 1);
  const end = rest.findIndex((token) => BREAKS.has(token.kind) || token.kind === 'and');
  return tokens.slice(0, at).some((token) => token.kind === 'item' || QUANTITY.has(token.kind)) && rest.slice(0, end === -1 ? rest.length : end).some((token) => token.kind === 'item');
}

type Thing = { readonly tokens: readonly Token[]; /** A verb that orders leads to it. */ readonly asks: boolean };

/** One thing with one quantity right before or behind it. */
function thingOf(clause: readonly Token[]): Thing | null {
  const items = clause.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
  const [item = -1] = items;
  if (items.length !== 1) return null;
  let start = item - 1;
  while (clause[start] !== undefined && !QUANTITY.has(clause[start]?.kind ?? 'end') && isBetween(clause[start])) start -= 1;
  const isBefore = QUANTITY.has(clause[start]?.kind ?? 'end');
  let end = item + 1;
  while ((BETWEEN.has(clause[end]?.kind ?? 'end') && clause[end]?.kind !== 'container' && clause[end]?.kind !== 'figure') || (clause[end + 1]?.kind === 'size' && /^(?:en|in|de|mit|von|of|zu|a|with|con)$/.test(clause[end]?.text ?? ''))) end += 1;
  if (!isBefore) {
    while (clause[item - 1]?.kind === 'size') return null;
    if (clause[end]?.kind === 'number') end += 1;
    else if (isSingle(clause[item - 1], clause[item])) return definite(clause, item);
    else return null;
    start = item;
  }
  while (clause[end]?.kind === 'container' || clause[end]?.kind === 'size') end += 1;
  if (isBefore && clause[start]?.kind === 'article' && clause[start - 1]?.kind === 'number') start -= 1;
  const [lead, tail] = [clause.slice(0, isBefore ? start : item), clause.slice(end)];
  const asks = leadAsks(lead);
  if (asks === null || !isTail(tail)) return null;
  const inside = clause.slice(isBefore ? start : item, end);
  return { tokens: inside.filter((token) => !(token.kind === 'chat' || token.kind === 'unknown' || (token.kind === 'filler' && PRAISING.test(token.text)))), asks: asks || tail.some((token) => ORDERING.has(token.kind) || COURTEOUS.test(token.text)) };
}

/** `the gift box`, `la théière`: the one that there is; of tea and of what is sold by weight nobody can say how much. */
const isSingle = (article: Token | undefined, item: Token | undefined): boolean => /^(?:the|der|die|das|den|le|la|l'|el)$/.test(article?.text ?? '') && item !== undefined && item.mention?.skus.length === 1 && !item.mention.sized && !/s$/.test(item.text);

function definite(clause: readonly Token[], item: number): Thing | null {
  const [lead, tail, named] = [clause.slice(0, item - 1), clause.slice(item + 1), clause[item]];
  const asks = leadAsks(lead);
  if (asks === null || named === undefined || !isTail(tail)) return null;
  return { tokens: [{ ...(clause[item - 1] ?? named), kind: 'article', value: 1 }, named], asks };
}

const isBetween = (token: Token | undefined): boolean => token !== undefined && (BETWEEN.has(token.kind) && token.kind !== 'figure' || (token.kind === 'filler' && (OF.test(token.text) || PRAISING.test(token.text))) || ((token.kind === 'chat' || token.common === 'adjective') && PRAISING.test(token.text)));

const COUNTING = /^(?:を|は|が|も|の|的|要|个|だけ|分)$/;
const LEADING_EASTERN = /(?:に|へ|用|用に|として|にも|には|では|で|给|給|为|為|再|还|另|加|要|来|订|买|寄|送|请|と|、|也)$/u;
const PAST_EASTERN = /[了过過被把没沒不]|(?:ました|でした|った|いた|した|たら|ので)(?:$|、)/u;

/** `母の命日用にお線香を一箱`, `另外再要一支茶筅`: one thing with its number right before or behind it. */
function easternThing(clause: readonly Token[]): Thing | null {
  const items = clause.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
  const [item = -1] = items;
  if (items.length !== 1 || clause.some((token) => ['stop', 'vague', 'correction', 'label', 'each', 'total', 'done', 'past', 'money', 'amount', 'times', 'goods', 'paper'].includes(token.kind)) || isDoubtful(clause)) return null;
  let start = item - 1;
  while (['container', 'size'].includes(clause[start]?.kind ?? 'end') || COUNTING.test(clause[start]?.text ?? '')) start -= 1;
  const isBefore = clause[start]?.kind === 'number';
  let end = item + 1;
  while (clause[end]?.kind === 'size' || (!isBefore && (COUNTING.test(clause[end]?.text ?? '')))) end += 1;
  if (!isBefore && clause[end]?.kind !== 'number') return null;
  if (!isBefore) end += 1;
  while (clause[end]?.kind === 'container' || clause[end]?.kind === 'size') end += 1;
  let from = isBefore ? start : item;
  while (!isBefore && (clause[from - 1]?.kind === 'size' || (clause[from - 1]?.text === 'の' && clause[from - 2]?.kind === 'size'))) from -= 1;
  const [lead, inside, tail] = [clause.slice(0, from), clause.slice(from, end), clause.slice(end)];
  const isPlain = (words: readonly Token[]): boolean => words.every((word) => ['filler', 'and', 'aside', 'order', 'ask', 'ornament', 'end', 'question', 'dash'].includes(word.kind));
  const text = lead.map((token) => token.text).join('');
  const isAdnominal = /(?:た|る|い|な)$/u.test(text) && tail.some((token) => token.kind === 'order' || token.kind === 'ask');
  const isAsked = lead.some(({ kind }) => kind === 'order') && !PAST_EASTERN.test(text) && lead.every(({ kind }) => ['filler', 'chat', 'order', 'opener', 'life', 'gift', 'aside', 'figure', 'shipping'].includes(kind));
  const isLed = isPlain(lead) || isAsked || (isAdnominal && lead.every((word) => word.kind !== 'number' && word.kind !== 'order')) || (LEADING_EASTERN.test(text) && !PAST_EASTERN.test(text) && lead.every((word) => word.kind !== 'number'));
  if (!isLed || !(isPlain(tail) || FOR_WHAT.test(tail.filter(({ kind }) => kind !== 'end').map((token) => token.text).join('')))) return null;
  return { tokens: inside.filter((token) => !COUNTING.test(token.text) || token.kind === 'container'), asks: [...lead, ...tail].some((token) => ORDERING.has(token.kind) || token.kind === 'and' || /[要加再请請]|お願い/u.test(token.text)) };
}

/** `自己喝`, `送人`: what for. */
const FOR_WHAT = /^(?:(?:自己|我们?|家里|家人|全家|办公室|公司|平时|给)*(?:喝|吃|用|自用|尝尝|试试)|送人|送礼|自用|当礼物|做礼物)(?:就好|吧|的)?$/u;

const NEVER: ReadonlySet<TokenKind> = new Set(['stop', 'vague', 'correction', 'label', 'each', 'total', 'equals', 'goods', 'paper', 'done', 'past', 'amount', 'money', 'size', 'times', 'number', 'item', 'container']);
/** Verbs behind a verb that orders which make another wish of it, or speak of the goods: `would like to know about`. */
const SPEAKING = /^(?:know|knowing|hear|ask|asking|tell|thank|thanks|say|see|return|give back|complain|about|if|whether|regarding|concerning|wissen|horen|fragen|sagen|danken|bedanken|uber|sehen|zuruck\w*|savoir|demander|dire|remercier|rendre|voir|sur|concernant|saber|preguntar|decir|agradecer\w*|devolver|ver|sobre)$/;

/** Whether the words before the quantity order; null where they say something else. */
function leadAsks(lead: readonly Token[]): boolean | null {
  const words = lead.filter((token) => !SIGNS.has(token.kind));
  if (words.some((word) => (NEVER.has(word.kind) && !isOfPeople(words, word)) || word.kind === 'question')) return null;
  const verb = words.findLastIndex((word) => ORDERING.has(word.kind) && !isNoun(words, word));
  const [before, behind] = [words.slice(0, verb + 1), words.slice(verb + 1)];
  if (words.some((word) => isChanging(word) && !ORDERING.has(word.kind)) || !words.every((word) => isKnown(word))) return null;
  if (behind.some((word) => SPEAKING.test(word.text) || BEING.test(word.text) && !/^(?:a|as|va|e|is)$/.test(word.text) || isPast(word) || word.common === 'verb' && !/^(?:get|have|try|give|celebrate|test|probar|regalar|essayer|offrir|gouter|probieren|verschenken|schenken|haben)$/.test(word.text) || (word.kind === 'chat' && verb === -1) || (word.kind === 'chat' && !isAdverb(word)) || word.kind === 'opener' && verb === -1 && !/^(?:ich|je|yo)/.test(word.text))) return null;
  // `Credit 2 hojicha`: right before a quantity a word that does not order.
  if (behind.some((word, at) => word.kind === 'unknown' && !behind.slice(Math.max(0, at - 3), at).some(({ text }) => LEADING.test(text) || PURPOSE.test(text)))) return null;
  if (before.some((word) => SPEAKING.test(word.text) && word.kind !== 'filler')) return null;
  return verb !== -1 || words.some((word) => COURTEOUS.test(word.text) || ALSO.test(word.text));
}

/** A thing named behind one of these is one more. */
const ALSO = /^(?:also|auch|ausserdem|dazu|noch|aussi|egalement|encore|tambien|ademas)$/;
const isOfPeople = (words: readonly Token[], word: Token): boolean => word.kind === 'number' && (words[words.indexOf(word) + 1]?.common === 'noun' || words[words.indexOf(word) + 1]?.kind === 'life');
/** `my order`, `la commande` */
const isNoun = (words: readonly Token[], word: Token): boolean => /^(?:order|orders|bestellung|commande|pedido|encargo)$/.test(word.text) && words.indexOf(word) > 0 && false;
const isKnown = (word: Token): boolean => word.kind !== 'unknown' || word.common !== null;
const isAdverb = (word: Token): boolean => /^(?:again|always|then|now|today|here|there|also|still|just|really|very|immer|wieder|auch|noch|dann|heute|hier|sehr|encore|aussi|toujours|bien|vite|ici|de nouveau|otra vez|tambien|siempre|hoy|aqui|bien|rapido|ya|new|home|for us|to me|me|us|nous|nos|uns|mir|mich|kindly|soon|bald|como siempre|vor allem|zum|bitte|have|get|make|try|give|taste|buy|celebrate|dar|hacer|tener|faire|donner|geben|machen|que)$/.test(word.text);

/** Heads of what may follow a thing: for whom and why, not of which kind. */
const PURPOSE = /^(?:for|to|at|as|because|since|so|so that|fur|fuer|zum|zur|als|weil|denn|damit|um|pour|car|parce que|puisque|comme|afin de|para|por|porque|ya que|como|pa|pal|a|al|an|ans|nach|bei|beim|chez|donde|where|worin)$/;
const RELATIVE = /^(?:that|which|who|den|die|das|que|qui)$/;
const WHO = /^(?:i|we|he|she|they|you|my|our|his|her|their|ich|wir|er|sie|mein\w*|unser\w*|j'|j'ai|je|nous|il|elle|on|mon|ma|mes|notre|nos|yo|mi|mis|nuestr\w*|le|les|me|nos)$/;

/** Behind a thing stands nothing, a courtesy, the verb that ends a German sentence, when and for whom, or what somebody does with it. */
function isTail(tail: readonly Token[]): boolean {
  const all = tail.filter((token) => !SIGNS.has(token.kind));
  const words = all.at(-1)?.kind === 'and' ? all.slice(0, -1) : all;
  if (words.length === 0 || words.every((word) => word.kind === 'aside' || ORDERING.has(word.kind) || COURTEOUS.test(word.text) || TOO.test(word.text) || word.kind === 'figure')) return true;
  if (isLiked(tail)) return true;
  const head = words.find((word) => word.kind !== 'aside' && !TOO.test(word.text));
  const isOpen = (word: Token): boolean => (NEVER.has(word.kind) && !isOfTime(words, word) && !(PURPOSE.test(head?.text ?? '') && WRAPPING.test(word.text)) && !isOfPeople(words, word) && !(isNegation(word) && RELATIVE.test(head?.text ?? ''))) || word.kind === 'ask' || isChanging(word);
  if (words.some((word) => isOpen(word) || (!isKnown(word) && isMerchandise(word.text)))) return false;
  if (isToSomebody(words, head)) return !words.slice(1).some((word) => word.kind === 'and' || word.kind === 'order' || word.kind === 'article');
  if (/^(?:at|a|al|an|ans|nach|bei|beim|chez)$/.test(head?.text ?? '') && !words.some((word) => word.kind === 'shipping')) return false;
  if (PURPOSE.test(head?.text ?? '') && !/^(?:as|als|comme|como|since|so)$/.test(head?.text ?? '') && !words.slice(1).some((word) => word.kind === 'and' || word.kind === 'order' && !ORDERED.test(word.text))) return true;
  if (!words.every(isKnown)) return false;
  if (words.some((word) => word.kind === 'stop') && words.some((word) => NO_MORE.test(word.text))) return false;
  if (/^(?:in|mit|auf|aus|fur|with|for|from|dans|avec|pour|en|con|para)$/.test(head?.text ?? '') && RELATIVE.test(words[words.indexOf(head as Token) + 1]?.text ?? '')) return /^(?:sie|ihr|du)$/.test(words[words.indexOf(head as Token) + 2]?.text ?? '') || WHO.test(words[words.indexOf(head as Token) + 2]?.text ?? '');
  if (RELATIVE.test(head?.text ?? '')) return WHO.test(words[words.indexOf(head as Token) + 1]?.text ?? '') && words.length >= 4;
  if (!PURPOSE.test(head?.text ?? '')) return false;
  return !words.slice(1).some((word) => word.kind === 'and' || word.kind === 'order' && !ORDERED.test(word.text));
}

/** `a mi madre`, `to my aunt`: who is given it. */
const isToSomebody = (words: readonly Token[], head: Token | undefined): boolean => head !== undefined && ((head.kind === 'opener' && /^(?:a|to|for|an|fur|pour|para) /.test(head.text)) || (/^(?:a|to|an|al)$/.test(head.text) && WHO.test(words[words.indexOf(head) + 1]?.text ?? '') && ['opener', 'life', 'filler'].includes(words[words.indexOf(head) + 2]?.kind ?? 'end')));
/** `que es el 14`: the day itself. */
const isDate = (words: readonly Token[]): boolean => words.some((word) => word.kind === 'figure') && words.every((word) => word.kind === 'figure' || word.kind === 'filler' || RELATIVE.test(word.text) || BEING.test(word.text));

/** `for the rest of the week` */
const isOfTime = (words: readonly Token[], word: Token): boolean => /^rest(?:o|e)?$/.test(word.text) && words.slice(words.indexOf(word) + 1, words.indexOf(word) + 4).some((one) => one.kind === 'life' || one.common === 'noun');
/** What a cloth or a box is for. */
const WRAPPING = /^(?:wrap|wrapping|pack|einpacken|verpacken|einwickeln|emballer|envelopper|envolver|empaquetar)$/;
/** Verbs at the end of a German sentence, and `send` of the way. */
const ORDERED = /^(?:bestellen|haben|nehmen|kaufen|schicken|senden|zusenden|zuschicken|liefern|give|to give)$/;
const TOO = /^(?:too|also|as well|auch|noch|dazu|mit dazu|aussi|egalement|encore|avec|tambien|ademas|mas|mit|then|dann|alors|donc|pues|entonces|again|wieder|de nuevo|home|now|jetzt|today|heute|hoy|this time|diesmal|cette fois|esta vez)$/;

const LEAD: ReadonlySet<TokenKind> = new Set(['order', 'ask', 'filler', 'aside', 'and', 'article', 'opener', 'chat', 'life', 'gift', 'figure', 'unknown']);

/** What a clause without a thing does: leads to what follows, or tells. Null where it may ask for something. */
function clauseKind(clause: readonly Token[], isBehind: boolean): 'lead' | 'told' | 'aside' | null {
  const words = clause.filter((token) => !SIGNS.has(token.kind));
  if (words.some((word) => EASTERN.test(word.text))) return easternKind(clause, words, isBehind);
  if (words.length === 0 || words.every((word) => word.kind === 'aside' || word.kind === 'figure' || TOO.test(word.text) && word.kind !== 'and')) return 'aside';
  const isLead = words.every((word) => LEAD.has(word.kind) && isKnown(word)) && words.some((word) => ORDERING.has(word.kind)) && leadAsks(clause) === true && !words.some((word) => word.kind === 'article');
  if (isLead && !isBehind) return 'lead';
  if (isBehind && /^(?:in|mit|dans|con|with)$/.test(words[0]?.text ?? '') && RELATIVE.test(words[1]?.text ?? '') && isTail(words)) return 'aside';
  if (words[0]?.kind === 'shipping' && words.every((word, at) => isKnown(word) && (!NEVER.has(word.kind) || (word.kind === 'vague' && words[at + 1]?.kind !== 'container'))) && !words.some((word) => isChanging(word))) return 'told';
  if (isBehind && QUALIFYING.test(words[0]?.text ?? '') && !isTalkOf(words) && !isDate(words)) return null;
  if (words.every((word) => (word.kind === 'filler' || word.kind === 'aside' || word.kind === 'life' || word.kind === 'gift' || word.common === 'noun' || word.common === 'name') ) && LEADING.test(words[0]?.text ?? '') && PURPOSE.test(words[0]?.text ?? '')) return 'aside';
  if (isPacking(clause)) return 'told';
  if (isDoubtful(clause)) return null;
  if (isDate(words)) return 'aside';
  if (isLiked(clause) || isTimed(clause) || isAboutHandling(clause) || isHarmless(clause, false) || isTale(clause, 'clause') || isTalk(clause, true) || (!isBehind && (speaksOnly(clause) || isPreludeClause(clause)))) return 'told';
  return PURPOSE.test(words[0]?.text ?? '') && isTail(words) ? 'aside' : null;
}

/** `for the neighbour, who always takes our parcels in`: what is said of somebody whom the clause before ends with. */
function isOfPerson(before: readonly Token[] | undefined, clause: readonly Token[]): boolean {
  const last = before?.at(-1);
  if (before === undefined || last === undefined || ['item', 'number', 'size', 'container', 'goods', 'unknown'].includes(last.kind) && last.common !== 'noun' && last.common !== 'name' || isMerchandise(last.text) || !before.some((token) => PURPOSE.test(token.text))) return false;
  return /^(?:who|whose|whom|die|der|den|dem|deren|dessen|qui|que|quien|quienes)$/.test(clause[0]?.text ?? '') && clause.length >= 3 && !isDoubtful(clause) && !clause.some((word) => NEVER.has(word.kind) || (CHOOSY.test(word.text) && word !== clause[0]) || ORDERING.has(word.kind) || COURTEOUS.test(word.text) || isChanging(word) || isMerchandise(word.text) || word.kind === 'article' || word.kind === 'and');
}

/** Who is choosy may want another colour or kind. */
const CHOOSY = /^(?:hat(?:es?|ed)|dislikes?|loathes?|prefers?|only|allergic\w*|hass\w*|mag|bevorzugt|nur|vertragt|allergisch\w*|deteste\w*|prefere\w*|que|seulement|allergique\w*|odi\w*|prefier\w*|solo|alergic\w*|detest\w*)$/;

function easternKind(clause: readonly Token[], words: readonly Token[], isBehind: boolean): 'lead' | 'told' | 'aside' | null {
  if (words.every((word) => ['aside', 'filler', 'figure', 'and'].includes(word.kind))) return 'aside';
  if (words.every((word) => ['order', 'ask', 'filler', 'aside', 'and'].includes(word.kind) || (word.kind === 'chat' && /嬉|うれし|幸い|助か|ありがた/u.test(word.text)))) return 'lead';
  if (isPacking(clause)) return 'told';
  if (isDoubtful(clause) || words.some((word) => word.kind === 'number')) return null;
  if (!isBehind && words.every((word) => ['chat', 'filler', 'opener', 'life', 'aside', 'gift', 'figure'].includes(word.kind)) && !CHANGING_EASTERN_HARD.test(words.map((word) => word.text).join(''))) return 'told';
  if (!isBehind && /(?:に|で|ので|から|は|が|さて|て|ため|つきましては|けど|けれど|ますが|ですが)$/u.test(words.at(-1)?.text ?? '') && !words.some((word) => (NEVER.has(word.kind) && word.kind !== 'past') || ORDERING.has(word.kind)) && !mayChange(words)) return 'told';
  // `她做蛋糕用`
  if (/^(?:她|他|我妈|我爸|妈妈|女儿|儿子|孩子|母が|父が|娘が|家族で|妻が|夫が)$/u.test(words[0]?.text ?? '') && /[用喝吃]$|用です$/u.test(words.at(-1)?.text ?? '') && !words.some((word) => ['and', 'order', 'stop', 'vague'].includes(word.kind))) return 'told';
  return isLiked(clause) || isAboutHandling(clause) || isHarmless(clause, false) || isTale(clause, 'clause') ? 'told' : null;
}

const isTalkOf = (words: readonly Token[]): boolean => WHO.test(words[1]?.text ?? '') && words.length >= 4;
const QUALIFYING = /^(?:but|only|just|with|without|in|not|the|big|small|each|of|from|aber|nur|mit|ohne|nicht|die|das|den|der|dem|jeweils|von|vom|mais|seulement|avec|sans|le|la|les|en|pero|solo|con|sin|el|los|las|de|del)$/;
