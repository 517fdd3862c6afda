/**
 * Data: the active codes of ISO 4217 that have a minor unit, by their exponent, and how people write currencies without the code.
 * Precious metals, test codes and units of account without a minor unit (XAU, XTS, XDR …) are no money that an account can hold.
 */

const TWO_DECIMALS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK ' +
  'DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR ' +
  'LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR ' +
  'SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ' +
  'ZMW ZWG';
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';
const FOUR_DECIMALS = 'CLF UYW';

const rows = (codes: string, exponent: number): [string, number][] => codes.split(' ').map((code) => [code, exponent]);

/** Code to exponent: how many decimals the minor unit has. */
export const CURRENCY_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...rows(NO_DECIMALS, 0),
  ...rows(TWO_DECIMALS, 2),
  ...rows(THREE_DECIMALS, 3),
  ...rows(FOUR_DECIMALS, 4),
]);

const DOLLARS = ['USD', 'AUD', 'BBD', 'BMD', 'BND', 'BSD', 'BZD', 'CAD', 'FJD', 'GYD', 'HKD', 'JMD', 'KYD', 'LRD', 'NAD', 'NZD', 'SBD', 'SGD', 'SRD', 'TTD', 'TWD', 'XCD'];
const PESOS = ['ARS', 'CLP', 'COP', 'CUP', 'DOP', 'MXN', 'UYU'];
const CROWNS = ['DKK', 'ISK', 'NOK', 'SEK'];
const POUNDS = ['GBP', 'EGP', 'FKP', 'GIP', 'LBP', 'SDG', 'SHP', 'SSP', 'SYP'];

/**
 * How people write a currency, upper-cased and after NFKC, to the codes it may mean. One code: it is meant. Several: only the reader's own
 * currency decides, and only if it is among them.
 */
export const CURRENCY_WRITINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['¥', ['JPY', 'CNY']],
  ['円', ['JPY']],
  ['日本円', ['JPY']],
  ['日元', ['JPY']],
  ['日圓', ['JPY']],
  ['엔', ['JPY']],
  ['YEN', ['JPY']],
  ['元', ['CNY', 'TWD', 'HKD', 'MOP']],
  ['人民币', ['CNY']],
  ['RMB', ['CNY']],
  ['₩', ['KRW', 'KPW']],
  ['원', ['KRW']],
  ['WON', ['KRW', 'KPW']],
  ['€', ['EUR']],
  ['EURO', ['EUR']],
  ['EUROS', ['EUR']],
  ['£', POUNDS],
  ['POUND', POUNDS],
  ['POUNDS', POUNDS],
  ['$', [...DOLLARS, ...PESOS]],
  ['US$', ['USD']],
  ['DOLLAR', DOLLARS],
  ['DOLLARS', DOLLARS],
  ['PESO', [...PESOS, 'PHP']],
  ['PESOS', [...PESOS, 'PHP']],
  ['R$', ['BRL']],
  ['FR.', ['CHF']],
  ['SFR.', ['CHF']],
  ['FRANKEN', ['CHF']],
  ['KR', CROWNS],
  ['KR.', CROWNS],
  ['ZŁ', ['PLN']],
  ['KČ', ['CZK']],
  ['FT', ['HUF']],
  ['FR', ['CHF']],
  ['₹', ['INR']],
  ['RS', ['INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR']],
  ['RS.', ['INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR']],
  ['A$', ['AUD']],
  ['AU$', ['AUD']],
  ['C$', ['CAD', 'NIO']],
  ['CA$', ['CAD']],
  ['CAN$', ['CAD']],
  ['NZ$', ['NZD']],
  ['HK$', ['HKD']],
  ['NT$', ['TWD']],
  ['S$', ['SGD']],
  ['SG$', ['SGD']],
  ['RP', ['IDR']],
  ['RP.', ['IDR']],
  ['RM', ['MYR']],
  ['LEI', ['RON', 'MDL']],
  ['TL', ['TRY']],
  ['Đ', ['VND']],
  ['₽', ['RUB']],
  ['₴', ['UAH']],
  ['₺', ['TRY']],
  ['₪', ['ILS']],
  ['₫', ['VND']],
  ['฿', ['THB']],
  ['₱', ['PHP']],
  ['₦', ['NGN']],
]);
