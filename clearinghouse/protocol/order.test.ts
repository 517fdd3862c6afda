import test from 'ava';
import { readOrder } from './order.ts';
import type { OrderReading } from './order.ts';
import { makeDigest } from './secret.ts';
import { readText } from './text-reading.ts';

const digest = makeDigest([{ version: 1, key: Buffer.from('pepper') }]);
const order = (...lines: string[]): OrderReading => readOrder(readText(lines.join('\n'), digest));

test('the direct mail of the design', (t) => {
  const reading = order('2 Sencha 100g', '1 bamboo whisk', '', 'Password: maple-7731-crow', 'Up to: 5,000 JPY', 'Pay to: Green Tea House', '--', 'Takao', 'Sent from my iPhone');
  t.deepEqual(reading.secrets.map((secret) => secret.index), [0]);
  t.deepEqual(reading.upTo, { line: 4, text: '5,000 JPY' });
  t.deepEqual(reading.payTo, { line: 5, text: 'Green Tea House' });
  t.deepEqual([reading.severalUpTo, reading.severalPayTo], [false, false]);
  t.deepEqual(reading.orderLines, [0, 1]);
});

test('in Japanese, full width', (t) => {
  const reading = order('煎茶１００ｇ　２個', 'パスワード：ｍａｐｌｅ－７７３１', '上限：５，０００円', '支払先：緑茶の家');
  t.is(reading.upTo?.text, '5,000円');
  t.is(reading.payTo?.text, '緑茶の家');
  t.deepEqual(reading.orderLines, [0]);
});

test('a ceiling without its colon counts where an amount follows', (t) => {
  t.is(order('Up to 5,000 JPY').upTo?.text, '5,000 JPY');
  t.is(order('at most 5,000').upTo?.text, '5,000');
  t.is(order('Up to you').upTo, null);
  t.is(order('Up to:').upTo, null);
});

test('a ceiling with figures above the line is one that can not be read, with and without its colon', (t) => {
  for (const line of ['Up to: 12⁹⁹ EUR', 'Up to 12⁹⁹ EUR']) t.is(order(line).upTo?.text, '12⁹⁹ EUR', line);
});

test('keys in a list, and ceilings of scripts without blanks', (t) => {
  for (const line of ['- Up to: 5,000 JPY', '* Up to: 5,000 JPY', '• up to 5,000 JPY', '3. Limit: 5,000 JPY', '*Up to:* 5,000 JPY']) t.is(order(line).upTo?.text, '5,000 JPY', line);
  for (const line of ['・上限：5,000円', '上限5,000円', '최대 5,000円']) t.is(order(line).upTo?.text, '5,000円', line);
  t.is(order('- Pay to: Green Tea House').payTo?.text, 'Green Tea House');
  t.deepEqual(order('- Password: maple-7731-crow', '- 2 Sencha').secrets.map(({ line }) => line), [0]);
});

test('what begins as a ceiling and names money is one, though it can not be read', (t) => {
  for (const [line, text] of [['Up to - 5,000 JPY', '- 5,000 JPY'], ['Up to 5,000 JPY, please', '5,000 JPY, please'], ['at most 5,000 yen in all', '5,000 yen in all'], ['Limit 50 € each', '50 € each'], ['上限5,000円まで', '5,000円'], ['上限は5,000円です。', '5,000円'], ['Max: 5,000 JPY', '5,000 JPY'], ['Not more than 5,000 JPY', '5,000 JPY'], ['Máximo: 50 €', '50 €']]) t.is(order(line ?? '').upTo?.text, text, line);
  for (const line of ['Up to 3 all in all', 'Up to 10 USB sticks', 'up to the JPY', 'up to 2 pounds of Sencha', 'at most 3 bowls', 'limited to 5,000 JPY', 'totally 5,000 JPY']) t.is(order(line).upTo, null, line);
});

test('a password’s line that goes on with another key', (t) => {
  for (const value of ['maple-7731-crow, Up to: 5,000 JPY', 'maple-7731-crow Up to: 5,000 JPY', 'maple-7731-crow (up to: 5,000)', 'maple-7731-crow, up to 5,000 JPY', 'maple-7731-crow / Pay to: Green Tea House', 'ｍａｐｌｅ－７７３１、上限：5,000円', '4821 0937; limit = 5,000']) {
    const reading = order('2 Sencha', `Password: ${value}`);
    t.deepEqual([reading.secrets.map(({ weakness }) => weakness), reading.upTo], [['other-key'], null], value);
  }
  for (const value of ['maple-7731-crow', 'shop 7731', 'up to eleven', 'maple, 7731, crow', 'bishop:7731', 'limit 7731']) t.is(order('2 Sencha', `Password: ${value}`).secrets[0]?.weakness, null, value);
});

test('two ceilings, two payees, two passwords', (t) => {
  for (const line of ['Max: 2 of each', 'Maximum strength glue', 'Max 3 bags, 500 g', 'Max: Sencha', 'Not more than two']) t.is(order(line).upTo, null, line);
  const reading = order('Password: maple-7731-crow', 'Up to: 5,000', 'Limit: 6,000', 'Pay to: A', 'Shop: B', 'PW: other-4821');
  t.true(reading.severalUpTo && reading.severalPayTo);
  t.is(reading.secrets.length, 2);
  const same = order('Password: maple-7731-crow', 'Up to: 5,000', 'UP TO: 5,000', 'PW: Maple 7731 Crow');
  t.deepEqual([same.severalUpTo, same.secrets.length], [false, 1]);
});

test('quoted text and forwarded mails are nobody’s order', (t) => {
  const reading = order('one more, please', 'On 20 Nov 2026, Shop <shop@tea.example> wrote:', '> Up to: 1', '> Password: maple-7731-crow', '-----Original Message-----', 'From: x', 'To: y', 'Up to: 2', 'Pay to: z');
  t.deepEqual([reading.secrets, reading.upTo, reading.payTo, reading.orderLines], [[], null, null, [0]]);
});

test('nor is what stands below an attribution whose quotation has no marks', (t) => {
  const quoted = ['Our autumn list. One order may cost', 'Up to: 9,500 JPY', 'Pay to: Mallory Shop', 'Password: other-4821'];
  for (const attribution of ['    On Tuesday, November 3, 2026 at 10:00:00 AM GMT+9, Green Tea House <shop@tea.example> wrote:', 'Am 03.11.2026 um 10:00 schrieb Green Tea House:', '2026年11月3日(火) 10:00 Green Tea House <shop@tea.example>:', '在 2026年11月3日，Green Tea House 写道：']) {
    const reading = order('2 Sencha 100g', 'Password: maple-7731-crow', '', attribution, '', ...quoted);
    t.deepEqual([reading.secrets.map(({ line }) => line), reading.upTo, reading.payTo, reading.orderLines], [[1], null, null, [0]], attribution);
    const below = order(attribution, ...quoted.map((line) => `> ${line}`), '', '2 Sencha 100g', 'Password: maple-7731-crow', 'Up to: 5,000 JPY');
    t.deepEqual([below.secrets.map(({ line }) => line), below.upTo?.text, below.payTo, below.orderLines], [[7], '5,000 JPY', null, [6]], attribution);
  }
});
