/**
 * Data: every word that the bank understands in people's mails, by meaning; in one list all languages, since nobody is asked for theirs.
 * Lower case, as they look after `normalise` (half width, one space). How words are matched: vocabulary.ts.
 */

/** Before a password: `Password: …`, `パスワードは…`. */
export const PASSWORD_LABELS: readonly string[] = [
  'password', 'pass word', 'pass', 'pw', 'pwd', 'passcode', 'my password', 'otp', 'one-time password', 'one time password', 'onetime password', 'code',
  'パスワード', 'パス', '暗証番号', '合言葉', '合い言葉', 'ワンタイムパスワード', 'passwort', 'kennwort', 'einmalpasswort', 'mot de passe', 'mdp', 'contraseña', 'clave',
  'parola', 'parola d\'ordine', 'senha', 'palavra-passe', 'wachtwoord', 'hasło', '密码', '密碼', '口令', '비밀번호', '암호',
];

/** Of them those that mean a password wherever they stand: told without a colon too, `My password is …`. */
export const PASSWORD_NAMES: readonly string[] = [
  'password', 'passcode', 'one-time password', 'passwort', 'kennwort', 'einmalpasswort', 'mot de passe', 'contraseña', 'parola d\'ordine', 'senha', 'wachtwoord', 'hasło', 'パスワード', '合言葉', '合い言葉', '暗証番号', '密码', '密碼', '비밀번호',
];

/** The most that an order may cost. */
export const UP_TO_LABELS: readonly string[] = ['up to', 'limit', 'at most', 'no more than', '上限', '上限額', '上限金額', 'bis zu', 'höchstens', 'limite', 'au plus', 'jusqu\'à', 'hasta', 'límite', 'fino a', 'até', 'tot', '上限金额', '최대', '한도'];

/** The same where money follows for sure; else they are words of the order: `Max: 2 of each`. */
export const AT_MOST_LABELS: readonly string[] = ['max', 'max.', 'maximum', 'maximal', 'not more than', 'nicht mehr als', 'pas plus de', 'no más de', 'máximo', 'massimo', '最多', '最高', '最大'];

/** What the buyer lets stand on the public board. */
export const POST_LABELS: readonly string[] = ['post', 'board', '掲示', '掲示板', '公示'];

/** The shop says that it has seen the buyer's post. */
export const POST_SEEN_LABELS: readonly string[] = ['post seen', '掲示確認', '掲示を確認'];

/** The merchant, where To and Cc don't show it. */
export const PAY_TO_LABELS: readonly string[] = ['pay to', 'shop', 'payee', '支払先', '支払い先', 'zahlen an', 'payer à', 'pagar a', 'pagare a', 'betalen aan', '付款给', '支付给', '받는 곳'];

/** The merchant's own number. */
export const INVOICE_LABELS: readonly string[] = [
  'invoice', 'invoice no', 'invoice no.', 'invoice number', 'invoice #', '請求書番号', '請求番号', '請求書', 'rechnung', 'rechnungsnummer', 'rechnung nr.', 'facture', 'facture n°', 'n° de facture', 'numéro de facture',
  'factura', 'factura n.º', 'número de factura', 'fattura', 'fattura n.', 'fatura', 'factuur', 'factuurnummer', 'faktura', '发票号', '發票號', '账单号', '청구서 번호', '송장 번호',
];

export const TOTAL_LABELS: readonly string[] = [
  'total', 'grand total', 'total amount', 'amount due', 'total due', '合計', '合計金額', '合計額', '総計', '総額', 'お支払い合計', 'お支払い金額', 'お支払合計', 'お支払金額', '請求金額', 'ご請求金額', '請求額', 'gesamt', 'gesamtbetrag', 'gesamtsumme', 'summe', 'endbetrag',
  'total ttc', 'total général', 'total à payer', 'montant total', 'importe total', 'total a pagar', 'totale', 'importo totale', 'totale da pagare', 'valor total', 'totaal', 'totaalbedrag', 'te betalen', 'razem', 'do zapłaty',
  '总计', '總計', '合计', '总额', '總額', '税込合計', '税込金額', '税込総額', '合計税込', '総合計', 'お支払額', 'お支払い額', '支払金額', '支払額', 'ご請求額', 'お会計', '合共', '应付金额', '应付总额', '應付金額', '实付', '實付', '합계', '총액', '총 금액', '총금액', '총합계', '결제 금액', '결제금액',
  'amount payable', 'total payable', 'balance due', 'gesamtpreis', 'rechnungsbetrag', 'zahlbetrag', 'zu zahlen', 'zu zahlender betrag', 'net à payer', 'montant à payer', 'importe a pagar', 'importo da pagare', 'da pagare', 'valor a pagar', 'suma do zapłaty', 'łącznie',
];

/** In place of an amount: some of it, and nobody knows how much. */
export const PART_WORDS: readonly string[] = [
  'half', 'a half', 'one half', 'part', 'a part', 'partial', 'partially', 'partly', 'a third', 'a quarter', '半額', '半分', '一部', '部分', '一半', '반액', '절반', '일부', 'hälfte', 'die hälfte', 'teil', 'ein teil', 'teilweise',
  'moitié', 'la moitié', 'partie', 'une partie', 'mitad', 'la mitad', 'parte', 'una parte', 'metà', 'la metà', 'metade', 'uma parte', 'helft', 'de helft', 'deel', 'een deel', 'gedeeltelijk', 'połowa', 'połowę', 'część', 'częściowo',
];

/** Sums that are shown but neither the total nor a part of it. */
export const SUBTOTAL_LABELS: readonly string[] = [
  'subtotal', 'sub-total', 'sub total', '小計', 'zwischensumme', 'sous-total', 'sous total', 'subtotale', 'subtotaal', 'suma częściowa', '小计', '소계', '税抜合計', '税抜金額', '税抜小計', '税込小計', 'total ht', 'netto', 'nettosumme', 'nettobetrag',
  'incl. tax', 'including tax', 'incl. vat', 'including vat', 'of which tax', 'of which vat', '内消費税', 'うち消費税', '内税', '内訳消費税', 'davon mwst', 'davon mwst.', 'inkl. mwst', 'inkl. mwst.', 'enthaltene mwst', 'enthaltene mwst.', 'dont tva', 'iva incluido', '其中税',
];

