/**
 * @table of sentences that people put behind an order and that do nothing to it: that it is paid through the bank, that it is looked forward to, greetings and good wishes. `core`: one of
 * them is there. Every other word is among `rest`: one word more, and it is no such sentence.
 */
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export type Kindness = { readonly core: ReadonlySet<string>; readonly rest: ReadonlySet<string> };

export const KINDNESS: readonly Kindness[] = [
  { core: setOf('pay paying payment paid'), rest: setOf('i we i\'ll we\'ll i\'m we\'re will shall am are is be the a my our this through via by with from bank transfer order e-mail email mail as always usual usually ever before last time again of course please happily gladly of order\'s goes made comes') },
  { core: setOf('forward wait'), rest: setOf('i we i\'m we\'re am are all both of us at home here looking look can\'t cannot really very so much already again always to it them that this the a trying try tasting taste receiving receive opening open unpacking unpack drinking first cup sip tea teas parcel package delivery box good your for arrive and in advance') },
  { core: setOf('greetings regards wishes hello greet best love'), rest: setOf('many thanks thank much warm kind kindest warmest dear many good all and to the everyone everybody shop store team staff there at in your you whole family from us me our house say please give them him her again for week day weekend year season spring summer autumn winter holidays with my husband wife children kyoto japan of a nice very mr mrs ms miss') },
  { core: setOf('weekend week day evening year season spring summer autumn winter'), rest: setOf('have a nice good lovely pleasant happy great wonderful wish you all and everyone a the very rest of your i we there') },
  { core: setOf('bezahle zahle bezahlen zahlen bezahlt gezahlt zahlung bezahlung'), rest: setOf('ich wir wird werde werden wie gewohnt immer ublich sonst auch letztes mal beim letzten diesmal wieder uber durch per mit via von meine meiner unsere unserer die der bank naturlich gern gerne erfolgt lauft geht kommt mail') },
  { core: setOf('freue freu freuen freut vorfreude'), rest: setOf('ich wir uns mich sich schon jetzt sehr so riesig wieder immer alle ganz besonders hier zuhause daheim im buro und auf das den die der darauf drauf paket packchen tee tees sendung lieferung post ihr ihren ihre euren eure bin sind mit voller voll kinder familie ganze') },
  { core: setOf('grusse gruse gruss gruß grussen gruesse grussen grusst grußen gruße'), rest: setOf('vielen dank danke herzliche herzlichen liebe lieben viele schone schonen beste besten freundliche freundlichen warme einen ganz ein aus von mir uns nach an alle das ganze team laden die im der ihr ihre ihren ihrem ihnen euch und meiner unserer familie mit mein mann frau bitte sie japan kyoto dem') },
  { core: setOf('woche wochenende tag abend jahreszeit fruhling sommer herbst winter'), rest: setOf('ihnen euch dir ihr allen eine einen ein schonen schones schone schoner gute guten gutes angenehme angenehmen noch und wunsche wunschen ich wir haben sie im laden auch') },
  { core: setOf('paie paye payons regle reglons paierai reglerai paiement reglement'), rest: setOf('je nous le se fait fera est par ma notre la banque comme d\' habitude toujours derniere fois l\' autre via avec bien sur sera de a') },
  { core: setOf('hate rejouis rejouissons impatience impatient impatiente impatients impatientes'), rest: setOf('j\' ai nous avons je me m\' en avec d\' avance avance deja tres toute tous et de l\' y gouter deguster recevoir decouvrir le la les colis the thes paquet attendons attends attend de grande sommes suis a la maison ici famille') },
  { core: setOf('amities salutations saluts salut remerciements bonjour'), rest: setOf('merci beaucoup bien le la les mes nos toutes tous tout avec et a au aux du de vous toute l\' equipe monde boutique magasin meilleures cordiales sinceres chaleureuses famille ma mon mari femme depuis chez encore de') },
  { core: setOf('soiree journee semaine week-end saison'), rest: setOf('belle bonne excellente agreable douce tres bon beau a vous tous toutes toute l\' equipe et une un je nous souhaite souhaitons de fin la') },
  { core: setOf('pago pagamos pagare pagaremos abono'), rest: setOf('yo el lo se hara hago por mi nuestro banco como siempre costumbre de la ultima vez otra otras veces a traves del con via transferencia mediante sera') },
  { core: setOf('ganas ilusion impaciencia impacientes impaciente'), rest: setOf('con mucha muchas muchisima muchisimas que me nos hace da hacen estamos estoy tenemos tengo espero esperamos de probarlo probarlos probarla recibirlo recibirlos recibirla estrenarlo estrenarlos abrirlo el la paquete te tes en casa todos ya tantas tanta la lo los') },
  { core: setOf('saludos saludo abrazo abrazos recuerdos besos'), rest: setOf('gracias muchas un una muchos carinoso carinosos cordial cordiales afectuoso fuerte gran a todos todas los las el la de tienda equipo ustedes vosotros y para con carino mi nuestra parte familia les os mando mandamos envio enviamos desde gracias') },
  { core: setOf('semana tarde noche dia primavera verano otono invierno'), rest: setOf('que tengan tengais tenga pasen paseis pase buena buen feliz bonita bonito linda lindo una un muy y fin de a todos les os deseo deseamos') },
];

