/** UN/CEFACT Cross Industry Invoice D16B by the binding of EN 16931 (CEN/TS 16931-3-3), as in XRechnung and in Factur-X and ZUGFeRD 2 of every profile. */
import { money, negate, type Currency, type Money } from '../protocol/money.ts';
import type { EInvoiceLine } from '../protocol/reading.ts';
import { amountOf } from './amount.ts';
import { currencyIn } from './currency.ts';
import type { InvoiceDocument, StatedSums } from './document.ts';
import { childrenOf, find, need, Refused, valueOf, wordsOf, type Names } from './element.ts';
import { isAnother, itemText, lineOf, notesOf, quantityOf, taxText } from './words.ts';
import type { XmlElement } from './xml.ts';

export const CII_INVOICE = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100';
const REUSABLE = 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100';
const UNQUALIFIED = 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100';

const names: Names = {
  space: (name) => (name === 'ExchangedDocument' || name === 'ExchangedDocumentContext' || name === 'SupplyChainTradeTransaction' ? CII_INVOICE : name === 'Indicator' ? UNQUALIFIED : REUSABLE),
};

const MINIMUM: readonly string[] = ['urn:factur-x.eu:1p0:minimum', 'urn:zugferd.de:2p0:minimum'];

/** Lines of the EXTENDED profile that repeat what other lines say. */
const NOT_ADDED: readonly string[] = ['GROUP', 'INFORMATION'];

