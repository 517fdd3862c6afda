/**
 * @table of what says, wherever it stands in a letter, that it is no order yet or none at all, or that its quantities are not those that stand there: drafts and copies,
 * consent that is awaited, complaints and receipts, jokes, what was nearly ordered, shares for each. Over folded lines; names of states, and no ordinary words.
 */
const ENGLISH = [
  'n/a|wip|fyi|rma|tbc|tba|tbd|work in progress|draft|specimen|not final|more to follow|to be (?:signed|approved|confirmed|decided|agreed|cancelled)|sign(?:ed)?[- ]off|(?:pending|awaiting|subject to|needs) (?:\\S+ ){0,2}(?:approval|confirmation|payment|budget|sign|clearance|decision|review)|pending approval|for (?:your )?(?:info|information|reference|the record)(?: only)?|for comparison|(?:inventory|stocktake|contents) of|stock ?take',
  'what (?!i |we |you |they |it )\\S+ (?:got|bought|ordered|has|had)|ideas for|crossed out|struck (?:out|off)|we(?:\'ll| shall| will) see|in your dreams|(?:ours|mine|one|some|it) (?:\\S+ )?(?:turned|cropped|showed) up|say next|we(?:\'ll| will| shall) talk|let\'s talk|price up|swindled|cheated me|conned me',
  "wishful|hypothetical(?:ly)?|theoretically|in theory|april fools?(?: day)?|just testing|wrong (?:shop|recipient|person|address book)|sent by mistake|short[- ](?:shipped|delivered|supplied)|back-?ordered|owing|owed|complaint|chargeback|s(?:leep|it) on (?:it|this|that)|only (?:\\S+ ){0,3}(?:when|once|after)|a quarter of|a third of|per (?:head|person|capita)|each of us|ditto|likewise|nearly (?:ordered|bought)|almost (?:ordered|bought)",
];
const GERMAN = [
  'mal sehen|wohl kaum|schauen wir mal|kommando zuruck|schwamm druber|(?:sprechen|reden) wir (?:\\S+ ){0,3}(?:noch|spater|daruber|druber|am)|(?:ebenso|genauso|desgleichen) fur|fur (?:\\S+ ){1,3}(?:ebenso|genauso|desgleichen)|entwurf|zur kenntnis\\w*|nur zur info\\w*|weiterleitung|weitergeleitet|vorbehaltlich|unter vorbehalt|zur freigabe|freigabe (?:durch|von)|noch nicht freigegeben|reklamation|reklamiere|mangelruge|beanstandung|gutschrift|retoure\\w*|storno|aprilscherz|april,? april|falscher? (?:empfanger\\w*|adressat\\w*)|irrlaufer|rein theoretisch|theoretisch|hypothetisch|traumen darf|(?:pro|je|per) (?:kopf|person|nase)|(?:ned|net|nich|nit|ned) (?:schick\\w*|bestell\\w*|liefer\\w*)|kein bedarf|druber schlafen|daruber schlafen|nacht (?:daruber|druber)|erst (?:\\S+ ){0,3}(?:wenn|nachdem|sobald)|beinahe(?! (?:\\S+ ){0,3}vergess)|um ein haar|dito|muster ohne wert|platzhalter',
];
const FRENCH = [
  "on verra|nous verrons|on (?:s')?en (?:re)?parle\\w*|machine arriere|marche arriere|(?:pareil|de meme) pour|brouillon|pour (?:info|information|memoire)|a (?:valider|confirmer|reporter|annuler|approuver)|sous reserve|en attente (?:de|d')\\s?\\S+|litige|reclamation|poisson d'avril|idem|(?:j'ai|ai|avons|avait) failli(?! oubli)|j'hesite|j'hesitais|nul(?:le)? (?:besoin|envie)|par (?:tete|personne)|caduc|caduque|mauvais destinataire|la nuit porte conseil|je blague|seulement (?:\\S+ ){0,2}(?:quand|lorsque|apres|si)",
];
const SPANISH = [
  'ya se vera|marcha atras|lo hablamos|ya hablaremos|hablamos (?:el|de|manana)|lo mismo para|borrador|a titulo informativo|para su informacion|pendiente de|a la espera de|visto bueno|ya vere|ya veremos|casi (?:pido|pedi|pedimos|compro|encargo|encargue)|a punto de (?!olvid)\\S+|inocente,? inocente|los inocentes|aguard(?:e|en|a)|idem|por (?:barba|cabeza|persona)|reclamacion|recibid[oa]s?|destinatario equivocado|con la almohada|era broma|en teoria|solo (?:\\S+ ){0,2}(?:cuando|despues)|a validar|a confirmar',
];
const OTHERS = [
  "vedremo|marcia indietro|ne (?:ri)?parliamo|lo stesso per|bozza|per conoscenza|per informazione|in attesa di|(?:stavo|stavamo) per|scherzav\\w*|scherzo|lasci(?:a|ate|amo)? perdere|ricevut[ioae]|a testa|reclamo|pesce d'aprile|da (?:confermare|approvare|annullare)|in teoria",
  'we zien wel|we hebben het er|hetzelfde voor|ter info\\w*|ter kennisgeving|per persoon|onder voorbehoud|bijna (?:had|bestel\\w*)|hoeft niet|laat maar|grapje|aprilgrap|klacht|nog te bevestigen|in theorie',
  'logo se ve|marcha atras|falamos depois|o mesmo para|rascunho|para informacao|por (?:cabeca|pessoa)|quase (?:pedi|pedimos|encomendei|comprei)|recebi|recebemos|brincadeira|(?:estava|estive) (?:para|quase)|sujeito a|deixa para la|deixe estar|em teoria|a confirmar',
];
export const HEDGED = new RegExp(`(?:^|[^a-z0-9])(?:${[...ENGLISH, ...GERMAN, ...FRENCH, ...SPANISH, ...OTHERS].join('|')})(?=$|[^a-z0-9])`);

/** The same in scripts without blanks; katakana are folded to hiragana. */
export const HEDGED_EASTERN = /下書き|前回分|先月分|昨年分|渋って|渋い顔|白紙|本決まり|給料が出|嫌がって|発工資|发工资|發工資|嫌贵|嫌貴|拍照|拍个照|写真を(?:ください|下さい|送|見せ)|草案|たたき台|転送し|決裁|稟議|参考まで|参考用|なんちゃって|(?:嘘|うそ)です|ごちそう(?:さま|様)|ご?馳走(?:さま|様)|寝かせて|(?:する|します|連絡|確認)まで.{0,6}(?:置|寝|保)|連絡するまで|分も(?:よろしく|宜しく)|取り置|えいぷりるふーる|四月馬鹿|仮注文|未確定|棚卸|くれーむ|ずつ[、,]?[^、。]{1,8}と[^、。]{1,8}[にへ]|危うく|夢のまた夢|草稿|草案|供参考|供參考|审批|審批|待定|作废|作廢|愚人节|愚人節|骗你|騙你|发错|發錯|凑满|湊滿|凑单|(?<!系统|系統)(?:转发|轉發)|投诉|投訴|差点(?!.{0,2}忘)|差點(?!.{0,2}忘)|임시 ?저장|초안|참고용|만우절|농담/u;