export const SHIPPING_LABELS: readonly string[] = [
  'shipping', 'shipping fee', 'shipping cost', 'shipping & handling', 'shipping and handling', 'postage', 'postage & packing', 'delivery', 'delivery fee', 'delivery charge', 'handling', 'handling fee', '送料', '配送料', '配達料', '発送料', '運賃', '手数料', '代引手数料', 'versand', 'versandkosten', 'porto', 'lieferung',
  'livraison', 'frais de port', 'frais de livraison', 'envío', 'gastos de envío', 'spedizione', 'spese di spedizione', 'frete', 'envio', 'verzending', 'verzendkosten', 'wysyłka', '运费', '運費', '快递费', '邮费', '郵費', '배송비', '택배비', 'plus shipping', 'plus postage', 'zzgl. versand', 'zzgl. versandkosten', 'zzgl. porto', 'frais d\'expédition', 'expédition', 'spese postali', '送料等', '国内送料', '梱包料',
];

export const TAX_LABELS: readonly string[] = ['tax', 'sales tax', 'vat', 'gst', 'consumption tax', '消費税', '税', '税額', '消費税額', 'mwst', 'mwst.', 'ust', 'ust.', 'umsatzsteuer', 'mehrwertsteuer', 'steuer', 'tva', 'taxe', 'iva', 'impuesto', 'imposta', 'imposto', 'btw', '税金', '增值税', '부가세', '세금'];

export const DISCOUNT_LABELS: readonly string[] = ['discount', 'rebate', 'coupon', 'reduction', '割引', '割引額', '値引', '値引き', 'お値引き', 'クーポン', 'ポイント利用', 'rabatt', 'nachlass', 'skonto', 'remise', 'réduction', 'descuento', 'sconto', 'desconto', 'korting', 'rabat', '折扣', '优惠', '優惠', '할인'];

/** Lines of an invoice that end with a number which is no money. */
export const NOT_MONEY_LABELS: readonly string[] = [
  'order', 'order no', 'order no.', 'order number', 'order #', 'order id', 'customer', 'customer no', 'customer number', 'ref', 'ref.', 'reference', 'tel', 'tel.', 'phone', 'telephone', 'mobile', 'fax', 'date', 'invoice date', 'order date', 'due date', 'zip', 'postcode', 'vat id', 'vat no', 'tax id', 'account', 'account no', 'account number', 'iban', 'tracking', 'tracking no', 'tracking number',
  '注文番号', '受注番号', 'お客様番号', '顧客番号', '電話', '電話番号', '携帯', '日付', '注文日', '発行日', '請求日', '郵便番号', '登録番号', '口座番号', '伝票番号', '追跡番号', 'bestellung', 'bestellnummer', 'kundennummer', 'telefon', 'datum', 'konto', 'kontonummer', 'ust-idnr', 'commande', 'n° de commande', 'téléphone', 'tél', 'tél.', 'pedido', 'teléfono', 'fecha', 'ordine', 'telefono', 'data', 'bestelling', '订单号', '訂單號', '电话', '日期', '주문번호', '전화', '날짜',
];

/** Before `1 of 1`. */
export const PAGE_WORDS: readonly string[] = ['page', 'p.', 'seite', 's.', 'blatt', 'página', 'pagina', 'strona', 'sida', 'side', 'ページ', '页', '頁', '쪽'];

/** How names of streets end, and how they begin, where no goods do: not `ring`, `platz`, `market`. */
export const STREET_ENDINGS: readonly string[] = ['str', 'straße', 'strasse', 'gasse', 'allee', 'weg', 'damm', 'chaussee', 'ufer', 'straat', 'laan', 'gracht', 'kade', 'gatan', 'vägen', 'gade', 'vej', 'veien', 'gata', 'utca'];
export const STREET_HEADS: readonly string[] = ['rue', 'avenue', 'boulevard', 'chemin', 'calle', 'avenida', 'paseo', 'via', 'viale', 'corso', 'rua', 'ul', 'ulica', 'aleja'];

/** What may stand after an amount without changing it. */
export const AMOUNT_NOTES: readonly string[] = ['(税込)', '(税込み)', '税込', '税込み', '(税抜)', '(税別)', '(incl. tax)', '(tax incl.)', '(tax included)', '(incl. vat)', '(vat incl.)', 'incl. tax', 'incl. vat', 'tax included', '(inkl. mwst)', '(inkl. mwst.)', 'inkl. mwst.', 'inkl. mwst', 'ttc', '(ttc)', '(iva incluido)', '(含税)'];

/** What a total may say of its tax. A sum without it is not what is to be paid. */
export const TAX_INCLUDED: readonly string[] = ['税込', '税込み', '消費税込', '消費税込み', '含税', '含稅', '부가세 포함', 'vat 포함', 'incl. tax', 'incl. vat', 'incl tax', 'incl vat', 'incl. gst', 'including tax', 'including vat', 'including gst', 'tax incl.', 'vat incl.', 'tax included', 'vat included', 'with vat', 'with tax', 'inkl. mwst', 'inkl. mwst.', 'inkl. ust', 'inkl. ust.', 'brutto', 'ttc', 'tva comprise', 'tva incluse', 'iva incluido', 'iva incl.', 'con iva', 'iva inclusa', 'com iva', 'incl. btw', 'z vat'];
export const TAX_EXCLUDED: readonly string[] = ['税抜', '税抜き', '税別', '未税', '不含税', '不含稅', '부가세 별도', '부가세 제외', 'excl. tax', 'excl. vat', 'excl tax', 'excl vat', 'excl. gst', 'excluding tax', 'excluding vat', 'ex. vat', 'ex vat', 'ex tax', 'before tax', 'without tax', 'without vat', 'plus vat', 'plus tax', 'zzgl. mwst', 'zzgl. mwst.', 'zzgl. ust.', 'exkl. mwst', 'exkl. mwst.', 'ohne mwst', 'ohne mwst.', 'netto', 'hors taxe', 'hors taxes', 'hors tva', 'ht', 'sin iva', 'más iva', 'iva excluida', 'più iva', 'sem iva', 'excl. btw', 'bez vat'];