export function readCii(root: XmlElement): InvoiceDocument {
  const document = need(root, 'ExchangedDocument', names);
  const trade = need(root, 'SupplyChainTradeTransaction', names);
  const settlement = need(trade, 'ApplicableHeaderTradeSettlement', names);
  const currency = currencyIn(need(settlement, 'InvoiceCurrencyCode', names));
  const items = childrenOf(trade, 'IncludedSupplyChainTradeLineItem', names);
  const sellerNames = namesOf(find(trade, 'ApplicableHeaderTradeAgreement/SellerTradeParty', names));
  const payee = find(settlement, 'PayeeTradeParty', names);
  return {
    typeCode: valueOf(need(document, 'TypeCode', names)),
    number: valueOf(need(document, 'ID', names)),
    currency,
    sellerName: sellerNames[0] ?? null,
    paysAnother: payee !== null && isAnother(namesOf(payee), sellerNames),
    notes: notesIn(document, settlement, items),
    items: items.filter(isAdded).map((line) => itemOf(line, currency)),
    allowancesAndCharges: [...childrenOf(settlement, 'SpecifiedTradeAllowanceCharge', names).map((one) => chargeOf(one, currency)), ...childrenOf(settlement, 'SpecifiedLogisticsServiceCharge', names).map((one) => freightOf(one, currency))],
    taxes: childrenOf(settlement, 'ApplicableTradeTax', names).map((one) => taxOf(one, currency)),
    stated: withPrepaid(statedSums(need(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation', names), currency), isMinimum(root)),
  };
}

function namesOf(party: XmlElement | null): readonly string[] {
  if (party === null) return [];
  return ['Name', 'SpecifiedLegalOrganization/TradingBusinessName'].map((path) => lineOf(wordsOf(find(party, path, names)))).filter((name) => name !== '');
}

/** Factur-X or ZUGFeRD of the profile MINIMUM. */
function isMinimum(root: XmlElement): boolean {
  const guideline = find(root, 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID', names);
  return guideline !== null && MINIMUM.includes(valueOf(guideline));
}

/** MINIMUM has no element for what was paid before (BT-113): it is what is due less than the total with VAT. Never more. */
function withPrepaid(stated: StatedSums, minimum: boolean): StatedSums {
  const { gross, prepaid, rounding, payable } = stated;
  if (!minimum || gross === null || prepaid !== null || rounding !== null || payable.minor >= gross.minor) return stated;
  return { ...stated, prepaid: money(payable.currency, gross.minor - payable.minor) };
}

function isAdded(line: XmlElement): boolean {
  const status = find(line, 'AssociatedDocumentLineDocument/LineStatusReasonCode', names);
  return status === null || !NOT_ADDED.includes(valueOf(status));
}

function itemOf(line: XmlElement, currency: Currency): EInvoiceLine {
  const counted = find(line, 'SpecifiedLineTradeDelivery/BilledQuantity', names);
  const quantity = counted === null ? null : quantityOf(valueOf(counted));
  const unit = counted?.attributes.get('unitCode') ?? null;
  const name = wordsOf(find(line, 'SpecifiedTradeProduct/Name', names));
  const amount = amountOf(need(line, 'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount', names), currency);
  return { kind: 'item', text: itemText(name, quantity, unit), quantity, unit: unit === null ? null : lineOf(unit), amount };
}

function chargeOf(element: XmlElement, currency: Currency): EInvoiceLine {
  const indicator = valueOf(need(element, 'ChargeIndicator/Indicator', names));
  if (!['true', 'false', '1', '0'].includes(indicator)) throw new Refused('broken', `ChargeIndicator "${indicator.slice(0, 20)}"`);
  const charge = indicator === 'true' || indicator === '1';
  const amount = amountOf(need(element, 'ActualAmount', names), currency);
  const reason = lineOf(wordsOf(find(element, 'Reason', names)));
  return { kind: charge ? 'charge' : 'allowance', text: reason === '' ? (charge ? 'Charge' : 'Discount') : reason, quantity: null, unit: null, amount: charge ? amount : negate(amount) };
}

/** Freight of the EXTENDED profile: a charge like any other. */
function freightOf(element: XmlElement, currency: Currency): EInvoiceLine {
  const text = lineOf(wordsOf(childrenOf(element, 'Description', names)[0] ?? null));
  return { kind: 'charge', text: text === '' ? 'Shipping' : text, quantity: null, unit: null, amount: amountOf(need(element, 'AppliedAmount', names), currency) };
}

function taxOf(element: XmlElement, currency: Currency): EInvoiceLine {
  const rate = find(element, 'RateApplicablePercent', names);
  return { kind: 'tax', text: taxText(rate === null ? '' : valueOf(rate)), quantity: null, unit: null, amount: amountOf(need(element, 'CalculatedAmount', names), currency) };
}

function statedSums(total: XmlElement, currency: Currency): StatedSums {
  const sum = (name: string): Money | null => {
    const element = find(total, name, names);
    return element === null ? null : amountOf(element, currency);
  };
  return {
    lines: sum('LineTotalAmount'),
    allowances: sum('AllowanceTotalAmount'),
    charges: sum('ChargeTotalAmount'),
    net: sum('TaxBasisTotalAmount'),
    tax: statedTax(total, currency),
    gross: sum('GrandTotalAmount'),
    prepaid: sum('TotalPrepaidAmount'),
    rounding: sum('RoundingAmount'),
    payable: amountOf(need(total, 'DuePayableAmount', names), currency),
  };
}

/** The total VAT may stand a second time, in the accounting currency (BT-111); that one is no part of the sum. */
function statedTax(total: XmlElement, currency: Currency): Money | null {
  const all = childrenOf(total, 'TaxTotalAmount', names);
  const own = all.filter((one) => (one.attributes.get('currencyID') ?? currency) === currency);
  const [tax] = own;
  if (own.length > 1) throw new Refused('broken', `TaxTotalAmount stands twice in ${currency}`);
  return tax === undefined ? null : amountOf(tax, currency);
}

function notesIn(document: XmlElement, settlement: XmlElement, items: readonly XmlElement[]): readonly string[] {
  const included = [document, ...items.flatMap((line) => childrenOf(line, 'AssociatedDocumentLineDocument', names))].flatMap((one) => childrenOf(one, 'IncludedNote', names)).flatMap((note) => childrenOf(note, 'Content', names));
  const terms = childrenOf(settlement, 'SpecifiedTradePaymentTerms', names).flatMap((one) => childrenOf(one, 'Description', names));
  const described = items.flatMap((line) => childrenOf(line, 'SpecifiedTradeProduct', names)).flatMap((one) => childrenOf(one, 'Description', names));
  return notesOf([...included, ...terms, ...described].map(wordsOf));
}
