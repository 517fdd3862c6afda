/**
 * @table of what people tell that a careful shopkeeper asks back about although it names no goods: that nothing was decided, that somebody is against it, that
 * there is enough of it, that it can't be paid or taken in, that something was wrong, that it is to be collected. Over folded words with one blank between them.
 */
const NOT = "(?:not|never|cannot|can't|can not|won't|don't|doesn't|didn't|isn't|aren't|nobody|no one|no longer|nor)";

const ENGLISH = [
  `(?:joke|joking|kidding|prank|dreaming|undecided|hesitat\\w*|disagree\\w*|disapprov\\w*|refus\\w*|overpriced|too expensive|too dear|stale|mouldy|moldy|rotten|rancid|not arrived|never came|lost in the post|against it|against that|against this|second mind|only looking|only asking|just looking|just asking|hypothetical\\w*|moved on to|given up|gave up|for next year|for next month|next year's|my share|her share|per person|each of us|hers|mine too|one each|so many|not many|too many|so much of|that much|that many|in two minds|both want|wants? to try it|would like to try it|beyond me|broke this month|out of money|short of money|no money|made up (?:my|her|his|our|their) minds?|only pay by|pay only by|pay by cheque|hold on to this)`,
  `${NOT} (?:\\S+ ){0,3}(?:pay|afford|accept|take|drink|drinks|eat|eats|use|uses|like|likes|agree|agrees|decide|decided|certain|convinced|fond|keen|arrive|arrived|come|came|answer|answered|believe in)`,
  '(?:still|already) (?:have|got|own)(?! (?:to|been|had|a cold|snow|time))', '(?:have|got|own) (?:it|them|one|some|plenty|(?:the|a|an|two|three|my|our) \\S+) (?:already|left over|to spare|in the cupboard|at home|still)', '(?:have|has|got) (?:\\S+ ){0,4}(?:left over|to spare)',
  '(?:before|until|till) (?:you|i|we) (?:\\S+ ){0,2}(?:send|ship|post|write|call|confirm|hear|know)',
  '(?:collect|fetch|pick|picking|come) (?:\\S+ ){0,3}(?:myself|ourselves|in person|up in)',
  '(?:should|must|could|would|ought to) (?:be|have been) (?:\\S+ ){0,2}(?:bigger|larger|smaller|better|stronger|fresher|cheaper|lighter|darker|sweeter|thicker|different)',
  '(?:better|nicer|prettier|cheaper) than', '(?:would|might) be (?:better|nicer|cheaper|enough|fine too)', '(?:i|we) (?:\\S+ )?only wanted to', '(?:list|order|line|number|quantity|quantities|price|prices) (?:\\S+ ){0,2}(?:is|are|was|were) (?:old|dead|wrong|off|void|mad|too)',
  'arrived (?:\\S+ ){0,2}(?:broken|damaged|cracked|open|empty|dented|late)', '(?:about|of) (?:that|this|it) already', '(?:written|wrote|ordered|asked) (?:\\S+ ){0,3}already', 'already (?:written|wrote|ordered|asked|paid)',
];

const GERMAN = [
  '(?:das war\'?s (?:dann )?mit|zahle nur|zahlen nur|nur auf rechnung|nur gegen rechnung|scherz|scherze|witz|spass gemacht|gescherzt|hinfallig|uberholt|ungultig|dagegen|unschlussig|unentschlossen|unentschieden|uberlege noch|abgelaufen|ranzig|schimmlig|muffig|zu teuer|uberteuert|nicht angekommen|nie angekommen|pro person|pro kopf|je person|jeder von uns|fur jeden)',
  '(?:kein\\w*|nicht|nie|nichts|niemand|keiner) (?:\\S+ ){0,3}(?:zahl\\w*|bezahl\\w*|leisten|annehmen|annimmt|trinkt|trinken|trinke|isst|essen|mag|mogen|einverstanden|entschieden|sicher|uberzeugt|angekommen|gekommen)', '(?:trink\\w*|ess\\w*|isst|mag|mogen|zahl\\w*|bezahl\\w*|nehm\\w*|nimmt|brauch\\w*|leist\\w*) (?:\\S+ ){0,3}(?:nicht|keinen|keine|nichts)',
  '(?:haben|habe|hab) (?:\\S+ ){0,3}(?:noch|schon) (?:\\S+ ){0,2}(?:viel|viele|genug|einen|eine|welche|ubrig|zuhause|daheim|im schrank|auf vorrat)', '(?:ist|sind) (?:\\S+ ){0,3}noch (?:\\S+ ){0,2}(?:da|ubrig)', 'davon (?:\\S+ ){0,4}noch',
  '(?:hole|holen|abholen|komme|kommen) (?:\\S+ ){0,4}(?:selbst|selber|personlich|ab|vorbei und)', 'gefall\\w* (?:\\S+ ){0,3}besser', '(?:sollte\\w*|musste\\w*|muss|mussen) (?:\\S+ ){0,3}(?:grosser|kleiner|besser|frischer|starker|billiger|leichter)', 'bevor sie (?:\\S+ ){0,4}(?:schicken|senden|liefern|verschicken)', '(?:bestellung|liste|zeile|menge) (?:\\S+ ){0,2}(?:ist|war) (?:\\S+ )?(?:alt|falsch|hinfallig|ungultig|uberholt)',
];

