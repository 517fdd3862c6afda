/** Forms in which Spanish names several things, put as the rest of the reader knows them: `una bolsa de hojicha y otra de genmaicha`, `de hojicha dos bolsas y de genmaicha una`. */
import type { Token, TokenKind } from './tokens.ts';

const OTHER = /^otr[oa]s?$/;
const ENDS: ReadonlySet<TokenKind> = new Set(['comma', 'and', 'end', 'ornament', 'question', 'aside']);
const PRAISE = /^(?:ric[oa]s?|buen[oa]s?|delicios[oa]s?|bonit[oa]s?|estupend[oa]s?|maravillos[oa]s?)$/;

/** The same in plainer form; null where nothing of the kind is in it. */
export function plainSpanish(tokens: readonly Token[]): readonly Token[] | null {
  const found = withoutPraise(withOneOf(withOthers(tokens)));
  return found.length === tokens.length && found.every((token, at) => token === tokens[at]) ? null : found;
}

/** `y otra de genmaicha`, `otras dos de genmaicha`: one more packet, and of another thing. */
function withOthers(tokens: readonly Token[]): readonly Token[] {
  const named = (at: number): string => tokens.slice(at).find(({ kind }) => kind === 'item')?.mention?.skus.join() ?? '';
  return tokens.flatMap((token, at): Token[] => {
    if (!OTHER.test(token.text)) return [token];
    const isCounted = tokens[at + 1]?.kind === 'number';
    const behind = isCounted ? at + 2 : at + 1;
    const isOf = tokens[behind]?.text === 'de' && tokens[behind + 1]?.kind === 'item';
    const before = tokens.slice(0, at);
    const isBehindOther = before.some(({ kind, mention }) => kind === 'item' && mention?.skus.join() !== named(behind)) && before.some(({ kind }) => kind === 'container') && ['and', 'comma'].includes(before.at(-1)?.kind ?? 'end');
    if (!isOf || !isBehindOther || (!isCounted && token.text.endsWith('s'))) return [token];
    return isCounted ? [] : [{ ...token, kind: 'number', text: 'una', value: 1 }];
  });
}

/** `de genmaicha una`: the thing first, behind `de`, and how many. */
function withOneOf(tokens: readonly Token[]): readonly Token[] {
  const found = [...tokens];
  const gone = new Set<number>();
  tokens.forEach((token, at) => {
    if (token.text !== 'de' || tokens[at + 1]?.kind !== 'item' || !(at === 0 || ['comma', 'and', 'order', 'end', 'pause', 'ornament', 'aside'].includes(tokens[at - 1]?.kind ?? 'end'))) return;
    let place = at + 2;
    while (tokens[place]?.kind === 'order') place += 1;
    const number = tokens[place];
    if (number === undefined || (number.kind !== 'number' && number.kind !== 'article')) return;
    const behind = tokens[tokens[place + 1]?.kind === 'container' ? place + 2 : place + 1];
    if (behind !== undefined && !ENDS.has(behind.kind)) return;
    gone.add(at);
    found[place] = { ...number, kind: 'number', value: number.kind === 'article' ? 1 : number.value };
  });
  return gone.size === 0 ? tokens : found.filter((_token, at) => !gone.has(at));
}

/** `ese hojicha tan rico` */
const withoutPraise = (tokens: readonly Token[]): readonly Token[] => tokens.filter(({ text }, at) => !((text === 'tan' && tokens[at - 1]?.kind === 'item' && PRAISE.test(tokens[at + 1]?.text ?? '')) || (PRAISE.test(text) && tokens[at - 1]?.text === 'tan' && tokens[at - 2]?.kind === 'item')));

const OUT = /^(?:(?:como|ya|es que|pues|y|resulta que) )*(?:(?:ya )?(?:no|apenas) (?:[mn]os |me )?quedan? (?:(?:nada|casi nada) de |casi |mas )?@|(?:me|nos) (?:he|hemos|estoy|estamos|quede|quedamos)(?: ya)?(?: (?:quedado|quedando))?(?: ya)? sin (?:nada de |mi |el |nuestro )?@|(?:estoy|estamos|ando|andamos|sigo)(?: ya)? sin (?:nada de )?@)(?: (?:en casa|ya|en la oficina))*$/;

/** `Ya no me queda hojicha`: the one thing that the buyer has run out of. */
export function runOutOf(tokens: readonly Token[]): readonly string[] | null {
  const words = tokens.filter(({ kind }) => !['comma', 'end', 'ornament'].includes(kind));
  const item = words.find(({ kind }) => kind === 'item');
  const skus = item?.mention?.skus ?? [];
  return skus.length === 1 && OUT.test(words.map(({ kind, text }) => (kind === 'item' ? '@' : text)).join(' ')) ? skus : null;
}