/** The same in scripts without blanks: the whole sentence without signs. */
export const KINDNESS_EASTERN: readonly RegExp[] = [
  /^(?:お)?(?:支払い?|代金|お代)(?:の方)?は?(?:いつも(?:の)?(?:どおり|通り|とおり)?|前回(?:と同じ|と同様|同様)?|今回も)?(?:に|、)?(?:銀行)(?:から|経由で|を通して|を通じて|振込で|で)(?:お?支払い)?(?:いたします|致します|します|しますね|お願いします|お願いいたします)$/u,
  /^(?:お?(?:届く|届き|品物|到着|荷物)(?:の|が届くの)?を?)(?:今から|とても|みんなで|皆で|家族で|二人で|一同|首を長くして|心より|今から家族で)*(?:心待ち|楽しみ|お待ち)(?:に)?(?:して(?:い|おり)ます|です|しています|しております)$/u,
  /^(?:(?:店長|店主|お店|スタッフ|すたっふ|皆|みな)(?:の方々|の皆)?(?:さん|様|さま|方)?)(?:に|にも)?(?:どうぞ)?(?:よろしく|宜しく)(?:お伝え)?(?:ください|下さい)$/u,
  /^(?:皆|みな)(?:さん|様|さま)?も?(?:どうぞ|くれぐれも)?(?:お元気で|お体に気をつけて|ご自愛ください|ご自愛くださいませ|お健やかにお過ごしください)$/u,
  /^(?:很|非常|十分|特别)?(?:期待|盼着|盼望)(?:着)?(?:早日)?(?:收到|到货|品尝)?(?:包裹|茶|好茶)?$/u,
  /^祝(?:愿)?(?:店里|您|你们?|贵店|老板|大家)?(?:各位|大家|一家|全家)?(?:(?:身体健康|生意兴隆|万事如意|工作顺利|一切顺利|周末愉快|财源广进|天天开心|生活愉快))+$/u,
  /^(?:请)?(?:代我|替我|帮我)?(?:向|问|给)(?:店里的?)?(?:各位|大家|老板|店员们?)(?:问)?好$/u,
  /^(?:货款|款项|钱|费用)?(?:我|我们|我会|我们会)?(?:会|将)?(?:照旧|照样|还是|仍然|仍|依旧|像往常一样|照常|和上次一样|跟上次一样)?(?:会)?(?:通过|从|由|用|走)银行(?:账户)?(?:付|支付|付款|转账|汇款|结算)(?:的)?$/u,
];
