/**
 * @table of what makes another quantity of the number that stands beside a thing: dozens, so many times, so much for each of so many people or places, the same again
 * and again. Over folded words with one blank between them and `#` for each number, in ten languages; names that end in EASTERN over text without blanks.
 */
const DOZEN = "(?:doz|dozen|dozens|doz\\.|dz|dz\\.|dtzd|dtzd\\.|dutzend\\w*|douzaines?|docenas?|dozzin[ae]|dozijn\\w*|duzias?|score|scores|gross|grosa|schock)";
const TIMES = '(?:times|mal|fois|veces|vez|volt[ae]|vezes|maal|keer|fach|-fach|fache\\w*|fold|rounds?)';
const PERIOD = '(?:day|week|weekend|fortnight|month|quarter|season|year|tag|woche|monat|quartal|jahr|jour|semaine|quinzaine|mois|trimestre|an|annee|dia|semana|mes|trimestre|ano|settimana|mese|anno|giorno|week|maand|kwartaal|jaar)';
const PERIODS = '(?:weeks?|months?|quarters?|years?|woche\\w*|monat\\w*|quartal\\w*|jahr\\w*|semaines?|mois|trimestres?|ans?|annees?|semanas?|mes|meses|anos?|settiman[ae]|mes[ei]|ann[oi]|weken|week|maand\\w*|jaar|jaren)';
const PLACE = '(?:address\\w*|adresse\\w*|direccion\\w*|indirizz[io]|enderec\\w+|adressen|places?|households?|haushalt\\w*|offices?|branch\\w*|filial\\w*|shops?|stores?|recipients?|empfanger\\w*|destinatair\\w*|destinatari\\w*|ontvanger\\w*)';

/** More dozens than are a number of their own. */
export const DOZENS = new RegExp(`(?:^| )(?:# (?:and # )?(?:halfs? |half-|halbe |demi[- ])?${DOZEN}|# #dozen)(?= |$)|# ?(?:打|だーす|다스|타스)`, 'u');

