/**
 * Invoices of our own with the figures and the shapes of the public examples of EN 16931 and Peppol BIS 3: sums that are left out, a second VAT total
 * in the accounting currency, returned goods, allowances within lines, embedded documents, elements that nobody asks for.
 */
import test from 'ava';
import { formatMoney } from '../protocol/money.ts';
import { readInvoiceFile } from './index.ts';
import { bytesOf, ciiOf, invoice, ublOf, type WrittenInvoice } from './testing/write-invoice.ts';

type Figures = { readonly like: string; readonly currency: string; readonly lines: readonly string[]; readonly allowance?: string; readonly charge?: string; readonly taxes: readonly string[]; readonly sums: Partial<WrittenInvoice['sums']>; readonly accounting?: readonly [currency: string, tax: string]; readonly read: string };

const EXAMPLES: readonly Figures[] = [
  { like: 'EN 16931 example 1', currency: 'EUR', lines: ['19.90', '9.85', '8.29', '14.46', '35.00', '35.00', '10.65', '1.55', '14.37', '8.29', '16.58', '9.95', '3.30', '42.41'], taxes: ['10.99', '9.74'], sums: { lines: '229.60', net: '229.60', tax: '20.73', gross: '250.33', due: '250.33' }, read: 'EUR 250.33' },
  { like: 'EN 16931 example 2', currency: 'NOK', lines: ['1273', '-3.96', '4.96', '-25', '187.5'], allowance: '100', charge: '100.00', taxes: ['365.13', '0.15', '0'], sums: { lines: '1436.5', allowances: '100', charges: '100', net: '1436.50', tax: '365.28', gross: '1801.78', prepaid: '1000', due: '801.78' }, read: 'NOK 801.78' },
  { like: 'EN 16931 example 5', currency: 'DKK', lines: ['1000.00', '500.00', '2500.00'], allowance: '150.00', charge: '150', taxes: ['375', '300.00'], sums: { lines: '4000.00', allowances: '150', charges: '150', net: '4000', tax: '675.00', gross: '4675', prepaid: '2337.5', due: '2337.50' }, accounting: ['EUR', '628.62'], read: 'DKK 2,337.50' },
  { like: 'EN 16931, a journey cancelled', currency: 'EUR', lines: ['720.81', '0.01', '-720.81', '-0.01'], taxes: ['0.00', '0.00'], sums: { lines: '0.00', charges: '0', allowances: '0', net: '0.00', tax: '0.00', gross: '0.00', prepaid: '0', due: '0.00' }, read: 'not-positive' },
  { like: 'Peppol, allowances', currency: 'EUR', lines: ['4000.00', '1000.00', '900.00'], allowance: '200', charge: '200', taxes: ['1225', '0'], sums: { lines: '5900', allowances: '200', charges: '200', net: '5900', tax: '1225.00', gross: '7125', prepaid: '1000', due: '6125.00' }, accounting: ['SEK', '9324.00'], read: 'EUR 6,125.00' },
  { like: 'Peppol, outside of VAT', currency: 'SEK', lines: ['3200.00'], taxes: ['0.00'], sums: { lines: '3200.00', net: '3200.00', tax: '0.00', gross: '3200.00', due: '3200.00' }, read: 'SEK 3,200.00' },
];

const NONE: WrittenInvoice['sums'] = { lines: '', allowances: '', charges: '', net: '', tax: '', gross: '', prepaid: '', rounding: '', due: '' };

const writtenOf = ({ currency, lines, allowance, charge, taxes, sums }: Figures): WrittenInvoice => ({
  ...invoice,
  number: 'TOSL108',
  currency,
  lines: lines.map((amount, at) => ({ name: `Article ${at + 1}`, quantity: amount.startsWith('-') ? '-1' : '2.0000', amount })),
  charges: [...(allowance === undefined ? [] : [{ reason: 'Loyal customer', amount: allowance, charge: false }]), ...(charge === undefined ? [] : [{ reason: 'Freight', amount: charge, charge: true }])],
  taxes: taxes.map((amount) => ({ rate: '25', base: '1', amount })),
  sums: { ...NONE, ...sums },
});

/** Elements without content are left out, as the examples do. */
const withoutEmpty = (xml: string): string => xml.replace(/<([a-z]+:[A-Za-z]+)(?: [^<>]*)?><\/\1>/g, '');

const COMMENTS = '<!-- an example -->\n<?xml-stylesheet href="x.xsl"?>\n';
const PRICE = '<cac:Price><cbc:PriceAmount currencyID="EUR">7.1234567</cbc:PriceAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">225.00</cbc:Amount></cac:AllowanceCharge></cac:Price>';
const LINE_ALLOWANCE = '<cac:AllowanceCharge><cbc:ChargeIndicator>1</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">12.00</cbc:Amount></cac:AllowanceCharge>';
const DOCUMENT = '<cac:AdditionalDocumentReference><cbc:ID schemeID="ABT">DR1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf"\n>VGVzdA==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>';