/** Counters after a quantity. */
export const COUNTERS: readonly string[] = ['個', 'コ', 'ケ', '本', '袋', '箱', '枚', '点', '缶', '冊', '台', '着', '足', '組', 'セット', 'パック', '瓶', '杯', 'つ', '件', '盒', '包', '个', '개', '병', '봉', 'pcs', 'pc', 'pcs.', 'pc.', 'pack', 'packs', 'bag', 'bags', 'box', 'boxes', 'bottle', 'bottles', 'stk', 'stk.', 'stück', 'st', 'st.', 'pièces', 'uds', 'ud', 'pz', 'szt', 'szt.'];

/** Words of an order line that say that something is not wanted. */
export const NOT_WANTED: readonly string[] = ['no', 'not', 'without', 'except', 'なし', '無し', '不要', '以外', 'ohne', 'kein', 'keine', 'keinen', 'nicht', 'sans', 'pas', 'sin', 'senza', 'sem', 'geen', 'bez', '不要', '없이'];

export const CONSENT_WORDS: readonly string[] = [
  'ok', 'o.k.', 'okay', 'yes', 'approve', 'approved', 'confirm', 'confirmed',
  'オーケー', '承認', '承認します', '承認いたします', '承認致します', '了承', '了承します', '了承いたします', '了承致します', '同意', '同意します', '同意いたします', '同意致します', 'はい',
  'ja', 'einverstanden', 'bestätigt', 'oui', 'd\'accord', 'confirmé', 'sí', 'si', 'confirmo', 'confirmado', 'acepto', 'sì', 'confermo', 'akkoord', 'potwierdzam', '确认', '確認', '好的', '可以', '네', '예', '확인', '승인', '동의',
];

/** Right behind a word of consent, these make it part of a sentence that consents to nothing (確認したところ、…); none is how a password begins. */
export const SENTENCE_ENDINGS: readonly string[] = [
  'したところ', 'しましたところ', 'いたしましたところ', 'しましたが', 'いたしましたが', 'しておりません', 'していません', 'していない', 'しているところ', 'できません', 'できない', 'できかね', 'できていません', 'できておりません', 'いたしかね', '致しかね', 'が取れません', 'がとれません', 'が取れていません',
];

/** Words that begin a sentence behind a word of consent: `Ja, das Paket wurde …`, `Si tratta di …`. */
export const SENTENCE_OPENINGS: readonly string[] = [
  'the', 'these', 'there', 'we', 'i', 'they', 'you', 'your', 'our', 'das', 'der', 'die', 'dies', 'diese', 'dieser', 'dieses', 'wir', 'ich', 'sie', 'ihr', 'ihre', 'unser', 'unsere', 'le', 'la', 'les', 'nous', 'je', 'vous', 'cette', 'votre', 'notre', 'el', 'los', 'las', 'hemos', 'noi', 'abbiamo', 'tratta', 'prega', 'sono', 'può',
];

/** Behind such a word: what follows may be the password that is meant. */
export const EQUALLING_WORDS: readonly string[] = ['is', 'was', 'ist', 'war', 'lautet', 'heißt', 'est', 'était', 'es', 'è', 'era'];

export const REFUSAL_WORDS: readonly string[] = [
  'no', 'not ok', 'not okay', 'ng', 'refuse', 'refused', 'reject', 'rejected', 'deny', 'denied', 'cancel', 'canceled', 'cancelled', 'stop', 'don\'t', 'dont', 'do not',
  'いいえ', '拒否', '却下', 'キャンセル', '取消', '取り消', '取りやめ', 'やめ', '不承認', '否認', 'nein', 'abgelehnt', 'storno', 'stornieren', 'nicht', 'non', 'refus', 'refusé', 'refuser', 'annuler', 'no acepto', 'rechazo', 'cancelar',
  'annulla', 'annullare', 'rifiuto', 'não', 'recuso', 'nee', 'annuleren', 'weiger', 'nie', 'anuluj', '不同意', '不行', '不可以', '拒绝', '拒絕', '取消', '不要', '아니요', '아니오', '거절', '취소', '거부',
];

/** A refusal only where it begins a line: elsewhere a name. */
export const REFUSALS_AT_START: readonly string[] = ['ng', 'nie'];

/**
 * What takes a consent back wherever it stands in the sender's own words. Nothing that disclaimers below mails hold: no cancelación (a right over personal
 * data in Spain), no cancellare (Italian for deleting a mail).
 */
