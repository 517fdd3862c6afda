/**
 * Sentences of set phrases, known by their words alone: `Let me know if anything is missing`, `Bei Fragen melden Sie sich gern`, and the words by which somebody adds
 * what he nearly forgot. One word more than the phrases have, and it is none.
 */
import { isRepeating } from './german.ts';
import { isKindly } from './kindly.ts';
import { isKindInJapanese } from './kindly-japanese.ts';
import { isKindChinese } from './kindness.ts';
import type { Token, TokenKind } from './tokens.ts';
import { withoutQuoted } from './sentence.ts';
import { KINDNESS_FRENCH } from './words/kindness-french.ts';
import { FIRST_NAMES } from './words/first-names.ts';
import { isMerchandise } from './words/merchandise.ts';
import { KINDNESS, KINDNESS_EASTERN } from './words/kindness.ts';
import { GERMAN_KINDNESS } from './words/kindness-german.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** `when`: one of them says on what it hangs, `reply`: one how an answer is given. Every other word is among `rest`. */
type Phrases = { readonly when: ReadonlySet<string>; readonly reply: ReadonlySet<string>; readonly rest: ReadonlySet<string> };

const PHRASES: readonly Phrases[] = [
  {
    when: setOf('if should in any question questions query queries problem problems'), reply: setOf('know contact touch call ring phone email mail write ask shout text hesitate message'),
    rest: setOf('please just do feel free let me us get in with to at by on or a an i you your my our need needs needed anything something any of this that the there is are be \'s i\'m isn\'t have has case should be else further more missing unclear wrong not clear out stock sold available question questions query queries problem problems issue issues concern concerns details detail information info from address order delivery clarification don\'t number phone email mail hello thanks thank shout straight away always reach reached can for me'),
  },
  {
    when: setOf('falls wenn sollte sollten bei fragen ruckfragen'), reply: setOf('bescheid melden meldet melde rufen ruft anrufen kontaktieren verfugung schreiben schreibt mailen fragen wissen erreichbar erreichen'),
    rest: setOf('bitte einfach gern gerne sagen sagt geben gebt lassen lasst sie mir uns mich es euch sich kurz an per mail telefon telefonisch unter dieser nummer oder und etwas was irgendetwas fehlt fehlen unklar unklarheiten unklarheit nicht klar ist sein sind gibt noch frage probleme problem haben habt hat ihr du brauchen braucht benotigen benotigt wird werden angaben angabe informationen infos daten adresse sonst weitere weiteren jederzeit stehe ich wir stehen zur auftreten auftauchen geben bei rest ruckfragen fragen eine'),
  },
  {
    when: setOf('si besoin cas hesitez questions question'), reply: setOf('contacter ecrire appeler savoir dites prevenez contactez ecrivez appelez disposition joindre hesitez'),
    rest: setOf('n\' ne pas a me nous m\' vous avez avoir la moindre des une un de d\' il manque manquait quoi que ce soit quelque chose n\'est est c\'est clair claire faites le moi en probleme problemes souci je j\' reste restons notre votre pour tout toute tous renseignement renseignements information informations complementaire complementaires plus precision precisions par mail telephone merci svp surtout et ou bien l\' adresse au numero autre'),
  },
  {
    when: setOf('si cualquier duda dudas duden dude problema pregunta'), reply: setOf('avisen avisenme avisennos avisad avisadme avise aviseme avisa avisame diganme decidme dime digame decirme llamen llamenme llamadme llameme escriban escribanme escribidme contacten contactar contactarme disposicion avisar escribirme llamarme consultarme'),
    rest: setOf('falta faltara faltase algun algo dato datos cosa cualquier problemas preguntas tienen teneis tiene tienes necesitan necesita necesitais necesitas mas otra otro informacion me nos no en por favor para quedo quedamos a su vuestra hay hubiera alguna alguno estoy la lo de que y o con este numero correo telefono sin duda solo'),
  },
];

