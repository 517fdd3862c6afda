/** UBL 2.1 Invoice (ISO/IEC 19845) by the binding of EN 16931 (CEN/TS 16931-3-2). */
import { negate, type Currency, type Money } from '../protocol/money.ts';
import type { EInvoiceLine } from '../protocol/reading.ts';
import { amountOf } from './amount.ts';
import { currencyIn } from './currency.ts';
import type { InvoiceDocument, StatedSums } from './document.ts';
import { childrenOf, find, need, Refused, valueOf, wordsOf, type Names } from './element.ts';
import { isAnother, itemText, lineOf, notesOf, quantityOf, taxText } from './words.ts';
import type { XmlElement } from './xml.ts';

export const UBL_INVOICE = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2';
export const UBL_CREDIT_NOTE = 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2';
const AGGREGATE = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';
const BASIC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

/** The aggregates that are looked into; every other name is a basic component. */
const AGGREGATES: ReadonlySet<string> = new Set([
  'AccountingSupplierParty', 'AllowanceCharge', 'InvoiceLine', 'Item', 'LegalMonetaryTotal', 'Party', 'PartyIdentification', 'PartyLegalEntity', 'PartyName', 'PayeeParty', 'PaymentTerms', 'TaxCategory', 'TaxSubtotal', 'TaxTotal',
]);
const names: Names = { space: (name) => (AGGREGATES.has(name) ? AGGREGATE : BASIC) };

export function readUbl(root: XmlElement): InvoiceDocument {
  const currency = currencyIn(need(root, 'DocumentCurrencyCode', names));
  const taxTotal = taxTotalIn(root, currency);
  const sellerNames = namesOf(need(root, 'AccountingSupplierParty/Party', names));
  return {
    typeCode: valueOf(need(root, 'InvoiceTypeCode', names)),
    number: valueOf(need(root, 'ID', names)),
    currency,
    sellerName: sellerNames[0] ?? null,
    paysAnother: paysAnother(find(root, 'PayeeParty', names), sellerNames),
    notes: notesIn(root),
    items: childrenOf(root, 'InvoiceLine', names).map((line) => itemOf(line, currency)),
    allowancesAndCharges: childrenOf(root, 'AllowanceCharge', names).map((one) => chargeOf(one, currency)),
    taxes: taxTotal === null ? [] : childrenOf(taxTotal, 'TaxSubtotal', names).map((one) => taxOf(one, currency)),
    stated: statedSums(need(root, 'LegalMonetaryTotal', names), taxTotal, currency),
  };
}

/** The legal name, then the trading names. */
function namesOf(party: XmlElement): readonly string[] {
  const [legal] = childrenOf(party, 'PartyLegalEntity', names);
  const named = childrenOf(party, 'PartyName', names).map((one) => find(one, 'Name', names));
  return [legal === undefined ? null : find(legal, 'RegistrationName', names), ...named].map((one) => lineOf(wordsOf(one))).filter((name) => name !== '');
}

/** A payee that says nothing but the seller's SEPA creditor identifier (BT-90) is the seller. */
function paysAnother(payee: XmlElement | null, sellerNames: readonly string[]): boolean {
  if (payee === null || payee.children.every(isSepaIdentifier)) return false;
  return isAnother(namesOf(payee), sellerNames);
}

function isSepaIdentifier(child: XmlElement): boolean {
  return child.name === 'PartyIdentification' && child.namespace === AGGREGATE && find(child, 'ID', names)?.attributes.get('schemeID') === 'SEPA';
}

/** With an accounting currency of its own (BT-6) there is a second TaxTotal in it, without a breakdown; it is no part of the sum. */
function taxTotalIn(root: XmlElement, currency: Currency): XmlElement | null {
  const own = childrenOf(root, 'TaxTotal', names).filter((one) => need(one, 'TaxAmount', names).attributes.get('currencyID') === currency);
  if (own.length > 1) throw new Refused('broken', `TaxTotal stands twice in ${currency}`);
  const others = childrenOf(root, 'TaxTotal', names).filter((one) => one !== own[0]);
  const accounting = find(root, 'TaxCurrencyCode', names);
  if (others.length > 1 || (others.length === 1 && accounting === null)) throw new Refused('amount-unreadable', `TaxTotal in another currency than ${currency}`);
  return own[0] ?? null;
}

function itemOf(line: XmlElement, currency: Currency): EInvoiceLine {
  const counted = find(line, 'InvoicedQuantity', names);
  const quantity = counted === null ? null : quantityOf(valueOf(counted));
  const unit = counted?.attributes.get('unitCode') ?? null;
  const item = find(line, 'Item', names);
  const name = item === null ? '' : wordsOf(find(item, 'Name', names)) || wordsOf(childrenOf(item, 'Description', names)[0] ?? null);
  return { kind: 'item', text: itemText(name, quantity, unit), quantity, unit: unit === null ? null : lineOf(unit), amount: amountOf(need(line, 'LineExtensionAmount', names), currency) };
}

function chargeOf(element: XmlElement, currency: Currency): EInvoiceLine {
  const indicator = valueOf(need(element, 'ChargeIndicator', names));
  if (!['true', 'false', '1', '0'].includes(indicator)) throw new Refused('broken', `ChargeIndicator "${indicator.slice(0, 20)}"`);
  const charge = indicator === 'true' || indicator === '1';
  const amount = amountOf(need(element, 'Amount', names), currency);
  const reason = lineOf(wordsOf(childrenOf(element, 'AllowanceChargeReason', names)[0] ?? null));
  return { kind: charge ? 'charge' : 'allowance', text: reason === '' ? (charge ? 'Charge' : 'Discount') : reason, quantity: null, unit: null, amount: charge ? amount : negate(amount) };
}

function taxOf(element: XmlElement, currency: Currency): EInvoiceLine {
  const category = find(element, 'TaxCategory', names);
  const rate = category === null ? null : find(category, 'Percent', names);
  return { kind: 'tax', text: taxText(rate === null ? '' : valueOf(rate)), quantity: null, unit: null, amount: amountOf(need(element, 'TaxAmount', names), currency) };
}

function statedSums(total: XmlElement, taxTotal: XmlElement | null, currency: Currency): StatedSums {
  const sum = (name: string): Money | null => {
    const element = find(total, name, names);
    return element === null ? null : amountOf(element, currency);
  };
  return {
    lines: sum('LineExtensionAmount'),
    allowances: sum('AllowanceTotalAmount'),
    charges: sum('ChargeTotalAmount'),
    net: sum('TaxExclusiveAmount'),
    tax: taxTotal === null ? null : amountOf(need(taxTotal, 'TaxAmount', names), currency),
    gross: sum('TaxInclusiveAmount'),
    prepaid: sum('PrepaidAmount'),
    rounding: sum('PayableRoundingAmount'),
    payable: amountOf(need(total, 'PayableAmount', names), currency),
  };
}

function notesIn(root: XmlElement): readonly string[] {
  const lines = childrenOf(root, 'InvoiceLine', names);
  const terms = childrenOf(root, 'PaymentTerms', names).flatMap((one) => childrenOf(one, 'Note', names));
  const described = lines.flatMap((line) => childrenOf(line, 'Item', names)).flatMap((item) => childrenOf(item, 'Description', names));
  return notesOf([...childrenOf(root, 'Note', names), ...terms, ...lines.flatMap((line) => childrenOf(line, 'Note', names)), ...described].map(wordsOf));
}