export const WITHDRAWALS: readonly string[] = [
  'cancel', 'cancels', 'canceled', 'cancelled', 'canceling', 'cancelling', 'cancellation', 'changed my mind', 'change my mind', 'changed our mind', 'changed our minds', 'not pay', 'not to pay', 'don\'t pay', 'dont pay', 'won\'t pay', 'can\'t pay',
  'not want to pay', 'don\'t want to pay', 'refuse to pay', 'not want it', 'don\'t want it', 'not want this', 'don\'t want this', 'not want the', 'don\'t want the', 'no longer want', 'not order', 'didn\'t order', 'stop the payment', 'stop this payment', 'stop payment', 'stop the order', 'stop this order', 'i withdraw', 'withdraw my',
  'stornieren', 'storniere', 'stornier', 'storniert', 'stornierung', 'storno', 'widerrufe', 'annullieren', 'annulliere', 'nicht bezahlen', 'nicht zahlen', 'nicht überweisen', 'zahle nicht', 'bezahle nicht', 'zahlen sie nicht', 'bezahlen sie nicht', 'anders überlegt', 'meinung geändert', 'nicht bestellt', 'nehme ich zurück',
  'annuler', 'annulez', 'annule', 'annulé', 'annulée', 'annulation', 'ne pas payer', 'ne payez pas', 'ne paie pas', 'changé d\'avis', 'cancelar', 'cancele', 'cancelen', 'cancelo', 'cancelado', 'cancelada', 'anular', 'anule', 'anulen', 'anulo', 'no pague', 'no paguen', 'no pagar', 'no quiero pagar', 'cambiado de opinión', 'cambiado de idea', 'cambié de opinión', 'cambié de idea',
  'annulla', 'annullare', 'annullate', 'annulli', 'annullo', 'annullamento', 'non pagare', 'non pagate', 'non paghi', 'cambiato idea', 'cancelem', 'cancelamento', 'não pague', 'não paguem', 'não pagar', 'não quero pagar', 'mudei de ideia', 'mudei de ideias',
  'annuleren', 'annuleer', 'geannuleerd', 'annulering', 'niet betalen', 'betaal niet', 'niet te betalen', 'van gedachten veranderd', 'me bedacht', 'anuluj', 'anulować', 'anuluję', 'anulujcie', 'nie płać', 'nie płacić', 'nie płaćcie', 'zmieniłem zdanie', 'zmieniłam zdanie', 'rezygnuję',
  '気が変わ', '払わないで', '払いません', '払いたくな', '中止', '撤回', '改变主意', '改變主意', '别付', '別付', '不付', '不想付', '不买了', '不買了', '撤销', '撤銷', '마음이 바뀌', '생각이 바뀌', '지불하지', '결제하지', '주문취소', '결제취소', '구매취소', '철회',
];

/** A condition or a doubt, wherever it stands in the paragraph of the consent. */
export const DOUBT_WORDS: readonly string[] = [
  'not', 'never', 'but', 'if', 'unless', 'except', 'wait', 'hacked', 'fraud', 'cannot', 'can\'t', 'won\'t', 'didn\'t', 'isn\'t', 'wasn\'t', 'however', 'although', 'only', 'ただし', '但し', 'しかし', 'ません', 'ない', 'ではなく', '詐欺', 'kein', 'keine', 'keinen', 'aber', 'wenn', 'falls', 'betrug', 'pas', 'mais', 'si', 'sauf', 'fraude', 'pero', 'si no', 'salvo',
  'ma', 'se', 'mas', 'maar', 'niet', 'als', '不', '但', '别', '別', '欺诈', '아니', '안', '하지만', '사기',
];

/** At the head of a later paragraph these take back a part of the consent. None begins a name, a disclaimer or a wish for the parcel: no `If …`, no `Ma …`, no `Pero …` alone. */
export const TURNS: readonly string[] = [
  'but', 'only if', 'only when', 'unless', 'provided that', 'on condition', 'on one condition', 'however', 'wait', 'please wait', 'hold on', 'pay only', 'only pay', 'please pay only', 'please only pay', 'i will only pay', 'i only pay', 'instead of', 'i\'d like to change', 'i would like to change', 'i want to change', 'i need to change', 'please change', 'please remove',
  'aber', 'jedoch', 'allerdings', 'nur wenn', 'nur falls', 'sofern', 'unter der bedingung', 'warten sie', 'bitte warten', 'bitte noch warten', 'bitte ändern', 'mais', 'seulement si', 'uniquement si', 'à condition', 'sous réserve', 'toutefois', 'cependant', 'attendez', 'merci d\'attendre', 'veuillez modifier', 'merci de modifier',
  'pero solo', 'pero sólo', 'pero no', 'pero si', 'sólo si', 'solo si', 'siempre que', 'sin embargo', 'espere', 'esperen', 'quiero cambiar', 'ma solo', 'ma non', 'solo se', 'a condizione', 'purché', 'però', 'mas só', 'mas não', 'mas apenas', 'só se', 'desde que', 'maar', 'alleen als', 'mits', 'echter', 'ale tylko', 'ale nie', 'tylko jeśli', 'pod warunkiem', 'jednak',
  'ただし', '但し', 'しかし', 'でも', 'ですが', 'とはいえ', '待って', 'ちょっと待', '少し待', '但是', '不过', '不過', '可是', '只要', '除非', '等一下', '하지만', '그런데', '그러나', '다만', '잠깐', '잠시만',
];

