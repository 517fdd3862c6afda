/**
 * @table of sentences and lines that make the goods above or below them another order than one of today from this shop: the order itself follows, or lies in a basket; it was written, sold or
 * counted; the letter is for somebody else, goes to several shops, or is for planning; one person of two wants it; it is confirmed later, or a field of it is not settled. Folded, one blank
 * between words.
 */
const MONTH = 'jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|fevrier|febrero|enero|mar(?:ch|s|zo)?|marz|maerz|april|avril|abril|may|mai|mayo|june|juni|juin|junio|july|juli|juillet|julio|aug(?:ust)?|aout|agosto|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?|dec(?:ember|embre)?|dez(?:ember)?|diciembre';
const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo';

/** Comes from somebody else, or another time. */
const FOLLOWS = [
  "orders? (?:itself |proper |form )?(?:(?:will|is to|should|shall|is going to) (?:come|follow|be placed|be sent|be made|go out)|comes? (?:from (?:our|the|my|another|head)|later|separately|then|by post|next)|follows? (?:later|separately|by post|next|on|from|once|when|after)|is (?:placed|made|sent) by)",
  '(?:bestellung|auftrag) (?:selbst )?(?:kommt|folgt|erfolgt|ergeht|geht|macht|erteilt|schickt|gibt)(?: \\S+){0,3} (?:dann|spater|noch|separat|gesondert|extra|per post|morgen|nachste\\w*|vom (?:einkauf|kassenwart|schatzmeister|chef|vorstand|buro)|durch)',
  '(?:bon de )?commande (?:elle-meme )?(?:viendra|suivra|partira|arrivera|vous parviendra|sera (?:passee|envoyee|faite|transmise|confirmee))',
  '(?:pedido|encargo) (?:\\S+ )?(?:lo (?:hara|haran|hace|mandara|enviara|pasara|pondra)|vendra|ira aparte|se hara|llegara (?:de|mas|luego|despues))',
];
/** Where it stands already. */
const BASKET = ['(?:in|into|to) (?:the|my|your|our) (?:\\S+ )?(?:basket|cart|trolley)(?! (?:for|of|as))', '(?:website|web ?shop|online shop|online)(?: \\S+){0,2} (?:last night|yesterday|already|this morning|the other day)', 'warenkorb', 'einkaufswagen', '(?:le|mon|dans|au|votre) panier(?! (?:cadeau|garni))', 'carrito', '(?:en|a) la cesta(?! de regalo)'];
/** For somebody else to hand on. */
const HANDED_ON = [
  '(?:could|can|would|will) you (?:please |kindly )?(?:take|pass|hand|forward|drop) (?:this|it|the list|the note|my list|our list)(?: \\S+){0,2} (?:to|at) (?!(?:me|us|my|our) )\\S+', '(?:please )?(?:pass|forward|hand) (?:this|it) on(?: |$)', '(?:das|dies|es|die liste|den zettel|den brief|die bestellung)(?: \\S+){0,4} (?:weitergeben|weiterreichen|weiterleiten|weitersagen|weitergibst|weiterreichst)',
  "(?:passer|transmettre|donner|remettre|transferer|faire suivre|apporter) (?:ceci|cela|ca|cette liste|la liste|ce mot|cette commande|ce papier)", '(?:pasarle|pasar|darle|entregarle|reenviarle|reenviar|llevarle|llevar) (?:esto|esta lista|la lista|el pedido|esta nota)', '(?:le|les) (?:pasas|das|llevas|reenvias|entregas) (?:esto|esta lista|la lista|el pedido|esta nota)',
];
/** What a business that is not open yet will want. */
const OPENING = ["(?:to start with|to begin with|for the opening|when we open|once we open|for our opening),? (?:\\S+ ){0,3}(?:will|shall|'ll|we'll) ?(?:want|need|require)", '(?:zum (?:start|beginn|auftakt)|zur eroffnung|fur den anfang|anfangs),? (?:\\S+ ){0,3}(?:brauchen|benotigen)', "pour (?:commencer|l'ouverture|demarrer|le lancement|debuter),?(?: \\S+){0,3} (?:faudra|aurons besoin)", '(?:para (?:empezar|la apertura|la inauguracion|arrancar|abrir)|cuando abramos),?(?: \\S+){0,3} (?:necesitaremos|haran falta|necesitar|hara falta)'];
/** What a shop sells, a household uses. */
const SOLD = [
  'what (?:i|we|they|he|she) (?:usually |normally |typically |mostly )?(?:sell|sells|sold|use|uses|used|get through|stock|stocks|carry)', '(?:i|we|they) (?:\\S+ )?sell(?: \\S+){0,6} ?:$', "(?:verkaufe|verkaufen|verkauft|verbrauche|verbrauchen|verbraucht)(?: \\S+){0,6} ?:$", "ce que (?:je|nous|j'ai|nous avons|on a?) ?(?:vend\\w*|consomm\\w*|utilis\\w*|ecoul\\w*)", '(?:vendo|vendemos|gasto|gastamos|consumimos|vendido|gastado)(?: \\S+){0,5} ?:$', 'lo que (?:vendo|vendemos|gastamos|gasto|habia|hay|vendi\\w*)',
  '(?:took|sold|used|consumed|se llevo|se llevaron|llevaron|a pris|ont pris|avait pris|nahm mit|nahmen mit|hat mitgenommen|vendu|emporte|utilise) ?:$',
];
/** To look at, to plan with, for a price. */
const PLANNED = [
  '(?:your|the|our) (?:sales )?forecasts?', 'for your (?:planning|records|files)', 'fur (?:ihre|eure|die|unsere) (?:planung|unterlagen|akten|vorausplanung|prognose)', 'pour (?:vos|tes|nos) (?:previsions|dossiers|archives)', 'para (?:vuestr[oa]s?|sus?|tus?) (?:prevision\\w*|archivos?|registros?|planificacion)',
  '(?:nothing|noch nichts|noch nicht|rien|todavia no|aun no)(?: \\S+){0,3} (?:pack|send|ship|post|einpacken|schicken|packen|emballer|envoyer|empaquet\\w*|envi\\w*|mand\\w*)', 'price (?:enquiry|inquiry|request|check)', 'request for (?:a |your )?(?:price|prices|quotation|quote)', 'preis(?:abfrage|anfrage)', 'demande de (?:prix|tarifs?|devis|cotation)', 'consultation de prix', '(?:consulta|peticion|solicitud) de (?:precios?|oferta|presupuesto|tarifas?)',
  '(?:to|at|from) (?:two|three|four|five|several|some|a few|[2-9]) (?:other )?(?:shops|suppliers|dealers|merchants|stores|sellers|vendors)', '(?:an|bei) (?:zwei|drei|vier|funf|mehrere[nr]?|verschiedene[nr]?|[2-9]) (?:andere[nr]? )?(?:laden|handler|handlern|geschafte[n]?|anbieter[n]?|lieferanten|shops)', '(?:a|chez) (?:deux|trois|quatre|plusieurs|differents?|[2-9]) (?:autres )?(?:boutiques|magasins|fournisseurs|marchands|commercants)', '(?:a|en) (?:dos|tres|cuatro|varias|varios|distintas|[2-9]) (?:tiendas|proveedores|comercios)',
];
/** Photographed, put on a waiting list, voted for, asked about for somebody, charged for, left behind. */
const DONE_WITH = [
  '(?:like|love|want|need|going|allowed|permission|wish) to (?:\\S+ )?(?:photograph|picture|print|show|display|exhibit|review|mention|feature|borrow|rent|hire|swap|trade|sell|return|film|draw)', '(?:on|to|for) (?:the|your|a) (?:waiting|wait) ?list', 'waitlist', '(?:asks|ask|wants to know|would like to know|wonders|wonder) (?:whether|if) (?:you|it)', '(?:was|were|been|got) (?:charged|invoiced|billed)(?: \\S+){0,4}', 'left (?:these|this|those|them|the following|it) (?:behind|here|in|at)', '(?:voted|vote|poll|survey)(?=[^a-z])(?! for you)',
  '(?:mochte|mochten|wollen|will|wurde|wurden|durfen|durfte|durften)(?: \\S+){0,6} (?:fotografieren|abbilden|abdrucken|ausstellen|zeigen|vorstellen|leihen|ausleihen|mieten|tauschen|verkaufen|zuruckgeben|zurucksenden|filmen)', 'warteliste', 'fragt,? ob', '(?:wurde|wurden|haben sie)(?: \\S+){0,5} (?:berechnet|abgebucht|in rechnung gestellt)', 'berechnet ?:?$', '(?:wurden|wurde) (?:uns|mir) (?:berechnet|abgebucht)', '(?:liegen (?:lassen|gelassen)|liegengelassen|vergessen haben)', '(?:abgestimmt|abstimmung|umfrage)',
  "(?:aimer\\w*|voudr\\w*|souhait\\w*|veux|voulons|pouvons|peut)(?:-?(?: ?nous| ?on))? (?:\\S+ )?(?:photographier|imprimer|exposer|montrer|presenter|emprunter|louer|echanger|revendre|retourner|rendre|filmer)", "liste d'attente", 'demande si', '(?:nous|m) ?(?:a|avez|ont|avons ete|ai ete) (?:\\S+ )?(?:facture|debite|preleve)', '(?:on|vous) (?:nous|m\'|m)? ?(?:a|avez) (?:facture|debite|preleve)', '(?:a|ont) (?:laisse|oublie) (?:ceci|cela|ca|ces)', '(?:a|ont|avons) vote',
  '(?:gustaria|querria\\w*|quiero|queremos|quisier\\w*)(?: \\S+)? (?:fotografiar|imprimir|exponer|mostrar|presentar|alquilar|prestar|cambiar|revender|devolver|filmar)', 'lista de espera', 'pregunta si', '(?:nos|me) (?:cobrasteis|cobraron|cobro|facturaron|facturasteis|cargaron|cargasteis)', '(?:dejaron|dejo|olvidaron|olvido) (?:esto|esta|estos|estas|lo siguiente)', '(?:voto|votaron|votamos|votacion|encuesta)',
];
/** One wants it, the other does not; nobody asked. */
const DENIED = [
  "(?:cannot|can't|do not|don't|could not|couldn't) agree", "(?:,|but|and) (?:i|we|he|she) (?:do not|don't|does not|doesn't|am not|'m not)[.!]?$", 'uneins|nicht einig|uneinig', '(?:,|aber|und|doch) (?:ich|wir|er|sie) nicht[.!]?$', "pas d'accord", '(?:,|mais|et) (?:moi|nous|lui|elle) (?:non|pas)[.!]?$', 'no (?:nos|se|me) (?:\\S+ )?(?:ponemos|ponen|pongo) de acuerdo', '(?:,|pero|y) (?:yo|nosotr[oa]s|el|ella) no[.!]?$',
  'never (?:said|asked for|wanted|requested) (?:that|this|these|it|any of|the following|i|we)', 'never ordered (?:this|these|it|any of|the following)', 'nie gesagt|nie behauptet|nie gewollt', '(?:das|dies|folgendes)(?: \\S+)? nie bestellt', 'jamais dit|jamais pretendu', 'jamais (?:voulu|demande|commande) (?:ceci|cela|ca)', 'nunca (?:dije|he dicho|quise|hemos dicho|dijimos)', 'nunca (?:pedi|encargue|pedimos) (?:esto|eso)',
];
/** Not settled yet. */
const LATER = [
  "(?:i|we)(?: shall| will|'ll) (?:then |still )?(?:confirm|finalise|finalize)(?! (?:the |my |our |this |it |that )?(?:payment|to the bank|with the bank|by (?:mail|e-?mail) when|when the bank|as soon as the bank))", '(?<!hiermit )bestatigen? (?:ich|wir)(?: \\S+){0,2} (?:telefonisch|noch|spater|morgen|endgultig|schriftlich)', '(?:ich|wir) bestatigen? (?:\\S+ ){0,3}(?:noch|spater|telefonisch|morgen|endgultig)', "(?:je|nous) (?:vous )?(?:le |la )?confirmer(?:ai|ons)(?! (?:a la|le paiement|aupres de la) ?(?:banque)?)", '(?:el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)|manana|luego|despues|ya|mas tarde)(?: (?:os|le|les|te|lo))? (?:confirmo|confirmamos|confirmare|confirmaremos)',
  "after (?:mine|ours)[.!]?$", 'nach (?:meine[mnr]|unsere[mnr])[.!]?$', 'apres (?:le mien|la mienne|les miennes|les miens|la notre|le notre|les notres)', 'despues de(?:l| la| los| las) (?:mi[oa]s?|nuestr[oa]s?)',
];
/** An earlier letter. */
const WRITTEN = [
  '(?:this|that|here) is what (?:i|we) (?:wrote|sent|ordered|asked)', '(?:my|our) (?:mail|e-?mail|letter|message|order|note) (?:of|from|dated) \\S+', 'das schrieb (?:ich|en wir)', '(?:meine|unsere) (?:mail|e-mail|nachricht|bestellung) (?:vom|von (?:gestern|letzt|neulich)|aus dem)', '(?:mein|unser) (?:schreiben|brief|fax) vom', "(?:mon|notre) (?:mail|courriel|e-mail|message|courrier) (?:du|d'hier|de la semaine)", '(?:ma|notre) (?:lettre|commande) du [0-9]', '(?:mi|nuestro|este es mi) (?:correo|mail|mensaje|e-mail|pedido) (?:del? [0-9]|de ayer|de la semana|del (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo))', 'mi carta del? [0-9]',
];
/** A form's field that leaves it open; a head that is of another time. */
const FIELDS = [
  '^[^:]{2,30} ?[:=] ?(?:nach (?:absprache|vereinbarung|rucksprache)|noch offen|wird nachgereicht|tb[acd]|to be (?:agreed|confirmed|advised|arranged|decided|fixed|announced)|(?:not|yet to be) (?:agreed|fixed|decided|released)|on call|auf abruf|(?:to|will) follow|folgt(?: noch)?|a suivre|suivra|a continuacion|a (?:convenir|definir|determiner|confirmer|preciser|fixer)|por (?:acordar|definir|confirmar|concretar|determinar|fijar)|(?:date |fecha )?a (?:convenir|concretar))[.!]?$',
  '^(?:(?:the|my|our|your|die|meine|unsere|ma|notre|mi|nuestro|el|la|l[ea]) ?)?(?:(?:last|previous|former|earlier|old) (?:order|delivery|parcel|invoice)|(?:letzte|vorige|fruhere|alte|bisherige) (?:bestellung|lieferung|rechnung)|(?:derniere|precedente|ancienne) (?:commande|livraison|facture)|commande (?:precedente|passee)|(?:ultim[oa]|anterior|viej[oa]) (?:pedido|encargo|entrega|factura)|pedido anterior)(?: (?:was|war|etait|era|fue))? ?[:.]?$',
  '^(?:stock|inventory|stock (?:count|list|take|level)s?|on hand|bestand|lagerbestand|inventur|inventaire|stock actuel|existencias|inventario|back ?orders?|ruckstand|reliquat|pendiente de servir)(?: \\S+){0,4} ?:?$',
];
export const ELSEWHERE = new RegExp(`(?:^|(?<=[ ,.;:!?'(]))(?:${[...FOLLOWS, ...BASKET, ...HANDED_ON, ...OPENING, ...SOLD, ...PLANNED, ...DONE_WITH, ...DENIED, ...LATER, ...WRITTEN].join('|')})(?=$|[^a-z0-9])|${FIELDS.join('|')}`);

