/**
 * German sentences that put an order right, told by the words that are left once all that is only polite is taken out, and put as the rest of the reader knows them: `doch lieber 3 X`,
 * `X streichen`, `statt X 2 Y`. Whether the thing was ordered, and once, is looked for behind.
 */
import type { Token, TokenKind } from './tokens.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
/** Says nothing of what is wanted. */
const POLITE = /^(?:bitte|doch bitte|bitte doch|gern|gerne|mir|uns|sie|ihr|du|ich|wir|also|jetzt|nun|dann|einfach|die|den|der|das|dem|des|danke|es|besser|mich|sorry|entschuldigung|entschuldigen sie|entschuldigen sie bitte|pardon|verzeihung|tut mir leid|ach|ach je|oje|hoppla|oh|hm|hmm|ups|moment|halt|na|ja|stopp)$/;
/** Says that something is put right. */
const SIGNAL = /^(?:doch|lieber|doch lieber|lieber doch|nein|nein doch lieber|korrektur|berichtigung|ich meinte|ich meine|richtig ist|doch nicht)$/;
const MISTAKE = /^(?:(?:ich )?(?:hab|habe) (?:gerade |eben |da |leider |oben )*(?:vertippt|vertan|verschrieben|geirrt|verzahlt|verrechnet)|(?:kleiner |mein |ein |da war ein |kleine )?(?:tippfehler|schreibfehler|fehler|irrtum|anderung|korrektur)|gemeint (?:sind|waren|ist|war)|richtig (?:sind|waren|ware))(?: (?:sind|es|sollen|mussen|waren|gemeint))* ?/;
const WHOSE = '(?:beim |bei |vom |von |mit |fur )?';
const RAISE = '(?:erhohen|andern|aufstocken|setzen|korrigieren|reduzieren|verringern|kurzen|hochsetzen|abandern)';

/** Words of the sentence with `I` for a thing, `S` for a size and `N` for a number. */
const coreOf = (words: readonly Token[]): string => words.flatMap(({ kind, text }) => (kind === 'item' ? ['I'] : kind === 'size' ? ['S'] : kind === 'number' ? ['N'] : kind === 'container' || /^doch nicht$/.test(text) ? (text === 'doch nicht' ? ['nicht'] : []) : POLITE.test(text) || SIGNAL.test(text) || kind === 'aside' ? [] : [text])).join(' ');

const made = (token: Token, kind: TokenKind, text: string): Token => ({ ...token, kind, text, common: null });

/** The same, or the sentence in its plainest form. */
export function putPlainly(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.filter((token) => !SIGNS.has(token.kind) && token.kind !== 'ornament');
  const items = words.filter(({ kind }) => kind === 'item');
  const [item, second] = items;
  if (item === undefined || items.length > 2 || words.length > 20 || words.some(({ raw }) => /(?:^| )hatten?$/i.test(raw)) || words.some(({ kind }) => ['question', 'vague', 'money', 'amount', 'each', 'label', 'paper'].includes(kind))) return tokens;
  const said = coreOf(words);
  const core = said.replace(MISTAKE, '');
  const isMistake = core !== said;
  const isSignalled = isMistake || words.some(({ text }) => SIGNAL.test(text)) || (words.some(({ text }) => /^(?:bitte doch|doch bitte)$/.test(text)) && /^(?:beim |bei )I|nicht/.test(core));
  const numbers = words.filter(({ kind }) => kind === 'number');
  if (second !== undefined) return exchanged(core, words, item, second) ?? tokens;
  const sizes = words.filter(({ kind }) => kind === 'size');
  const thing = [item, ...sizes];
  const quantity = quantityIn(core, numbers, isSignalled);
  if (quantity !== null) return [made(item, 'correction', 'doch lieber'), quantity.wanted, ...thing, ...(quantity.instead === null ? [] : [made(item, 'stop', 'statt'), quantity.instead])];
  const isNow = words.some(({ text }) => /^(?:jetzt|nun|dann)$/.test(text)) && !isSignalled;
  return isTakenOff(core, isSignalled) && numbers.length === 0 && !isNow ? [...thing, made(item, 'stop', 'streichen')] : tokens;
}

