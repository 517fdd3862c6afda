/**
 * French *en* before a count: `J'ai fini mon hojicha. Pouvez-vous m'en envoyer deux sachets ?` What it stands for is the one thing that was just spoken of. Taken where only one thing
 * that could be meant is named, nothing is counted, refused or asked of it, and whoever writes asks for so many of it themselves.
 */
import { isKind } from './formulas.ts';
import { isDoubtful } from './guards.ts';
import type { Meaning } from './meaning.ts';
import { isChanging, mayChange } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';
import { ADVERBS_OF_IT, BROKEN, GONE, KEPT_OF_IT, ONLY, PRAISED, REQUEST_OF_IT, SPOILT, TAIL_OF_IT } from './words/of-it.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'open', 'close', 'dash', 'end', 'ornament']);
/** None of these is spoken of beside the thing. */
const NEVER: ReadonlySet<TokenKind> = new Set(['number', 'size', 'money', 'amount', 'times', 'ask', 'correction', 'label', 'each', 'total', 'question', 'equals', 'pause', 'paper', 'goods', 'at', 'container']);
const MAX_WORDS = 12;

const formOf = (tokens: readonly Token[]): string => tokens.filter(({ kind }) => !SIGNS.has(kind)).map(({ text }) => text).join(' ').replace(/-/g, ' ').replace(/' /g, "'").replace(/ {2,}/g, ' ');

/** Where the words that ask for so many of it begin, and where their number stands. */
function requestIn(tokens: readonly Token[]): readonly [start: number, number: number] | null {
  for (let at = 1; at < tokens.length; at += 1) {
    const kind = tokens[at]?.kind;
    if (kind !== 'number' && kind !== 'article') continue;
    for (let start = Math.max(0, at - MAX_WORDS); start < at; start += 1) if (REQUEST_OF_IT.test(formOf(tokens.slice(start, at)))) return [start, at];
  }
  return null;
}

const isOrdinary = ({ kind, common, text }: Token): boolean => kind !== 'unknown' || (common !== null && !isMerchandise(text));

/** The thing has no word at it that may say of which kind it is. */
function isBare(tokens: readonly Token[], at: number): boolean {
  const [before, next, second] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
  if (before !== undefined && !['filler', 'article', 'comma', 'vague', 'order', 'chat', 'opener', 'and'].includes(before.kind) && !PRAISED.test(before.text)) return false;
  if (before?.kind === 'chat' && /^(?:petite?s?|grande?s?|gros|grosse|nouve\w+|vieille|vieux|dernier\w*|autre)$/.test(before.text)) return false;
  if (next === undefined || SIGNS.has(next.kind)) return true;
  if (next.common === 'adjective' || next.common === 'noun' || next.common === 'name' || next.kind === 'unknown' && next.common === null) return false;
  return !/^(?:au|aux|de|du|des|d'|en|sans|avec|pour)$/.test(next.text) || second === undefined || ['figure', 'life', 'number', 'past', 'opener'].includes(second.kind) || /^(?:mon|ma|mes|notre|nos|rupture|fait|premier|tout)$/.test(second.text);
}

/** `raffole du yokan`, and not `la recette du yokan`; no other thing is named with `et` beside it. */
function isAlone(tokens: readonly Token[], at: number): boolean {
  let start = at - 1;
  while (OF_WHOM.test(tokens[start]?.text ?? '')) start -= 1;
  const [of, word] = [tokens[start], tokens[start - 1]];
  if (tokens[at - 1] !== undefined && /^(?:de|du|des|d'|de la|de l')$/.test(tokens[at - 1]?.text ?? '') || /^(?:de|d')$/.test(of?.text ?? '')) {
    const governing = /^(?:de|d'|du|des)$/.test(of?.text ?? '') ? word : of;
    if (governing !== undefined && !['filler', 'vague', 'order', 'stop'].includes(governing.kind) && governing.common !== 'verb' && !WHOSE.test(governing.text)) return false;
  }
  if (of?.kind === 'and' && word !== undefined && !SIGNS.has(word.kind) && (word.kind === 'unknown' || word.kind === 'life')) return false;
  const next = tokens[at + 1];
  const behind = tokens[at + 2]?.text ?? '';
  if (next?.kind === 'and') return /^(?:je|j'|j'ai|nous|on|il|elle|ils|elles|c'est|c'|ca|vous|cela|tout)$/.test(behind) || tokens[at + 2]?.kind === 'opener' || tokens[at + 2]?.kind === 'order';
  return !(next?.kind === 'unknown' && /[ée]e?s?$/u.test(next.raw) && next.raw !== next.raw.toUpperCase() && /é/u.test(next.raw));
}

const OF_WHOM = /^(?:la|le|les|l'|vos|votre|mon|ma|mes|notre|nos|ce|cet|cette|ces|bon|bonne|excellent|excellente|delicieux|delicieuse|fameux|fameuse|petits?)$/;
const WHOSE = /^(?:envie|besoin|ravie?s?|contente?s?|heureu\w+|folles?|fous?|accros?|fans?|satisfaite?s?|enchantee?s?|amoureu\w+|amateurs?|amatrices?|adeptes?|plus|presque|provision|reserve|manque|rupture|souvenir|odeur|gout|parfum|saveur|bien|beaucoup|court|cours|tasse|parler|parle|bout|fin|dernier|derniere|paquet|sachet|boite|pot)$/;

/** Somebody speaks of just one thing, has had or seen it, and is not rid of it, nor said to have plenty of it. */
function spokenOf(tokens: readonly Token[]): Token | null {
  const items = tokens.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
  const [at = -1] = items;
  const item = tokens[at];
  const text = formOf(tokens).replace(/\b(?:mon|notre|leur|le|son) the (?:prefere|favori|du (?:matin|soir|dimanche)|de tous les jours)\b/g, 'lui');
  if (item === undefined || items.length > 1 || item.mention === null || isDoubtful(tokens) || SPOILT.test(text) || !isBare(tokens, at) || !isAlone(tokens, at)) return null;
  const rest = tokens.filter((token, place) => place !== at && !SIGNS.has(token.kind));
  const isTimed = (place: number): boolean => ['life', 'figure'].includes(rest[place + 1]?.kind ?? 'end');
  const isPlain = rest.every((token, place) => {
    if (token.kind === 'goods') return /^thes?$/.test(token.text) && !/\bthes?\b/.test(text);
    if (token.kind === 'number') return isTimed(place);
    if (token.text === 'si' && SO.test(rest[place + 1]?.text ?? '')) return true;
    if (/^cassee?$/.test(token.text)) return BROKEN.test(text);
    if (token.kind === 'stop' || token.kind === 'vague') return (GONE.test(text) && /^(?:n'|ne|plus de|reste|peu|pas|rien)$/.test(token.text) && !/\b(?:pas|rien)\b/.test(text.replace(GONE, ''))) || (ONLY.test(text) && /^(?:n'|ne|pas)$/.test(token.text));
    return !NEVER.has(token.kind) && isOrdinary(token) && (!isChanging(token) || token.kind === 'chat' || token.common !== null);
  });
  return isPlain && !(KEPT_OF_IT.test(text) && !GONE.test(text)) ? item : null;
}

/** `si bon` */
const SO = /^(?:bon|bons|bonne|bonnes|doux|douce|fin|fine|agreable|delicieux|delicieuse|delicat|delicate|parfumee?|jolie?|beau|belle|rafraichissante?|reconfortante?|bien)$/;

/** The words behind the count: none, courtesy, what it is for, or more things with their counts. */
function pairsBehind(tail: readonly Token[], meaningOf: (tokens: readonly Token[]) => Meaning): readonly { readonly skus: readonly string[]; readonly quantity: number }[] | null {
  const isAsked = tail.filter(({ kind }) => kind !== 'question');
  const words = isAsked.filter(({ kind }) => !SIGNS.has(kind) && kind !== 'aside');
  if (words.length === 0 || TAIL_OF_IT.test(formOf(words)) || isKind(isAsked)) return [];
  const join = isAsked.findIndex(({ kind, text }) => kind === 'and' || /^(?:et|avec|plus|ainsi que)$/.test(text));
  const next = isAsked[join + 1];
  if (join === -1 || next === undefined || !['number', 'article'].includes(next.kind)) return isPurpose(words) ? [] : null;
  const between = isAsked.slice(0, join).filter(({ kind }) => !SIGNS.has(kind) && kind !== 'aside');
  if (between.length > 0 && !TAIL_OF_IT.test(formOf(between)) && !isPurpose(between)) return null;
  const rest = meaningOf(isAsked.slice(join + 1));
  return rest.kind === 'order' && rest.correction === null && rest.claims.length === 0 ? rest.pairs : null;
}

const isPurpose = (words: readonly Token[]): boolean =>
  words[0]?.text === 'pour' && words.length > 1 && words.length <= 8 && words.every((word) => ['filler', 'chat', 'life', 'gift', 'opener', 'shipping', 'figure'].includes(word.kind) || (word.kind === 'unknown' && isOrdinary(word)) || (word.kind === 'number' && words[words.indexOf(word) + 1]?.kind === 'life')) && !words.some((word) => /^(?:mais|que|qui|quand|si|voir|savoir|comparer|tester|test)$/.test(word.text)) && !mayChange(words) && !isDoubtful(words);

/** Words that lead to it: none that names, counts or asks for anything. */
const isLead = (tokens: readonly Token[]): boolean => tokens.every((token) => SIGNS.has(token.kind) || ['filler', 'aside', 'chat', 'and', 'opener'].includes(token.kind) && !/^(?:mais|si|quand|sauf)$/.test(token.text));

/** True for a sentence that asks for so many of it: nothing else may count what was spoken of then. */
export const asksOfIt = (tokens: readonly Token[]): boolean => requestIn(tokens) !== null;

/** What is ordered with the sentence `tokens`, before which `before` was said; null where it may be read otherwise. */
export function ofIt(before: readonly Token[], tokens: readonly Token[], meaningOf: (tokens: readonly Token[]) => Meaning): Meaning | null {
  const request = requestIn(tokens);
  if (request === null) return null;
  const [start, at] = request;
  const own = tokens[start - 1]?.kind === 'pause' ? tokens.slice(0, start - 1) : tokens.slice(0, start);
  const isOwn = own.some(({ kind }) => kind === 'item');
  const item = spokenOf(isOwn ? own : before);
  const number = tokens[at];
  if (item === null || number === undefined || (!isOwn && !isLead(own))) return null;
  let end = at + 1;
  if (ADVERBS_OF_IT.test(tokens[end]?.text ?? '')) end += 1;
  const counted: Token[] = [number];
  while (tokens[end]?.kind === 'container' || tokens[end]?.kind === 'size' || (tokens[end]?.text === 'de' && tokens[end + 1]?.kind === 'size')) {
    counted.push(tokens[end] as Token);
    end += 1;
  }
  if (ADVERBS_OF_IT.test(tokens[end]?.text ?? '') && counted.length > 1) end += 1;
  // Without a counter it may be one of anything that was named.
  if (counted.length === 1 && number.kind === 'article' && (isOwn ? own : before).some((token, place, all) => token.kind === 'article' && all[place + 1]?.kind !== 'item' && !['life', 'figure'].includes(all[place + 1]?.kind ?? 'end'))) return null;
  const size = counted.find(({ kind }) => kind === 'size');
  const meaning = meaningOf([...counted.filter(({ kind }) => kind === 'number' || kind === 'article' || kind === 'container'), item, ...(size === undefined ? [] : [size])]);
  const pairs = pairsBehind(tokens.slice(end), meaningOf);
  if (meaning.kind !== 'order' || meaning.pairs.length !== 1 || meaning.pairs[0]?.skus.length !== 1 || meaning.correction !== null || pairs === null) return null;
  return { ...meaning, pairs: [...meaning.pairs, ...pairs] };
}
