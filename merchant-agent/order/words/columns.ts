/** @table of what the columns of an order's table are called, folded, in the languages of the reader. */

export type ColumnKind = 'position' | 'code' | 'name' | 'quantity' | 'unit' | 'price' | 'sum';

export const COLUMN_WORDS: Readonly<Record<ColumnKind, string>> = {
  position: '#|pos|pos.|position|no|no.|nr|nr.|n°|nº|n.º|line|line no.|zeile|lfd. nr.|ligne|linea|num.|番号|no.|項番|行|序号|序號',
  code: 'code|sku|item no|item no.|article no.|art. no.|product code|part no.|art.-nr.|art.nr.|art.-nr|artikelnr.|artikelnummer|best.-nr.|bestellnummer|ref|ref.|reference|code article|referencia|codigo|cod.|品番|商品コード|商品番号|货号|貨號|编码|商品编号',
  name: 'item|items|article|product|products|description|goods|item description|artikel|bezeichnung|artikelbezeichnung|produkt|ware|beschreibung|designation|produit|libelle|articulo|articulos|producto|productos|descripcion|concepto|detalle|品名|商品|商品名|品目|名称|名稱|货品|貨品|商品名称|产品|货物名称',
  quantity: 'qty|qty.|quantity|pcs|pieces|how many|menge|anzahl|anz.|stuck|stk|stk.|bestellmenge|quantite|qte|qte.|nbre|cantidad|cant|cant.|uds|uds.|unidades|n.º uds.|数量|個数|点数|數量|件数|件數|订购数量',
  unit: 'unit|uom|einheit|me|unite|unidad|ud.|単位|单位|單位',
  price: 'price|unit price|price each|each|unit cost|einzelpreis|preis|stuckpreis|ep|e-preis|preis/stuck|prix|prix unitaire|prix unit.|pu|p.u.|p.u. ht|pu ht|precio|precio unitario|precio unit.|precio/ud.|p. unit.|p.unit.|p.u|単価|单价|單價|价格|値段|価格',
  sum: 'total|line total|sum|subtotal|gesamt|gesamtpreis|gp|summe|betrag|montant|montant ht|total ht|importe|suma|金額|小計|小计|金额|合計|合计|总价|總價',
};

/** At the left of a row that sums up those above. */
export const SUM_ROW = /^(?:sub-?total|grand total|order total|total|sum|summe|gesamt|gesamtsumme|zwischensumme|sous-total|montant total|somme|suma|importe total|合計|合计|小計|小计|总计|總計|共计)(?: ?(?:ht|h\.t\.|ttc|t\.t\.c\.|netto|net|brutto))?:?$/;

/** What may stand beside the number in the column of quantities: it counts pieces, and nothing else. */
export const PIECES = /^(?:x|×|pcs?\.?|pieces?|packs?|packets?|bags?|boxes|box|tins?|jars?|sets?|stuck|stk\.?|st\.?|pack\.?|packung(?:en)?|beutel|dosen?|glaser|pieces?|paquets?|sachets?|boites?|pots?|lots?|uds?\.?|unidad(?:es)?|paquetes?|bolsas?|cajas?|latas?|botes?|個|袋|箱|本|缶|枚|点|冊|組|つ|包|盒|罐|块|塊|瓶|件|套|组|份|把)$/;
