/** Dates, times, telephone numbers, addresses of the net and numbers of orders: figures that are no quantities, by their look alone. */

const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan\\.?|feb\\.?|mar\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept\\.|sep\\.?|oct\\.?|nov\\.?|dec\\.?|januar|janner|februar|marz|maerz|mai|juni|juli|oktober|dezember|dez\\.?|okt\\.?|' +
  'janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|dezembro|januari|februari|maart|mei|augustus';

const SOURCES: readonly string[] = [
  '(?:税号|稅號|统一编号|登録番号|法人番号)[:： ]?[0-9a-z]{8,20}',
  '[0-9]{12,22}(?![0-9])',
  // 90 km/h, your quotation Q-118
  '[0-9]{1,3} ?(?:km/h|kmh|mph|m/s|l/m2|kw|kwh|ps|hp)(?![a-z0-9])',
  '(?:quotation|quote|offer|estimate|angebot|offerte|kostenvoranschlag|devis|presupuesto|cotizacion|oferta)(?: (?:no\\.?|nr\\.?|n°|number|ref\\.?))? ?[a-z]{0,4}[-/]?[0-9][0-9a-z/-]*(?: (?:of|vom|du|de|del) [0-9]{1,2}[./][0-9]{1,2}[./]?(?:[0-9]{2,4})?)?',
  // 3 December 2026, 3. Dezember, 15 de diciembre de 2026, 3. und 4. Dezember
  `(?:[0-9]{1,2}(?:st|nd|rd|th|er|\\.)? ?(?:-|and|und|et|y|to|bis) ?)?[0-9]{1,2}(?:st|nd|rd|th|er|\\.)? ?(?:of |de )?(?:${MONTHS})(?:,? (?:de )?20[0-9]{2})?(?![a-z0-9])`,
  // December 3, 2026
  `(?:december|november|october|september|august|july|june|april|february|january|dec\\.|nov\\.|oct\\.|jan\\.|feb\\.) [0-9]{1,2}(?:st|nd|rd|th|, 20[0-9]{2}|,? 20[0-9]{2})(?![a-z0-9])`,
  '20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])',
  '[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:20)?[0-9]{2}(?![0-9])',
  '(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号]|上旬|中旬|下旬|末)?(?:\\([月火水木金土日]\\))?(?:必着|着|頃|ごろ|前)?',
  'the [0-9]{1,2}(?:st|nd|rd|th)(?![a-z0-9])',
  '[0-9]{1,2}:[0-9]{2}(?:-[0-9]{1,2}:[0-9]{2})?(?: ?(?:uhr|am|pm|h))?(?![0-9a-z])',
  '(?:午前|午後|上午|下午)?[0-9]{1,2}[時点](?:[~〜-][0-9]{1,2}[時点])?(?:頃|ごろ|以降|まで|以后|之前)',
  '[0-9]{1,2} ?(?:am|pm|uhr)(?![0-9a-z])',
  // 4日までは, 18時20分, 3-1, 2-year-old, long numbers of papers
  '[0-9]{1,2}[日号](?![0-9])(?:まで|以降|頃|ごろ|着|前|晚|早)?',
  '(?:午前|午後|上午|下午|中午|晚上|早上)?[0-9]{1,2}[時点](?:半|[0-9]{1,2}分?)?(?:前|後|后|まで|以降|ごろ|頃)?(?![0-9])',
  '第[0-9一二三四五]{1,2}(?:週|周|便|回|月曜|土曜|日曜)',
  '[0-9]{1,3}[ -](?:year|month|week|day)s?[ -]olds?(?![a-z])',
  '[0-9]{6,12}-[0-9]{1,6}(?![0-9])',
  '(?:client|customer|cliente|kunde|member|socio|bestellung|order|commande|pedido) [0-9]{4,10}(?![0-9])',
  '(?:stand|ruta|route|klasse|class|clase|ligne|linea|bus|gleis|aula|poste|ext\\.?|durchwahl|内線|分机) ?:? ?-?[0-9]{1,4}[a-z]?(?![0-9a-z])',
  '\\+[0-9][0-9 ()./-]{7,20}[0-9](?![0-9])',
  '\\(?0[0-9]{1,4}\\)?[-/ ][0-9]{1,4}[- ]?[0-9]{2,4}(?:[- ]?[0-9]{2,4})*(?![0-9])',
  '1[3-9][0-9]{9}(?![0-9])',
  '〒? ?[0-9]{3}-[0-9]{4}(?![0-9-])',
  '[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,100}[a-z0-9]',
  'https?://[^ ]{1,200}',
  'www\\.[^ ]{1,200}',
  '#[0-9]{1,12}(?![0-9])',
  '[0-9]{1,2}(?:st|nd|rd|th|eme|ieme|er|º|ª)(?![a-z0-9])',
  '[0-9]{1,3}(?:[.,][0-9])? ?%',
  '20[0-9]{2}[-/][0-9]{2,6}(?![0-9])',
  // 28.11., 2.o izquierda
  '(?:[12][0-9]|3[01]|0?[1-9])\\.(?:1[0-2]|0?[1-9])\\.(?![0-9])',
  '[0-9]{1,2}\\.[oa](?![a-z0-9])',
  '[0-9]{1,2}\\. ?(?:stock|stockwerk|og|obergeschoss|etage|klasse|geburtstag|hochzeitstag|advent|mal)(?![a-z0-9])',
  // de las 5, until 11
  '(?:a|de|hasta|desde|sobre) las [0-9]{1,2}(?![0-9a-z:])',
  '(?:until|till|after|before|gegen|nach|ab|bis|hasta) (?:about |etwa |ca\\. )?[0-9]{1,2}(?= ?(?:$|[,.;!)]))',
  // 12/6必着, 19〜21時, 9時〜15時, 8.15 to 13.00, 11h-19h, 7 h 30
  '[0-9]{1,2}/[0-9]{1,2}(?=必着|着|まで|に|頃|以降|送到|到|前)',
  '[0-9]{1,2}[時点]?[~〜-][0-9]{1,2}[時点](?:頃|ごろ|以降|まで|以后|之前)?',
  '[0-9]{1,2}[.:][0-9]{2} ?(?:to|bis|a|-|–|und|and) ?[0-9]{1,2}[.:][0-9]{2}(?: ?(?:uhr|h|am|pm))?(?![0-9a-z])',
  '[0-9]{1,2} ?h(?: ?[0-9]{2})? ?(?:-|a|et|y) ?[0-9]{1,2} ?h(?: ?[0-9]{2})?(?![0-9a-z])',
  '[0-9]{1,2} ?h ?[0-9]{2}(?![0-9a-z])',
  '(?:a las|las|a) [0-9]{1,2}(?::[0-9]{2})?(?: ?hs?| horas)?(?= de la (?:manana|tarde|noche|madrugada))',
  '(?:antes|despues) de las [0-9]{1,2}(?: ?hs?)?(?![0-9a-z])',
  '(?:avant|apres|vers|pour|depuis) le [0-9]{1,2}(?! ?(?:sachet|boite|pot|paquet|carnet|[0-9]))(?![0-9a-z])',
  // Telephone numbers in groups.
  '[0-9]{3} [0-9]{2,4} [0-9]{2,4}(?: [0-9]{2,4})*(?![0-9])',
  '[0-9]{3}-[0-9]{3,4}-[0-9]{4}(?![0-9])',
  '0[0-9](?:[ .][0-9]{2}){4}(?![0-9])',
  '(?:de|from|between|zwischen|von|entre) [0-9]{1,2}(?::[0-9]{2})? ?(?:h|uhr|am|pm)? ?(?:a|to|and|und|bis|et|y|-) [0-9]{1,2}(?::[0-9]{2})? ?(?:h|uhr|am|pm|horas|heures)(?![a-z0-9])',
  '[0-9]{1,2} ?- ?[0-9]{1,2} ?(?:uhr|h|am|pm|時|点)(?![a-z0-9])',
  '(?:between|zwischen|entre) [0-9]{1,2} (?:and|und|et|y) [0-9]{1,2}(?= ?(?:$|[,.;:!)]))',
  '(?:kw|week|semana|semaine) ?[0-9]{1,2}(?![0-9])',
  '(?:order|customer|client|member|invoice|account|purchase order|pedido|cliente|commande|facture|bestell|bestellung|kunden|auftrags|auftrag|rechnungs|mitglieds|socio|encargo)(?:[ -]?(?:no\\.?|nr\\.?|number|id|n°|nº|n\\.o|nummer|num\\.|#)) ?:? ?(?:[a-z]{1,4}[-/]?)?[0-9][0-9a-z/-]*',
  '(?:番号|编号|編號|单号|單號|会员号|订单号)(?:は|为|為|是|:)? ?(?:[a-z]{1,4}[-/]?)?[0-9][0-9a-z/-]*',
  '(?:dia|am|le|el|den|on the) [0-9]{1,2}(?:\\.|er|th|st|nd|rd)?(?= ?(?:$|[,.;:()!]))',
];

const PATTERNS = SOURCES.map((source) => new RegExp(source, 'uy'));

/** The length of the longest such figure at this place of folded text; 0 where there is none. */
export function figureAt(text: string, at: number): number {
  let longest = 0;
  for (const pattern of PATTERNS) {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    if (length > longest) longest = length;
  }
  return longest;
}
