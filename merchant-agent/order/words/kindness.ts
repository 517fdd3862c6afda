/**
 * @table of sentences that people put behind an order and that do nothing to it: that it is paid through the bank, that it is looked forward to, greetings and good wishes. Whole sentences in
 * their order, over folded words with one blank between them: words of the same kind in another order may pay tomorrow or send the parcel to somebody else.
 */
const oneOf = (...sentences: readonly string[]): string => sentences.join('|');

const ENGLISH = oneOf(
  "(?:of course )?(?:i|we)(?: will|'ll| shall)? (?:pay|am paying|are paying) (?:it |this )?(?:through|via|by|with|from) (?:my |our |the )?bank(?: transfer)?(?: as (?:always|usual|ever))?(?: of course)?",
  'payment (?:is |will be )?(?:through|via|by|from) (?:my|our|the) bank(?: as (?:always|usual|ever))?',
  "(?:(?:i|we)(?: am|'m| are|'re)?(?: all| both)? )?(?:really |very much |so |already )*look(?:ing)? (?:very much |so much )?forward to (?:it|them|the (?:tea|teas|parcel|package|delivery|box|first (?:cup|sip))|your (?:tea|teas|parcel|package)|(?:trying|tasting|drinking|opening|unpacking) (?:it|them|the (?:tea|teas|box|parcel)|your (?:tea|teas|parcel)))(?: very much| so much| already| a lot)*",
  "(?:i |we )?(?:really |just )?(?:can't|cannot|can not) wait(?: to (?:try|taste|open|unpack|drink) (?:it|them|the (?:tea|teas|box|parcel)))?",
  '(?:many thanks and |thank you and |thanks and |and )?(?:with )?(?:my |our )?(?:(?:warm|warmest|kind|kindest|best|many|friendly) )*(?:greetings|regards|wishes)(?: (?:to (?:you|you all|all of you|everyone|everybody|all|the team|your team|the shop|you and your (?:team|family)|the whole (?:team|family)|(?:everyone|everybody|all) (?:in|at) the (?:shop|store))|from (?:me|us|all of us)))*',
  '(?:please )?(?:say hello|say hi|give my (?:love|best|regards)) to (?:everyone|everybody|all|the team|your team|the staff)(?: (?:in|at) the (?:shop|store))?(?: from (?:me|us))?',
  '(?:many thanks and |thank you and |thanks and |and )?all the best(?: to (?:you|you all|all of you|everyone|everybody|your team|the shop|you and your (?:team|family)))?(?: from (?:me|us))?',
  '(?:and )?(?:i wish you |we wish you |wishing you |have )(?:all )?(?:a )?(?:very )?(?:nice|good|lovely|pleasant|happy|great|wonderful) (?:day|week|weekend|evening|spring|summer|autumn|winter|season|holidays)',
);
const GERMAN = oneOf(
  '(?:ich|wir) (?:be)?zahlen? (?:wie (?:gewohnt|immer|ublich) )?(?:uber|durch|per|via) (?:meine |unsere |die )?bank(?: wie (?:gewohnt|immer|ublich))?',
  '(?:die )?(?:be)?zahlung (?:erfolgt|lauft|kommt|geht) (?:wie (?:gewohnt|immer|ublich) )?(?:uber|durch) (?:meine|unsere|die) bank',
  '(?:ich freue mich|wir freuen uns|ich freu mich|freue mich|freu mich|freuen uns)(?: (?:schon|sehr|riesig|jetzt schon|schon jetzt|alle|so|schon alle))*(?: (?:darauf|drauf|auf (?:den tee|die tees|das paket|das packchen|die sendung|die lieferung|ihren tee|euren tee|ihr paket|euer paket|ihr packchen)))?(?: (?:schon|sehr|riesig))*',
  'auf (?:ihren|den|euren) tee freuen wir uns(?: hier)?(?: schon)?(?: alle)?(?: sehr)?(?: im buro)?',
  '(?:vielen dank und |danke und |und )?(?:mit )?(?:(?:ganz|herzliche[nr]?|liebe[nr]?|viele[n]?|schone[n]?|beste[n]?|freundliche[nr]?|sonnige[n]?) )+(?:grusse?n?|gruesse?n?|gruss)(?: (?:an (?:alle|das (?:ganze )?team|alle im laden|ihr team|euch alle|sie alle)|von (?:mir|uns|uns allen)|nach japan))*',
  '(?:(?:ich wunsche|wir wunschen) )?(?:(?:ihnen|euch|dir|ihnen allen|euch allen) )?(?:noch )?(?:eine[n]?|ein) (?:schone[nrs]?|gute[nrs]?|angenehme[nrs]?) (?:woche|wochenende|tag|abend|zeit|fruhling|sommer|herbst|winter|advent)(?: (?:ihnen|euch|dir))?(?: allen)?',
);
const FRENCH = oneOf(
  "(?:je (?:paie|paye|regle|paierai|reglerai)|nous (?:payons|reglons)) (?:par|via) (?:ma|notre|la) banque(?: comme (?:d'habitude|toujours|la derniere fois))?",
  "le (?:paiement|reglement) se (?:fait|fera) par (?:ma|notre|la) banque(?: comme (?:d'habitude|toujours))?",
  "(?:j'ai|nous avons) (?:tres )?hate(?: (?:d'y gouter|de (?:le|les|la) (?:gouter|decouvrir|recevoir)|de gouter|de recevoir (?:le|les|ce|mon|notre) colis))?",
  "(?:je me rejouis|nous nous rejouissons)(?: deja)?(?: d'avance)?",
  "(?:merci et |et )?(?:bien le bonjour|(?:avec )?(?:mes|nos|toutes mes|toutes nos) amities|(?:avec )?(?:tous )?(?:mes|nos) (?:(?:meilleures|sinceres|cordiales|vifs) )*(?:salutations|remerciements|pensees)(?: (?:les meilleures|distinguees|cordiales))?)(?: a (?:vous|vous tous|vous toutes|tous|toute l'equipe|l'equipe|tout le monde))?",
  "(?:(?:je|nous) vous souhaite(?:ons)? )?(?:une? )?(?:tres )?(?:belle|bonne|excellente|agreable|douce|bon|beau) (?:soiree|journee|semaine|week-end|fin de semaine|saison)(?: a (?:vous|vous tous|tous|toutes et tous|toute l'equipe))?",
);
const SPANISH = oneOf(
  '(?:lo )?(?:pago|pagamos|pagare|pagaremos) (?:por|a traves de|a traves del|mediante|con|via) (?:(?:el|mi|nuestro) )?banco(?: como (?:siempre|de costumbre))?',
  'que ilusion(?: (?:me|nos) hace)?',
  '(?:con|tengo|tenemos) (?:muchas |muchisimas |tantas )?ganas de (?:probar|recibir|estrenar|abrir)l[oa]s?',
  '(?:muchas gracias y |gracias y |y )?(?:(?:un|una|muchos|mis|nuestros|reciban|reciba) )*(?:(?:cordial|cordiales|carinosos?|afectuosos?|fuerte|fuertes|gran) )?(?:saludos?|abrazos?|recuerdos)(?: (?:carinosos?|cordial|cordiales|afectuosos?|fuertes?))?(?: (?:a|para) (?:todos|todas|todo el equipo|todos ustedes|todos los de la tienda|ustedes|vosotros|la tienda|el equipo))?(?: de (?:mi|nuestra) parte)?',
  'que (?:tengan?|tengais|pasen?|paseis) (?:un |una )?(?:muy )?(?:buena?|feliz|bonit[oa]|lind[oa]|buen) (?:semana|dia|tarde|noche|fin de semana|verano|otono|invierno|primavera)',
);

