/** The UBL document against the rules of EN 16931 and Peppol BIS Billing 3.0. */
import fc from 'fast-check';
import test from 'ava';
import { exponentOf } from '../../clearinghouse/protocol/money.ts';
import type { InvoiceFacts, Seller } from './invoice.ts';
import { netAmounts } from './net-amounts.ts';
import { ublGaps, ublInvoice } from './ubl.ts';
import { broken, decimal } from './testing/en16931.ts';
import { currencies, currency, example, facts, GOODS, orders, priced, seller } from './testing/orders.ts';
import { all, everyTree, parseXml, textAt, type Tree } from './testing/xml-tree.ts';

const german: Seller = { ...seller, name: 'Teehaus <Grün> & "Söhne"', addressLines: ['Hauptstraße 1', 'Hinterhof', '3. Stock'], city: 'Berlin', postalZone: '10115', country: 'DE', vatId: 'DE123456789', companyId: 'HRB 1234', endpoint: { scheme: '9930', id: 'DE123456789' }, iban: 'DE02 1203 0000 0000 2020 51' };
const unregistered: Seller = { ...seller, vatId: null };

const treeOf = (one: InvoiceFacts): Tree => parseXml(ublInvoice(one));

function assertSound(one: InvoiceFacts): Tree {
  const tree = treeOf(one);
  const found = broken(tree, exponentOf(one.order.total.currency));
  if (found.length > 0) throw new Error(`${found.join('; ')}\n${new TextDecoder().decode(ublInvoice(one))}`);
  return tree;
}

test('the example: yen without decimals, shipping as a charge, the sums of the text', (t) => {
  const tree = assertSound(example());
  t.is(textAt(tree, 'cbc:ID'), 'GT-1042');
  t.is(textAt(tree, 'cbc:IssueDate'), '2026-11-22', 'the date in Kyoto');
  t.deepEqual(all(tree, 'cac:InvoiceLine').map((line) => [textAt(line, 'cac:Item/cbc:Name'), textAt(line, 'cbc:InvoicedQuantity'), textAt(line, 'cac:Price/cbc:PriceAmount'), textAt(line, 'cbc:LineExtensionAmount')]), [['Sencha 100g', '2', '1080', '2160'], ['Bamboo whisk', '1', '1650', '1650']]);
  t.is(textAt(tree, 'cac:AllowanceCharge/cbc:Amount'), '500');
  t.deepEqual(all(tree, 'cac:LegalMonetaryTotal')[0]?.children.map(({ name, text }) => [name, text]), [['cbc:LineExtensionAmount', '3810'], ['cbc:TaxExclusiveAmount', '4310'], ['cbc:TaxInclusiveAmount', '4741'], ['cbc:ChargeTotalAmount', '500'], ['cbc:PayableAmount', '4741']]);
});

test("a Japanese registration number is no VAT identifier of EN 16931's, a German one is", (t) => {
  const japanese = all(assertSound(example()), 'cac:AccountingSupplierParty/cac:Party')[0];
  const teehaus = all(assertSound(facts(priced(currency('EUR'), GOODS, true), { seller: german })), 'cac:AccountingSupplierParty/cac:Party')[0];
  if (japanese === undefined || teehaus === undefined) throw new Error('no seller');
  t.is(textAt(japanese, 'cac:PartyTaxScheme/cac:TaxScheme/cbc:ID'), 'TAX');
  t.is(textAt(japanese, 'cac:PartyIdentification/cbc:ID'), 'T1234567890123');
  t.is(textAt(teehaus, 'cac:PartyTaxScheme/cac:TaxScheme/cbc:ID'), 'VAT');
  t.is(textAt(teehaus, 'cac:PartyName/cbc:Name'), german.name);
  t.is(textAt(teehaus, 'cac:PostalAddress/cac:AddressLine/cbc:Line'), '3. Stock');
  t.deepEqual(all(teehaus, 'cbc:EndpointID')[0]?.attributes, { schemeID: '9930' });
});

