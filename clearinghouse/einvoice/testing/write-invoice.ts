/** For tests: writes e-invoices of our own, in UBL and CII, as short as the standards allow. What is written is what is said, right or wrong. */
import { PDFDocument } from '@cantoo/pdf-lib';

export type WrittenLine = { readonly name: string; readonly quantity: string; readonly amount: string };
export type WrittenCharge = { readonly reason: string; readonly amount: string; readonly charge: boolean };
export type WrittenTax = { readonly rate: string; readonly base: string; readonly amount: string };

/** All amounts as they shall stand in the file. */
export type WrittenInvoice = {
  readonly type: string;
  readonly number: string;
  readonly currency: string;
  readonly seller: string;
  readonly note: string;
  readonly lines: readonly WrittenLine[];
  readonly charges: readonly WrittenCharge[];
  readonly taxes: readonly WrittenTax[];
  readonly sums: { readonly lines: string; readonly allowances: string; readonly charges: string; readonly net: string; readonly tax: string; readonly gross: string; readonly prepaid: string; readonly rounding: string; readonly due: string };
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);
const element = (name: string, content: string, attributes = ''): string => `<${name}${attributes}>${content}</${name}>`;
const value = (name: string, text: string, attributes = ''): string => element(name, escaped(text), attributes);

export const invoice: WrittenInvoice = {
  type: '380',
  number: 'GT-1042',
  currency: 'JPY',
  seller: 'Green Tea House',
  note: '',
  lines: [
    { name: 'Sencha 100g', quantity: '2', amount: '2160' },
    { name: 'Bamboo whisk', quantity: '1', amount: '1650' },
  ],
  charges: [{ reason: 'Shipping', amount: '500', charge: true }],
  taxes: [{ rate: '10', base: '4310', amount: '431' }],
  sums: { lines: '3810', allowances: '0', charges: '500', net: '4310', tax: '431', gross: '4741', prepaid: '0', rounding: '0', due: '4741' },
};

export const ublOf = (one: WrittenInvoice): string => {
  const money = (name: string, amount: string): string => value(`cbc:${name}`, amount, ` currencyID="${escaped(one.currency)}"`);
  const category = (rate: string): string => element('cac:TaxCategory', value('cbc:ID', 'S') + value('cbc:Percent', rate) + element('cac:TaxScheme', value('cbc:ID', 'VAT')));
  const charges = one.charges.map(({ reason, amount, charge }) => element('cac:AllowanceCharge', value('cbc:ChargeIndicator', String(charge)) + value('cbc:AllowanceChargeReason', reason) + money('Amount', amount) + category(one.taxes[0]?.rate ?? '0')));
  const taxes = one.taxes.map(({ rate, base, amount }) => element('cac:TaxSubtotal', money('TaxableAmount', base) + money('TaxAmount', amount) + category(rate)));
  const lines = one.lines.map(({ name, quantity, amount }, at) =>
    element('cac:InvoiceLine', value('cbc:ID', String(at + 1)) + value('cbc:InvoicedQuantity', quantity, ' unitCode="EA"') + money('LineExtensionAmount', amount) + element('cac:Item', value('cbc:Name', name))));
  const { sums } = one;
  const total = [['LineExtensionAmount', sums.lines], ['TaxExclusiveAmount', sums.net], ['TaxInclusiveAmount', sums.gross], ['AllowanceTotalAmount', sums.allowances], ['ChargeTotalAmount', sums.charges], ['PrepaidAmount', sums.prepaid], ['PayableRoundingAmount', sums.rounding], ['PayableAmount', sums.due]] as const;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Invoice', [
    value('cbc:CustomizationID', 'urn:cen.eu:en16931:2017'),
    value('cbc:ID', one.number),
    value('cbc:InvoiceTypeCode', one.type),
    one.note === '' ? '' : value('cbc:Note', one.note),
    value('cbc:DocumentCurrencyCode', one.currency),
    element('cac:AccountingSupplierParty', element('cac:Party', element('cac:PartyLegalEntity', value('cbc:RegistrationName', one.seller)))),
    ...charges,
    element('cac:TaxTotal', money('TaxAmount', sums.tax) + taxes.join('')),
    element('cac:LegalMonetaryTotal', total.map(([name, amount]) => money(name, amount)).join('')),
    ...lines,
  ].join('\n'), ' xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"')}`;
};

export const ciiOf = (one: WrittenInvoice): string => {
  const tax = (rate: string): string => value('ram:TypeCode', 'VAT') + value('ram:CategoryCode', 'S') + value('ram:RateApplicablePercent', rate);
  const lines = one.lines.map(({ name, quantity, amount }, at) =>
    element('ram:IncludedSupplyChainTradeLineItem', [
      element('ram:AssociatedDocumentLineDocument', value('ram:LineID', String(at + 1))),
      element('ram:SpecifiedTradeProduct', value('ram:Name', name)),
      element('ram:SpecifiedLineTradeDelivery', value('ram:BilledQuantity', quantity, ' unitCode="C62"')),
      element('ram:SpecifiedLineTradeSettlement', element('ram:SpecifiedTradeSettlementLineMonetarySummation', value('ram:LineTotalAmount', amount))),
    ].join('')));
  const charges = one.charges.map(({ reason, amount, charge }) => element('ram:SpecifiedTradeAllowanceCharge', element('ram:ChargeIndicator', value('udt:Indicator', String(charge))) + value('ram:ActualAmount', amount) + value('ram:Reason', reason)));
  const taxes = one.taxes.map(({ rate, base, amount }) => element('ram:ApplicableTradeTax', value('ram:CalculatedAmount', amount) + value('ram:BasisAmount', base) + tax(rate)));
  const { sums } = one;
  const total = [
    value('ram:LineTotalAmount', sums.lines), value('ram:ChargeTotalAmount', sums.charges), value('ram:AllowanceTotalAmount', sums.allowances), value('ram:TaxBasisTotalAmount', sums.net),
    value('ram:TaxTotalAmount', sums.tax, ` currencyID="${escaped(one.currency)}"`), value('ram:RoundingAmount', sums.rounding), value('ram:GrandTotalAmount', sums.gross), value('ram:TotalPrepaidAmount', sums.prepaid), value('ram:DuePayableAmount', sums.due),
  ].join('');
  const settlement = element('ram:ApplicableHeaderTradeSettlement', value('ram:InvoiceCurrencyCode', one.currency) + taxes.join('') + charges.join('') + element('ram:SpecifiedTradeSettlementHeaderMonetarySummation', total));
  const agreement = element('ram:ApplicableHeaderTradeAgreement', element('ram:SellerTradeParty', value('ram:Name', one.seller)));
  const note = one.note === '' ? '' : element('ram:IncludedNote', value('ram:Content', one.note));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('rsm:CrossIndustryInvoice', [
    element('rsm:ExchangedDocument', value('ram:ID', one.number) + value('ram:TypeCode', one.type) + note),
    element('rsm:SupplyChainTradeTransaction', [...lines, agreement, '<ram:ApplicableHeaderTradeDelivery/>', settlement].join('\n')),
  ].join('\n'), ' xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"')}`;
};

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A PDF of one page with these files embedded. */
export async function pdfWith(files: readonly (readonly [name: string, content: Uint8Array])[], objectStreams = true): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([200, 200]);
  for (const [name, content] of files) await pdf.attach(content, name, { mimeType: 'text/xml' });
  return pdf.save({ useObjectStreams: objectStreams });
}
