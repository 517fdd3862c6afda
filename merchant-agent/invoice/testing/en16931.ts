/**
 * The rules of EN 16931 and Peppol BIS Billing 3.0 that concern an invoice for goods with a charge for shipping and a discount, each written from its sentence.
 * They ask for equality in all digits where the standard's own test program leaves a tolerance; BR-CO-17 has its reason beside it.
 */
import { all, everyTree, textAt, type Tree } from './xml-tree.ts';

const SCALE = 10;

/** A decimal number times 10^10. Throws for anything else. */
export function decimal(text: string | null): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? '');
  if (match === null) throw new Error(`no decimal number: ${JSON.stringify(text)}`);
  const [, sign, whole = '', fraction = ''] = match;
  return BigInt(`${sign}${whole}${fraction.padEnd(SCALE, '0')}`);
}

const UNIT = 10n ** BigInt(SCALE);
const abs = (value: bigint): bigint => (value < 0n ? -value : value);
const sum = (trees: readonly Tree[]): bigint => trees.reduce((total, { text }) => total + decimal(text), 0n);
const has = (tree: Tree, path: string): boolean => (textAt(tree, path) ?? '').trim() !== '';

type Taxed = { readonly category: string; readonly rate: string | null; readonly amount: bigint };

const lines = (tree: Tree): readonly Tree[] => all(tree, 'cac:InvoiceLine');
const indicated = (indicator: string) => (tree: Tree): readonly Tree[] => all(tree, 'cac:AllowanceCharge').filter((one) => textAt(one, 'cbc:ChargeIndicator') === indicator);
const charges = indicated('true');
const allowances = indicated('false');
const breakdown = (tree: Tree): readonly Tree[] => all(tree, 'cac:TaxTotal/cac:TaxSubtotal');
const total = (tree: Tree, name: string): bigint => decimal(textAt(tree, `cac:LegalMonetaryTotal/cbc:${name}`));
const orNothing = (tree: Tree, name: string): bigint => decimal(textAt(tree, `cac:LegalMonetaryTotal/cbc:${name}`) ?? '0');
const seller = (tree: Tree): Tree => only(all(tree, 'cac:AccountingSupplierParty/cac:Party'));
const buyer = (tree: Tree): Tree => only(all(tree, 'cac:AccountingCustomerParty/cac:Party'));

function only(trees: readonly Tree[]): Tree {
  const [one, ...more] = trees;
  if (one === undefined || more.length > 0) throw new Error(`${trees.length} elements where one is expected`);
  return one;
}

const taxed = (tree: Tree, category: string, amount: string): Taxed => ({ category: textAt(tree, `${category}/cbc:ID`) ?? '', rate: textAt(tree, `${category}/cbc:Percent`), amount: decimal(textAt(tree, amount)) });
const lineTaxes = (tree: Tree): readonly Taxed[] => lines(tree).map((line) => taxed(line, 'cac:Item/cac:ClassifiedTaxCategory', 'cbc:LineExtensionAmount'));
const chargeTaxes = (tree: Tree): readonly Taxed[] => charges(tree).map((charge) => taxed(charge, 'cac:TaxCategory', 'cbc:Amount'));
const allowanceTaxes = (tree: Tree): readonly Taxed[] => allowances(tree).map((allowance) => taxed(allowance, 'cac:TaxCategory', 'cbc:Amount')).map((one) => ({ ...one, amount: -one.amount }));
const groups = (tree: Tree): readonly (Taxed & { readonly tax: bigint; readonly tree: Tree })[] => breakdown(tree).map((one) => ({ ...taxed(one, 'cac:TaxCategory', 'cbc:TaxableAmount'), tax: decimal(textAt(one, 'cbc:TaxAmount')), tree: one }));
const allTaxed = (tree: Tree): readonly Taxed[] => [...lineTaxes(tree), ...chargeTaxes(tree), ...allowanceTaxes(tree)];
const uses = (tree: Tree, category: string): boolean => allTaxed(tree).some((one) => one.category === category);
const taxIds = (tree: Tree, vat: boolean): readonly Tree[] => all(seller(tree), 'cac:PartyTaxScheme').filter((one) => (textAt(one, 'cac:TaxScheme/cbc:ID') === 'VAT') === vat && has(one, 'cbc:CompanyID'));
const sameGroup = (a: Taxed, b: Taxed): boolean => a.category === b.category && (a.rate === null ? b.rate === null : b.rate !== null && decimal(a.rate) === decimal(b.rate));

