/**
 * The figures of public examples of EN 16931, Peppol BIS 3, JP PINT, XRechnung and Factur-X, and what the bank has to read in them, worked out from the
 * documents by hand. The documents themselves are not here: tests write their own with these figures, and `scripts/einvoices.ts` holds the true ones
 * against this table where somebody has them.
 * @table
 */
export type Example = {
  /** Repository and path; characters of the version that was read. Null: no single document. */
  readonly file: string | null;
  readonly characters?: number;
  readonly like: string;
  readonly type?: string;
  readonly currency: string;
  readonly lines: readonly string[];
  readonly allowances?: readonly string[];
  readonly charges?: readonly string[];
  readonly taxes: readonly string[];
  readonly sums: Partial<Readonly<Record<'lines' | 'allowances' | 'charges' | 'net' | 'tax' | 'gross' | 'prepaid' | 'rounding' | 'due', string>>>;
  /** VAT once more, in the accounting currency. */
  readonly accounting?: readonly [currency: string, tax: string];
  /** Who is to be paid in place of the seller. */
  readonly payee?: string;
  /** The profile, where the reading hangs on it. */
  readonly guideline?: string;
  /** In the other syntax there is no such document. */
  readonly only?: 'ubl' | 'cii';
  /** The amount due, or why the file is refused. */
  readonly read: string;
  /** How many lines the buyer is shown. */
  readonly shown?: number;
};

const EN = 'ConnectingEurope/eInvoicing-EN16931/';
const PEPPOL = 'OpenPEPPOL/peppol-bis-invoice-3/rules/';
const FACTURX = 'ZUGFeRD/mustangproject/library/src/test/resources/';
const JAPAN = 'pontsoleil/EIPA/';
const XRECHNUNG = 'itplr-kosit/xrechnung-testsuite/src/test/business-cases/';