export const KINDNESS = new RegExp(`^(?:${oneOf(ENGLISH, GERMAN, FRENCH, SPANISH)})$`);

/** The same in scripts without blanks. */
export const KINDNESS_EASTERN: readonly RegExp[] = [
  /^(?:お)?(?:支払い?|代金|お代)(?:の方)?は?(?:いつも(?:の)?(?:どおり|通り|とおり)?|前回(?:と同じ|と同様|同様)?|今回も)?(?:に)?(?:銀行)(?:から|経由で|を通して|を通じて|振込で|で)(?:お?支払い)?(?:いたします|致します|します|しますね|お願いします|お願いいたします)$/u,
  /^お?(?:届く|届き|品物|到着|荷物)(?:の|が届くの)?を?(?:今から|とても|みんなで|皆で|家族で|二人で|一同|首を長くして|心より)*(?:心待ち|楽しみ|お待ち)(?:に)?(?:して(?:い|おり)ます|です)$/u,
  /^(?:店長|店主|お店|すたっふ|スタッフ|皆|みな)(?:の方々|の皆)?(?:さん|様|さま|方)?(?:に|にも)?(?:どうぞ)?(?:よろしく|宜しく)(?:お伝え)?(?:ください|下さい)$/u,
  /^(?:皆|みな)(?:さん|様|さま)?も?(?:どうぞ|くれぐれも)?(?:お元気で|お体に気をつけて|ご自愛ください|ご自愛くださいませ|お健やかにお過ごしください)$/u,
  /^(?:很|非常|十分|特别)?(?:期待|盼着|盼望)(?:着)?(?:早日)?(?:收到|品尝)(?:包裹|茶|好茶)?$/u,
  /^祝(?:愿)?(?:店里|您|你们?|贵店|老板|大家)?(?:各位|大家|一家|全家)?(?:身体健康|生意兴隆|万事如意|工作顺利|一切顺利|周末愉快|财源广进|天天开心|生活愉快)+$/u,
  /^(?:请)?(?:代我|替我|帮我)?(?:向|问|给)(?:店里的?)?(?:各位|大家|老板|店员们?)(?:问)?好$/u,
  /^(?:货款|款项|钱|费用)?(?:我|我们|我会|我们会)?(?:会|将)?(?:照旧|照样|还是|仍然|仍|依旧|像往常一样|照常|和上次一样|跟上次一样)?(?:会)?(?:通过|从|由|用|走)银行(?:账户)?(?:付|支付|付款|转账|汇款|结算)(?:的)?$/u,
];
