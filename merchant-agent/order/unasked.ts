/** Goods below what somebody tells, where nothing in the letter asks for them: told of a parcel that came or a stall on a market, a bare list may be of anything. */
import { foldText } from './lexicon.ts';
import type { Said } from './settle.ts';
import type { Token } from './tokens.ts';
import { COLUMN_WORDS } from './words/columns.ts';

const COURTEOUS = /(?:^| )(?:please|pls|plz|kindly|bitte|svp|s'il (?:vous|te) plait|por favor|porfa|per favore|graag|alstublieft)(?: |$)|请|請|願い|ください|下さい/u;
/** The order in one word, as the head of it; now, and not at another time; for whom; all used up; liked. */
const HEADED = /^(?:(?:our|my|new|next|a|the|hello|hi|hallo|bonjour|hola|unsere|meine|neue|notre|ma|mon|nuevo|mi|nuestro) )*(?:\S*order|\S*bestellung|\S*auftrag|commande|pedido|ordine|bestelling|encomenda)(?: |$)/;
const NOW = /(?:^| )(?:this time|diesmal|cette fois|esta vez|(?:it's|it is|this is) (?:just )?(?:me|us)|ich bin'?s|wir sind's|c'est (?:encore |de nouveau |toujours )?(?:moi|nous)|(?:soy|somos) (?:yo|nosotros|\S+))(?: |$)|今回|今度|这次|這次/;
const FOR = /^(?:for|fur|fuer|pour|para|per|voor) .*:$/;
const GONE = /(?:^| )(?:empty|out of|ran out|run out|running out|used up|finished|gone|loves?|likes?|leer|(?:ist|sind|geht|gehen|ging)(?: \S+){0,4} (?:aus|alle)|aufgebraucht|ausgegangen|lieb(?:e|t|en)|fini\w*|vide|epuise\w*|plus de|aime\w*|ador\w*|acab\w*|terminad\w*|vaci\w*|encant\w*|gust\w*|toca|time for|zeit fur|l'heure du)(?: |$)|切れ|なくな|無くな|好き|喝完|吃完|用完|没有了|喜欢|喜歡/;

/** A list follows. */
const LEADS = /(?:^| )(?:following|below|list|folgende[nrs]?|unten|liste|suivante?s?|ci-dessous|siguientes?|abajo|lista)(?: |$)|次|以下|下記|如下|下面|清单|单子/;
const WISHED: ReadonlySet<string> = new Set(['a wish about the delivery', 'a wish beside the goods']);
const TOLD: ReadonlySet<string> = new Set(['told', 'small talk', 'tells of an earlier order', 'introduction', 'a wish about the delivery', 'a wish beside the goods']);
const TITLES: ReadonlySet<string> = new Set(Object.values(COLUMN_WORDS).flatMap((words) => words.split('|')).map(foldText));

const textOf = (tokens: readonly Token[]): string => tokens.filter(({ kind }) => kind !== 'comma' && kind !== 'ornament').map(({ text }) => text).join(' ');
const WHO = /^(?:from|to|von|an|de|a|para|pour)$/;
/** `Salon de thé « Le Héron »`, `Von: Kurklinik …` above a list: who writes, and to whom. */
const isSign = ({ tokens }: Said['unit']): boolean => (WHO.test(tokens[0]?.text ?? '') && tokens[1]?.text === ':') || tokens.length <= 8 && /[«"“„「]/.test(tokens.map(({ raw }) => raw).join(' ')) && !tokens.some(({ kind }) => kind === 'end' || kind === 'pause');
const isTold = ({ meaning, unit }: Said): boolean => meaning.kind === 'nothing' && TOLD.has(meaning.readAs) && !isSign(unit) && !(meaning.readAs === 'tells of an earlier order' && unit.tokens.some(({ kind }) => kind === 'item'));
const isTitled = ({ tokens }: Said['unit']): boolean => tokens.filter(({ text }) => TITLES.has(text)).length > 1;

/** Of ordering by its stem, in whatever form. */
const ORDERING = /(?:^| )(?:\S*order|\S*bestell|auftrag|command|pedi|solicit|encarg|requir|request|benotig|besoin|necesit)|订购|訂購|订货|訂貨|订单|訂單|下单|发货|發貨|采购|注文|発注|需要|送(?:り|って|付)|[左右]記/;
/** A word that nobody knows, or a verb that is none of ordering: `we would like to photograph the following`, `put me on the waiting list`. */
const doesElse = (said: Said): boolean => isTold(said) && !ORDERING.test(textOf(said.unit.tokens)) && said.unit.tokens.some(({ kind, common, raw }) => kind === 'unknown' && (common === 'verb' || (common === null && !/^\p{Lu}/u.test(raw))));

/** `Three of each:` */
const isShared = ({ tokens }: Said['unit']): boolean => tokens.some(({ kind }) => kind === 'each') && tokens.some(({ kind }) => kind === 'number');

function asks(said: Said, isBelow: boolean): boolean {
  const { unit, meaning } = said;
  if (meaning.kind === 'exchange' || (isBelow && meaning.kind === 'nothing' && WISHED.has(meaning.readAs))) return true;
  if (meaning.kind === 'order' && meaning.claims.length > 0) return true;
  const text = textOf(unit.tokens);
  if (HEADED.test(text) || NOW.test(text) || FOR.test(text) || GONE.test(text) || (COURTEOUS.test(text) && !doesElse(said)) || isTitled(unit) || isShared(unit)) return true;
  return (!isTold(said) || LEADS.test(text) || (meaning.kind === 'nothing' && meaning.readAs === 'introduction')) && !doesElse(said) && unit.tokens.some(({ kind }) => kind === 'order' || kind === 'ask' || kind === 'correction');
}

/** Of a parcel that came, and of papers that list what was bought. */
const ACCOUNTS = /(?:^| )(?:parcels?|packages?|receipts?|slips?|tickets?|pakete?|packchen|sendung|kassenzettel|kassenbons?|bons?|colis|paquetes?|envios?|tiques?)(?= |$)|荷物|小包|包裹|小票|领収書|レシート|れしーと/;
/**
 * What stands above a list may say what it is a list of: right above it with a colon, or where it speaks of goods, of a list, of what is had, sold or asked. `Happy New Year to all of you!` says nothing of it,
 * and whoever puts a list and a password below that orders.
 */
const mayLead = ({ unit }: Said, isNext: boolean): boolean => (isNext && (unit.tokens.findLast(({ kind }) => kind !== 'ornament')?.text === ':' || unit.tokens.some(({ text }) => text === '|') || ACCOUNTS.test(textOf(unit.tokens)))) || unit.tokens.some(({ kind }) => ['item', 'goods', 'container', 'size', 'money', 'label', 'total', 'paper', 'done', 'past'].includes(kind));

/** The sentence told above goods that nobody asks for; null where there is none. */
export function toldAbove(said: readonly Said[]): Said | null {
  const first = said.findIndex(({ meaning }) => meaning.kind === 'order' || meaning.kind === 'wanting');
  if (first < 1 || said.some((one, at) => asks(one, at > first))) return null;
  const told = said.slice(0, first).findLast(isTold) ?? null;
  return told !== null && mayLead(told, said.slice(0, first).at(-1) === told) ? told : null;
}