const EASTERN: readonly RegExp[] = [
  /^(?:もし)?(?:何か)?(?:ご?不明な?(?:点|な点)?|ご?質問|問題|不備|足りない(?:情報|もの)?|わからない(?:点|こと))(?:等|など)?[がはも]?(?:ありましたら|ございましたら|あれば|あったら|ある場合は)(?:いつでも|お手数ですが|遠慮なく|お気軽に)?(?:ご連絡|お知らせ|お問い合わせ|ご一報|教えて|お電話)(?:を)?(?:ください|下さい|お願いします|お願いいたします|いただければ幸いです|いただけますと幸いです|頂ければ幸いです)?$/u,
  /^(?:如果?有?|若有?|有)(?:什么|任何|其他|其它)?(?:问题|疑问|不清楚|不明|不明白|需要补充)(?:的地方|的信息|之处)?(?:的话)?(?:可以|请|麻烦)?(?:您)?(?:随时|及时|尽快|再)?(?:与|跟|和|给)?(?:我|我们)?(?:联系|联络|告知|告诉|通知|打电话|发邮件|回复|说)(?:我|我们)?(?:一声|即可|就行|就好|谢谢|吧)?$/u,
  /^(?:学校|会社|職場|自宅|実家|お店|店|事務所|園|病院|役所|私|わたし|当社|弊社|寮|下記|以下|上記)(?:の住所)?(?:宛て?|あて)に?(?:送って|お送り|発送して|届けて|お届け)(?:いただけますか|いただけると助かります|ください|下さい|お願いします|お願いいたします)?$/u,
  /^(?:收货|送货|寄送)?地址(?:不变|没变|照旧|同上次|和上次一样|跟上次一样)(?:还是(?:公司|学校|家里|家|单位|店里|办公室)(?:前台|门口|传达室|收发室)?)?$/u,
];

const CLOSING = /^(?:salutations|regards|wishes|greetings|grussen?|grusse|gruessen?|saludos?|sentiments|abrazos?|besos|bises|bisous)$/;
/** `Avec nos salutations les meilleures,` */
function isClosing(tokens: readonly Token[], words: readonly string[]): boolean {
  return words.length >= 2 && words.length <= 7 && words.some((word) => CLOSING.test(word)) && tokens.every(({ kind }) => SIGNS.has(kind) || ['aside', 'filler', 'and', 'unknown', 'chat'].includes(kind)) && tokens.filter(({ kind }) => kind === 'unknown').length <= 1;
}

const inWords = (tokens: readonly Token[]): readonly string[] => tokens.filter((token) => !SIGNS.has(token.kind)).flatMap((token) => token.text.split(/[ -]/)).flatMap((word) => word.match(/^[a-z]'(?=.{2})|.+$/g)?.flatMap((part) => part.match(/^(?:[cdjlmnst]|qu)'|.+/g) ?? []) ?? []).filter((word) => word !== '');

/** True for a phrase by which an answer is asked for only where something is amiss. */
export function isFormula(tokens: readonly Token[]): boolean {
  if (tokens.some(({ kind }) => ['item', 'number', 'size', 'money', 'amount', 'goods', 'correction'].includes(kind))) return false;
  const text = tokens.filter((token) => !SIGNS.has(token.kind)).map((token) => token.text).join('').replaceAll(' ', '');
  if (EASTERN.some((one) => one.test(text))) return true;
  const words = inWords(tokens);
  if (isClosing(tokens, words)) return true;
  return words.length >= 3 && PHRASES.some(({ when, reply, rest }) => words.some((word) => when.has(word)) && words.some((word) => reply.has(word)) && words.every((word) => when.has(word) || reply.has(word) || rest.has(word)));
}