test('prices with tax: the net amounts add up, and a price that does not divide is told for all pieces', (t) => {
  const tree = assertSound(facts(priced(currency('EUR'), [{ sku: 'A', name: 'Tea', quantity: 3, unit: 1_000n, taxRate: 1900 }], true), { seller: german }));
  const [line] = all(tree, 'cac:InvoiceLine');
  if (line === undefined) throw new Error('no line');
  t.is(textAt(line, 'cbc:LineExtensionAmount'), '25.21');
  t.is(textAt(line, 'cac:Price/cbc:PriceAmount'), '25.21');
  t.is(textAt(line, 'cac:Price/cbc:BaseQuantity'), '3');
  t.is(textAt(tree, 'cac:LegalMonetaryTotal/cbc:PayableAmount'), '30.00');
});

test('a discount is an allowance, also where the prices contain the tax', (t) => {
  const less = { sku: null, name: 'For the broken cup', quantity: 1, unit: -200n, taxRate: 1000 };
  const tree = assertSound(facts(priced(currency('JPY'), [...GOODS, less], true)));
  const [, allowance] = all(tree, 'cac:AllowanceCharge');
  if (allowance === undefined) throw new Error('no allowance');
  t.is(textAt(allowance, 'cbc:ChargeIndicator'), 'false');
  t.is(textAt(allowance, 'cbc:AllowanceChargeReason'), 'For the broken cup');
  t.is(textAt(tree, 'cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount'), '182');
  t.is(textAt(tree, 'cac:LegalMonetaryTotal/cbc:PayableAmount'), '4110');
});

test('a discount over two rates is an allowance of each, and the sums of each rate agree', (t) => {
  const less = (unit: bigint, taxRate: number) => ({ sku: null, name: 'Discount', quantity: 1, unit, taxRate });
  const [tea, whisk, shipping] = GOODS;
  if (tea === undefined || whisk === undefined || shipping === undefined) throw new Error('no goods');
  for (const included of [true, false]) {
    const tree = assertSound(facts(priced(currency('EUR'), [{ ...tea, taxRate: 700 }, { ...whisk, taxRate: 1900 }, { ...shipping, taxRate: 0 }, less(-138n, 700), less(-62n, 1900)], included), { seller: german }));
    t.deepEqual(all(tree, 'cac:AllowanceCharge').map((one) => [textAt(one, 'cbc:ChargeIndicator'), textAt(one, 'cac:TaxCategory/cbc:Percent')]), [['true', '0'], ['false', '7'], ['false', '19']]);
  }
});

test('nothing but the rate 0: Z with a registration, O without', (t) => {
  const order = priced(currency('EUR'), GOODS.map((wish) => ({ ...wish, taxRate: 0 })), false);
  const categories = (one: InvoiceFacts): (string | null)[] => all(assertSound(one), 'cac:TaxTotal/cac:TaxSubtotal').map((group) => textAt(group, 'cac:TaxCategory/cbc:ID'));
  t.deepEqual(categories(facts(order)), ['Z']);
  t.deepEqual(categories(facts(order, { seller: unregistered })), ['O']);
});

test('an order whose taxes leave out the rate 0 is written all the same', (t) => {
  const [tea, whisk] = GOODS;
  if (tea === undefined || whisk === undefined) throw new Error('no goods');
  const order = priced(currency('EUR'), [{ ...tea, taxRate: 0 }, whisk], false);
  const tree = assertSound(facts({ ...order, taxes: order.taxes.filter(({ rate }) => rate > 0) }));
  t.is(all(tree, 'cac:TaxTotal/cac:TaxSubtotal').length, 2);
});