/** Before goods in their own line: by weeks, by days. */
export const BY_TIME = new RegExp(`^(?:(?:week|wk|kw|woche|semaine|semana|month|monat|mois|mes|day|tag|jour|dia|round|lieferung|delivery|livraison|entrega) ?(?:nr\\.?|no\\.?|#)? ?[0-9]{1,2}|[0-9]{1,2}(?:\\.|st|nd|rd|th|e|re|er|a|o)? ?(?:week|woche|semaine|semana|month|monat|mois|mes|quarter|quartal|lieferung|delivery|livraison|entrega)|(?:first|second|third|next|this|erste|zweite|dritte|nachste|diese|premiere|deuxieme|seconde|prochaine|cette|primera|segunda|proxima|esta) (?:week|month|woche|monat|semaine|mois|semana|mes)|(?:${MONTH}|${WEEKDAY})(?: [0-9]{2,4})?) ?[:=–-]|^第 ?[0-9一二三四五]+ ?(?:週|周|回|便|月)|^[0-9一二三四五六七八九十]{1,3}月(?:分|份)? ?[:：]|^(?:今週|来週|再来週|今月|来月|本周|这周|下周|本月|下个月|[月火水木金土日]曜日?|周[一二三四五六日]|星期[一二三四五六日]) ?[:：]`, 'u');