/** When the money was meant to move, or only on what condition; looked for as doubts are, once COURTESIES are passed over. */
export const CONDITION_WORDS: readonly string[] = [
  'later', 'tomorrow', 'once', 'until', 'as soon as', 'as long as', 'so long as', 'provided that', 'provided it', 'provided you', 'provided the', 'provided there', 'provided this', 'provided they', 'providing', 'on condition', 'condition that', 'assuming', 'subject to', 'pending', 'in case it', 'in case the', 'in case you', 'pay when', 'when it', 'when you', 'when the', 'when they', 'when i', 'when my', 'when there',
  'after delivery', 'after you', 'after it', 'after i', 'after the', 'pay after', 'pay next', 'pay on', 'before you pay', 'before paying', 'check first', 'first check', 'ship first', 'send first', 'hold on', 'hold it', 'hold off', 'hold the', 'on hold', 'postpone', 'postponed',
  'wrong', 'mistake', 'incorrect', 'too much', 'too expensive', 'too high', 'i\'d like to change', 'i would like to change', 'i want to change', 'i need to change', 'please change', 'please remove', 'pay less', 'ändern', 'falsch', 'zu teuer', 'zu viel', 'zu hoch', 'trop cher', 'trop élevé', 'modifier', 'changer', 'cambiar', 'demasiado', 'equivocado', 'incorrecto', 'sbagliato', 'troppo', 'cambiare', 'errado', 'mudar', 'te duur', 'te veel', 'wijzigen', 'za drogo', 'zmienić', '変更し', '変更を', '変更お願い', '訂正', '間違', '違いま', '違って', '高すぎ', '多すぎ', '太贵', '太貴', '错了', '錯了', '改一下', '更改', '비싸', '틀렸', '틀린', '변경',
  'sofern', 'sobald', 'solange', 'bedingung', 'voraussetzung', 'vorausgesetzt', 'vorbehaltlich', 'unter vorbehalt', 'warten', 'warte', 'abwarten', 'erst nach', 'erst ab', 'erst am', 'erst im', 'erst mal', 'erst noch', 'erst einmal', 'erst dann', 'erst die', 'erst nächste', 'erst nächsten', 'erst zahlen', 'erst bezahlen', 'erst liefern', 'erst prüfen', 'erstmal', 'zuerst', 'morgen', 'später', 'aufschieben', 'verschieben', 'zahle nächste', 'zahle nächsten', 'zahle im', 'nächste woche zahlen', 'nächsten monat zahlen',
  'à condition', 'a condition', 'sous condition', 'sous réserve', 'pourvu que', 'dès que', 'lorsque', 'quand', 'attendre', 'attendez', 'attends', 'attendons', 'patienter', 'patientez', 'plus tard', 'demain', 'tant que', 'une fois', 'après réception', 'après livraison', 'au cas où', 'reporter', 'reportez',
  'siempre que', 'siempre y cuando', 'con tal de que', 'con tal que', 'condición', 'en cuanto', 'cuando', 'caso', 'esperar', 'espere', 'esperen', 'espera', 'esperad', 'mañana', 'más tarde', 'mas tarde', 'luego', 'después', 'despues', 'antes de pagar', 'aplazar', 'posponer', 'pagaré',
  'purché', 'a condizione', 'a patto', 'qualora', 'finché', 'appena', 'quando', 'aspettare', 'aspetti', 'aspetta', 'aspettate', 'attendere', 'attenda', 'attendete', 'domani', 'più tardi', 'rimandare', 'pagherò', 'desde que', 'contanto que', 'assim que', 'esperem', 'aguardar', 'aguarde', 'aguardem', 'amanhã', 'mais tarde', 'depois', 'adiar', 'pagarei',
  'mits', 'op voorwaarde', 'voorwaarde', 'zodra', 'indien', 'tenzij', 'zolang', 'wachten', 'wacht', 'wanneer', 'eerst', 'uitstellen', 'jeśli', 'jeżeli', 'gdy', 'kiedy', 'pod warunkiem', 'o ile', 'dopiero', 'poczekać', 'poczekaj', 'proszę czekać', 'jutro', 'później', 'hvis', 'dersom', 'forudsat', 'forutsatt', 'ifall', 'vänta', 'senere', 'senare', 'imorgon',
  'もし', '仮に', '万一', '万が一', 'れば', '払えば', 'もらえば', '届けば', '着けば', '済めば', 'なら', 'たら', 'んだら', '場合', '次第', '条件', '前提', 'ある限り', 'てから', 'でから', '入荷後', '到着後', '確認後', '受領後', '発送後', '後払', 'あと払', 'あとで払', 'あとで支払', '後で払', '後で支払', '待ってくだ', '待って下さ', '待ってほし', '待って欲し', '待っていただ', '待って頂', '待ってて', '待てま', '待って', 'お待ちくだ', 'お待ち下さ', 'お待ちいただ', 'お待ち頂', 'ちょっと待', '少し待', 'まで待',
  '明日に', '明日まで', '明日以降', '明日から', '明日で', '明日払', '明日支払', '来週払', '来週支払', '来週に', '来月払', '来月支払', '来月に', '月末に', '後日払', '後日支払', '後日お支払', '後日に', '後日で', 'は後日', '延期', '保留', '見合わせ', '延ば', '遅らせ', '検討', '考えさせ', '様子を見', 'まだ払', 'まだ支払', 'まだ送', 'まだ待', 'まだ決', 'まだ考', 'まだ確', 'まだ届', 'まだ発送', 'まだ注文', 'まだ買', 'まだ早', '払いはまだ', '支払はまだ', '今はまだ',
  '如果', '要是', '若是', '若有', '若無', '若无', '若能', '若可', '若在', '若货', '若貨', '倘若', '假如', '假若', '只要', '除非', '的话', '的話', '條件', '等到', '等我', '等一', '等等', '等下', '等待', '等货', '等貨', '等有', '等你', '等您', '等明', '等通知', '等收到', '等确', '等確', '等发', '等發', '等几', '等幾', '稍等', '再等', '先等', '请等', '請等', '明天', '后天', '下周', '下週', '下个月', '下個月', '下月', '晚点', '晚點', '晚些', '稍后', '稍後', '以后再', '以後再', '过几天', '過幾天',
  '改天', '暂时', '暫時', '暂缓', '暫緩', '暂停', '暫停', '推迟', '推遲', '延后', '延後', '有货', '有貨', '到货后', '到貨後', '收到货', '收到貨', '收货后', '收貨後', '货到', '貨到', '发货后', '發貨後', '再付', '后付', '後付', '만약', '만일', '기다려', '기다렸', '기다리세', '기다리십', '나중', '조건', '아직', '내일', '모레', '다음 주', '다음주', '다음 달', '다음달', '보류', '연기', '미뤄', '미루', '잠깐', '잠시', '경우', '때까지', '확인 후', '도착 후', '받은 후', '나서',
];

/** Hangul endings of a condition (재고가 있으면), at the end of a word; not before HANGUL_THANKS (보내 주시면 감사하겠습니다). */
export const CONDITION_ENDINGS: readonly string[] = ['으면', '다면', '라면', '하면', '되면', '시면', '오면', '나면', '려면', '이면', '주면', '가면', '보면'];
export const HANGUL_THANKS: readonly string[] = ['감사', '고맙', '좋겠'];

