/** The worst letters that are known: those of the tests against the daemon, the bombs of cases 101 and 102, and large ones that are allowed. */
import { GATE_BOMBS, READER_BOMBS } from '../../clearinghouse/cases/fixtures/bombs.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import { domainOf, signed, type Bank } from '../e2e/bank.ts';
import { hostileLetters } from '../e2e/hostile-letters.ts';
import { signMail, type TestMail } from '../test-mail.ts';

/** `key`: another one for each bringing. */
export type Bringing = { readonly bank: Bank; readonly address: string; readonly key: string };
/** Letters that are brought together; each from the customer, or from whom it names. */
export type WorstLetter = { readonly title: string; readonly raw: (bringing: Bringing) => readonly { readonly from: string; readonly bytes: Uint8Array }[] };

/** Up to what a letter with an attached original may have, and beyond. */
const SIZES = [1_000_000, 3_500_000, 9_000_000];
/** So many letters are read at once, and so may come to be decided at once. */
const TOGETHER = 16;

const alone = (title: string, raw: (bringing: Bringing) => Uint8Array): WorstLetter => ({ title, raw: (bringing) => [{ from: bringing.address, bytes: raw(bringing) }] });

function bomb({ bank, address, key }: Bringing, fields: readonly string[], body: string): Buffer {
  const head = [`From: ${address}`, `To: ${PAY}`, 'Subject: Hello', `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${key}@buyer.example>`, 'MIME-Version: 1.0'];
  const raw = Buffer.from([...head, ...fields, '', body].join('\n').replaceAll('\n', '\r\n'), 'utf8');
  return signMail(raw, domainOf(bank, 'buyer.example'), { time: Date.now() });
}

const PLAIN = 'Content-Type: text/plain; charset=utf-8';
const letter = (from: string, key: string, text: string, more: Partial<TestMail> = {}): TestMail => ({ from, to: PAY, subject: 'Hello', text, date: Date.now(), messageId: `${key}@${from.slice(from.indexOf('@') + 1)}`, ...more });

const large = (size: number): WorstLetter =>
  alone(`an attachment of ${size / 1_000_000} MB, signed`, ({ bank, address, key }) =>
    signed(bank, letter(address, key, 'See attached.\n', { attachments: [{ filename: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(size, 'x') }] })));

/** Texts that pass every gate and are long where the core looks, up to what a text may have. */
const LONG: readonly (readonly [title: string, text: (key: string) => string])[] = [
  ['an order of 19,000 lines', (key) => `${'1 tea\n'.repeat(19_000)}\nPassword: heron-${key}-moss\nUp to: 5,000 JPY\n`],
  ['an order of one line of 200 KB', (key) => `${'tea '.repeat(50_000)}\n\nPassword: finch-${key}-reed\n`],
  ['19,000 lines of nearly Pay to', (key) => `${'Pay t\n'.repeat(19_000)}\nPassword: robin-${key}-fern\nPay to: shop@tea.example\n`],
];

const FORWARDED = '---------- Forwarded message ----------\nFrom: Takao <takao@buyer.example>\nSubject: Order\nTo: <shop@tea.example>\n\n';
const words = (key: string): string => key.replace(/\W/g, '');

/** An order and its forward, with lines above and below. */
const forwarded = (title: string, order: (key: string) => string, above: string, below: string): readonly WorstLetter[] => {
  const text = (key: string): string => `${order(words(key))}\nPassword: stork-${words(key)}-fern\n`;
  return [
    { title: `${title}: the order`, raw: ({ bank, key }) => [{ from: BUYER, bytes: signed(bank, letter(BUYER, `${key}.o`, text(key), { to: SHOP, cc: PAY, subject: 'Order' })) }] },
    { title: `${title}: its forward`, raw: ({ bank, key }) => [{ from: SHOP, bytes: signed(bank, letter(SHOP, `${key}.f`, `${above}\n${FORWARDED}${text(before(key))}\n${below}`)) }] },
  ];
};

/** The key of the letter before: `worst.12.smtp` → `worst.11.smtp`. */
const before = (key: string): string => key.replace(/\d+/, (index) => String(Number(index) - 1));

const INVOICE = 'Total: 4,741 JPY\n';
/** As many lines as an order and its forward may have to be compared, and a few less. */
const COMPARED = 4_900;
const HALF = COMPARED / 2;

const amounts = 'Total: 1,080 JPY\n'.repeat(14_000);

export const worstLetters: readonly WorstLetter[] = [
  ...hostileLetters.map(({ title, raw }) => alone(title, ({ bank, address, key }) => raw({ bank, address, id: `${key}@buyer.example` }))),
  ...GATE_BOMBS.map(({ what, fields, body }) => alone(what, (bringing) => bomb(bringing, fields, body()))),
  ...READER_BOMBS.map(({ what, type, body }) => alone(what, (bringing) => bomb(bringing, [type], body()))),
  ...SIZES.map(large),
  ...LONG.map(([title, text]) => alone(title, (bringing) => bomb(bringing, [PLAIN], text(words(bringing.key))))),
  ...forwarded('4,900 lines', () => '1 tea x\n'.repeat(COMPARED), INVOICE, ''),
  ...forwarded('2,450 lines that stand there twice, but for the last', (key) => `${'1 tea\n'.repeat(HALF)}${key}`, `${INVOICE}${'1 tea\n'.repeat(HALF - 20)}`, ''),
  ...forwarded('2,450 lines in 4,900 that are all the same', () => '1 tea\n'.repeat(HALF), INVOICE, '1 tea\n'.repeat(HALF - 20)),
  ...forwarded('an order of one line of 100 KB', () => 'tea '.repeat(25_000), INVOICE, 'tea '.repeat(25_000)),
  ...forwarded('an order of 2,000 long lines that its forward breaks elsewhere', () => `${'tea '.repeat(12)}\n`.repeat(2_000), `${INVOICE}${'tea tea '.repeat(10_000)}\n`, ''),
  ...forwarded('a short order in 4,900 other lines', () => '1 tea', INVOICE, '1 te\n'.repeat(COMPARED)),
  ...forwarded('a short order above 16 other passwords and 4,800 lines', () => '1 tea', INVOICE, `${Array.from({ length: 15 }, (_, index) => `Password: stork-${index}-oak\n`).join('')}${'1 tea\n'.repeat(COMPARED - 100)}`),
  ...forwarded('an invoice of 4,800 lines', () => '1 tea', `${'1 x tea @ 10\n'.repeat(COMPARED - 100)}${INVOICE}`, ''),
  ...forwarded('4,800 invoice numbers', () => '1 tea', `${Array.from({ length: COMPARED - 100 }, (_, index) => `Invoice: A-${index}\n`).join('')}${INVOICE}`, ''),
  { title: `${TOGETHER} letters of 14,000 amounts at once`, raw: ({ bank, address, key }) => Array.from({ length: TOGETHER }, (_, index) => ({ from: address, bytes: signed(bank, letter(address, `${key}.${index}`, `${amounts}${index}\n`)) })) },
];
