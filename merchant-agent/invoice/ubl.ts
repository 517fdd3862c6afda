/**
 * An invoice as UBL 2.1 by EN 16931 and Peppol BIS Billing 3.0. Amounts are the order's own, line by line without tax (net-amounts.ts); nothing is
 * rounded here. Rates above nothing are category S; the rate 0 is Z for a seller who is registered for tax and O for one who is not: a catalogue
 * knows rates and no reasons for an exemption (E). JP PINT, Japan's own profile, is not written: a Japanese shop's document is one of EN 16931.
 */
import { exponentOf, money } from '../../clearinghouse/protocol/money.ts';
import type { Currency } from '../../clearinghouse/protocol/money.ts';
import { formatAmount } from '../../clearinghouse/protocol/money.ts';
import type { InvoiceFacts } from './invoice.ts';
import { dateIn, invoiceName, kindOf, percent } from './invoice-words.ts';
import { netAmounts } from './net-amounts.ts';
import type { NetLine, RateSum } from './net-amounts.ts';
import { customer, supplier } from './ubl-parties.ts';
import { leaf, node, xmlDocument } from './xml.ts';
import type { Xml } from './xml.ts';

const CUSTOMIZATION = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
const PROFILE = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';
const NAMESPACES = {
  xmlns: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
};
/** UNTDID 1001: commercial invoice. UNTDID 4461: online payment service. UNTDID 7161: freight. UNTDID 5189: discount. UN/ECE 20: piece. */
const CODES = { invoice: '380', onlinePayment: '68', freight: 'FC', discount: '95', piece: 'H87' } as const;

/**
 * What an EN 16931 invoice can't say of these facts. `tax-registration`: tax is asked for and the seller has no number (BR-S-02). `decimals`: a
 * currency with more than two (BR-DEC). `items`: no line but shipping (BR-16). `country`: the seller's is no two letters (BR-CL-14).
 */
export type UblGap = 'tax-registration' | 'decimals' | 'items' | 'country';

/** Empty where `ublInvoice` can write it. */
export function ublGaps({ seller, order }: InvoiceFacts): readonly UblGap[] {
  const gaps: readonly (readonly [gap: UblGap, hit: boolean])[] = [
    ['tax-registration', seller.vatId === null && order.lines.some(({ taxRate }) => taxRate > 0)],
    ['decimals', exponentOf(order.total.currency) > 2],
    ['items', order.lines.every(({ sku }) => sku === null)],
    ['country', !/^[A-Z]{2}$/.test(seller.country)],
  ];
  return gaps.flatMap(([gap, hit]) => (hit ? [gap] : []));
}

/** The document in UTF-8. The same facts give the same bytes. Throws RangeError where there are gaps: ask `ublGaps` first. */
export function ublInvoice(facts: InvoiceFacts): Uint8Array {
  const gaps = ublGaps(facts);
  if (gaps.length > 0) throw new RangeError(`invoice ${JSON.stringify(facts.number)} can't be written as EN 16931: ${gaps.join(', ')}`);
  return new TextEncoder().encode(xmlDocument(invoiceOf(facts)));
}

function invoiceOf(facts: InvoiceFacts): Xml {
  const { number, issuedAt, timeZone, order, buyer } = facts;
  const { year, month, day } = dateIn(timeZone, issuedAt);
  const { lines, rates } = netAmounts(order);
  const document: Document = { currency: order.total.currency, registered: facts.seller.vatId !== null };
  const extras = lines.filter(({ line }) => line.sku === null);
  const items = lines.filter(({ line }) => line.sku !== null);
  return node('Invoice', [
    leaf('cbc:CustomizationID', CUSTOMIZATION),
    leaf('cbc:ProfileID', PROFILE),
    leaf('cbc:ID', number),
    leaf('cbc:IssueDate', `${year}-${month}-${day}`),
    leaf('cbc:InvoiceTypeCode', CODES.invoice),
    leaf('cbc:DocumentCurrencyCode', order.total.currency),
    leaf('cbc:BuyerReference', invoiceName(facts.orderSubject ?? '', buyer.address)),
    supplier(facts.seller),
    customer(facts),
    paymentMeans(facts),
    node('cac:PaymentTerms', [leaf('cbc:Note', paymentNote[facts.language])]),
    ...extras.map((extra) => allowanceOrCharge(document, extra)),
    taxTotal(document, rates),
    monetaryTotal(document, items, extras, rates),
    ...items.map((item, at) => lineOf(document, item, at + 1)),
  ], NAMESPACES);
}

const paymentNote: Readonly<Record<InvoiceFacts['language'], string>> = {
  en: 'Paid by mail: the bank asks the buyer, and the goods are sent when it has been paid.',
  ja: 'お支払いは電子メールによります。銀行からの確認へのお返事で支払いが済み、その後に発送します。',
};

/** What the whole document has in common. `registered`: the seller bears a number for tax. */
type Document = { readonly currency: Currency; readonly registered: boolean };

