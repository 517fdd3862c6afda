/** Lines that hold a postcode, a telephone number, a street with its house, and nothing that asks for goods: somebody's address however it is written. */
import type { Token, TokenKind } from './tokens.ts';

const ASKING: ReadonlySet<TokenKind> = new Set(['item', 'size', 'ask', 'correction', 'label', 'each', 'total', 'question', 'money', 'times', 'equals', 'done', 'past', 'vague']);
const POSTCODE = /(?:^|[ ,(])(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|(?:[A-Z]{1,2}-)?[0-9]{4,5}(?:-[0-9]{3})? (?:[A-Z]{2} )?\p{Lu}[\p{L}'’-]+|[A-Z]{2,3} [0-9]{4,5}|[A-Z][0-9]{4} \p{Lu}\p{Ll}+|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])(?=$|[ ,.;)])/u;
const BOX = /(?:P\.? ?O\.? ?Box|Postfach|Apdo\.?|Apartado|B\.?P\.?|C\.?P\.?|Casilla)(?: de correos)? [0-9]{1,6}/iu;
const STREET = /(?:^|[ ,])(?:[0-9]{1,4}(?:[a-zA-Z]|bis|ter)?,? (?:rue|avenue|av\.?|boulevard|bd|chemin|place|impasse|allée|allee|quai|square|route|cours|lotissement|passage|calle|via|viale|piazza|rua)(?= )|[0-9]{1,4}[a-zA-Z]?,? (?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Street|St\.?|Road|Rd\.?|Lane|Avenue|Ave\.?|Drive|Close|Court|Square|Hill|Way|Terrace|Crescent|Gardens|Place|Grove|Row|Mews|Walk|Parade|Quay)(?=$|[ ,.;)])|(?:\p{Lu}[\p{L}-]*)?(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Gg]asse|[Ww]eg|[Pp]latz|[Aa]llee|[Rr]ing|[Uu]fer|[Dd]amm|straat|laan|gracht|plein) [0-9]{1,4}|(?:[Cc]alle|C\/|Avenida|Avda\.?|Av\.?|Plaza|Pza\.?|Paseo|P\.º|Carrer|Camino|Ctra\.?|Carretera|Ronda|Travesía|Rúa|Pol\. Ind\.|Polígono|Rua|Via|Viale|Piazza|Corso) \p{Lu}[^0-9]{1,40}[0-9]{1,4})/u;
const NET = /[\w.+-]{1,64}@[\w.-]{1,100}\.[a-z]{2,}|https?:\/\/|www\./;
const NUMBERED = /(?:^|[^\p{L}])(?:tel|tél|telefon|teléfono|tfno|phone|mobile|móvil|handy|fax|durchwahl|kd\.?-?nr|kundennr|kunden-nr|ust-id|cif|nif|siret|vat|whatsapp|interphone|digicode|内線|電話|电话|手机|mobile|qq|微信|税号|登録番号|客户号|会员|n[ºo°]\.? ?socio|socio n[ºo°]?)[^\p{L}]{0,4}[0-9A-Z+(-]/iu;
const EASTERN = /(?:〒|[省市区區県縣都府郡町村路街道巷弄丁][^。!?]{0,20}[0-9一二三四五六七八九十]{1,5}(?:号|號|番|丁目|-|楼|樓|栋|棟|室|階|层|層|座|单元|の|F|$)|[0-9]{1,4}(?:号楼|号院|栋|棟|单元|号室|楼|階)|[东西南北]区[0-9]+栋|[A-Z]?[棟寮] ?[A-Z]?棟? ?[0-9]{2,4})/u;

/** At least eight figures in groups: a telephone number. */
const hasTelephone = (text: string): boolean => /(?:^|[^0-9])\+?[0-9(][0-9 ().\/-]{6,20}[0-9](?![0-9])/.test(text) && ((/\+?[0-9(][0-9 ().\/-]{6,20}[0-9]/.exec(text)?.[0] ?? '').match(/[0-9]/g) ?? []).length >= 8;

/** Where goods would be counted: `3 scoops`. A postcode's own number is none. */
const COUNTED = /(?:^|[ ,])[0-9]{1,3} ?x? ?(?!rue|avenue|boulevard|chemin|place|impasse|quai|square|route|cours|lotissement|passage|bis|ter|calle|via|rua|km|min|og|etage|stock|stiege|piso|dcha|izq|allee|allée)\p{Ll}{3,}/u;
const COUNTED_EASTERN = /[0-9一二三四五六七八九十两](?:袋|個|个|缶|包|盒|罐|瓶|点|箱|本|枚|冊|块|条|支|只|把|套)/u;
const ENDING = /(?:です|ます|ました|ください|下さい|吗|吧|呢|[。?？])$/u;

export function isPlaceLine(text: string, tokens: readonly Token[]): boolean {
  if (text.length > 140 || tokens.some((token) => ASKING.has(token.kind))) return false;
  if (tokens.some((token) => token.kind === 'order' && /^(?:please|bitte|por favor|ください|下さい|お願い)/.test(token.text))) return false;
  const isEastern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  if (isEastern) return (EASTERN.test(text) || hasTelephone(text) || NUMBERED.test(text)) && !COUNTED_EASTERN.test(text) && !ENDING.test(text) && !/(?:要|订|买|購|购|注文|お願い|加)/u.test(text.replace(/お願い先/g, ''));
  const isPlace = POSTCODE.test(text) || BOX.test(text) || STREET.test(text) || NET.test(text) || hasTelephone(text) || NUMBERED.test(text);
  if (!isPlace || COUNTED.test(text)) return false;
  const words = text.split(/[^\p{L}'’]+/u).filter((word) => word.length > 0);
  const small = words.filter((word) => /^\p{Ll}{4,}/u.test(word) && !STREETS.test(word)).length;
  return (small * 3 <= words.length || NET.test(text) && words.length <= 4) && !words.some((word) => WANTING.test(word));
}

const STREETS = /^(?:street|road|lane|avenue|rue|place|chemin|calle|avenida|plaza|straße|strasse|étage|etage|floor|piso|planta|derecha|izquierda|droite|gauche|links|rechts|stock|correos|lotissement|allée|boulevard|impasse|carrer|parcela|nave|interphone|room|flat|block)$/i;
const WANTING = /^(?:need|want|would|like|order|send|add|brauche|möchte|bestelle|nehme|voudrais|prends|commande|envoyez|quiero|necesito|pido|envíen|also|auch|aussi|también|please|bitte|noch|plus|und|and|cancel|no|not|nicht|pas)$/i;