/** The same in scripts without blanks; katakana are folded to hiragana. */
export const ELSEWHERE_EASTERN = new RegExp([
  '注文は.{0,10}(?:から(?:いた|致|行|し|出|ご)|より(?:いた|致|行)|後|別|改め|追)', '(?:订单|訂單).{0,8}(?:另外下|另行|另下|由.{1,8}(?:下|发|發)|之后|稍后|以后|随后)', '(?:由|让|讓)(?:财务|財務|老板|采购|採購|会计|公司).{0,6}(?:下单|下單|订)',
  '買い物かご|かーとに|购物车|購物車', '(?:屋|店)さんに(?:これ|この).{0,8}(?:渡して|伝えて|届けて|見せて)', 'これを.{0,10}(?:渡して|転送して|回して)', '(?:这个|这张|這個|這張|单子|單子|清单|下面).{0,4}(?:转给|轉給|转交|轉交|交给|交給|带给|帶給|转发给)', '(?:開店|開業|おーぷん).{0,6}(?:とき|時|後|したら|際).{0,8}必要', '(?:开张|開張|开业|開業|开店|開店)(?:时|時|后|後|的时候).{0,4}(?:需要|要)',
  '(?:売れる|売れた|売った|使った|使う|消費する)(?:数|分|量|もの|品)', '(?:大概|一般|平均|通常|大约).{0,6}(?:卖|賣|用掉|喝掉)', '(?:卖|賣)(?:出|掉|了)', '見込み?(?:数|量)|見込みです|予定数|预计(?:的)?数量|預計(?:的)?數量|预估|預估', 'まだ.{0,4}(?:包ま|送ら|発送し|梱包し)ない', '先(?:别|別|不要|不)(?:打包|寄|发|發|装)', '価格(?:照会|確認|の?問い?合)|値段の?(?:照会|確認|問い?合)', '(?:价格|價格)(?:咨询|諮詢|查询|查詢|询问|詢問)|(?:咨询|查询|询问)(?:价格|價格)',
  '[二三四五数2-9]軒の|(?:複数|他|別)の(?:お店|店|業者)に', '[两兩三四五几幾2-9]家(?:店|商家|供应商|卖家)', '意見が(?:合|分|割)|私は(?:いりません|要りません|不要)', '意(?:见|見)不(?:一致|同|合|统一)|(?:但是?|[，,]|^)我(?:们|們)?不(?:要|想要|需要)(?:$|[。，,！])', '(?:言って|頼んで|注文して)(?:い|お)?(?:ません|ない)|(?:頼んだ|注文した|言った)覚え', '(?:没|沒|没有|沒有)(?:说|說)过|(?:没|沒|没有|沒有)(?:要|订|訂|买|買)过(?:这|那|下)', '(?:没|沒|没有|沒有)(?:说|說)過',
  '(?:電話|後日|改めて|曜日に|明日|のちほど|後ほど).{0,8}(?:確定|正式|決定)', '(?:周[一二三四五六日]|星期.|明天|之后|稍后|电话|電話).{0,8}(?:再确认|再確認|确认|確認|确定|確定)', '[日月]の?(?:付の)?(?:めーる|お手紙|手紙|ふぁっくす)です|日(?:に|付で)(?:お?送り|出し)した', '(?:号|號|日|上次|之前|以前|上周|上週|昨天)(?:的|发的|發的|写的|寫的)(?:邮件|郵件|信)(?!箱)',
  '写真を(?:撮|とら)|(?:撮影|掲載|展示)(?:させて|したい|する)|(?:入荷待ち|順番待ち|きゃんせる待ち|待ち)の?(?:名簿|りすと)|予約(?:名簿|りすと)', '想拍|拍摄|拍攝|拍照|(?:候补|候補|等候|等待|排队)(?:名单|名單)', '(?:か|かを?)(?:聞い|尋ね|知りたが)て', '(?:想知道|问|問|想问)(?:你们|您|贵店)?.{0,4}(?:能不能|可不可以|是否)', '投票|あんけーと|问卷|投票', '(?:請求され|引き落とされ|課金され)(?:た|ました)', '(?:你们|您|你們|贵店).{0,3}(?:收了|扣了)', '(?:忘れ(?:て|物)|置き忘れ)(?:いかれ|行かれ|いっ)', '(?:落在|忘在|留在)', '(?:注文書|発注書|伝票|住所|詳細)[:： ]+(?:後送|後日|追って|別途)', '(?:采购单|採購單|订单号|合同|地址)[:： ]+(?:后补|後補|稍后|另发|待定)',
  '^(?:[^|｜]*[|｜])?[^|｜]*(?:出荷数|出荷済|発送済|納品済|納品数|已发|已發|已寄|已出货|已交)[^|｜]*(?:[|｜]|$)', '私の(?:休み|休暇|旅行)の(?:後|あと)', '^(?:納期|納品日?|配送日?|お届け日?|希望日?|数量|支払い?)[:： ]+(?:応相談|要相談|相談|未定|別途|追って|後日)', '^(?:交货|交貨|送货|送貨|发货|發貨|数量|付款|日期).{0,4}[:： ]+(?:另行|待定|待商|另议|另議|再议|协商)', '^(?:前回|先月|先週|昨年|以前|前)の?(?:ご)?(?:注文|発注|購入|お届け)(?:分|品|内容)?[:：]?$', '^(?:上次|上回|上个月|上個月|上周|去年|之前|以前|最近一次)的?(?:订单|訂單|订购|訂購|单子|清单|购买|购物)[:：]?$',
  '^(?:在庫|在庫数|棚卸|現在庫|残数|库存|庫存|盘点|盤點|现货|欠货|欠貨|未納分|未納)[^、。]{0,8}[:：]?$', '買った(?:もの|品|の)(?:は|です|を)',
].join('|'), 'u');