/** How many are wanted now, and how many the sentence says there were. */
function quantityIn(core: string, numbers: readonly Token[], isSignalled: boolean): { readonly wanted: Token; readonly instead: Token | null } | null {
  const [first, other] = numbers;
  if (first === undefined) return null;
  const thing = '(?:I|I S|S I)';
  const verb = '(?: ?(?:nehme ich|nehmen wir|hatte ich gern|hatten wir gern|mochte ich|brauche ich|brauchen wir|bestelle ich|nehme|nehmen|haben|bestellen|sein|schicken|machen|daraus|hatte|hatten|brauche|mochte|mochten|ich nehme|wir nehmen|hatte ich gerne|werden|sind|sollen|es sollen|mussen|durfen|ich hatte|wir hatten|ich brauche|wir brauchen))*';
  if (other === undefined) return (isSignalled && new RegExp(`^${verb} ?(?:N ${thing}|${WHOSE}${thing}${verb} N)${verb}$`).test(core)) || new RegExp(`^(?:${RAISE} )?(?:(?:menge|anzahl|stuckzahl|bestellung) )?${WHOSE}${thing} auf N(?: ${RAISE})?$`).test(core) && core.match(new RegExp(RAISE)) !== null ? { wanted: first, instead: null } : null;
  if (numbers.length !== 2) return null;
  if (new RegExp(`^${verb} ?nicht N(?: ${thing})? (?:sondern )?N(?: ${thing})?${verb}$`).test(core) || new RegExp(`^(?:statt|anstatt|anstelle von|anstelle) N(?: ${thing})?${verb} N(?: ${thing})?${verb}$`).test(core)) return { wanted: other, instead: first };
  return new RegExp(`^${verb} ?(?:N ${thing}|${WHOSE}${thing}${verb} N) (?:statt|anstatt|anstelle von|nicht) N${verb}$`).test(core) || new RegExp(`^${verb} ?N (?:statt|anstatt|anstelle von) N ${thing}${verb}$`).test(core) ? { wanted: first, instead: other } : null;
}

/** The thing is wanted no more; nothing else is said of it. */
function isTakenOff(core: string, isSignalled: boolean): boolean {
  if (/^(?:lassen|lasst|lass|nehmen|nehmt|nimm|streichen|streicht|streich) I (?:weg|raus|heraus|wieder raus|von der liste|aus der bestellung)$|^(?:konnen|konnt|konnten|konnen sie|kann|kannst|durfen|durft)? ?I (?:konnen|konnt|konnten|kann|konnen sie|konnten sie|durfen|bitte)? ?(?:weglassen|streichen|rausnehmen|herausnehmen|entfallen|wegfallen|wegbleiben|weg|raus|entfallt|entfallen)$|^auf I verzichte(?:n)?$|^(?:verzichte|verzichten) auf I$/.test(core)) return true;
  if (/^I (?:brauche|brauchen|brauche ich|brauchen wir|will|wollen|mochte|mochten|nehme|nehmen|nehme ich|mochte ich|benotige ich|benotige)(?: ich| wir)? nicht(?: mehr)?$|^(?:ich brauche|wir brauchen|brauche|brauchen|brauche ich|brauchen wir) (?:I nicht(?: mehr)?|kein(?:e|en) I(?: mehr)?)$/.test(core)) return true;
  return isSignalled && /^(?:I nicht|kein(?:e|en) I|ohne I)(?: mehr)?(?: nehmen| haben| schicken| bestellen)?$/.test(core) || /^ohne I$/.test(core);
}

/** `Tauschen Sie die Seifen gegen 2 Yokan`, `anstelle der Seifen nehme ich lieber 2 Yokan` */
function exchanged(core: string, words: readonly Token[], first: Token, second: Token): readonly Token[] | null {
  const isExchange = /^(?:tauschen|tausche|tauscht|ersetzen|ersetze|ersetzt|wechseln)? ?(?:I|I S) (?:gegen|durch) (?:N )?(?:I|I S|S I)(?: (?:tauschen|ersetzen|austauschen|wechseln|ersetzt|getauscht|werden))*$/.test(core) && /(?:tausch|ersetz|wechsel)/.test(core);
  const isInstead = /^(?:anstelle|anstelle von|anstatt|an stelle) (?:I|I S)(?: (?:nehme ich|nehmen wir|hatte ich gern|hatten wir gern|mochte ich|brauche ich|nehme|hatte|mochte))? (?:N )?(?:I|I S|S I)(?: (?:nehmen|bestellen|haben))?$/.test(core);
  if (!isExchange && !isInstead) return null;
  const at = words.indexOf(second);
  const near = words.filter(({ kind }, place) => ['number', 'size', 'item'].includes(kind) && place > words.indexOf(first));
  const sizes = words.slice(words.indexOf(first) + 1, at).filter(({ kind }, place, all) => kind === 'size' && !all.slice(0, place).some((one) => one.kind === 'number'));
  return near.filter(({ kind }) => kind === 'number').length > 1 ? null : [made(first, 'stop', 'statt'), first, ...sizes, ...near.filter((token) => !sizes.includes(token))];
}