/** `15 Uhr` */
const isHour = (tokens: readonly Token[], at: number): boolean => tokens[at]?.kind === 'number' && tokens[at + 1]?.text === 'uhr';
/** `danke euch beiden`, `bitte zweimal klingeln` */
const HARMLESS_NUMBER = /^(?:beiden?|zweimal|dreimal|einmal|noch einmal)$/;
/** `Vielen Dank und schöne Grüße aus dem verregneten Hamburg`: from wherever, in a few words that are no goods and no wish. */
function isFromPlace(tokens: readonly Token[], text: string): boolean {
  const [, kind, place] = /^(.*(?:gruss|grusse|grussen|grussle|gruesse|gruessen)) (?:aus|vom|von der|von den|nach) ((?:\S+ ?){1,5})$/.exec(text) ?? [];
  if (kind === undefined || place === undefined || !GERMAN_KINDNESS.test(kind)) return false;
  const words = tokens.filter((token) => !SIGNS.has(token.kind)).slice(-place.split(' ').length);
  return words.every((word) => (word.kind === 'filler' && /^(?:d(?:er|em|en|ie|as)|und|am|an|im|in|bei)$/.test(word.text)) || (['unknown', 'chat', 'filler'].includes(word.kind) && (/^\p{Lu}/u.test(word.raw) || word.common === 'adjective' || word.kind === 'chat') && !isMerchandise(word.text)));
}

/** `gruß, uwe`: a name in small letters, as on a phone. */
function isSignedLow(tokens: readonly Token[], text: string): boolean {
  const last = tokens.findLast(({ kind }) => !SIGNS.has(kind));
  const [, closing] = /^(.*) \p{Ll}{2,14}$/u.exec(text) ?? [];
  return closing !== undefined && last?.kind === 'unknown' && FIRST_NAMES.has(last.text) && !isMerchandise(last.text) && /(?:^| )(?:gruss|grusse|grussle|lg|vg|mfg|gruessle)$/.test(closing) && (GERMAN_KINDNESS.test(closing) || /^(?:lg|vg|mfg|gruss)$/.test(closing));
}

/** Longer sentences say more than such ones do. */
const MAX_KIND = 140;

/** `I pay through my bank as always`, `Wir freuen uns schon darauf`, `祝生意兴隆`: said behind an order as anywhere else. */
export function isKind(tokens: readonly Token[]): boolean {
  if (isKindly(tokens) || isKindInFrench(tokens) || isKindChinese(tokens) || isKindInJapanese(tokens)) return true;
  if (tokens.some(({ kind }) => ['item', 'size', 'money', 'amount'].includes(kind))) return false;
  const text = tokens.filter((token, at) => !SIGNS.has(token.kind) && token.text !== '?' && !isHour(tokens, at)).map((token) => (token.text === 'uhr' ? 'uhrzeit' : token.kind === 'number' && !HARMLESS_NUMBER.test(token.text) ? '#' : token.text)).join(' ').replace(/\b[0-9]{1,2}(?:[:.][0-9]{2})? uhr\b/g, 'uhrzeit');
  if (text.length <= MAX_KIND && !isRepeating(text) && (GERMAN_KINDNESS.test(text) || isFromPlace(tokens, text) || isSignedLow(tokens, text))) return true;
  if (text.includes('#') || tokens.some((token, at) => token.kind === 'number' && !isHour(tokens, at))) return false;
  if (tokens.some(({ kind }) => ['goods', 'correction', 'pause', 'question'].includes(kind))) return false;
  return KINDNESS.test(text) || KINDNESS_EASTERN.some((one) => one.test(text.replaceAll(' ', '')));
}

const PARTING: ReadonlySet<TokenKind> = new Set(['comma', 'open', 'close', 'end', 'ornament', 'question']);
const UNKIND: ReadonlySet<TokenKind> = new Set(['item', 'size', 'money', 'amount', 'correction', 'pause', 'times', 'equals', 'label', 'total', 'at']);

