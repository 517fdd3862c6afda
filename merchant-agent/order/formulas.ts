/**
 * Sentences of set phrases, known by their words alone: `Let me know if anything is missing`, `Bei Fragen melden Sie sich gern`, and the words by which somebody adds
 * what he nearly forgot. One word more than the phrases have, and it is none.
 */
import type { Token, TokenKind } from './tokens.ts';

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
];

const inWords = (tokens: readonly Token[]): readonly string[] => tokens.filter((token) => !SIGNS.has(token.kind)).flatMap((token) => token.text.split(/[ -]/)).flatMap((word) => word.match(/^[a-z]'(?=.{2})|.+$/g)?.flatMap((part) => part.match(/^(?:[cdjlmnst]|qu)'|.+/g) ?? []) ?? []).filter((word) => word !== '');

/** True for a phrase by which an answer is asked for only where something is amiss. */
export function isFormula(tokens: readonly Token[]): boolean {
  if (tokens.some(({ kind }) => ['item', 'number', 'size', 'money', 'amount', 'goods', 'correction'].includes(kind))) return false;
  const text = tokens.filter((token) => !SIGNS.has(token.kind)).map((token) => token.text).join('').replaceAll(' ', '');
  if (EASTERN.some((one) => one.test(text))) return true;
  const words = inWords(tokens);
  return words.length >= 3 && PHRASES.some(({ when, reply, rest }) => words.some((word) => when.has(word)) && words.some((word) => reply.has(word)) && words.every((word) => when.has(word) || reply.has(word) || rest.has(word)));
}

/** `I almost forgot:`, `Ach ja, fast vergessen`, `et j'allais oublier`. */
const FORGOTTEN = /^(?:oh|ah|ach|ay|uy|ups|oops|ja|and|und|et|y|also|pero|but|mais|aber)?(?: ?(?:oh|ah|ach|ay|yes|ja|oui|si|and|und|et|y|sorry|pardon|perdon|entschuldigung))* ?(?:i (?:almost |nearly |totally |completely )?(?:forgot|have forgotten)(?: to (?:say|add|mention|write|ask))?|i(?:'d| had) (?:almost|nearly) forgotten|(?:almost|nearly) forgot|(?:fast|beinahe|das) (?:hatte ich )?(?:fast |beinahe )?vergessen|(?:das )?(?:hatte|habe|hab) ich (?:(?:ja )?(?:fast|beinahe|ganz|noch|vorhin) )?vergessen|(?:jetzt )?hatte ich (?:fast|beinahe) vergessen|vergessen|j'allais oublier|j'ai (?:failli oublier|oublie|oublie de (?:dire|preciser|mettre))|j'oubliais|casi (?:se me olvida|lo olvido|me olvido|se me olvidaba|se me pasa)|se me olvidaba|se me (?:habia )?olvido|(?:me )?olvidaba|olvide (?:decir|poner|anadir))$/;
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