/** Greetings, thanks and plain words that hold a condition's word and make none. */
export const COURTESIES: readonly string[] = [
  'see you later', 'talk to you later', 'speak to you later', 'talk later', 'see you tomorrow', 'talk tomorrow', 'once again', 'once more', 'at once', 'let me know when', 'tell me when', 'guten morgen', 'schönen morgen', 'bis morgen', 'bis später', 'warte gespannt', 'warten gespannt', 'à demain', 'à plus tard', 'encore une fois', 'quand même', 'attends avec impatience', 'attendons avec impatience',
  'hasta mañana', 'por la mañana', 'de la mañana', 'esta mañana', 'hasta luego', 'desde luego', 'en espera', 'a la espera', 'en todo caso', 'a domani', 'a più tardi', 'in ogni caso', 'até amanhã', 'até mais tarde', 'em todo caso', 'tot morgen', 'goede morgen', 'tot later', 'do jutra',
  ...['いただけれ', '頂けれ', '戴けれ', 'もらえれ', 'くだされ', '下され', 'いただけた', '頂けた', '戴けた', 'もらえた'].flatMap((verb) => ['幸い', '嬉し', 'うれし', '助か', 'ありがた', '有難', '有り難', 'と思', 'と存じ'].map((thanks) => `${verb}${verb.endsWith('た') ? 'ら' : 'ば'}${thanks}`)),
  'さようなら', 'さよなら', 'ならび', 'かならず', 'ならでは', 'あたらし', 'もたら', 'たらこ', 'たらしい', 'はたら', 'おもしろ', 'もしくは', 'もしもし', 'たのもし', 'る次第', '楽しみに待って', '心待ち', '明天见', '明天見', '기다려지', '기다려집',
];

/** Hangul doubts that count only as a word of their own, being a syllable of many others. */
export const WHOLE_DOUBTS: readonly string[] = ['안'];

export const FRAUD_WORDS: readonly string[] = ['fraud', '詐欺', 'betrug', 'fraude', 'frode', 'oszustwo', '欺诈', '欺詐', '사기'];

/** After the password of a consent. */
export const CONSENT_CLOSINGS: readonly string[] = ['です', 'でございます', 'お願いします', 'お願いいたします', 'お願い致します', 'にてお願いします', 'でお願いします', '입니다'];

/** What people put between OK and the password, or behind the password, and what changes nothing there: `OK, please pay. …`, `OK …, thanks`. No word that people also refuse with. */
export const CONSENT_ADDITIONS: readonly string[] = [
  'please', 'please pay', 'please pay it', 'please go ahead', 'pay', 'pay it', 'go ahead', 'agreed', 'i agree', 'i approve', 'i confirm', 'thanks', 'thanks a lot', 'many thanks', 'thank you', 'thank you very much', 'thank you so much', 'thx', 'cheers', 'regards', 'best regards', 'kind regards',
  'bitte', 'bitte zahlen', 'bitte bezahlen', 'danke', 'danke schön', 'dankeschön', 'vielen dank', 'besten dank', 'viele grüße', 'merci', 'merci beaucoup', 'merci d\'avance', 's\'il vous plaît', 's\'il vous plait', 'svp', 'cordialement', 'por favor', 'gracias', 'muchas gracias', 'un saludo', 'saludos',
  'per favore', 'grazie', 'grazie mille', 'cordiali saluti', 'obrigado', 'obrigada', 'muito obrigado', 'muito obrigada', 'dank je', 'dank je wel', 'dank u', 'dank u wel', 'bedankt', 'alvast bedankt', 'alstublieft', 'dziękuję', 'dzięki', 'proszę', 'pozdrawiam',
  'お願いします', 'お願いいたします', 'お願い致します', 'よろしくお願いします', 'よろしくお願いいたします', 'よろしくお願い致します', '宜しくお願いします', '宜しくお願いいたします', '宜しくお願い致します', 'どうぞよろしくお願いします', 'どうぞよろしくお願いいたします', 'よろしく', 'ありがとう', 'ありがとうございます', '支払います', '払います', 'お支払いします',
  '谢谢', '謝謝', '多谢', '多謝', '请付款', '請付款', '감사합니다', '고맙습니다', '부탁드립니다', '부탁합니다',
];

/** Before a password's label within a sentence: `and my password is …`. */
export const LABEL_OPENINGS: readonly string[] = ['and', 'my', 'the', 'with', 'this is', 'here is', 'und', 'mein', 'das', 'mit', 'et', 'mon', 'le', 'avec', 'y', 'mi', 'la', 'con', 'il', 'minha', 'mijn', 'het', 'moje'];

/** What people write behind OK instead of the password: it is no try at one. */
export const OK_COURTESIES: readonly string[] = [
  'thanks', 'thank', 'you', 'thx', 'cheers', 'many', 'a lot', 'very much', 'so much', 'please', 'go ahead', 'proceed', 'pay', 'pay it', 'pay them', 'pay now', 'pay the shop', 'do it', 'agreed', 'i agree', 'i approve', 'i confirm', 'sure', 'fine', 'good', 'great', 'perfect', 'understood', 'received', 'sounds good', 'that is fine', 'that\'s fine', 'all good', 'of course', 'best regards', 'kind regards', 'regards',
  'danke', 'dankeschön', 'vielen dank', 'besten dank', 'herzlichen dank', 'bitte', 'gern', 'gerne', 'alles klar', 'in ordnung', 'passt', 'gut', 'sehr gut', 'bezahlen', 'zahlen', 'viele grüße', 'merci', 'beaucoup', 's\'il vous plaît', 's\'il vous plait', 'svp', 'volontiers', 'parfait', 'très bien', 'bien sûr', 'payez', 'gracias', 'muchas', 'por favor', 'adelante', 'de acuerdo', 'perfecto', 'vale', 'claro', 'está bien',
  'grazie', 'mille', 'per favore', 'va bene', 'certo', 'perfetto', 'obrigado', 'obrigada', 'muito', 'pode pagar', 'dank', 'dank je', 'dank u', 'wel', 'bedankt', 'alstublieft', 'alsjeblieft', 'graag', 'prima', 'akkoord', 'dziękuję', 'dzięki', 'proszę',
  '了解', '了解です', '了解しました', '了解いたしました', '了解致しました', '承知しました', '承知いたしました', '承知致しました', 'わかりました', '分かりました', 'ありがとう', 'ありがとうございます', 'ありがとうございました', '有難うございます', '大丈夫', '大丈夫です', '結構です', 'お願い', 'お願いします', 'お願いいたします', 'お願い致します', 'よろしく', '宜しく', 'どうぞ', '支払います', '払います', 'お支払いします', '支払ってください', '払ってください',
  '谢谢', '謝謝', '多谢', '多謝', '收到', '知道了', '明白', '明白了', '好', '请付款', '請付款', '付款', '没问题', '沒問題', '감사', '감사합니다', '고맙습니다', '알겠습니다', '부탁합니다', '부탁드립니다', '좋아요', '좋습니다',
];

