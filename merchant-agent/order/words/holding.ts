/**
 * @table of what may hold an order back once it is written, or say of which kind its things have to be: somebody's consent, a trial, a yes or no to come, what has
 * to be. Over folded words with one blank between them, in ten languages; the last two over text without blanks.
 */
const somebody = '(?:i|we|he|she|they|husband|wife|mother|father|mum|mom|dad|boss|sister|brother|partner|neighbou?r|colleagues?|team|mann|frau|mutter|vater|chef|chefin|schwester|bruder|mari|femme|mere|pere|patron|patronne|soeur|frere|marido|mujer|esposa|esposo|madre|padre|jefe|jefa|hermana|hermano|marito|moglie|man|vrouw|mulher|pai|mae)';
const oblige = "(?:must|has to|have to|had to|needs to|need to|has got to|have got to|ought to|should|still has|still have|muss|mussen|sollte|sollten|soll|sollen|darf|durfen|doit|doivent|devrait|devraient|devra|devront|il faut que|faut que|tiene que|tienen que|tendra que|debe|deben|deberia|deberian|deve|devono|dovrebbe|moet|moeten|dient|tem de|tem que|tera de|devem)";
const consent = '(?:agree\\w*|approv\\w*|approval|nod|consent\\w*|permi\\w*|allow\\w*|say yes|say so|okay|ok|sign\\w*|check\\w*|confirm\\w*|decid\\w*|look|see|think|first|absegn\\w*|zustimm\\w*|genehm\\w*|erlaub\\w*|einverstanden|entscheid\\w*|zuerst|erst|vorher|freigeb\\w*|freigabe|segen|accord\\w*|approuv\\w*|valid\\w*|benediction|permission|d\'abord|avant|decid\\w*|autoris\\w*|visto bueno|aprob\\w*|autoriz\\w*|permiso|primero|antes|consentimiento|benestare|approv\\w*|permesso|prima|consenso|goedkeur\\w*|toestemming|eerst|aval|aprov\\w*|primeiro)';

/** Somebody has to consent, something is awaited, or nothing of it is meant. */
export const HOLDING = new RegExp(`(?:^| )(?:${[
  `${somebody} (?:\\S+ ){0,2}${oblige} (?:\\S+ ){0,6}${consent}`, `${oblige} (?:\\S+ ){0,2}${consent}`,
  '(?:nod|consent|approval|blessing|go-ahead|green light|permission|yes or no\\.?|okay from|ok from|thumbs up|veto|vetoed|vetoes)', '(?:kill|murder|strangle|divorce|scold) me', '(?:trial|trying out|trying how|test|testing|drill|rehearsal|demo|keyboard|exercise|draft)', 'for display', '(?:not|nicht|pas|no|non|niet|nao) (?:the|those|that|die|den|das|der|le|la|les|celui|celle|el|los|las|il|lo|het|de|o|os|as) \\S+', 'hold fire', 'payday', 'stock ?pil\\w*', 'bursting with', 'hives', 'rash', 'allerg\\w*',
  '(?:zustimmung|einverstandnis|segen|genehmigung|freigabe|ja oder nein|probe|probiere\\w* aus|ausprobier\\w*|ubung|entwurf|zahltag|allergisch\\w*|ausschlag|stapel\\w*)', '(?:accord|benediction|feu vert|permission|oui ou non|essai|brouillon|exercice|allergi\\w*|deborde\\w*)', '(?:visto bueno|permiso|luz verde|si o no|prueba|ensayo|borrador|alergi\\w*|me sale por|por las orejas|rebosa\\w*)', '(?:benestare|consenso|permesso|prova|bozza|allergi\\w*)', '(?:toestemming|goedkeuring|proef|akkoord)', '(?:aval|aprovacao|licenca|teste|rascunho|alergi\\w*)',
].join('|')})(?= |$)`);

/** Of a thing, how it has to be: no kind of it that the catalogue names. */
export const OBLIGING = /(?:^| )(?:(?:must|has to|have to|needs? to|ought to|should|shall) (?:be|have|hold|fit|match|not)|(?:muss|mussen|soll|sollen|sollte|sollten|darf|durfen) (?:\S+ ){0,5}(?:sein|haben|fassen|passen)|(?:doit|doivent|devrait|devraient) (?:etre|avoir|contenir|faire)|(?:tiene|tienen) que (?:ser|tener|caber)|(?:debe|deben|deberia|deberian) (?:ser|tener|caber)|(?:deve|devono) (?:essere|avere)|(?:moet|moeten) (?:\S+ ){0,4}(?:zijn|hebben)|(?:tem|deve|devem) (?:de |que )?(?:ser|ter))(?= |$)/;