/** Words as the French forms have them: one blank between them, none behind an apostrophe, `d'` as `de`, figures as `#`. */
const formOf = (tokens: readonly Token[]): string => tokens.filter(({ kind }) => kind !== 'dash').map(({ text }) => text).join(' ').replace(/-/g, ' ').replace(/' /g, "'").replaceAll("d'", 'de ').replace(/[0-9](?:[0-9 .\/]*[0-9])?/g, '#').replace(/ {2,}/g, ' ').trim();

/** Each of its clauses, between commas or around `et`, is a kind one of its own. */
function isKindInFrench(given: readonly Token[]): boolean {
  if (given.some(({ kind }) => UNKIND.has(kind))) return false;
  const tokens = withoutQuoted(given);
  if (isKindClause(tokens.filter(({ kind }) => !PARTING.has(kind)))) return true;
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (PARTING.has(token.kind)) clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  const filled = clauses.filter(({ length }) => length > 0);
  return filled.length > 0 && filled.some((clause) => !clause.every(({ kind }) => kind === 'aside')) && filled.every(isKindClause);
}

const MAX_CLAUSE = 60;
const MAX_JOINED = 3;

/** As it stands, or without the courtesies at its ends; or two such clauses around `et`. */
function isKindClause(clause: readonly Token[], joined = 0): boolean {
  if (clause.length === 0 || clause.length > MAX_CLAUSE) return false;
  if (clause.every(({ kind }) => kind === 'aside')) return true;
  const [first, last] = [clause.findIndex((token) => !isCourteous(token)), clause.findLastIndex((token) => !isCourteous(token))];
  for (let start = 0; start <= first; start += 1) for (let end = clause.length; end > last; end -= 1) if (KINDNESS_FRENCH.test(formOf(clause.slice(start, end)))) return true;
  return joined < MAX_JOINED && clause.some(({ kind, text }, at) => (kind === 'and' || text === 'et') && at > 0 && isKindClause(clause.slice(0, at), joined + 1) && isKindClause(clause.slice(at + 1), joined + 1));
}

const isCourteous = ({ kind, text }: Token): boolean => kind === 'aside' || /^(?:s'il (?:vous|te) plait|svp|stp|merci)$/.test(text);

/** How it is packed, and which papers stay out of the parcel. `verb`: one of them is among the words. */
type Packing = { readonly verb: ReadonlySet<string>; readonly rest: ReadonlySet<string> };
const PACKING: readonly Packing[] = [
  { verb: setOf('wrap wrapped pack packed packing'), rest: setOf('please kindly it it\'d it\'s i\'d i would \'d be lovely great nice wonderful appreciated appreciate grateful kind perfect happy if you could can will might them everything all this nicely well carefully safely securely properly prettily beautifully and the parcel thank thanks very really that very much so as a present gift so much extra good') },
  { verb: setOf('price prices invoice receipt bill slip'), rest: setOf('please kindly no not don\'t do leave put include show add enclose print with in on the parcel package packet packing delivery any a paperwork out off it thanks thank you and or inside by email') },
  { verb: setOf('verpacken verpackt verpackst einpacken eingepackt einpackst einwickeln verpackung'), rest: setOf('bitte es sie alles das die den dem paket packchen schon hubsch gut sorgfaltig liebevoll sicher bruchsicher nett ordentlich wenn ware waren toll super lieb schon ihr du konnten konntet konntest wurden wurdet wurdest mir uns als geschenk danke und vielen dank gern gerne freuen ich wir mich') },
  { verb: setOf('rechnung lieferschein preis preise preisschild preisschilder kassenzettel kassenbon quittung preise'), rest: setOf('bitte kein keine keinen nicht ohne beilegen beifugen hineinlegen dazulegen legen beipacken im ins das dem paket in angeben konnten sie konntet ihr konntest du oder und den die der drauf drin reinlegen reinpacken danke') },
  { verb: setOf('emballer emballez emballe emballage'), rest: setOf('merci de bien vouloir le la les l\' tout soigneusement joliment avec soin si vous pouviez pouvez pourriez tu peux pourrais ce serait super gentil parfait comme cadeau un en svp s\'il s\' il plait et c\' est beaucoup pour') },
  { verb: setOf('prix facture ticket etiquette etiquettes'), rest: setOf('merci de bien vouloir ne n\' pas sans indiquer mettre mettez joindre joignez glisser laisser laissez afficher faire apparaitre figurer dans sur le la les l\' du colis paquet s\'il s\' il vous plait svp caisse ni et') },
  { verb: setOf('envolver envolvedlo envolvedla envolvedlos envuelvan envuelvanlo envuelvanla envuelvalo envuelvelo envuelto envuelta envueltos envolverlo envolverla envolverlos empaquetar empaquetadlo empaqueten empaquetenlo empaquetarlo'), rest: setOf('por favor que venga vengan bonito bien con cuidado carino mucho muy para regalo de lo la los las todo si podeis pueden puedes pudierais pudieran podriais podrian seria genial estupendo y gracias os lo agradezco le les me nos') },
  { verb: setOf('factura ticket precio precios albaran recibo'), rest: setOf('por favor no sin ni incluyan incluyais incluya incluir pongan pongais ponga poner metan metais meta meter dejen dejeis en la el los las el paquete dentro a vista y gracias podeis podrian pueden que se vea vean') },
];

const PACKING_EASTERN: readonly RegExp[] = [
  /^(?:ご|簡易|贈答用の|ギフト用の|ぎふと用の)?(?:包装|ラッピング|らっぴんぐ|梱包)(?:も)?を?(?:お願いします|お願いいたします|お願い致します|お願いできますか)$/u,
  /^(?:(?:きれい|綺麗|丁寧|ていねい|しっかり|厳重|かわいく|可愛く|プレゼント用|贈り物用|ギフト用|贈答用)(?:に|で)?)+(?:包んで|梱包して?|らっぴんぐして?|ラッピングして?|包装して?)(?:いただけると(?:嬉しい|うれしい|幸い|助かり)(?:です|ます)|いただければ幸いです|ください|下さい|お願いします|お願いいたします|もらえますか|いただけますか)?$/u,
  /^(?:値段|価格|金額|領収書|明細書?|納品書|請求書)(?:の(?:分か|わか)るもの|が(?:分か|わか)るもの|の書かれたもの)?[はを]?(?:入れないで|同封しないで|同封せず|不要です|なしで)(?:ください|下さい|お願いします|お願いいたします)?$/u,
  /^(?:请|麻烦)?(?:您)?(?:帮忙|帮我)?(?:仔细|好好|小心|细心)?(?:包装|打包)(?:得|的)?(?:好一?点|漂亮一?点|精美一?点|结实一?点|严实一?点|好看一?点|好|仔细一?点)?(?:一下)?(?:谢谢|，谢谢)?$/u,
  /^(?:请|麻烦)?(?:不要|别|勿|不用)(?:放|附|写|带|夹)(?:上|入)?(?:价格单?|价格标签|发票|小票|清单|价签|价目表)(?:了|啦|谢谢)?$/u,
];

/** True for a wish about packing alone, that names nothing it is packed in. */
export function isPacking(tokens: readonly Token[]): boolean {
  if (tokens.some(({ kind }) => ['item', 'number', 'size', 'money', 'amount', 'container'].includes(kind))) return false;
  const text = tokens.filter((token) => !SIGNS.has(token.kind)).map((token) => token.text).join('').replaceAll(' ', '');
  if (PACKING_EASTERN.some((one) => one.test(text))) return true;
  const words = inWords(tokens);
  return words.length >= 3 && PACKING.some(({ verb, rest }) => words.some((word) => verb.has(word)) && words.every((word) => verb.has(word) || rest.has(word)) && (!PAPERS.test(words.join(' ')) || NO.test(words.join(' '))));
}

/** Papers are wished away, not for. */
const PAPERS = /(?:^| )(?:prices?|invoice|receipt|bill|slip|rechnung|lieferschein|preise?|preisschild\w*|kassenzettel|kassenbon|quittung|prix|facture|ticket|etiquettes?|factura|precios?|albaran|recibo)(?= |$)/;
const NO = /(?:^| )(?:no|not|don't|leave|kein\w*|nicht|ohne|ne|n'|pas|sans|sin)(?= |$)/;

/** `I almost forgot:`, `Ach ja, fast vergessen`, `et j'allais oublier`. */
const FORGOTTEN = /^(?:oh|ah|ach|ay|uy|ups|oops|ja|and|und|et|y|also|pero|but|mais|aber)?(?: ?(?:oh|ah|ach|ay|yes|ja|oui|si|and|und|et|y|sorry|pardon|perdon|entschuldigung))* ?(?:i (?:almost |nearly |totally |completely )?(?:forgot|have forgotten)(?: to (?:say|add|mention|write|ask))?|i(?:'d| had) (?:almost|nearly) forgotten|(?:almost|nearly) forgot|(?:fast|beinahe|das) (?:hatte ich )?(?:fast |beinahe )?vergessen|(?:jetzt |das |nun )?(?:fast |beinahe )?(?:hatte|hab|habe) ich (?:doch |es |das |ja |noch |jetzt |glatt |ganz )*(?:fast |beinahe |etwas |was |eins |das wichtigste )*(?:etwas |was )?vergessen|(?:ich )?(?:hab|habe) (?:ich )?(?:noch |ja |doch |vorhin |glatt )*(?:etwas|was|eins|eine sache|das wichtigste) vergessen|(?:noch )?(?:etwas|was|eins|eine sache|eine kleinigkeit|ein nachtrag|kleiner nachtrag|kurzer nachtrag)(?: (?:noch|fallt mir (?:gerade |noch |eben )*ein|vergessen))?|(?:mir|da|eben) (?:ist|fallt) (?:mir )?(?:noch |gerade |eben )*(?:etwas |was )?(?:eingefallen|ein)|was ich (?:noch |fast |beinahe )*vergessen (?:habe|hatte|hab)|weil mir das gerade einfallt|(?:das )?(?:hatte|habe|hab) ich (?:(?:ja )?(?:fast|beinahe|ganz|noch|vorhin) )?vergessen|(?:jetzt )?hatte ich (?:fast|beinahe) vergessen|vergessen|j'allais oublier|j'ai (?:failli oublier|oublie|oublie de (?:dire|preciser|mettre))|j'oubliais|casi (?:se me olvida|lo olvido|me olvido|se me olvidaba|se me pasa)|se me olvidaba|se me (?:habia )?olvido|(?:me )?olvidaba|olvide (?:decir|poner|anadir))$/;
const FORGOTTEN_EASTERN = /^(?:あ|あっ|そうそう|すみません|ごめんなさい)?(?:書き忘れ(?:ました|ていました|てました)|忘れるところでした|忘れていました|言い忘れ(?:ました|ていました))(?:が)?$|^(?:啊|哦|对了)?(?:差点|差一点)?(?:忘了|忘记了|忘了说|忘记说了|忘说了|忘写了)$/u;

/** What stands behind such words; null where there are none. */
export function behindForgotten(tokens: readonly Token[]): readonly Token[] | null {
  for (let at = 1; at < tokens.length; at += 1) {
    if (!['comma', 'pause', 'dash', 'ornament'].includes(tokens[at]?.kind ?? 'end')) continue;
    const before = tokens.slice(0, at).filter((token) => !SIGNS.has(token.kind));
    if (FORGOTTEN.test(before.map((token) => token.text).join(' ')) || FORGOTTEN_EASTERN.test(before.map((token) => token.text).join(''))) return tokens.slice(at + 1);
  }
  return null;
}