const ublLike = (figures: Figures): string => {
  const [currency, tax] = figures.accounting ?? [];
  const plain = withoutEmpty(ublOf(writtenOf(figures))).replaceAll('>true<', '>1<').replaceAll('>false<', '>0<');
  const furnished = plain
    .replace('?>\n', `?>\n${COMMENTS}`)
    .replaceAll('</cac:InvoiceLine>', `${LINE_ALLOWANCE}${PRICE}</cac:InvoiceLine>`)
    .replace('<cac:AccountingSupplierParty>', `${DOCUMENT}<cac:AccountingSupplierParty>`);
  if (currency === undefined) return furnished;
  return furnished.replace('</cbc:DocumentCurrencyCode>', `</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>${currency}</cbc:TaxCurrencyCode>`).replace('</cac:TaxTotal>', `</cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID ="${currency}">${tax}</cbc:TaxAmount></cac:TaxTotal>`);
};

const ciiLike = (figures: Figures): string => {
  const [currency, tax] = figures.accounting ?? [];
  const plain = withoutEmpty(ciiOf(writtenOf(figures)))
    .replace('?>\n', `?>\n${COMMENTS}`)
    .replaceAll('<ram:SpecifiedLineTradeDelivery>', '<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>7.1234567</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery>')
    .replace('<ram:ApplicableHeaderTradeAgreement>', '<ram:ApplicableHeaderTradeAgreement><ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID/></ram:BuyerOrderReferencedDocument>');
  return currency === undefined ? plain : plain.replace('</ram:TaxTotalAmount>', `</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="${currency}">${tax}</ram:TaxTotalAmount>`);
};

for (const figures of EXAMPLES) {
  for (const [format, write] of [['UBL', ublLike], ['CII', ciiLike]] as const) {
    test(`${format} like ${figures.like}: ${figures.read}`, (t) => {
      const reading = readInvoiceFile(bytesOf(write(figures)));
      t.is(reading === null ? 'none' : reading.ok ? formatMoney(reading.total) : reading.code === figures.read ? reading.code : `${reading.code}: ${reading.detail}`, figures.read);
      if (reading?.ok === true) t.is(reading.lines.reduce((sum, { amount }) => sum + amount.minor, 0n), reading.total.minor);
    });
  }
}

test('a second VAT total without an accounting currency is refused', (t) => {
  const [, , figures] = EXAMPLES;
  if (figures === undefined) throw new Error('no example');
  const reading = readInvoiceFile(bytesOf(ublLike(figures).replace('<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>', '')));
  t.is(reading?.ok === false ? reading.code : '', 'amount-unreadable');
});

test('Factur-X MINIMUM and BASIC WL name no lines: their sum is one; EXTENDED has groups and freight', (t) => {
  const cii = ciiOf(invoice);
  const noLines = cii.replace(/<ram:IncludedSupplyChainTradeLineItem>[^]*<\/ram:IncludedSupplyChainTradeLineItem>/, '');
  const shown = (xml: string): string => {
    const reading = readInvoiceFile(bytesOf(xml));
    return reading?.ok === true ? reading.lines.map(({ kind, text, amount }) => `${kind} ${text} ${formatMoney(amount)}`).join('; ') : `${reading?.code}: ${reading?.detail}`;
  };
  t.is(shown(noLines), 'net Net amount JPY 3,810; charge Shipping JPY 500; tax Tax 10 % JPY 431');
  const minimum = noLines.replace(/<ram:LineTotalAmount>[^]*<ram:TaxBasisTotalAmount>/, '<ram:TaxBasisTotalAmount>').replace(/<ram:ApplicableTradeTax>[^]*?<\/ram:ApplicableTradeTax>/, '').replace(/<ram:SpecifiedTradeAllowanceCharge>[^]*?<\/ram:SpecifiedTradeAllowanceCharge>/, '');
  t.is(shown(minimum), 'net Net amount JPY 4,310; tax Tax JPY 431');
  const group = (status: string): string => cii.replace('<ram:IncludedSupplyChainTradeLineItem>', `<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>0</ram:LineID><ram:LineStatusReasonCode>${status}</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument><ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>3810</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem><ram:IncludedSupplyChainTradeLineItem>`);
  t.is(shown(group('GROUP')), shown(cii));
  t.regex(shown(group('DETAIL')), /^sum-differs/);
  const freight = cii.replace(/<ram:SpecifiedTradeAllowanceCharge>[^]*?<\/ram:SpecifiedTradeAllowanceCharge>/, '<ram:SpecifiedLogisticsServiceCharge><ram:Description>Parcel</ram:Description><ram:AppliedAmount>500</ram:AppliedAmount></ram:SpecifiedLogisticsServiceCharge>');
  t.regex(shown(freight), /charge Parcel JPY 500/);
});
