/** @table of the words by which addresses, names and numbers of papers are recognised; folded, in all languages. */

/** Before a colon: what follows is no order. An address, a name, a date, a telephone number, a number of a paper. */
export const CONTACT_LABELS: readonly string[] = [
  'buyer', 'supplier', 'seller', 'customer', 'client', 'sender', 'delivery', 'shipping', 'ship by', 'post to', 'please post to', 'payment', 'terms', 'payment terms', 'besteller', 'käufer', 'lieferant', 'auftraggeber', 'lieferung', 'versand', 'zahlung', 'absender', 'kunde', 'liefertag', 'acheteur', 'fournisseur', 'livraison', 'paiement', 'expédition', 'client', 'comprador', 'proveedor', 'entrega', 'envío', 'cliente', 'pago', 'forma de pago', '発注者', '発注元', '発注先', '受注者', '配送', '納入先', '納入場所', '支払い', '支払方法', 'お支払い', '送り先', '差出人', '送信者', '请送到', '送到', '寄到', '配送地址', '采购方', '供应商', '买方', '卖方', '付款方式', '抬头', '发票', '交货地点',
  'our ref', 'our ref.', 'your ref', 'your ref.', 'order ref', 'order ref.', 'po ref', 'attn', 'attn.', 'attention', 'z.hd.', 'zu händen', 'ihr zeichen', 'unser zeichen', 'notre référence', 'votre référence', 'nuestra referencia', 'a la atención de', 'lieferdatum', 'lieferzeit', 'horaires', 'horario', 'horario de entrega', 'date souhaitée', '希望配達日', '配達時間', '時間帯', '備考欄', '要求', '送达时间', '送货时间',
  'address', 'delivery address', 'shipping address', 'deliver to', 'delivery to', 'ship to', 'send to', 'to', 'recipient', 'name', 'tel', 'tel.', 'phone', 'telephone', 'mobile', 'fax', 'phone for the driver', 'e-mail', 'email', 'mail', 'date', 'order date', 'delivery date', 'order no', 'order no.', 'order number', 'our order no.', 'our reference', 'reference', 'ref', 'ref.', 'customer no', 'customer no.', 'customer number', 'member no.', 'membership no.', 'account no.', 'po', 'po number', 'po no.', 'purchase order', 'vat', 'vat no.', 'vat id', 'contact', 'from', 'company', 'billing address', 'invoice to', 'subject',
  '住所', 'お届け先', '届け先', '届け先住所', '送付先', '配送先', '納品先', '宛先', 'お名前', '名前', '氏名', '電話', '電話番号', 'tel番号', '携帯', '日付', '注文日', '納期', '希望納期', '納品日', 'お届け希望日', '配達希望日', '配達日', '希望日', '配送希望日', 'お届け日', '希望時間', '時間指定', '注文番号', '発注番号', '発注no', '注文no', 'no', 'お客様番号', '顧客番号', '会員番号', '会員no', '担当', '担当者', '登録番号', '請求先', '会社名', '件名', '郵便番号',
  'adresse', 'lieferadresse', 'lieferanschrift', 'rechnungsadresse', 'rechnung an', 'anschrift', 'lieferung an', 'versand an', 'bitte an', 'empfänger', 'telefon', 'handy', 'mobil', 'datum', 'bestelldatum', 'liefertermin', 'lieferdatum', 'wunschtermin', 'bestellnummer', 'bestellnr.', 'bestell-nr.', 'unsere bestellnummer', 'kundennummer', 'kundennr.', 'kunden-nr.', 'kdnr.', 'kd-nr.', 'auftragsnummer', 'ust-idnr.', 'ust-id', 'ansprechpartner', 'betreff', 'kostenstelle', 'meine neue adresse',
  'adresse de livraison', 'livraison à', 'adresse de facturation', 'destinataire', 'nom', 'tél', 'tél.', 'téléphone', 'portable', 'date de commande', 'date de livraison', 'livraison le', 'n° de client', 'n° client', 'numéro de client', 'client n°', 'n° de commande', 'numéro de commande', 'bon de commande n°', 'référence', 'réf.', 'réf', 'contact', 'objet', 'livrer à', 'envoyer à',
  'dirección', 'dirección de entrega', 'dirección de envío', 'enviar a', 'entregar en', 'entrega en', 'destinatario', 'nombre', 'teléfono', 'tfno.', 'móvil', 'fecha', 'fecha de entrega', 'plazo de entrega', 'n.º de pedido', 'nº de pedido', 'número de pedido', 'pedido n.º', 'cliente n.º', 'n.º de cliente', 'nº de cliente', 'número de cliente', 'referencia', 'ref. cliente', 'contacto', 'asunto', 'cif', 'nif',
  '地址', '收货地址', '收貨地址', '送货地址', '收件地址', '收件人', '收货人', '姓名', '联系电话', '联系人', '聯繫電話', '电话', '電話', '手机', '手機', '日期', '订购日期', '交货日期', '交货期', '送货日期', '到货日期', '订单号', '訂單號', '订单编号', '采购单号', '客户编号', '客户号', '会员号', '税号', '公司名称', '邮编', '发票抬头',
  'indirizzo', 'nome', 'telefono', 'data', 'consegna a', 'spedire a', 'adres', 'bezorgadres', 'naam', 'telefoon', 'klantnummer', 'bestelnummer', 'morada', 'endereço', 'nome completo', 'n.º de encomenda', '주소', '배송지', '이름', '성함', '전화', '연락처', '주문번호', '날짜',
];

