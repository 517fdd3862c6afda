/** A subject, or a line below a signature mark, that makes another order of the lines between them: `Everything twice`, `Request for a quotation`, `two sets please`. */
import { foldText } from './lexicon.ts';
import { isVoiding } from './signatures.ts';
import { VOIDING, VOIDING_EASTERN } from './words/voiding.ts';

/** Those of the words that void a line which, in a subject, mostly say nothing against the lines below it: `Another order`, `Order for two`, `Guten Morgen`, `Order no. 5`. */
const HARMLESS_ABOVE: ReadonlySet<string> = new Set((
  'another again extra additional second third next last once same ditto likewise idem more less most month week year tomorrow late no not none never but pair both two three four five six seven eight nine ten eleven twelve twenty hundred dozen dozens ' +
  'nochmal nochmals erneut noch mehr weniger beides beide morgen spater nein nicht nichts doch egal bestellung auftrag eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig hundert dutzend ' +
  'encore plus moins autre autres deux trois quatre cinq sept huit neuf dix onze douze vingt cent fois douzaine demain tard rien non pas jamais commande rappel identique pareil memes ' +
  'otra otro mas menos ambos ambas dos tres cuatro cinco seis siete ocho nueve diez once doce veinte cien docena veces vez manana tarde nada nunca igual pedido despues ' +
  'ancora piu meno due tre quattro cinque sei sette otto nove dieci undici dodici venti cento dozzina volta volte domani dopo mai ordine uguale entrambi entrambe ' +
  'opnieuw nogmaals meer minder twee drie vier vijf zes zeven acht negen tien elf twaalf twintig honderd dozijn keer maal straks later nee niet niets niks nooit bestelling hetzelfde beide beiden ' +
  'novo mais duas dois sete oito nove dez doze vinte duzia vezes amanha depois nao encomenda'
).split(' '));

/** An offer that somebody orders from is none that they ask for. */
const OFFERS: ReadonlySet<string> = new Set(['offer', 'offers', 'proposal', 'angebot', 'offerte', 'preventivo', 'devis', 'presupuesto', 'orcamento', 'quote', 'quotes', 'quotation']);
const ORDERED = /\border|bestell|auftrag|\bcommande|\bpedido|\bordine|\bencomenda/;

const COUNT = '(?:[0-9]{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|zwei|drei|vier|funf|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|due|tre|quattro|cinque|twee|drie|vijf|duas|dois)';
/** All of it, so many times. */
const TIMES = new RegExp(
  `(?:^|[^a-z0-9])(?:twice|thrice|double[ds]?|doubling|triple[ds]?|quadruple|doppelt(?:e|er|es|en)?|(?:zwei|drei|vier|funf)(?:mal|fach)|dreimal|doppio|doppia|triplo|dobro|doble|dubbel(?:e)?|${COUNT} ?(?:x|×|times|sets?|copies|mal|fach|lots?|rounds?|satze?|fois|jeux|lots|veces|juegos|volte|serie|keer|maal|vezes|jogos)|${COUNT} (?:of|von|de|di|van) (?:everything|all|each|allem|tout|todo|tutto|alles|tudo)|[x×] ?[0-9]{1,4})(?![a-z0-9])|[0-9一二三四五六七八九十双雙] ?(?:倍|せっと|組|份|套|회|세트|번)(?![0-9])`,
  'u',
);

/** Within one long word: `Preisanfrage`. */
const WITHIN = /anfrage|testbestell|probebestell|musterbestell|proefbestell|stornier/;

/** Words of an order's own name: `注文`, `追加注文` as a subject is what most people write. */
const ORDER_EASTERN = /(?:追加)?の?[ご御]?注文(?:書|です)?|订单|訂單|订购|訂購|추가|주문(?:서)?/gu;
const MOST_WORDS = 12;
const SHORT = 6;

const wordsOf = (folded: string): readonly string[] => folded.split(/[^\p{L}\p{M}'-]+/u).filter((word) => word !== '');

/** `isOurs`: whether a word stands in the name of something that the shop sells (`Sample box`). `namesGoods`: it is read as goods, and a number in it is theirs. */
export function subjectChanges(subject: string, isOurs: (word: string) => boolean, namesGoods: boolean): boolean {
  const folded = foldText(subject);
  const words = wordsOf(folded).filter((word) => !isOurs(word));
  if (words.length > MOST_WORDS) return false;
  if ((!namesGoods && TIMES.test(folded)) || words.some((word) => WITHIN.test(word))) return true;
  if (words.some((word) => VOIDING.has(word) && !HARMLESS_ABOVE.has(word) && !(OFFERS.has(word) && ORDERED.test(folded)))) return true;
  const rest = folded.replaceAll(' ', '').replace(ORDER_EASTERN, '');
  return VOIDING_EASTERN.test(rest);
}

/** A short line below a signature mark: longer ones are legal notices. */
export function lineChanges(text: string): boolean {
  const folded = foldText(text);
  return wordsOf(folded).length <= SHORT && (isVoiding({ text, tokens: [] }) || TIMES.test(folded));
}
