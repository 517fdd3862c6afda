/** Numbers that count no goods, by what stands beside them: of people, ages, times and places. */
import type { Token, TokenKind } from './tokens.ts';
import { LEADING } from './words/telling.ts';

const POSSESSIVE = /^(?:my|our|his|her|their|meine|meinen|meiner|unsere|unseren|unserer|seine|ihre|mes|nos|ses|leurs|mis|nuestros|nuestras|sus)$/;
/** A number behind one of these names a place, a class, a lesson, a date. */
const PLACE = /^(?:room|flat|apt|apartment|unit|suite|floor|no\.|nr\.|n°|house|gate|table|stall|ramp|dock|class|bay|ward|ward no\.|extension no|line|track|platform|pier|berth|pitch|locker|hut|chalet|grade|form|lesson|chapter|course|page|box|ext\.|extension|zimmer|haus|raum|rampe|tor|halle|klasse|lektion|kapitel|seite|durchwahl|turnummer|platz|saal|porte|batiment|etage|salle|quai|poste|classe|chapitre|numero|puerta|planta|aula|portal|piso|timbre|clase|bloque|local|escalera|interior|int\.|station|bahnsteig|gleis|haltestelle|bucht|ebene|steg|stand|box|ligne|voie|lot|bloc|villa|sala|despacho|anden|muelle|calle|linea|casa|numero|第)$/;
const AGE = /^(?:turns|turned|turning|aged|age|wird|werde|wurde|geworden|alter|cumple|cumplio|cumplir|cumplira|tiene|fete ses|a|a eu|满|滿|刚满|今年|满了)$/;
/** Behind a number: units that no shop counts by. */
const UNIT = /^(?:o'clock|degrees|grad|grados|degres|nights|night|euros?|km|kilometers?|kilometres?|miles?|uhr|h|hs|horas|hora|heures|heure|ans|an|anos|ano|nuits?|noches?|bajo|below|unter|sous|steps|stars|stairs|times|veces|fois|mal|楼|樓|岁|歲|度|公里|分钟|点|年|月|号|人|个月|年级|班|階|歳|才|度|時|分|年生|回|名|号室|丁目|楽|倍)$/;

const GOODS: ReadonlySet<TokenKind> = new Set(['item', 'size', 'container', 'times', 'number', 'money', 'goods', 'each']);

/** The tokens with such numbers as figures. A number at an item, a size or a counter stays. */
export function withoutOtherNumbers(tokens: readonly Token[]): readonly Token[] {
  const found = tokens.map((token, at) => (token.kind === 'number' && isOther(tokens, at) ? { ...token, kind: 'figure' as const } : token));
  return withoutAges(found);
}

function isOther(tokens: readonly Token[], at: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  // Chinese o'clock are Japanese pieces.
  if (next !== undefined && UNIT.test(next.text) && !(next.text === '点' && next.kind === 'container')) return true;
  if (next !== undefined && GOODS.has(next.kind)) return false;
  // `our PO 7731`
  if ((tokens[at]?.value ?? 0) >= 100 && /^(?:po|p\.o\.|ref|ref\.|reference|account|acct|kundennr|bestellnr|auftrag|auftragsnr|commande n°|réf|pedido n\.º)$/.test(before?.text ?? '')) return true;
  // `between 8:30 and 3`
  if ((before?.kind === 'and' || before?.kind === 'dash') && tokens[at - 2]?.kind === 'figure' && /^(?:between|from|zwischen|von|entre|de|das|tra|tussen)$/.test(tokens[at - 3]?.text ?? '')) return true;
  // The name 健一, the place 三浦.
  if (isHan(tokens[at]) && ((before?.kind === 'unknown' && tokens[at]?.glued === true) || (next?.kind === 'unknown' && next.glued))) return true;
  if (before === undefined || before.kind === 'item') return false;
  if (PLACE.test(before.text) && next?.kind !== 'unknown') return true;
  if (POSSESSIVE.test(before.text) && next !== undefined && (next.kind === 'unknown' || next.kind === 'chat' || next.kind === 'life')) return true;
  // `wird am 14. Dezember 60`
  if (before.kind === 'figure' && (tokens[at]?.value ?? 0) > 9 && tokens.slice(0, at).some((token) => AGE.test(token.text) && token.text.length > 1)) return true;
  return AGE.test(before.text) && (tokens[at]?.value ?? 0) > 9 && (next === undefined || ['comma', 'end', 'and', 'filler', 'figure', 'ornament', 'close'].includes(next.kind));
}

const isHan = (token: Token | undefined): boolean => token !== undefined && /^[一二三四五六七八九十百千]+$/.test(token.text);

/** `My husband (71)`, `the kids (5, 8 and 11)`: in brackets behind somebody, in a sentence without an item before them. */
function withoutAges(tokens: readonly Token[]): readonly Token[] {
  const found = [...tokens];
  for (let at = 1; at < found.length; at += 1) {
    if (found[at]?.kind !== 'open' || !isSomebody(found[at - 1])) continue;
    const end = found.findIndex((token, place) => place > at && token.kind === 'close');
    const inside = end === -1 ? [] : found.slice(at + 1, end);
    const isLed = inside[0]?.kind === 'number' && (inside[0].value <= 120) && ['comma', 'life', 'filler', undefined].includes(inside[1]?.kind) && !inside.some((token) => ['item', 'container', 'goods', 'size'].includes(token.kind)) && !tokens.slice(0, at).some((token) => token.kind === 'item' || token.kind === 'number');
    if (isLed && inside[0] !== undefined) found[at + 1] = { ...inside[0], kind: 'figure' };
    if (inside.length === 0 || !inside.every((token) => ['number', 'figure', 'and', 'comma', 'life', 'end', 'ornament'].includes(token.kind))) continue;
    inside.forEach((token, place) => (found[at + 1 + place] = token.kind === 'number' ? { ...token, kind: 'figure' } : token));
  }
  return found;
}

const isSomebody = (token: Token | undefined): boolean => token !== undefined && (['life', 'opener', 'unknown', 'chat'].includes(token.kind) || (token.kind === 'filler' && /^\p{L}{3,}$/u.test(token.text) && !LEADING.test(token.text)));