const FRENCH = [
  '(?:plaisant\\w*|blague|blagues|rigol\\w*|hesit\\w*|indecis\\w*|pas d\'accord|desaccord|contre cette|trop cher|trop chere|perime\\w*|rance|moisi\\w*|pas arrive\\w*|jamais arrive\\w*|par personne|chacun|chacune|pour chacun|pas les moyens|a court d\'argent|fauche\\w*)',
  '(?:n\'|ne|n\'en|n\'y) (?:\\S+ ){0,3}(?:boi\\w*|buvons|mange\\w*|aim\\w*|paye\\w*|paie\\w*|payer|prend\\w*|accept\\w*|decid\\w*|arriv\\w*|recu\\w*)', '(?:il (?:nous |m\')?en reste|reste encore|avons encore|ai encore|a encore|avons deja|ai deja|a deja) .*', '(?:passer\\w*|viendr\\w*|venir) (?:\\S+ ){0,3}(?:moi-meme|chercher|prendre|nous-memes)', 'plait (?:\\S+ ){0,2}(?:plus|mieux)', 'avant d\'(?:envoyer|expedier)|avant que vous', '(?:commande|liste|ligne|quantite) (?:\\S+ ){0,2}(?:est|etait) (?:\\S+ )?(?:vieille|ancienne|fausse|nulle|erreur)',
];

const SPANISH = [
  '(?:broma|bromeab\\w*|de bromas|indecis\\w*|de acuerdo no|no (?:\\S+ )?de acuerdo|en contra|demasiado caro|muy caro|carisim\\w*|caducad\\w*|rancio\\w*|moho|no ha llegado|no llego|nunca llego|por persona|por cabeza|cada una de nosotras|para cada uno|cada uno de nosotros|sin dinero|sin un duro)',
  '(?:no|nunca|nadie|ya no|tampoco) (?:\\S+ ){0,3}(?:tom\\w*|beb\\w*|com\\w*|gust\\w*|pag\\w*|acept\\w*|decid\\w*|lleg\\w*|conven\\w*)', '(?:ya|todavia|aun) (?:tengo|tenemos|nos queda|me queda|quedan?)(?! (?:\\S+ )?(?:anos|ganas|frio|sueno|hambre))', '(?:tengo|tenemos|queda|quedan|hay) (?:\\S+ ){0,3}(?:en casa|de sobra|todavia|aun)', '(?:pas\\w*|ir\\w*|recog\\w*) (?:\\S+ ){0,3}(?:yo mism[oa]|en persona|personalmente)', '(?:gusta|gustan) (?:\\S+ ){0,2}mas', 'antes de (?:mandar|enviar)\\w*|antes de que (?:me|nos) (?:lo )?(?:env|mand)\\w*', '(?:pedido|lista|linea|cantidad) (?:\\S+ ){0,2}(?:es|esta|era) (?:\\S+ )?(?:viej[oa]|mal|equivocad[oa]|un error)',
  'antes de (?:decidir\\w*|pedir\\w*|comprar\\w*|confirmar\\w*|pagar\\w*|encargar\\w*|hacer\\w*)|para (?:hacer|confirmar|formalizar|tramitar|cerrar) el pedido|(?:es|son|esta|estan|sale|salen|resultan?) (?:muy |demasiado |un poco |algo |tan |bastante )?car[oa]s?|dej\\w+lo (?:estar|correr|para)|cantidad(?:es)? (?:tambien|de siempre|(?:es )?la (?:misma|de))',
];

export const DOUBT = new RegExp(`(?:^| )(?:${[...ENGLISH, ...GERMAN, ...FRENCH, ...SPANISH].join('|')})(?= |$)`);

/** The same in scripts without blanks. */
export const DOUBT_EASTERN = /(?:わかって|分かって|決まって|聞いて|確認して|相談して|考えて|終わって)から(?:に|決|お願い|で)|反対し|反対され|反対で|決められ(?:ま|な|ず)|決めきれ|決まりません|決まらな|決めていません|決めかね|決まっていません|迷って|悩んで|考え中|考えさせ|冗談|まだあります|まだあり、|まだ残|残って[いお]?ます|十分あ|足りています|高すぎ|高くて|払えませ|届きませんでした|届いていません|届かな|届いておりません|割れてい|欠けてい|湿気てい|カビ|賞味期限|消費期限|一人一|ひとり一|人数分|取りに行|取りに伺|受け取りに|引き取りに|飲みませ|飲まな|食べませ|開玩笑|开玩笑|玩笑|不同意|反对|反對|等我|再想想|再考虑|考虑一下|没决定|還沒決定|还没决定|没想好|还没想好|犹豫|太贵|太貴|付不起|没钱|家里还有|家裡還有|还有很多|還有很多|喝不完|吃不完|不喝了|不吃了|不爱喝|不愛喝|不喜欢|不喜歡|没点头|沒點頭|点头|她做主|他做主|太太做主|拉肚子|没收到|沒收到|没到|过期|過期|发霉|碎了|保质期|每人一|一人一|按人头|自取|自提|(?:去|来|到)店里?[取拿]|自己取|自己去拿|自己来拿|上门取/u;

/** Of an item that is spoken of: that it is there already, gone wrong or not liked. Nobody asks for so many of it in the next sentence. */
export const KEPT = /(?:^| )(?:have|has|had|got|own|owns|keep|broke|broken|lost|hate|hates|dislike\w*|awful|horrible|habe|haben|hat|hatte\w*|besitz\w*|kaputt|zerbroch\w*|ai|avons|avez|ont|a|casse\w*|perdu\w*|deteste\w*|tengo|tenemos|tiene|tienen|tenia\w*|rompi\w*|odi\w*|perdi\w*)(?= |$)/;