export const HOLDING_EASTERN = /まで.{0,8}(?:送らない|発送しない|届けない)|もう(?:大丈夫|結構|いい|十分|間に合)|(?:もらった|いただいた|頂いた)ので|数は.{0,8}(?:お?電話|めーる|決め|後|連絡)|(?:[一二三四五六七八九十0-9#]人|名様?)分|決め(?:ます|る|て|たい|させ)|決まっ(?:たら|てから)|決まり(?:次第|しだい|ましたら)|(?:返事|返信|連絡|返答)(?:しだい|次第)|数を|不要にな|(?:もらう|いただく|頂く|連絡する|電話する|確認する)まで|てから(?:で|に|お願い|送|発送|届)|(?:発送|送る|出荷|支払い)(?:の)?前に.{0,8}(?:教えて|知らせ|連絡|電話|確認|見せ|写真)|許可|承諾|了承|同意|賛成|相談して|聞いてから|確認してから|確かめて|返事を待|テスト|試し書き|練習で|溢れ|あふれ|山ほど|山積み|だらけ|先に.*(?:見|聞)|问过|问问|问一下|商量|点头|點頭|批准|同意|许可|許可|测试|測試|试一下|塞满|塞滿|堆满|堆滿|满满|返事待ち|返答待ち|回答待ち|(?:また|改めて|あらためて|後ほど|のちほど|後日|追って).{0,8}(?:連絡|電話|めーる|メール|お知らせ|伺)|我再(?:联系|聯繫|通知|打电话)|허락|동의|확인해야|상의/u;
export const OBLIGING_EASTERN = /(?:[るいな]|入る|付いた|ついた)ものを[。]?$|(?:でなければ|じゃないと|でないと)|必须|必須是|得是|要是.*的$|的那种|图案的|圖案的|颜色的|尺寸的/u;

/** Behind an order, in the words of a wish about the parcel or the bill: something else comes first, or the parcel waits for it. */
export const HELD_BACK = /(?:^| )(?:(?:invoice|bill|price|prices|confirmation|quote|estimate|cost|costs|photo|picture|offer) (?:\S+ ){0,3}first|(?:send|tell|ask|call|ring|phone|email|mail|write|confirm|check|show|let|speak|talk) (?:\S+ ){0,6}(?:first|beforehand)|before (?:you (?:send|ship|post|pack|dispatch|deliver|charge|do|go)|sending|shipping|posting|packing|dispatching|delivering|charging)|(?:please|and|then|just|but|can|could you|better|must|should) wait|wait (?:for (?:my|our|his|her|their)|(?:until|till) (?:i|we|he|she|they|my|our))|(?:send|ship|post|deliver) (?:it|them|everything|this|the parcel) (?:\S+ )?(?:next year|later|another time|some other time|in (?:a|two|three|six|some|a few) (?:months?|years?))|(?:i'll|we'll|i will|we will) (?:then )?(?:see|decide|think|consider)|(?:i|we|he|she|they|husband|wife|boss|company|committee|board) (?:will |still |then |must )*decides?|address (?:\S+ )?(?:follows|to follow|will follow|comes later|later|soon|tomorrow)|(?:give|send|tell) you (?:the|my|our|an?) (?:new |right |correct |exact )?address|that (?:i|we) will (?:give|send|tell)|(?:order|details|rest|more) (?:\S+ )?(?:follows?|to follow|will follow)|put (?:it|this|them|everything) (?:aside|back|by|on (?:my|the|our) (?:tab|account|slate|bill)|on hold)|bill (?:her|him|them)|(?:send|ship|post|deliver) (?:it|them|everything|this|the parcel) in (?:the )?(?:autumn|spring|summer|winter|january|february|march|april|may|june|july|august|september|october|november|december)|cash on delivery|pay(?:ment)? on delivery|when can you (?:send|ship|deliver|post)|(?:address|home|office|me|us) and (?:also )?to (?:the|my|our|his|her)|also (?:please )?(?:send|ship|deliver|post) (?:it|them|this|everything|one|some)?)(?= |$)/;

/** Behind goods in their own sentence: it is still to be decided, or somebody else will. */
export const UNDECIDED = /(?:^| )(?:before (?:i|we|she|he|they) (?:order|buy|decide|commit|take|pay)|(?:think|sleep) (?:about|on|over) (?:it|this|that|them)|(?:ask|asks|consult) (?:my|the|her|his|our|him|them)|(?:write|order|call|mail|email|ring|pay|confirm|decide|reply|answer) (?:\S+ )?(?:herself|himself|themselves|itself)|as (?:a )?(?:free )?samples?)(?= |$)/;

/** Verbs of sending and bringing. */
export const SENDING = /^(?:deliver\w*|send|ship|post|leave|bring|drop|liefer\w*|zustell\w*|stell\w*|schick\w*|send\w*|abgeb\w*|leg\w*|livr\w*|envoy\w*|expedi\w*|depos\w*|remett\w*|entreg\w*|envi\w*|mand\w*|dej\w*|consegn\w*|spedi\w*|invi\w*|bezorg\w*|stuur\w*)$/;

/** It is there, or paid, or asked for in another place. */
export const ALREADY = /(?:^| )(?:already|paid|came|arrived|is here|are here|schon (?:da|hier|bezahlt|angekommen)|bereits|bezahlt|angekommen|deja|paye\w*|arrive[es]*|ya|pagad\w*|llego|llegaron)(?= |$)|もう届|届きました|支払い済|已经|已經/;

/** Not before something has happened; as soon as may be is no condition. */
export const WAITING = /(?:^| )(?:as soon as (?!possible|you can|it suits|ready)|once (?:i|we|he|she|it|they|my|our|the|you)|sobald (?!wie|moglich|es geht|es ihnen)|sowie ich|des que (?!possible|vous pouvez|vous le pouvez)|aussitot que (?!possible)|une fois que|en cuanto (?!sea posible|puedan?|podais|os sea)|tan pronto como (?!sea posible|puedan?|podais)|una vez que|non appena|appena (?!possibile|potete)|zodra (?!mogelijk)|assim que (?!possivel))/;

/** A wish about the parcel or a paper that is none: what it costs, how many, whether, only then. */
export const NOT_OF_PARCEL = /(?:^| )(?:erst wenn|erst sobald|nur wenn|nur bei|nur falls|wenn ich (?:mich|es|den|die|das|ihnen|euch|wieder|soweit)|ob|\S*preis(?:e|es|en)?|menge|mengen|stuckzahl|anzahl|rechnung (?:stimmt|stimmte|war|ist) (?:\S+ )?(?:nicht|falsch|zu hoch)|rabatt|skonto|angebot\w*|kostenvoranschlag|wie viel|wieviel|was kostet|kosten|(?:die|sie|er|der) zahl(?:t|en))(?= |$)/;

/** What speaks against what stands before it. */
export const CONCEDING = /^(?:although|though|even though|even if|albeit|despite|obwohl|obgleich|obschon|auch wenn|wenngleich|trotz|aunque|aun asi|a pesar|bien que|quoique|meme si|malgre|sebbene|benche|anche se|hoewel|ook al|embora|mesmo que)$/;

/** A condition behind the goods, if it is none of those that everybody sets. */
export const CONDITIONED = /(?:^| )(?:if (?!possible|you please|needed|need be|i may|i can|i counted|i am not mistaken|i'm not mistaken)|falls (?!moglich)|sofern (?!moglich)|wenn (?!moglich|es geht|geht|ich bitten darf|ich richtig|ich mich nicht)|si (?!(?:sois|son|es|eres|es usted|son ustedes) tan amables?|no es (?:mucha )?molestia|possible|je compte|je ne me trompe|no me equivoco|mis cuentas|c'est possible|vous plait|vous voulez bien|es posible|puede ser|fuera posible)|se possibile )/;

/** The same in scripts without blanks. */
export const CONCEDING_EASTERN = /(?:けれども?|けど|ものの|のに|虽然|雖然|尽管|儘管|不过|不過|可是|但是?)/u;