/** A line that begins so greets, if it holds nothing else of weight. */
export const GREETINGS: readonly string[] = [
  'hi', 'hello', 'hey', 'dear', 'good morning', 'good afternoon', 'good evening', 'greetings', 'お世話になっております', 'お世話になります', 'いつもお世話になっております', 'いつもお世話になります', '大変お世話になっております', 'こんにちは', 'こんばんは', 'おはようございます', '拝啓', 'お疲れ様です',
  'hallo', 'guten tag', 'guten morgen', 'guten abend', 'sehr geehrte', 'sehr geehrter', 'liebe', 'lieber', 'bonjour', 'bonsoir', 'madame', 'monsieur', 'cher', 'chère', 'hola', 'buenos días', 'buenas tardes', 'buenas noches', 'estimado', 'estimada', 'estimados',
  'grüß gott', 'grüezi', 'moin', 'servus', 'buenas', 'buen día',
  'buongiorno', 'buonasera', 'buona sera', 'gentile', 'salve', 'ciao', 'olá', 'bom dia', 'boa tarde', 'boa noite', 'prezado', 'prezada', 'prezados', 'beste', 'geachte', 'goedendag', 'goedemorgen', 'goedemiddag', 'goedenavond', 'dzień dobry', 'dobry wieczór', 'witam', 'cześć', 'szanowni państwo', '早上好', '下午好', '晚上好', '您好', '你好', '尊敬的', '안녕하세요', '안녕하십니까',
];

/** Behind a greeting a short line of names and one of these says who writes: `佐々木です。` */
export const INTRODUCTION_ENDINGS: readonly string[] = ['です', 'でございます', 'と申します'];
/** `結構です`, `無理です`: such a line is no name. */
export const NOT_NAMES: readonly string[] = ['結構', '無理', '駄目', 'ダメ', '嫌', '嘘', '反対', '未', '中止', '心配', '残念', '変', '違', '誤', '断', '大丈夫', '了解', '承知', '無'];

/** A short line that ends so addresses somebody. */
export const ADDRESSEE_ENDINGS: readonly string[] = ['様', '御中', '各位', '殿'];

/** Verbs of the line above a quotation: `On … wrote:`. */
export const ATTRIBUTION_WORDS: readonly string[] = ['wrote', 'writes', 'schrieb', 'geschrieben', 'a écrit', 'escribió', 'ha scritto', 'scrive', 'escreveu', 'schreef', 'napisał', 'napisał(a)', 'のメール', 'さんは書きました', 'が書きました', 'は書きました', '写道', '寫道', '님이 작성', '작성', 'skrev', 'kirjoitti', 'napsal', 'napsal(a)', 'napísal', 'napísal(a)', 'írta', 'ezt írta', 'a scris', 'пишет', 'написал', 'написал(а)', 'написав', 'пише', 'yazdı', 'şunu yazdı', 'je napisao', 'je napisao/la', 'kirjutas', 'έγραψε', 'pisze', '쓴 글', 'je napisal', 'je napisala', 'rašė', 'rakstīja', 'написа', 'va escriure', 'đã viết', 'menulis', 'כתב', 'كتب'];

/** Between runs of dashes, or at the head of a line that ends with a colon: a mail is passed on below. */
export const SEPARATOR_WORDS: readonly string[] = [
  'forwarded', 'forward message', 'forwarded by', 'original message', 'original', 'original mail', 'original e-mail', 'begin forwarded message', 'end forwarded message', '転送メッセージ', '転送されたメッセージ', '転送', '元のメッセージ', '元のメール', '元メール', 'ここから転送', '以下、転送', 'オリジナルメッセージ',
  'weitergeleitete nachricht', 'weitergeleiteten nachricht', 'weitergeleitet', 'ursprüngliche nachricht', 'originalnachricht', 'message transféré', 'message transmis', 'message d\'origine', 'message original', 'transféré', 'mensaje reenviado', 'mensaje original', 'reenviado', 'messaggio inoltrato', 'messaggio originale', 'inoltrato',
  'mensagem encaminhada', 'mensagem original', 'encaminhada', 'doorgestuurd bericht', 'oorspronkelijk bericht', 'doorgestuurd', 'przekazana wiadomość', 'wiadomość przekazana', 'oryginalna wiadomość', '转发的邮件', '轉寄郵件', '转发邮件', '轉寄的郵件', '转发', '轉寄', '原始邮件', '原始郵件', '전달된 메시지', '전달된 메일', '원본 메시지', '원본 메일', '원본',
  'vidarebefordrat', 'vidarebefordrade', 'ursprungligt meddelande', 'videresendt', 'videresendte', 'oprindelig meddelelse', 'opprinnelig melding', 'välitetty viesti', 'edelleenlähetetty viesti', 'alkuperäinen viesti', 'přeposlaná zpráva', 'přeposílaná zpráva', 'přeposlané zprávy', 'původní zpráva', 'preposlaná správa', 'preposlanej správy', 'pôvodná správa', 'továbbított üzenet', 'továbbított levél', 'eredeti üzenet',
  'mesaj redirecționat', 'mesajul redirecționat', 'mesaj redirecţionat', 'mesaj original', 'пересылаемое сообщение', 'пересланное сообщение', 'пересылаемого сообщения', 'перенаправленное сообщение', 'исходное сообщение', 'пересланий лист', 'переслане повідомлення', 'пересилається', 'iletilen', 'iletilmiş mesaj', 'ileti başlangıcı', 'yönlendirilen', 'orijinal mesaj', 'proslijeđena poruka', 'proslijeđenu poruku', 'izvorna poruka', 'edastatud kiri', '邮件原件', '转发的消息', '转发邮件信息', '转发的邮件信息', '원본 이메일',
];