/** So many times what else is counted. */
export const REPEATED = new RegExp(`(?:^| )# ?${TIMES}(?= |$)|# ?(?:回|度(?!目)|倍|次|遍|趟|번|배)`, 'u');
/** So many times, in one word: what is counted right behind it. */
export const REPEATED_AT_ONCE = /(?:^| )#often (?:(?:je|jeweils|die|das|bitte|so|noch|,) )*#(?= |$)|(?:^| )(?:twice|thrice|doppelt\w*|dreifach\w*|vierfach\w*|double|triple|quadruple|dreimal so|doble|il doppio|dubbel\w*) #(?= |$)|(?:^| )(?:in (?:duplicate|triplicate|duplo|\S+facher|doppelter|\S+voud)|(?:en|par|por|in|em) (?:double|doble|deux exemplaires|# exemplaires|# ejemplares|# copie|# vias|duplicad[oa]s?|triplicad[oa]s?|duplicata|triplicata|duplice copia|triplice copia))(?= |$)|一式(?:#|两)|#重に/;
/** A line that says so by itself, of the lines above or below it. */
export const FOR_SO_MANY = /^(?:(?:please|bitte|svp|por favor|per favore|graag|and|und|et|y|e|en) )?(?:(?:for|fur|fuer|pour|para|per|voor) (?:the |us |uns |nous )?# \S+|#(?:often)?(?: (?:times|mal|fois|veces|vez|volte|vezes|maal|keer|x))?(?: (?:please|bitte|svp|s'il vous plait|por favor|per favore|graag|the following|das folgende|folgendes|lo siguiente))*|(?:todo|tutto|il tutto|le tout|tout|tudo|alles|das ganze|everything|all|it all) .{0,12}# ?(?:times|mal|fois|veces|vez|volte|vezes|maal|keer)(?: \S+)?)$|^.{0,5}#(?:人|名|組|軒|か所|箇所)様?(?:分|に|へ).{0,8}$|^.{0,5}#(?:回分?|せっと)(?:を|で|です|お願い|ください|$).{0,8}$/;

/** No word of a period, so that `every week` is known as that. */
const OTHER = `(?!@|of|de|time|one|now|other|second|single|sip|cup|${PERIOD}|morning|evening|night|afternoon|summer|winter|spring|autumn|christmas|fois|matin|soir|hiver|ete|sorte|type|vez|manana|tarde|noche|invierno|sabor|tipo|tamano|volta|mattina|sera|tanto|keer|ochtend|avond|is|with)`;
/** For each of some: people, places, times. */
export const SHARED_OUT = new RegExp(`(?:^| )(?:${[
  `(?:each|every) of (?:us|them|you|my|our|his|her|their|these|those|the)|(?:for|to) each|for (?:everyone|everybody)|(?:every|each) ${OTHER}\\S+`, '(?:a|per|pro|je) (?:head|capita|guest|child|kid|table|family|member|pupil|player|room|address|order|kopf|nase|person|gast|kind|mann|teilnehmer\\w*|familie|haushalt|tisch|zimmer|adresse|tete|personne|persona|testa|famiglia|ospite|persoon|hoofd|tafel)', 'fur (?:ein )?jede[nrsm]?|an jede[nrsm]?|jede[nrsm]? (?:meiner|unserer|von|der|person|gast|kind|teilnehmer\\w*|familie|adresse)',
  `par (?:personne|tete|invite|enfant|famille|table|foyer|chambre|eleve|membre)|(?:pour |a )?chaque ${OTHER}\\S+|(?:pour|a) chacune?|chacune? d(?:e|'entre) (?:nous|mes|nos|vous|eux|elles)`, `(?:por|para|a) cada(?! vez)|cada (?!uno?$|una$)${OTHER}\\S+|por (?:persona|cabeza|nino|ninos|invitado|familia|barba|pessoa|crianca|convidado|mesa)`,
  `(?:per|a) (?:ogni|ognuno|ciascun\\w*|testa)|ogni ${OTHER}\\S+`, `(?:voor|aan) (?:elk\\w*|ieder\\w*)|(?:elke|iedere) ${OTHER}\\S+`,
].join('|')})(?= |$)`);
/** So many people, as the tables of those who count none have them. */
export const PEOPLE = /(?:^| )# (?:people|persons?|guests?|kids?|children|adults?|colleagues?|friends?|sisters?|brothers?|sons?|daughters?|families|members?|pupils?|students?|of us|of them|personen|leuten?|gaste\w*|kinder\w*|erwachsene\w*|kolleg\w*|freund\w*|schwestern|bruder\w*|sohne\w*|tochter\w*|familien|mitglieder\w*|schuler\w*|personnes|gens|invites?|enfants?|adultes?|collegues|ami[es]*|soeurs|freres|fils|filles|familles|membres|eleves|personas|invitad[oa]s|nin[oa]s|adult[oa]s|companer[oa]s|amig[oa]s|herman[oa]s|hij[oa]s|familias|miembros|alumn[oa]s|persone|ospiti|bambin[ie]|adulti|collegh[ie]|amic[ih]e?|sorelle|fratelli|figli[e]?|famiglie|gasten|kinderen|volwassenen|collega's|vrienden|zussen|broers|zonen|dochters|leden|leerlingen|pessoas|convidad[oa]s|criancas|colegas|irm[aã](?:o|os|s)|filh[oa]s)(?= |$)/;
/** To so many people or places: to each of them, or to all together? */
export const SENT_OUT = new RegExp(`(?:^| )(?:to|an|a|aux?|naar|aan|for|fur|pour|para|per|voor) (?:(?:the|my|our|his|her|these|die|meine|unsere|diese|mes|nos|ces|les|mis|las|los|estas|estos|miei|mie|ai|alle|le|i|mijn|onze|de|as|os) )?(?:#|both|beide\\w*|tou(?:s|tes) les deux|les deux|ambos|ambas|entramb[ie]|los dos|las dos|tutti e due|allebei) (?:\\S+ ){0,2}?${PLACE}(?= |$)`);
/** To both: each of them, or both together? */
export const BOTH = /(?:^| )(?:to|an|a|aux?|naar|aan|for|fur|pour|para|per|voor|ai|alle|den|meine|unsere|my|our) (?:both|beide\w*|tou(?:s|tes) les deux|les deux|ambos|ambas|entramb[ie]|los dos|las dos|tutti e due|allebei)(?= |$)|(?:両方|両者|両家|両親それぞれ|二人とも|ふたりとも|双方|两边|兩邊|两处|兩處|两个地址|양쪽|모두에게)/u;

/** Again and again: no order for once. What is as it always was is none of these. */
export const AGAIN_AND_AGAIN = new RegExp(`(?:^| )(?<!(?:as|like|wie|comme|como|come|zoals) )(?:${[
  `(?:a|per|each|every|pro|je|par|chaque|por|cada|al|alla|all'|ogni|elke|iedere|todo|toda|im|in der|jede[nsr]?) ${PERIOD}(?! (?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|ago|of|de|des|d'))`,
  `(?:every|each|alle|tous les|toutes les|todos los|todas las|todos os|todas as|tutti i|tutte le|om de) (?:# |other |second |zwei |deux |dos |two )?${PERIODS}`, `(?:for|over|fur|uber|pour|pendant|durante|para|por|per|voor) (?:(?:the|next|coming|die|nachsten|kommenden|les|prochains|prochaines|los|las|proximos|proximas|i|prossimi|de|komende) )*# (?:days|tage\\w*|jours|dias|giorni|dagen|weeks|months|wochen|monate|semaines|mois|semanas|meses|settimane|mesi|weken|maanden)`,
].join('|')})(?= |$)`);

export const MANY_EASTERN = /#(?:袋|個|本|枚|缶|包|箱)入り?(?=[をのでが]|$)|(?:[一1]|#|お?ひと|お一|お1)(?:人|名|家族|世帯|軒|家|箇所|か所|カ所|ヶ所|テーブル|てーぶる|部屋)様?(?:に?つき|あたり|当たり|当り|毎|ごと|ずつ|#)|(?:人|名|家族|家庭|世帯|所|場所|宛先|住所|送り先|届け先|店舗|部署)様?(?:ごと|毎)に|#(?:人|名|箇所|か所|カ所|ヶ所|ケ所|軒|世帯|家族|家|店舗|部署)様?(?:に|へ|宛|あて|分|前|それぞれ|ずつ)|(?:人数|全員|家族全員|みんな|皆|それぞれの?人?)の?分|(?:全員|みんな|皆さん|各自|各人|各家庭|各世帯|各部署|各店|各箇所|各所)に(?:[@#]|$)|[@#].{0,4}(?:全員|各自|各人|各家庭|各世帯|各部署|各店|各箇所|各所)(?:に|へ)|每(?:个|位|名|人|家|户|桌|处|份|盒|箱)人?(?:要|给|發|发|送)?(?:[@#]|$)|[@#].{0,4}每(?:位|名|人|家|户|桌|处)|#(?:个人|人|位|名|家|户|处|个地址)(?:的|份|每|，|,|、|各|平分|都)|各自|(?:한|일) ?(?:사람|명|분)|(?:사람|명|분|가족)(?:당|마다|씩|에게)|#(?:사람|명|분)/u;
export const AGAIN_EASTERN = /毎(?:月|週|回)[、に]?[@#]|[@#].{0,4}毎(?:月|週)(?:$|[、にお送届くだ])|#(?:か月|ヶ月|カ月|ヵ月|箇月|週間|日|年)分|#(?:か月|ヶ月|カ月|ヵ月|箇月|週|日)間|#(?:个月|個月|周|週|天)(?:的|份)|每(?:月|周|週|个月|個月|年|季|星期)[@#要给]|[@#].{0,3}每(?:月|周|週|个月|個月|星期)|매(?:월|주|달)|정기/u;