export const PUBLIC_EXAMPLES: readonly Example[] = [
  { file: null, like: 'EN 16931 example 1', currency: 'EUR', lines: ['19.90', '9.85', '8.29', '14.46', '35.00', '35.00', '10.65', '1.55', '14.37', '8.29', '16.58', '9.95', '3.30', '42.41'], taxes: ['10.99', '9.74'], sums: { lines: '229.60', net: '229.60', tax: '20.73', gross: '250.33', due: '250.33' }, read: 'EUR 250.33', shown: 16 },
  { file: null, like: 'EN 16931 example 2 without its payee', currency: 'NOK', lines: ['1273', '-3.96', '4.96', '-25', '187.5'], allowances: ['100'], charges: ['100.00'], taxes: ['365.13', '0.15', '0'], sums: { lines: '1436.5', allowances: '100', charges: '100', net: '1436.50', tax: '365.28', gross: '1801.78', prepaid: '1000', due: '801.78' }, read: 'NOK 801.78', shown: 10 },
  { file: null, like: 'EN 16931 example 5 without its payee', currency: 'DKK', lines: ['1000.00', '500.00', '2500.00'], allowances: ['150.00'], charges: ['150'], taxes: ['375', '300.00'], sums: { lines: '4000.00', allowances: '150', charges: '150', net: '4000', tax: '675.00', gross: '4675', prepaid: '2337.5', due: '2337.50' }, accounting: ['EUR', '628.62'], read: 'DKK 2,337.50', shown: 8 },
  { file: `${EN}cii/examples/CII_example5.xml`, characters: 24352, like: 'EN 16931 example 5 with its payee', currency: 'DKK', lines: ['1000', '500', '2500'], allowances: ['150'], charges: ['150'], taxes: ['375', '300'], sums: { lines: '4000.00', allowances: '150', charges: '150', net: '4000', tax: '675.00', gross: '4675', prepaid: '2337.5', due: '2337.5' }, accounting: ['EUR', '628.62'], payee: 'Dagobert Duck', read: 'not-an-invoice' },
  { file: `${EN}cii/examples/CII_example7.xml`, characters: 9551, like: 'EN 16931 example 7, no VAT and no sum of it', currency: 'SEK', lines: ['2500', '700'], taxes: ['0'], sums: { lines: '3200', net: '3200', gross: '3200', due: '3200' }, only: 'cii', read: 'SEK 3,200.00', shown: 2 },
  { file: `${EN}cii/examples/CII-BR-CO-10-RoundingIssue.xml`, characters: 12202, like: 'a journey cancelled', currency: 'EUR', lines: ['720.81', '0.01', '-720.81', '-0.01'], taxes: ['0.00', '0.00'], sums: { lines: '0.00', charges: '0', allowances: '0', net: '0.00', tax: '0.00', gross: '0.00', prepaid: '0', due: '0.00' }, read: 'not-positive' },
  { file: `${EN}ubl/examples/issue116.xml`, characters: 10485, like: 'four VAT rates, discounts and charges of nothing', currency: 'SEK', lines: ['100', '50', '150', '400'], allowances: ['0', '1'], charges: ['1', '0'], taxes: ['6', '100', '24', '0'], sums: { lines: '700', allowances: '1', charges: '1', net: '700', tax: '130', gross: '830', prepaid: '0', rounding: '0', due: '830' }, read: 'SEK 830.00', shown: 11 },
  { file: `${EN}ubl/examples/sample-discount-price.xml`, characters: 5405, like: 'a price of four decimals', currency: 'EUR', lines: ['12.12'], taxes: ['3.03'], sums: { lines: '12.12', net: '12.12', tax: '3.03', gross: '15.15', due: '15.15' }, read: 'EUR 15.15', shown: 2 },
  { file: `${EN}ubl/examples/BIS3_Invoice_negativ.XML`, characters: 5957, like: 'an invoice below zero', currency: 'DKK', lines: ['-625743.54'], taxes: ['-156435.89'], sums: { lines: '-625743.54', net: '-625743.54', tax: '-156435.89', gross: '-782179.43', due: '-782179.43' }, read: 'not-positive' },
  { file: `${PEPPOL}examples/Allowance-example.xml`, characters: 16135, like: 'Peppol, allowances', currency: 'EUR', lines: ['4000.00', '1000.00', '900.00'], allowances: ['200'], charges: ['200'], taxes: ['1225', '0'], sums: { lines: '5900', allowances: '200', charges: '200', net: '5900', tax: '1225.00', gross: '7125', prepaid: '1000', due: '6125.00' }, accounting: ['SEK', '9324.00'], read: 'EUR 6,125.00', shown: 7 },
  { file: `${PEPPOL}examples/vat-category-O.xml`, characters: 4907, like: 'Peppol, outside of VAT', currency: 'SEK', lines: ['3200.00'], taxes: ['0.00'], sums: { lines: '3200.00', net: '3200.00', tax: '0.00', gross: '3200.00', due: '3200.00' }, read: 'SEK 3,200.00', shown: 1 },
  { file: `${PEPPOL}examples/sales-order-example.xml`, characters: 9458, like: 'Peppol, goods that came back', currency: 'EUR', lines: ['2800', '-1500'], charges: ['25'], taxes: ['331.25'], sums: { lines: '1300', charges: '25', net: '1325', tax: '331.25', gross: '1656.25', due: '1656.25' }, read: 'EUR 1,656.25', shown: 4 },
  { file: `${PEPPOL}examples/base-negative-inv-correction.xml`, characters: 9468, like: 'Peppol, an invoice corrected by one below zero', currency: 'EUR', lines: ['-2800', '1500'], charges: ['-25'], taxes: ['-331.25'], sums: { lines: '-1300', charges: '-25', net: '-1325', tax: '-331.25', gross: '-1656.25', due: '-1656.25' }, read: 'not-positive' },
  { file: `${PEPPOL}examples/base-creditnote-correction.xml`, characters: 9518, like: 'Peppol, a credit note', type: '381', currency: 'EUR', lines: ['2800', '-1500'], charges: ['25'], taxes: ['331.25'], sums: { lines: '1300', charges: '25', net: '1325', tax: '331.25', gross: '1656.25', due: '1656.25' }, read: 'not-an-invoice' },
  { file: `${PEPPOL}national-examples/NO/Norwegian-example-1.xml`, characters: 19011, like: 'Peppol in Norway, rounded, with a payee', currency: 'NOK', lines: ['1273', '-3.96', '4.96', '-25', '187.5'], allowances: ['100'], charges: ['100'], taxes: ['365.13', '0.15', '0'], sums: { lines: '1436.5', allowances: '100', charges: '100', net: '1436.5', tax: '365.28', gross: '1801.78', prepaid: '1000', rounding: '0.22', due: '802.00' }, payee: 'Ebeneser Scrooge AS', read: 'not-an-invoice' },
  { file: null, like: 'Peppol in Norway without the payee', currency: 'NOK', lines: ['1273', '-3.96', '4.96', '-25', '187.5'], allowances: ['100'], charges: ['100'], taxes: ['365.13', '0.15', '0'], sums: { lines: '1436.5', allowances: '100', charges: '100', net: '1436.5', tax: '365.28', gross: '1801.78', prepaid: '1000', rounding: '0.22', due: '802.00' }, read: 'NOK 802.00', shown: 11 },
  { file: `${FACTURX}cii/facturFrMinimum.xml`, characters: 2818, like: 'Factur-X MINIMUM, where what was paid before has no element', currency: 'EUR', lines: [], taxes: [], sums: { net: '624.90', tax: '46.25', gross: '671.15', due: '470.15' }, guideline: 'urn:factur-x.eu:1p0:minimum', only: 'cii', read: 'EUR 470.15', shown: 3 },
  { file: `${FACTURX}cii/Factur-X_basic.xml`, characters: 6861, like: 'Factur-X BASIC', currency: 'EUR', lines: ['198.00'], taxes: ['37.62'], sums: { lines: '198.00', charges: '0.00', allowances: '0.00', net: '198.00', tax: '37.62', gross: '235.62', prepaid: '0.00', due: '235.62' }, read: 'EUR 235.62', shown: 2 },
  { file: `${FACTURX}cii/minimalDebit.xml`, characters: 7319, like: 'Factur-X, paid by direct debit', currency: 'EUR', lines: ['198.00', '275.00'], taxes: ['19.25', '37.62'], sums: { lines: '473.00', charges: '0.00', allowances: '0.00', net: '473.00', tax: '56.87', gross: '529.87', prepaid: '0.00', due: '529.87' }, read: 'EUR 529.87', shown: 4 },
  { file: `${FACTURX}Extended_fremdwaehrung.xml`, characters: 17213, like: 'Factur-X EXTENDED in a foreign currency, with a payee', currency: 'GBP', lines: ['850'], allowances: ['21.25'], charges: ['30'], taxes: ['163.16'], sums: { lines: '850', charges: '30', allowances: '21.25', net: '858.75', tax: '163.16', gross: '1021.91', prepaid: '500', due: '521.91' }, accounting: ['EUR', '183.14'], payee: 'Global Supplies Financial Services', read: 'not-an-invoice' },
  { file: `${FACTURX}line-total-4-decimals.xml`, characters: 5300, like: 'a line of four decimals, against BR-DEC-23', currency: 'EUR', lines: ['47.0504'], taxes: ['8.94'], sums: { lines: '47.05', net: '47.05', tax: '8.94', gross: '55.99', due: '55.99' }, read: 'amount-unreadable' },
  { file: `${FACTURX}ubl/EN16931_AbweichenderZahlungsempf.ubl.xml`, characters: 6554, like: 'the claim was sold to a factor', currency: 'EUR', lines: ['198', '275'], taxes: ['19.25', '37.62'], sums: { lines: '473', allowances: '0', charges: '0', net: '473', tax: '56.87', gross: '529.87', prepaid: '0', due: '529.87' }, payee: 'Factoring GmbH', read: 'not-an-invoice' },
  { file: `${FACTURX}ubl/EN16931_Einfach_negativePaymentDue.ubl.xml`, characters: 5983, like: 'paid twice before', currency: 'EUR', lines: ['198', '275'], taxes: ['19.25', '37.62'], sums: { lines: '473', allowances: '0', charges: '0', net: '473', tax: '56.87', gross: '529.87', prepaid: '1059.74', due: '-529.87' }, read: 'not-positive' },
  { file: `${FACTURX}ubl/EN16931_Kraftfahrversicherung_Bruttopreise.ubl.xml`, characters: 6147, like: 'a premium, and one that is still owed', type: '575', currency: 'EUR', lines: ['80', '140'], taxes: ['0'], sums: { lines: '220', allowances: '0', charges: '0', net: '220', tax: '0', gross: '220', prepaid: '-220', due: '440' }, read: 'EUR 440.00', shown: 3 },
  { file: `${FACTURX}ubl/EN16931_Betriebskostenabrechnung.ubl.xml`, characters: 5518, like: 'running costs, mostly paid before', currency: 'EUR', lines: ['15387.08'], taxes: ['2923.55'], sums: { lines: '15387.08', allowances: '0', charges: '0', net: '15387.08', tax: '2923.55', gross: '18310.63', prepaid: '17808', due: '502.63' }, read: 'EUR 502.63', shown: 3 },
  { file: `${FACTURX}ubl/EN16931_Rechnungskorrektur.ubl.xml`, characters: 8569, like: 'a correction with discounts below zero', type: '384', currency: 'EUR', lines: ['-5', '-2.9'], allowances: ['-0.1', '-0.06', '-0.05', '-0.02'], taxes: ['-0.92', '-0.2'], sums: { lines: '-7.9', allowances: '-0.23', charges: '0', net: '-7.67', tax: '-1.12', gross: '-8.79', prepaid: '0', due: '-8.79' }, read: 'not-positive' },
  { file: `${JAPAN}JP-PINT-BIS/Message examples/rounding_JPY.xml`, characters: 6612, like: 'JP PINT, 8 and 10 per cent', type: '383', currency: 'JPY', lines: ['1881', '6600'], taxes: ['150', '660'], sums: { lines: '8481', net: '8481', tax: '810', gross: '9291', due: '9291' }, read: 'JPY 9,291', shown: 4 },
  { file: `${JAPAN}JP-PINT/data/pint/discount_utf8.xml`, characters: 8922, like: 'JP PINT, a charge', currency: 'JPY', lines: ['30000', '40000', '40000'], charges: ['17700'], taxes: ['8770', '3200'], sums: { lines: '110000', charges: '17700', net: '127700', tax: '11970', gross: '139670', due: '139670' }, read: 'JPY 139,670', shown: 6 },
  { file: `${JAPAN}JP-PINT/data/pint/allowance1.xml`, characters: 9042, like: 'JP PINT, a sum of the lines that is not theirs', currency: 'JPY', lines: ['30000', '40000', '40000'], charges: ['17700'], taxes: ['8770', '3200'], sums: { lines: '120000', charges: '17700', net: '127700', tax: '11970', gross: '139670', due: '139670' }, read: 'sum-differs' },
  { file: `${XRECHNUNG}extension/05.01a-INVOICE_ubl.xml`, characters: 7545, like: 'XRechnung with claims of third parties in the amount due', currency: 'EUR', lines: ['288.79', '26.07'], taxes: ['22.04'], sums: { lines: '314.86', net: '314.86', tax: '22.04', gross: '336.9', due: '366.86' }, read: 'sum-differs' },
  { file: `${XRECHNUNG}extension/04.01a-INVOICE_ubl.xml`, characters: 14925, like: 'XRechnung with lines within lines', currency: 'EUR', lines: ['818.04', '11718.8'], taxes: ['2382'], sums: { lines: '12536.84', net: '12536.84', tax: '2382', gross: '14918.84', prepaid: '10000.0', due: '4918.84' }, read: 'EUR 4,918.84', shown: 4 },
];
