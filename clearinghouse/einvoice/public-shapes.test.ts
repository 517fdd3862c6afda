/**
 * Invoices of our own with the figures and the shapes of public examples: sums that are left out, a second VAT total in the accounting currency,
 * returned goods, allowances and lines within lines, another payee, embedded documents, elements that nobody asks for. Each alone and in a PDF.
 */
import test from 'ava';
import { formatMoney } from '../protocol/money.ts';
import type { EInvoiceReading } from '../protocol/reading.ts';
import { readInvoiceFile } from './index.ts';
import { PUBLIC_EXAMPLES, type Example } from './testing/public-examples.ts';
import { bytesOf, ciiOf, invoice, pdfWith, ublOf, type WrittenInvoice } from './testing/write-invoice.ts';

const NONE: WrittenInvoice['sums'] = { lines: '', allowances: '', charges: '', net: '', tax: '', gross: '', prepaid: '', rounding: '', due: '' };

const writtenOf = ({ type, currency, lines, allowances, charges, taxes, sums }: Example): WrittenInvoice => ({
  ...invoice,
  type: type ?? '380',
  number: 'TOSL108',
  currency,
  lines: lines.map((amount, at) => ({ name: `Article ${at + 1}`, quantity: amount.startsWith('-') ? '-1' : '2.0000', amount })),
  charges: [...(allowances ?? []).map((amount) => ({ reason: 'Loyal customer', amount, charge: false })), ...(charges ?? []).map((amount) => ({ reason: 'Freight', amount, charge: true }))],
  taxes: taxes.map((amount) => ({ rate: '25', base: '1', amount })),
  sums: { ...NONE, ...sums },
});

/** Elements without content are left out, as the examples do. */
const withoutEmpty = (xml: string): string => xml.replace(/<([a-z]+:[A-Za-z]+)(?: [^<>]*)?><\/\1>/g, '');

const ublPayee = (name: string): string => `<cac:PayeeParty><cac:PartyName><cbc:Name>${name}</cbc:Name></cac:PartyName></cac:PayeeParty>`;
const ciiPayee = (name: string): string => `<ram:PayeeTradeParty><ram:ID>1</ram:ID><ram:Name>${name}</ram:Name></ram:PayeeTradeParty>`;

const COMMENTS = '<!-- an example -->\n<?xml-stylesheet href="x.xsl"?>\n';
const PRICE = '<cac:Price><cbc:PriceAmount currencyID="EUR">7.1234567</cbc:PriceAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">225.00</cbc:Amount></cac:AllowanceCharge></cac:Price>';
const SUB_LINE = '<cac:SubInvoiceLine><cbc:ID>1 1</cbc:ID><cbc:LineExtensionAmount currencyID="EUR"\n>335.79</cbc:LineExtensionAmount></cac:SubInvoiceLine>';
const LINE_ALLOWANCE = '<cac:AllowanceCharge><cbc:ChargeIndicator>1</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">12.00</cbc:Amount></cac:AllowanceCharge>';
const DOCUMENT = '<cac:AdditionalDocumentReference><cbc:ID schemeID="ABT">DR1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf"\n>VGVzdA==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>';

const ublLike = (figures: Example): string => {
  const [currency, tax] = figures.accounting ?? [];
  const plain = withoutEmpty(ublOf(writtenOf(figures))).replaceAll('>true<', '>1<').replaceAll('>false<', '>0<');
  const furnished = plain
    .replace('?>\n', `?>\n${COMMENTS}`)
    .replaceAll('</cac:InvoiceLine>', `${LINE_ALLOWANCE}${PRICE}${SUB_LINE}</cac:InvoiceLine>`)
    .replace('<cac:AccountingSupplierParty>', `${DOCUMENT}<cac:AccountingSupplierParty>`)
    .replace('</cac:AccountingSupplierParty>', `$&${figures.payee === undefined ? '' : ublPayee(figures.payee)}`);
  if (currency === undefined) return furnished;
  return furnished.replace('</cbc:DocumentCurrencyCode>', `</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>${currency}</cbc:TaxCurrencyCode>`).replace('</cac:TaxTotal>', `</cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID ="${currency}">${tax}</cbc:TaxAmount></cac:TaxTotal>`);
};

const ciiLike = (figures: Example): string => {
  const [currency, tax] = figures.accounting ?? [];
  const plain = withoutEmpty(ciiOf(writtenOf(figures)))
    .replace('?>\n', `?>\n${COMMENTS}`)
    .replaceAll('<ram:SpecifiedLineTradeDelivery>', '<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>7.1234567</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery>')
    .replace('<ram:ApplicableHeaderTradeAgreement>', '<ram:ApplicableHeaderTradeAgreement><ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID/></ram:BuyerOrderReferencedDocument>')
    .replace('</ram:InvoiceCurrencyCode>', `$&${figures.payee === undefined ? '' : ciiPayee(figures.payee)}`)
    .replace('<rsm:ExchangedDocument>', `<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>${figures.guideline ?? 'urn:cen.eu:en16931:2017'}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>$&`);
  return currency === undefined ? plain : plain.replace('</ram:TaxTotalAmount>', `</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="${currency}">${tax}</ram:TaxTotalAmount>`);
};