test('what EN 16931 can not say is told before it is written', (t) => {
  t.deepEqual(ublGaps(example()), []);
  t.deepEqual(ublGaps(example({ seller: unregistered })), ['tax-registration']);
  t.deepEqual(ublGaps(facts(priced(currency('KWD'), GOODS, false))), ['decimals']);
  t.deepEqual(ublGaps(facts(priced(currency('JPY'), GOODS.slice(2), false))), ['items']);
  t.deepEqual(ublGaps(example({ seller: { ...seller, country: 'Japan' } })), ['country']);
  t.throws(() => ublInvoice(example({ seller: unregistered })), { instanceOf: RangeError });
  const { order } = example();
  t.throws(() => netAmounts({ ...order, total: { ...order.total, minor: 1n } }), { instanceOf: RangeError });
  t.throws(() => netAmounts({ ...order, taxes: [] }), { instanceOf: RangeError });
});

const writable = currencies.filter((one) => exponentOf(one) <= 2);
const sellers: fc.Arbitrary<Seller> = fc.constantFrom(seller, german, { ...german, companyId: null, endpoint: null }, { ...seller, city: '', postalZone: '', addressLines: [], companyId: '0123' });

test('any order keeps every rule, and the document says what the order says', (t) => {
  fc.assert(
    fc.property(orders(writable), sellers, fc.option(fc.string({ unit: 'binary', maxLength: 30 })), (order, one, subject) => {
      const tree = assertSound(facts(order, { seller: one, orderSubject: subject, buyer: { name: subject, address: 'takao@buyer.example' } }));
      const scale = 10n ** BigInt(10 - exponentOf(order.total.currency));
      t.is(decimal(textAt(tree, 'cac:LegalMonetaryTotal/cbc:PayableAmount')), order.total.minor * scale);
      t.is(all(tree, 'cac:InvoiceLine').length, order.lines.filter(({ sku }) => sku !== null).length);
      if (order.taxIncluded) return;
      t.deepEqual(all(tree, 'cac:InvoiceLine').map((line) => decimal(textAt(line, 'cbc:LineExtensionAmount'))), order.lines.flatMap(({ sku, amount }) => (sku === null ? [] : [amount.minor * scale])));
    }),
    { numRuns: 300 },
  );
});

test('without tax in the prices BR-CO-17 holds to the digit', (t) => {
  fc.assert(
    fc.property(orders(writable), (order) => {
      for (const { rate, net, tax } of netAmounts(order).rates) {
        const size = net < 0n ? -net : net;
        if (!order.taxIncluded) t.is(net < 0n ? -tax : tax, (2n * size * BigInt(rate) + 10_000n) / 20_000n);
      }
    }),
  );
});

test('the same facts give the same bytes, and every amount bears the currency', (t) => {
  t.deepEqual(ublInvoice(example()), ublInvoice(example()));
  t.true(everyTree(treeOf(example())).filter(({ name }) => name.endsWith('Amount')).every(({ attributes }) => attributes['currencyID'] === 'JPY'));
});

test('the rules see a change: no amount can be off by one, nothing can be missing', (t) => {
  const text = new TextDecoder().decode(ublInvoice(example()));
  const damaged = (change: (text: string) => string): readonly string[] => {
    const changed = change(text);
    t.not(changed, text);
    return broken(parseXml(new TextEncoder().encode(changed)), 0);
  };
  t.true(damaged((one) => one.replace('>2160<', '>2161<')).includes('BR-CO-10'));
  t.true(damaged((one) => one.replace('<cbc:PayableAmount currencyID="JPY">4741', '<cbc:PayableAmount currencyID="JPY">4742')).includes('BR-CO-16'));
  t.true(damaged((one) => one.replaceAll('>431<', '>433<')).includes('BR-CO-17'));
  t.true(damaged((one) => one.replace(/<cbc:BuyerReference>.*\n/, '')).includes('PEPPOL-EN16931-R003'));
  t.true(damaged((one) => one.replace('<cbc:PriceAmount currencyID="JPY">1080', '<cbc:PriceAmount currencyID="JPY">1081')).includes('PEPPOL-EN16931-R120'));
  t.true(damaged((one) => one.replace(/( *<cbc:ProfileID>.*\n)( *<cbc:ID>.*\n)/, '$2$1')).includes('sequence of Invoice'));
});