/** In a signature, without a colon: a number of a paper follows. */
export const NUMBER_LABELS: readonly string[] = [
  'vat no.', 'vat id', 'vat', 'vat reg. no.', 'company no.', 'registered no.', 'reg. no.', 'customer no.', 'customer', 'member', 'member no.', 'account', 'ref', 'ref.', 'tel.', 'tel', 'phone', 'mobile', 'mob.', 'fax', 'ext.', 'extension', 'order no.', 'order', 'room', 'po box', 'purchase order', 'po',
  'kundennr.', 'kundennummer', 'kd.-nr.', 'ust-idnr.', 'ust-id', 'hrb', 'vereinsregister vr', 'vereinsregister', 'steuernummer', 'durchwahl', 'postfach', 'handy', 'telefon', 'mobil', 'bestellnr.',
  'siret', 'siren', 'tva', 'tva fr', 'rcs', 'client n°', 'n° client', 'poste', 'bp', 'tél.', 'tél', 'cliente n.º', 'n.º de cliente', 'cif', 'nif', 'tel', 'tfno.', 'apdo.', 'bon de commande n°', 'commande n°', 'pedido n.º', 'socio n.º',
  '会員番号', 'お客様番号', '顧客番号', '登録番号', '内線', '電話', '注文番号', '分机', '税号', '电话', '手机', '客户编号', '编号', '采购单 编号', '采购单号', '会员号', 'qq', 'partita iva', 'p.iva', 'kvk', 'btw', 'nipc', '사업자등록번호',
];

/** A word, or the end of one, that names a street, a floor or a room. */
export const STREET_WORDS: readonly string[] = [
  'street', 'st', 'road', 'rd', 'lane', 'ln', 'avenue', 'ave', 'drive', 'close', 'court', 'square', 'hill', 'gate', 'quay', 'row', 'way', 'terrace', 'crescent', 'gardens', 'park', 'green', 'mews', 'wharf', 'place', 'grove', 'boulevard', 'blvd',
  'rue', 'quai', 'impasse', 'allée', 'chemin', 'cours', 'calle', 'avenida', 'avda.', 'plaza', 'paseo', 'camino', 'polígono', 'c/', 'via', 'viale', 'piazza', 'corso', 'rua', 'praça', 'laan', 'straat', 'plein',
];
export const STREET_ENDINGS: readonly string[] = ['straße', 'strasse', 'str.', 'gasse', 'weg', 'platz', 'allee', 'ring', 'ufer', 'damm', 'straat', 'laan', 'gracht', 'steig', 'markt'];

export const PLACE_WORDS: readonly string[] = ['flat', 'room', 'apt', 'apt.', 'apartment', 'floor', 'suite', 'unit', 'gate', 'warehouse', 'building', 'dept', 'dept.', 'stock', 'etage', 'hinterhaus', 'étage', 'bâtiment', 'entrepôt', 'quai', 'escalier', 'piso', 'planta', 'nave', 'puerta', 'izq.', 'izq', 'dcha.', 'dcha', 'bajo', 'links', 'rechts', 'og', 'eg'];

/** Words that companies, offices and families write beside their names. */
export const COMPANY_WORDS: readonly string[] = [
  'ltd', 'ltd.', 'limited', 'inc', 'inc.', 'llc', 'plc', 'co.', 'co', 'company', 'department', 'dept.', 'office', 'team', 'school', 'club', 'society', 'shop', 'store', 'bakery', 'gallery', 'studio', 'hotel', 'museum', 'library', 'bookshop', 'gmbh', 'ag', 'kg', 'ohg', 'ug', 'e.v.', 'e.', 'v.', 'verein', 'familie', 'family', 'fam.', 'einkauf', 'abteilung', 'buchhandlung', 'sarl', 'sas', 'sa', 'eurl', 'service', 'achats', 'cabinet', 'salon', 'famille', 'épicerie', 'librairie', 'association', 's.l.', 'sl', 's.a.', 'departamento', 'compras', 'papelería', 'librería', 'asociación', 'familia', 'chef', 'director', 'directora', 'directeur', 'directrice', 'gérant', 'gérante', 'responsable', 'gerente', 'dueño', 'dueña', 'encargada', 'encargado', 'leiterin', 'leiter', 'inhaber', 'inhaberin', 'geschäftsführer', 'geschäftsführerin', 'sekretariat', 'head', 'teacher', 'secretary', 'recepción', 'reception', 'présidente', 'président', 'secrétaire', 'lehrerin', 'lehrer', 'purchasing', 'student', 'owner', 'manager',
];

/** Between the words of a name. */
export const NAME_PARTICLES: readonly string[] = ['von', 'van', 'der', 'den', 'de', 'la', 'le', 'du', 'des', 'del', 'los', 'las', 'di', 'da', 'dos', 'y', 'e', 'et', 'und', 'and', '&', 'of', 'the', 'zur', 'zum', 'zu', 'für', 'pour', 'para', 'from', 'am', 'im', 'in', 'an', 'bei', 'vom', 'at', 'sur', 'sous', 'aux', 'en', 'con', 'inh.', 'c/o', 'z.hd.', 'responsable', 'responsible', '/', '+', '-', '|', '·'];