const told = (reading: EInvoiceReading | null): string => (reading === null ? 'none' : reading.ok ? formatMoney(reading.total) : reading.code);
const trouble = (reading: EInvoiceReading | null): string => (reading?.ok === false ? reading.detail : '');

for (const figures of PUBLIC_EXAMPLES) {
  for (const [format, write] of [['ubl', ublLike], ['cii', ciiLike]] as const) {
    if (figures.only !== undefined && figures.only !== format) continue;
    test(`${format} like ${figures.like}: ${figures.read}`, async (t) => {
      const bytes = bytesOf(write(figures));
      for (const reading of [readInvoiceFile(bytes), readInvoiceFile(await pdfWith([['factur-x.xml', bytes]]))]) {
        t.is(told(reading), figures.read, trouble(reading));
        if (reading?.ok !== true) continue;
        t.is(reading.lines.length, figures.shown ?? 0);
        t.is(reading.lines.reduce((sum, { amount }) => sum + amount.minor, 0n), reading.total.minor);
      }
    });
  }
}

const exampleLike = (words: string): Example => {
  const found = PUBLIC_EXAMPLES.find(({ like }) => like === words);
  if (found === undefined) throw new Error(`no example ${words}`);
  return found;
};

test('a second VAT total without an accounting currency is refused; with one it may stand first', (t) => {
  const ubl = ublLike(exampleLike('EN 16931 example 5 without its payee'));
  t.is(told(readInvoiceFile(bytesOf(ubl.replace('<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>', '')))), 'amount-unreadable');
  const [second = ''] = /<cac:TaxTotal><cbc:TaxAmount currencyID ="EUR">.*?<\/cac:TaxTotal>/.exec(ubl) ?? [];
  t.is(told(readInvoiceFile(bytesOf(ubl.replace(second, '').replace('<cac:TaxTotal>', `${second}<cac:TaxTotal>`)))), 'DKK 2,337.50');
});

test('whoever is to be paid must be the seller, by the legal name or the trading name', (t) => {
  const plain = exampleLike('Factur-X, paid by direct debit');
  const ubl = (payee: string): string => told(readInvoiceFile(bytesOf(ublLike(plain).replace('</cac:AccountingSupplierParty>', `$&${payee}`).replace('<cac:PartyLegalEntity>', '<cac:PartyName><cbc:Name>Tea Co.</cbc:Name></cac:PartyName>$&'))));
  const cii = (payee: string): string => told(readInvoiceFile(bytesOf(ciiLike(plain).replace('</ram:InvoiceCurrencyCode>', `$&${payee}`).replace('</ram:SellerTradeParty>', '<ram:SpecifiedLegalOrganization><ram:TradingBusinessName>Tea Co.</ram:TradingBusinessName></ram:SpecifiedLegalOrganization>$&'))));
  for (const name of ['Green Tea House', 'GREEN  TEA\nHOUSE', 'Tea Co.']) t.deepEqual([ubl(ublPayee(name)), cii(ciiPayee(name))], ['EUR 529.87', 'EUR 529.87'], name);
  for (const name of ['Green Tea Hοuse', 'Green Tea House Factoring', '']) t.deepEqual([ubl(ublPayee(name)), cii(ciiPayee(name))], ['not-an-invoice', 'not-an-invoice'], name);
  const identifier = (scheme: string): string => `<cac:PayeeParty><cac:PartyIdentification><cbc:ID schemeID="${scheme}">DE98ZZZ09999999999</cbc:ID></cac:PartyIdentification></cac:PayeeParty>`;
  t.deepEqual([ubl(identifier('SEPA')), ubl(identifier('0088')), ubl(ublPayee('Tea Co.').repeat(2))], ['EUR 529.87', 'not-an-invoice', 'broken']);
});

test('what was paid before is worked out for MINIMUM alone, and never adds to what is due', (t) => {
  const minimum = exampleLike('Factur-X MINIMUM, where what was paid before has no element');
  const read = (changed: Partial<Example>): string => told(readInvoiceFile(bytesOf(ciiLike({ ...minimum, ...changed }))));
  t.is(read({ guideline: 'urn:zugferd.de:2p0:minimum' }), 'EUR 470.15');
  t.is(read({ guideline: 'urn:cen.eu:en16931:2017' }), 'sum-differs');
  for (const due of ['671.16', '700.00']) t.is(read({ sums: { ...minimum.sums, due } }), 'sum-differs');
  for (const due of ['0.00', '-1.00']) t.is(read({ sums: { ...minimum.sums, due } }), 'not-positive');
  t.is(read({ sums: { ...minimum.sums, gross: '671.16' } }), 'sum-differs');
  t.is(read({ sums: { ...minimum.sums, prepaid: '100.00' } }), 'sum-differs');
});

test('quantities as programs write them', (t) => {
  for (const [written, shown] of [['64.', '64 x Tea'], ['30.00000000000', '30 x Tea'], ['2.50', '2.5 x Tea'], ['1e2', 'Tea'], ['0.123456789', 'Tea'], ['007', 'Tea']] as const) {
    const reading = readInvoiceFile(bytesOf(ublOf({ ...invoice, lines: [{ name: 'Tea', quantity: written, amount: '3810' }] })));
    t.is(reading?.ok === true ? reading.lines[0]?.text : '', shown, written);
  }
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