/** Labels of a mail's header as clients write them above a forwarded or quoted mail, by the field that they stand for. */
export const HEADER_LABELS: Readonly<Record<'from' | 'date' | 'to' | 'subject' | 'other', readonly string[]>> = {
  from: ['from', '差出人', '送信者', '送信元', 'von', 'de', 'expéditeur', 'remitente', 'da', 'mittente', 'remetente', 'van', 'od', '发件人', '寄件人', '寄件者', '보낸사람', '보낸 사람', '발신자', 'från', 'fra', 'lähettäjä', 'feladó', 'expeditor', 'expeditorul', 'de la', 'от', 'от кого', 'від', 'від кого', 'kimden', 'gönderen', 'šalje', 'saatja', 'από'],
  date: ['date', 'sent', 'sent at', '日時', '日付', '送信日時', '送信日', 'datum', 'gesendet', 'gesendet am', 'envoyé', 'envoyé le', 'fecha', 'enviado', 'enviado el', 'data', 'inviato', 'data invio', 'enviada', 'enviada em', 'enviado em', 'verzonden', 'wysłano', '日期', '时间', '時間', '发送时间', '發送時間', '发送日期', '寄件日期', '날짜', '보낸날짜', '보낸 날짜', '일시', 'skickat', 'dato', 'sendt', 'päivämäärä', 'lähetetty', 'odesláno', 'dátum', 'odoslané', 'küldve', 'dată', 'trimis', 'дата', 'отправлено', 'надіслано', 'tarih', 'gönderildi', 'poslano', 'kuupäev', 'saadetud', 'ημερομηνία'],
  to: ['to', '宛先', '送信先', 'an', 'à', 'destinataire', 'para', 'destinatario', 'a', 'destinatário', 'aan', 'do', '收件人', '收件者', '받는사람', '받는 사람', '수신자', 'till', 'til', 'pour', 'vastaanottaja', 'komu', 'címzett', 'către', 'destinatarul', 'кому', 'kime', 'alıcı', 'prima', 'za', 'saaja', 'προς', '받은 사람'],
  subject: ['subject', '件名', '題名', '表題', 'betreff', 'objet', 'sujet', 'asunto', 'oggetto', 'assunto', 'onderwerp', 'temat', '主题', '主題', '主旨', '제목', 'ämne', 'emne', 'aihe', 'předmět', 'predmet', 'tárgy', 'subiect', 'subiectul', 'тема', 'konu', 'teema', 'θέμα'],
  other: ['cc', 'bcc', 'reply-to', 'message-id', 'organization', 'kopie', 'copie', 'copie à', 'copia', 'copia a', 'kopia', 'kopie an', '抄送', '副本', '참조', '숨은참조', '返信先', 'antwort an', 'répondre à', 'responder a', 'rispondi a', 'importance', 'attachments', '添付', '添付ファイル', 'resent-from', 'priority', 'kopio', 'kópia', 'másolatot kap', 'másolat', 'копия', 'копія', 'bilgi', 'kopija', 'koopia', 'κοιν.', '抄送人', 'kopie (cc)'],
};

/** The whole line: the text below is a signature. */
export const SIGNATURE_MARKS: readonly string[] = ['--'];

/** A line that begins so was written by the client, not by a person. */
export const CLIENT_SIGNATURES: readonly string[] = [
  'sent from my ', 'sent from outlook', 'sent from yahoo', 'sent from mail for windows', 'sent from proton', 'sent with proton', 'sent from gmail', 'sent from samsung', 'sent from the all new', 'sent via ', 'get outlook for ', 'von meinem iphone', 'von meinem ipad', 'von meinem handy', 'gesendet von meine', 'gesendet mit ', 'gesendet von outlook', 'envoyé de mon ', 'envoyé depuis ', 'envoyé à partir de ', 'enviado desde ', 'enviado do meu ', 'enviado de meu ', 'enviado a partir do ',
  'inviato da ', 'verzonden vanaf ', 'verstuurd vanaf ', 'wysłane z ', 'iphoneから送信', 'ipadから送信', 'androidから送信', 'スマートフォンから送信', 'androidスマートフォンから送信', '私のiphoneから送信', 'outlook for ', 'yahoo!メール', '从我的 iphone', '从我的iphone', '发自我的', '發自我的', '發送自我的', '나의 iphone에서 보냄', '내 iphone에서 보냄',
];

/** What clients put before the subject of an answer or a forward. */
export const SUBJECT_PREFIXES: readonly string[] = ['re', 'fw', 'fwd', 'aw', 'wg', 'tr', 'rv', 'sv', 'vs', 'antw', 'doorst', 'rif', 'r', 'i', 'enc', 'res', 'odp', '返信', '転送', '回复', '回復', '答复', '转发', '轉寄', '회신', '답장', '전달'];

export type CommandName = 'HELP' | 'BALANCE' | 'STATUS' | 'CANCEL' | 'REFUND' | 'DISPUTE' | 'STATEMENT' | 'REGISTER';

export const COMMAND_WORDS: Readonly<Record<CommandName, readonly string[]>> = {
  HELP: ['help', 'ヘルプ', '使い方'],
  BALANCE: ['balance', '残高', '残高照会'],
  STATUS: ['status', '状況', '照会', '状況照会'],
  CANCEL: ['cancel', '取消', '取り消し', '取消し', 'キャンセル'],
  REFUND: ['refund', '返金'],
  DISPUTE: ['dispute', '異議', '異議申立', '異議申し立て'],
  STATEMENT: ['statement', '明細', '取引明細'],
  REGISTER: ['register', '登録', '口座開設'],
};
