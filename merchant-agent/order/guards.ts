/** What keeps a sentence open whatever else was understood of it: conditions, questions, sizes that no name has, words for a card. */
import type { Token } from './tokens.ts';
import { DOUBT, DOUBT_EASTERN } from './words/doubt.ts';
import { isMerchandise } from './words/merchandise.ts';

export const CONDITION = /(?:^| )(?:(?:as|so) long as|on (?:the )?condition|provided|siempre que|siempre y cuando|a condicion|con la condicion|a condition|pourvu|sous reserve|vorausgesetzt|unter der bedingung|es sei denn|a menos que|a no ser que|a condizione|purche|mits|unless|until (?:i|we|you)|bis ich|bis wir|jusqu'a ce que|hasta que)(?: |$)/;
/** `What would it cost:` */
export const ASKED = /^(?:what|how|which|was|wie|welche\w*|combien|quel\w*|cuanto|cual\w*) .*:$/;
/** Of which size, where the catalogue's names say it otherwise. */
const SIZED = /^(?:big|bigger|biggest|large|larger|largest|small|smaller|gro(?:ss|ß)\w*|klein\w*|grand|grande|grands|grandes|petit|petite|petits|petites|gros|pequen\w*|chico|chica|groot|grote|kleine|大きい|大きな|小さい|小さな|大包|小包|大袋|小袋|大盒|小盒)$/;

/** Whoever writes so is not sure, or means another kind. */
const HEDGED = /(?:^| )(?:precios? de|solo (?:miro|miraba|mirando|pregunto|preguntaba|curioseo|consulto|consultaba)|lista de espera|(?:aun|todavia) no (?:lo )?(?:se|sabe|sabemos)|i (?:believe|guess|suppose|reckon)|glaube ich|denke ich|schatze ich|vermutlich|je crois|je suppose|sauf erreur|creo|supongo|me parece|(?:just )?like (?:the ones?|that|those) (?:in|on|from|of)|wie (?:abgebildet|auf dem (?:bild|foto)|im (?:katalog|bild))|comme (?:sur|dans) (?:la|le)|como (?:en la|los de la|las de la) foto|(?:estoy|estamos) pensando en|pero (?:\S+ ){0,3}car[oa]s?|igual (?:[sm]e equivoc\w+|pido|pedimos|quiero|queremos|me llevo|compro|encargo)|de l[oa]s que (?:vi|vimos|probe|probamos|tenia\w*|hay|sale|salen|me|nos))(?= |$)/;
/** Spanish: ordered at another time, or kept till then. */
const ANOTHER_TIME = /(?:^| )(?:(?:pedir\w*|comprar\w*|encargar\w*)(?: \S+){0,8} (?:cuando|en cuanto) (?:pueda(?:mos)?|cobr\w+|llegue|vuelva)|(?:pedir|comprar|encargar)\w*(?: \S+){0,8} (?<!para )(?:(?:la semana|el mes|el ano) que viene|mas adelante|otro dia)|(?:(?:voy|vamos) a (?:pedir|comprar|encargar)\w*|pedire|pediremos|comprare|compraremos|encargare|encargaremos)(?: \S+){0,8} (?:(?:la semana|el mes|el ano) que viene|mas adelante|otro dia|la proxima|el proximo|cuando|en cuanto)|(?:reserv|guard|apart)\w+(?: \S+){0,8} (?:para|hasta) (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|(?:el|la|mi|que|cuando|despues|navidad)))(?= |$)/;
/** `hojicha en lata`: packed otherwise than its name says. */
const PACKED_IN = /^(?:latas?|botes?|tarros?|sobres?|bolsitas?|cajas?|polvo|rama|grano|hojas?)$/;
const isPackedIn = (tokens: readonly Token[]): boolean => tokens.some((token, at) => token.kind === 'item' && tokens[at + 1]?.text === 'en' && PACKED_IN.test(tokens[at + 2]?.text ?? '') && !token.text.includes(tokens[at + 2]?.text ?? ''));
/** On other terms than the shop's own. */
const TERMS = /(?:^| )(?:on (?:approval|credit|loan|consignment)|zur ansicht|auf probe|auf kredit|leihweise|in kommission|a l'essai|a credit|a prueba|a credito|fiado|(?:at|for|zum|au|al) (?:\S+ ){0,2}(?:prices?|\S*preis|prix|precio))(?= |$)/;
/** So many more are no other number in the place of the one above; `más bien` and `nothing more` say none. */
const ONE_MORE = /(?:^| )(?:(?<!(?:nothing|no|not any) )more|extra|additional|(?<!(?:nicht|keine?n?|nichts) )mehr|weitere[nrs]?|zusatzliche?[nrs]?|(?<!(?:nada|no|ninguno|ninguna) )mas(?! (?:bien|vale))|adicional(?:es)?)(?= |$)|追加|多要|多来|多加|再加|再来|再要/u;
/** Of a sentence that puts something right: it asks for more of it, and may not replace what stands above. */
export const isOneMore = (tokens: readonly Token[]): boolean => ONE_MORE.test(tokens.map(({ text }) => text).join(' ')) || /追加|多要|多来|多加|再加|再来|再要/u.test(tokens.map(({ text }) => text).join(''));
/** What is there already. */
const KEPT_STILL = /(?:^| )(?:(?:still|already) (?:have|got)|(?:noch|schon) haben|(?:avons|ai) (?:deja|encore)|(?:ya|todavia|aun) (?:tenemos|tengo)|(?:tenemos|tengo) (?:ya|todavia|aun))(?= |$)/;
/** Who dislikes something may want it in another kind. */
const DISLIKING = /^(?:hates?|hated|dislikes?|loathes?|hasst|hassen|detest(?:e|ent|o|a|an)|odi(?:a|an|o)|odeia)$/;

/** The order hangs on something, somebody dislikes something, or its goods are told apart by a size that no name has. */
export function isConditional(tokens: readonly Token[]): boolean {
  const goods = tokens.findIndex((token) => token.kind === 'item');
  return CONDITION.test(tokens.map((token) => token.text).join(' ')) || isPackedIn(tokens) || [KEPT_STILL, HEDGED, TERMS, ANOTHER_TIME].some((one) => one.test(tokens.map((token) => token.text).join(' '))) || tokens.some((token) => DISLIKING.test(token.text)) || tokens.some((token, at) => at > goods && goods !== -1 && SIZED.test(token.text));
}

/** Of goods: that there is time for them. */
export const PUT_OFF = /(?:hurry|rush|urgent|eilt|eilig|presse|urgence|prisa|urgente|later|spater|plus tard|despues|dire|verra|veremos|急|また)/;

/** `write on the card: 3 yokan` */
export function isForCard(tokens: readonly Token[]): boolean {
  const colon = tokens.findIndex((token) => token.kind === 'pause' && token.text === ':');
  return tokens.slice(0, Math.max(0, colon)).some((token) => token.kind === 'paper');
}

/** What a name of something made in Han ends with. */
const MADE = /[器碗杯壶壺饼餅勺杓盘盤筒筅皿箸盆炉笔筆墨巾伞傘灯缶]$/u;
/** `I would like some ladles: 2 hojicha`: what is asked for is not what stands behind the colon. What goods are put into has its words for it. */
export function isOfOtherThings(tokens: readonly Token[]): boolean {
  const colon = tokens.findIndex((token) => token.kind === 'pause' && /^[:：]$/.test(token.text));
  const before = tokens.slice(0, Math.max(0, colon));
  const isOther = ({ kind, text }: Token): boolean => (kind === 'unknown' || kind === 'goods') && (isMerchandise(text) || MADE.test(text) || /(?:loffel|becher|schale|tasse|kanne|dose|tuch|heft|kerze|seife|besen)n?$/.test(text));
  return before.some(isOther) && !before.some(({ kind }) => kind === 'item') && before.some(({ kind }) => ORDERING.test(kind));
}

/** Nothing is asked for, and yet a person has to read it; of what was long ago nobody asks. */
export function isDoubtful(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !['comma', 'end', 'ornament', 'pause', 'dash'].includes(token.kind)).map((token) => token.text);
  return DOUBT.test(words.join(' ')) || DOUBT.test(words.join(' ').replace(/' /g, "'")) || DOUBT_EASTERN.test(words.join('')) || (words.length === 1 && /^(?:no\.?|nein|non|nee|いいえ|不)$/.test(words[0] ?? ''));
}

/** `…, まだ決められません`: in scripts without blanks, behind the last thing of the sentence. */
export function isDoubtedBehind(tokens: readonly Token[]): boolean {
  const behind = tokens.slice(tokens.findLastIndex(({ kind }) => kind === 'item') + 1);
  return behind.length < tokens.length && /[\p{Script=Hiragana}\p{Script=Han}]/u.test(behind.map(({ text }) => text).join('')) && isDoubtful(behind);
}

const SAYING = /(?:^| )(?:wrote|writes|said|says|told|asked|texted|shouted|schrieb|schreibt|sagte|sagt|meinte|ecrit|dit|disait|ecrivait|escribio|escribe|puso|dijo|dice|decia|scritto|scrive|detto|dice|schreef|schrijft|zei|zegt|escreveu|disse|diz)(?: \S+){0,3}$/;
/** What follows a colon came, is missing or goes back. */
const CAME = /(?:^| )(?:devuelv\w+|devolvemos|falta(?:ba|ban|n)?|faltaron|(?:me|nos) (?:\S+ )?(?:mandasteis|enviasteis|mandaron|enviaron|mandado|enviado|llego|llegaron|llegado))(?: \S+){0,6}$/;
const SAYING_EASTERN = /(?:写道|写着|說|说|说道|寫道|问|と書|と言|と言っ|書いて)/u;
const ORDERING = /^(?:order|ask)$/;
const DEFINITE = /^(?:the|those|these|die|diese|les|ces|los|las|estos|estas|i|le|gli|de|os|as)$/;
/** Not before somebody answers, not before a day. */
const NOT_BEFORE = /(?:^| )(?:not|nicht|pas|no|non|niet|nao|but not) (?:before|until|till|bevor|vor|bis|ehe|avant|antes|prima|voor|voordat) (?:\S+ ){0,2}(?:i|we|you|my|our|ich|wir|sie|mein\w*|unser\w*|je|nous|vous|ma|mon|notre|que|mi|mis|nuestr\w*|mia|mio|mijn|minha|meu)(?= |$)/;

/** Somebody else's words, goods that are known already (`the three genmaicha were for …`), or a day to be waited for: nothing that is ordered with these words. */
export function isBreaking(tokens: readonly Token[]): boolean {
  const text = tokens.map((token) => token.text).join(' ');
  if (NOT_BEFORE.test(text)) return true;
  const mark = tokens.findIndex(({ kind, text: one }) => (kind === 'pause' && one === ':') || /^["「『“”„«»]$/.test(one));
  const before = mark === -1 ? [] : tokens.slice(0, mark).filter(({ kind }) => kind !== 'pause' && kind !== 'ornament');
  if (before.length > 0 && (SAYING.test(before.map((token) => token.text).join(' ')) || CAME.test(before.map((token) => token.text).join(' ')) || SAYING_EASTERN.test(before.map((token) => token.text).join('')))) return true;
  const asks = tokens.some(({ kind, text: one }) => ORDERING.test(kind) || kind === 'correction' || /^(?:please|pls|plz|kindly|bitte|svp|s'il vous plait|por favor|per favore|graag)$/.test(one));
  return !asks && tokens.some((token, at) => DEFINITE.test(token.text) && tokens[at + 1]?.kind === 'number' && tokens.slice(at + 2, at + 5).some(({ kind }) => kind === 'item'));
}

/** What follows is told of, and not asked for: it was missing, goes back, was ordered by others, is there still. */
const REPORTED = /(?:^| )(?:missing|lacking|short of|return(?:ed|ing)?|sen[dt](?:ing)? back|giving back|damaged|broken|ordered|still have|have left|each of (?:my|our|his|her|their)|fehl(?:t|en|te|ten)|\S*beschwerde\S*|reklamation\S*|mangelliste|(?:bestellung|liste|lieferung)\S* (?:vom|von|aus) (?:dem |der )?(?:letzt|vorig|vergangen|gestern|neulich|damals)\S*|zuruck\S*|beschadigt\S*|kaputt\S*|bestellte\S*|noch (?:da|haben)|jede[rs]? (?:von|meiner|unserer)|manqu\w+|renv[oe]\w+|retourn\w+|abime\w*|casse\w*|a commande|ont commande|chacun\w* de|falta(?:ba|ban|n)?|faltaron|devuelv\w+|devolv\w+|rot[oa]s?|pidio|encargo|cada un[oa] de)(?= |$)/;
const REPORTED_EASTERN = /(?:次|下記|以下|下記|これら)の?(?:もの|品|商品)?.{0,12}(?:ませんでした|なかった|足りない|不足|返品|返送|壊れ|割れ)|(?:少了|缺了|缺少|没有|退回|退货|退還|坏了).{0,4}(?:以下|下列|如下)|(?:以下|下列|如下).{0,6}(?:少了|缺了|没收到|退回|退货|坏了)/u;

/** True for the words before a colon that tell of what follows. */
export function isReport(tokens: readonly Token[]): boolean {
  const text = tokens.map((token) => token.text).join(' ');
  return (tokens.findLast(({ kind }) => kind !== 'ornament')?.text === ':' && REPORTED.test(text)) || REPORTED_EASTERN.test(text.replaceAll(' ', ''));
}
