/** @table of the fields of a form that say who, where, when or under which number, and never what is ordered or how much: a noun, and what may stand before or behind it. Folded. */

type Fields = { readonly before: string; readonly noun: string; readonly behind: string };

const FIELDS: readonly Fields[] = [
  {
    before: 'your|our|the|my|customer|client|buyer|supplier|vendor|seller|delivery|shipping|invoice|billing|order|purchase|contact|payment|company|office|site|requested|required|preferred|latest|internal|external|cost|tax|vat|home|work|mobile|daytime|full|first|last|family|given|business|trading|registered|school|club|department|project|po|p\\.o\\.',
    noun: 'name|surname|address|street|town|city|county|postcode|post code|zip|zip code|country|phone|telephone|tel|tel\\.|mobile|cell|fax|e-?mail|mail|date|deadline|time|times|hours|window|day|week|person|contact|number|no|no\\.|ref|ref\\.|reference|account|centre|center|code|id|po|method|address line [12]|attention|attn|attn\\.|position|role|job title|due',
    behind: 'name|address|number|no|no\\.|date|details|person|phone|code|to|by|before|from',
  },
  {
    before: 'ihre?|unsere?|mein|die|der|das|kunden|liefer|rechnungs|bestell|versand|ansprech|firmen|vor|nach|gewunschter?|gewunschtes|spatester|interne|privat|dienstlich|mobil|rechnung|lieferung|bestellung',
    noun: 'name|vorname|nachname|anrede|firma|anschrift|adresse|strasse|plz|ort|wohnort|land|telefon|tel\\.?|telefonnummer|rufnummer|handy|mobil|fax|e-?mail|mail|datum|termin|frist|zeit|zeiten|woche|tag|kw|person|ansprechpartner|ansprechpartnerin|kontakt|nummer|nr\\.?|zeichen|referenz|kostenstelle|kundennummer|liefertermin|lieferdatum|lieferanschrift|lieferadresse|rechnungsadresse|rechnungsanschrift|bestellnummer|bestellnr\\.?|bestelldatum|auftragsnummer|abteilung|z\\. ?hd\\.?|bank|konto',
    behind: 'name|adresse|anschrift|nummer|nr\\.?|datum|bis|an|am|vor|ab',
  },
  {
    before: 'votre|notre|mon|ma|nos|vos|le|la|les|de|du|des|d\'|client|fournisseur|commande|livraison|facturation|facture|adresse|date|delai|heure|heures|contact|code|personne|numero|n°|souhaitee?|prevue?|raison|lieu',
    noun: 'nom|prenom|nom et prenom|societe|raison sociale|adresse|rue|ville|code postal|cp|pays|telephone|tel\\.?|portable|fax|courriel|e-?mail|mail|date|delai|echeance|heure|heures|horaires?|jour|semaine|personne|contact|interlocuteur|interlocutrice|numero|n°|reference|ref\\.?|commande|service|client|livraison|facturation|siret|tva|batiment|etage|digicode|code',
    behind: 'de livraison|de facturation|de commande|de client|client|livraison|facturation|souhaitee?|prevue?|sociale|postale?|a contacter|complete?|de contact|au plus tard|avant le',
  },
  {
    before: 'su|sus|nuestro|nuestra|mi|el|la|los|de|del|cliente|proveedor|pedido|entrega|envio|factura|facturacion|fecha|plazo|hora|horario|contacto|persona|numero|n\\.?º|razon|direccion|codigo|lugar',
    noun: 'nombre|apellidos?|nombre y apellidos|empresa|razon social|direccion|calle|ciudad|poblacion|localidad|provincia|codigo postal|c\\.?p\\.?|pais|telefono|tel\\.?|tfno\\.?|movil|fax|correo|correo electronico|e-?mail|mail|fecha|plazo|hora|horario|dia|semana|persona|contacto|numero|n\\.?º|referencia|ref\\.?|pedido|departamento|cliente|entrega|facturacion|nif|cif|piso|portal',
    behind: 'de entrega|de envio|de facturacion|de pedido|de cliente|de contacto|deseada|prevista|postal|completa|social|fiscal|antes del?',
  },
];

/** A whole field: words before its noun, and words behind it. */
export const FIELD = new RegExp(`^(?:${FIELDS.map(({ before, noun, behind }) => `(?:(?:${before})[ -]?){0,3}(?:${noun})(?: (?:${behind})){0,2}`).join('|')})$`);

/** Of a field with one of these words nothing is known: what stands behind it may be goods, or how many. */
export const NO_FIELD = /quant|menge|anzahl|cantidad|number of|nombre d|numero de (?:pi|ca|bo|pa|un)|items?|artic|artik|produ|goods|size|colou?r|farbe|couleur|color|note|remark|comment|bemerk|hinweis|remarque|observ|nota|wish|wunsch(?!te)|sorte|variet/;