const plain = (currency: Currency, minor: bigint): string => formatAmount(money(currency, minor)).replaceAll(',', '');
const amount = (name: string, { currency }: Document, minor: bigint): Xml => leaf(name, plain(currency, minor), { currencyID: currency });
const sum = (lines: readonly NetLine[]): bigint => lines.reduce((total, { net }) => total + net, 0n);

const paymentMeans = ({ number, seller: { iban } }: InvoiceFacts): Xml =>
  node('cac:PaymentMeans', [leaf('cbc:PaymentMeansCode', CODES.onlinePayment), leaf('cbc:PaymentID', number), iban === null ? null : node('cac:PayeeFinancialAccount', [leaf('cbc:ID', iban.replace(/\s/g, ''))])]);

/** Outside the scope of VAT there is no rate (BR-O-05) but a reason (BR-O-10, in the breakdown alone). */
function category(name: string, { registered }: Document, rate: number, place: 'line' | 'breakdown'): Xml {
  const scheme = node('cac:TaxScheme', [leaf('cbc:ID', 'VAT')]);
  if (!registered) return node(name, [leaf('cbc:ID', 'O'), place === 'breakdown' ? leaf('cbc:TaxExemptionReasonCode', 'VATEX-EU-O') : null, scheme]);
  return node(name, [leaf('cbc:ID', rate > 0 ? 'S' : 'Z'), leaf('cbc:Percent', percent(rate)), scheme]);
}

/** Both are written above nothing; which it is says whether it is added. */
function allowanceOrCharge(document: Document, { line, net }: NetLine): Xml {
  const isDiscount = kindOf(line) === 'discount';
  return node('cac:AllowanceCharge', [
    leaf('cbc:ChargeIndicator', isDiscount ? 'false' : 'true'),
    leaf('cbc:AllowanceChargeReasonCode', isDiscount ? CODES.discount : CODES.freight),
    leaf('cbc:AllowanceChargeReason', invoiceName(line.name, isDiscount ? 'Discount' : 'Shipping')),
    amount('cbc:Amount', document, isDiscount ? -net : net),
    category('cac:TaxCategory', document, line.taxRate, 'line'),
  ]);
}

const taxTotal = (document: Document, rates: readonly RateSum[]): Xml =>
  node('cac:TaxTotal', [
    amount('cbc:TaxAmount', document, rates.reduce((total, { tax }) => total + tax, 0n)),
    ...rates.map(({ rate, net, tax }) => node('cac:TaxSubtotal', [amount('cbc:TaxableAmount', document, net), amount('cbc:TaxAmount', document, tax), category('cac:TaxCategory', document, rate, 'breakdown')])),
  ]);

function monetaryTotal(document: Document, items: readonly NetLine[], extras: readonly NetLine[], rates: readonly RateSum[]): Xml {
  const discounts = extras.filter(({ line }) => kindOf(line) === 'discount');
  const charges = extras.filter(({ line }) => kindOf(line) === 'shipping');
  const net = sum(items) + sum(extras);
  const gross = net + rates.reduce((total, { tax }) => total + tax, 0n);
  return node('cac:LegalMonetaryTotal', [
    amount('cbc:LineExtensionAmount', document, sum(items)),
    amount('cbc:TaxExclusiveAmount', document, net),
    amount('cbc:TaxInclusiveAmount', document, gross),
    discounts.length === 0 ? null : amount('cbc:AllowanceTotalAmount', document, -sum(discounts)),
    charges.length === 0 ? null : amount('cbc:ChargeTotalAmount', document, sum(charges)),
    amount('cbc:PayableAmount', document, gross),
  ]);
}

function lineOf(document: Document, item: NetLine, id: number): Xml {
  const { line, net } = item;
  return node('cac:InvoiceLine', [
    leaf('cbc:ID', String(id)),
    leaf('cbc:InvoicedQuantity', String(line.quantity), { unitCode: CODES.piece }),
    amount('cbc:LineExtensionAmount', document, net),
    node('cac:Item', [
      leaf('cbc:Name', invoiceName(line.name, line.sku ?? '')),
      node('cac:SellersItemIdentification', [leaf('cbc:ID', invoiceName(line.sku ?? '', ''))]),
      category('cac:ClassifiedTaxCategory', document, line.taxRate, 'line'),
    ]),
    priceOf(document, item),
  ]);
}

/** Where the pieces don't share the net amount evenly, the price is that of all of them: price × quantity ÷ base quantity is exact in any case. */
function priceOf(document: Document, { line, net }: NetLine): Xml {
  const quantity = BigInt(line.quantity);
  if (net % quantity === 0n) return node('cac:Price', [amount('cbc:PriceAmount', document, net / quantity)]);
  return node('cac:Price', [amount('cbc:PriceAmount', document, net), leaf('cbc:BaseQuantity', String(line.quantity), { unitCode: CODES.piece })]);
}