/**
 * BR-CO-17: tax = taxable amount × rate, rounded. Where prices contain the tax, both follow from one gross amount that has no such pair in every
 * case (104 yen at 10 %: 94 + 9 = 103, 95 + 10 = 105): the tax is then off by at most half a minor unit × (1 + rate) before rounding, inside
 * what the standard's test program takes (one whole unit of the currency).
 */
function taxFits({ amount, rate, tax }: Taxed & { readonly tax: bigint }, minorUnit: bigint): boolean {
  const exact = (amount * decimal(rate ?? '0')) / (100n * UNIT);
  return abs(tax - exact) <= minorUnit / 2n + (minorUnit * decimal(rate ?? '0')) / (200n * UNIT) + 1n;
}

export type Rule = { readonly id: string; readonly holds: (invoice: Tree, minorUnit: bigint) => boolean };

const rule = (id: string, holds: Rule['holds']): Rule => ({ id, holds });
const CUSTOMIZATION = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
const AMOUNTS = /Amount$/;
const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

export const rules: readonly Rule[] = [
  rule('BR-01', (one) => has(one, 'cbc:CustomizationID')),
  rule('BR-02', (one) => has(one, 'cbc:ID')),
  rule('BR-03', (one) => /^\d{4}-\d\d-\d\d$/.test(textAt(one, 'cbc:IssueDate') ?? '')),
  rule('BR-04', (one) => textAt(one, 'cbc:InvoiceTypeCode') === '380'),
  rule('BR-05', (one) => /^[A-Z]{3}$/.test(textAt(one, 'cbc:DocumentCurrencyCode') ?? '')),
  rule('BR-06', (one) => has(seller(one), 'cac:PartyLegalEntity/cbc:RegistrationName')),
  rule('BR-07', (one) => has(buyer(one), 'cac:PartyLegalEntity/cbc:RegistrationName')),
  rule('BR-08 and BR-09', (one) => /^[A-Z]{2}$/.test(textAt(seller(one), 'cac:PostalAddress/cac:Country/cbc:IdentificationCode') ?? '')),
  rule('BR-10 and BR-11', (one) => /^[A-Z]{2}$/.test(textAt(buyer(one), 'cac:PostalAddress/cac:Country/cbc:IdentificationCode') ?? '')),
  rule('BR-12 to BR-15', (one) => ['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'PayableAmount'].every((name) => has(one, `cac:LegalMonetaryTotal/cbc:${name}`))),
  rule('BR-16', (one) => lines(one).length > 0),
  rule('BR-21 to BR-26', (one) => lines(one).every((line) => ['cbc:ID', 'cbc:InvoicedQuantity', 'cbc:LineExtensionAmount', 'cac:Item/cbc:Name', 'cac:Price/cbc:PriceAmount'].every((path) => has(line, path)))),
  rule('BR-23', (one) => lines(one).every((line) => all(line, 'cbc:InvoicedQuantity')[0]?.attributes['unitCode'] === 'H87')),
  rule('BR-27', (one) => lines(one).every((line) => decimal(textAt(line, 'cac:Price/cbc:PriceAmount')) >= 0n)),
  rule('BR-31 to BR-33 and BR-36 to BR-38', (one) => all(one, 'cac:AllowanceCharge').every((extra) => ['cbc:Amount', 'cac:TaxCategory/cbc:ID', 'cbc:AllowanceChargeReason', 'cbc:AllowanceChargeReasonCode'].every((path) => has(extra, path)) && /^(?:true|false)$/.test(textAt(extra, 'cbc:ChargeIndicator') ?? ''))),
  rule('codes of UNTDID 5189 and 7161', (one) => allowances(one).every((one) => textAt(one, 'cbc:AllowanceChargeReasonCode') === '95') && charges(one).every((one) => textAt(one, 'cbc:AllowanceChargeReasonCode') === 'FC')),
  rule('BR-45 to BR-48', (one) => breakdown(one).every((group) => has(group, 'cbc:TaxableAmount') && has(group, 'cbc:TaxAmount') && has(group, 'cac:TaxCategory/cbc:ID') && (has(group, 'cac:TaxCategory/cbc:Percent') || textAt(group, 'cac:TaxCategory/cbc:ID') === 'O'))),
  rule('BR-49', (one) => textAt(one, 'cac:PaymentMeans/cbc:PaymentMeansCode') === '68'),
  rule('BR-62 and BR-63', (one) => [seller(one), buyer(one)].every((party) => /^(?:\d{4}|EM)$/.test(all(party, 'cbc:EndpointID')[0]?.attributes['schemeID'] ?? ''))),
  rule('BR-CO-04', (one) => lines(one).every((line) => has(line, 'cac:Item/cac:ClassifiedTaxCategory/cbc:ID'))),
  rule('BR-CO-09', (one) => taxIds(one, true).every((id) => /^[A-Z]{2}/.test(textAt(id, 'cbc:CompanyID') ?? '') && !/^T\d/.test(textAt(id, 'cbc:CompanyID') ?? ''))),
  rule('BR-CO-10', (one) => sum(lines(one).flatMap((line) => all(line, 'cbc:LineExtensionAmount'))) === total(one, 'LineExtensionAmount')),
  rule('BR-CO-11', (one) => sum(allowances(one).flatMap((allowance) => all(allowance, 'cbc:Amount'))) === orNothing(one, 'AllowanceTotalAmount')),
  rule('BR-CO-12', (one) => sum(charges(one).flatMap((charge) => all(charge, 'cbc:Amount'))) === orNothing(one, 'ChargeTotalAmount')),
  rule('BR-CO-13', (one) => total(one, 'TaxExclusiveAmount') === total(one, 'LineExtensionAmount') - orNothing(one, 'AllowanceTotalAmount') + orNothing(one, 'ChargeTotalAmount')),
  rule('BR-CO-14', (one) => decimal(textAt(one, 'cac:TaxTotal/cbc:TaxAmount')) === groups(one).reduce((tax, group) => tax + group.tax, 0n)),
  rule('BR-CO-15', (one) => total(one, 'TaxInclusiveAmount') === total(one, 'TaxExclusiveAmount') + decimal(textAt(one, 'cac:TaxTotal/cbc:TaxAmount'))),
  rule('BR-CO-16', (one) => total(one, 'PayableAmount') === total(one, 'TaxInclusiveAmount')),
  rule('BR-CO-17', (one, minorUnit) => groups(one).every((group) => taxFits(group, minorUnit))),
  rule('BR-CO-18', (one) => breakdown(one).length > 0),
  rule('BR-CO-25', (one) => has(one, 'cac:PaymentTerms/cbc:Note')),
  rule('BR-CO-26', (one) => has(seller(one), 'cac:PartyIdentification/cbc:ID') || has(seller(one), 'cac:PartyLegalEntity/cbc:CompanyID') || taxIds(one, true).length > 0),
  rule('BR-DEC', (one) => everyTree(one).filter(({ name }) => AMOUNTS.test(name) && name !== 'cbc:PriceAmount').every(({ text }) => decimalsOf(text) <= 2)),
  rule('BR-S-01', (one) => !uses(one, 'S') || groups(one).some(({ category }) => category === 'S')),
  rule('BR-S-02 to BR-S-04', (one) => !uses(one, 'S') || taxIds(one, true).length + taxIds(one, false).length > 0),
  rule('BR-S-05 to BR-S-07', (one) => allTaxed(one).filter(({ category }) => category === 'S').every(({ rate }) => rate !== null && decimal(rate) > 0n)),
  rule('BR-S-08, BR-Z-08 and BR-O-08', (one) => groups(one).every((group) => allTaxed(one).filter((other) => sameGroup(group, other)).reduce((net, { amount }) => net + amount, 0n) === group.amount)),
  rule('one group for each category and rate', (one) => groups(one).every((group) => groups(one).filter((other) => sameGroup(group, other)).length === 1) && allTaxed(one).every((each) => groups(one).some((group) => sameGroup(group, each)))),
  rule('BR-Z-01 to BR-Z-05 and BR-Z-09', (one) => !uses(one, 'Z') || (taxIds(one, true).length + taxIds(one, false).length > 0 && groups(one).filter(({ category }) => category === 'Z').every(({ rate, tax }) => decimal(rate) === 0n && tax === 0n))),
  rule('BR-Z-10', (one) => groups(one).filter(({ category }) => category === 'Z').every(({ tree }) => all(tree, 'cac:TaxCategory/cbc:TaxExemptionReasonCode').length === 0)),
  rule('BR-O-02', (one) => !uses(one, 'O') || taxIds(one, true).length === 0),
  rule('BR-O-05 to BR-O-07', (one) => allTaxed(one).filter(({ category }) => category === 'O').every(({ rate }) => rate === null)),
  rule('BR-O-09 and BR-O-10', (one) => groups(one).filter(({ category }) => category === 'O').every(({ tax, tree }) => tax === 0n && textAt(tree, 'cac:TaxCategory/cbc:TaxExemptionReasonCode') === 'VATEX-EU-O')),
  rule('BR-O-11 to BR-O-14', (one) => !uses(one, 'O') || (groups(one).length === 1 && allTaxed(one).every(({ category }) => category === 'O'))),
  rule('categories S, Z and O alone', (one) => [...allTaxed(one), ...groups(one)].every(({ category }) => ['S', 'Z', 'O'].includes(category))),
  rule('PEPPOL-EN16931-R001 and R007', (one) => textAt(one, 'cbc:ProfileID') === 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'),
  rule('PEPPOL-EN16931-R003', (one) => has(one, 'cbc:BuyerReference')),
  rule('PEPPOL-EN16931-R004', (one) => textAt(one, 'cbc:CustomizationID') === CUSTOMIZATION),
  rule('PEPPOL-EN16931-R008', (one) => everyTree(one).every(({ children, text }) => children.length > 0 || text.trim() !== '')),
  rule('PEPPOL-EN16931-R010 and R020', (one) => has(buyer(one), 'cbc:EndpointID') && has(seller(one), 'cbc:EndpointID')),
  rule('PEPPOL-EN16931-R051', (one) => everyTree(one).every(({ attributes }) => attributes['currencyID'] === undefined || attributes['currencyID'] === textAt(one, 'cbc:DocumentCurrencyCode'))),
  rule('PEPPOL-EN16931-R053', (one) => all(one, 'cac:TaxTotal').length === 1),
  rule('PEPPOL-EN16931-R120', (one) => lines(one).every((line) => decimal(textAt(line, 'cbc:LineExtensionAmount')) * decimal(textAt(line, 'cac:Price/cbc:BaseQuantity') ?? '1') === decimal(textAt(line, 'cbc:InvoicedQuantity')) * decimal(textAt(line, 'cac:Price/cbc:PriceAmount')))),
  rule('PEPPOL-EN16931-R121', (one) => lines(one).every((line) => decimal(textAt(line, 'cac:Price/cbc:BaseQuantity') ?? '1') > 0n)),
];

/** The children of each element that the document may hold, in the order that UBL 2.1's schema asks for. */
const sequences: Readonly<Record<string, string>> = {
  Invoice: 'CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note DocumentCurrencyCode BuyerReference AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans PaymentTerms AllowanceCharge TaxTotal LegalMonetaryTotal InvoiceLine',
  Party: 'EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact',
  PostalAddress: 'StreetName AdditionalStreetName CityName PostalZone CountrySubentity AddressLine Country',
  PartyTaxScheme: 'CompanyID TaxScheme',
  PartyLegalEntity: 'RegistrationName CompanyID',
  Contact: 'Name Telephone ElectronicMail',
  PaymentMeans: 'PaymentMeansCode PaymentID PayeeFinancialAccount',
  AllowanceCharge: 'ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason Amount TaxCategory',
  TaxTotal: 'TaxAmount TaxSubtotal',
  TaxSubtotal: 'TaxableAmount TaxAmount TaxCategory',
  TaxCategory: 'ID Percent TaxExemptionReasonCode TaxScheme',
  ClassifiedTaxCategory: 'ID Percent TaxScheme',
  LegalMonetaryTotal: 'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PayableAmount',
  InvoiceLine: 'ID InvoicedQuantity LineExtensionAmount Item Price',
  Item: 'Name SellersItemIdentification ClassifiedTaxCategory',
  Price: 'PriceAmount BaseQuantity',
};

const bare = (name: string): string => name.replace(/^c[ab]c:/, '');

function inSequence(tree: Tree): boolean {
  const sequence = sequences[bare(tree.name)]?.split(' ');
  if (sequence === undefined) return tree.children.length <= 1;
  const places = tree.children.map(({ name }) => sequence.indexOf(bare(name)));
  return places.every((place, at) => place >= Math.max(0, places[at - 1] ?? 0));
}

/** The rules that an invoice breaks. `exponent`: the decimals of its currency's minor unit. */
export function broken(invoice: Tree, exponent: number): readonly string[] {
  const minorUnit = 10n ** BigInt(SCALE - exponent);
  const schema = everyTree(invoice).filter((tree) => !inSequence(tree)).map(({ name }) => `sequence of ${name}`);
  return [...rules.filter(({ holds }) => !holds(invoice, minorUnit)).map(({ id }) => id), ...schema];
}
