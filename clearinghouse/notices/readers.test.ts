/** What the bank writes, read by the bank: a notice that comes back is no consent, and the examples to copy are read as they are meant. */
import test from 'ava';
import { readAnswer } from '../protocol/consent.ts';
import { readInvoice } from '../protocol/invoice.ts';
import { currencyOf, formatMoney, readAmount } from '../protocol/money.ts';
import { normalise } from '../protocol/normalise.ts';
import { readOrder, upToOf } from '../protocol/order.ts';
import { readText } from '../protocol/text-reading.ts';
import type { Block } from './block.ts';
import { bank, evidenceOf, examples, owed } from './fixtures/examples.ts';
import { forwardExample, orderExample } from './how-to.ts';
import { renderNotice } from './index.ts';

const languages = ['en', 'ja'] as const;
const digest = (secret: string): readonly string[] => [`v1.${secret}`];
const answerOf = (text: string): ReturnType<typeof readAnswer> => readAnswer(normalise(text).lines, digest);

/** As mails come back: whole, quoted, quoted twice, behind a bar, without line breaks, each line for itself. */
function* returned(text: string): Generator<string> {
  const lines = text.split('\n');
  yield text;
  for (const mark of ['> ', '>> ', '>', '| ', '* ', '\u3000']) yield lines.map((line) => mark + line).join('\n');
  yield lines.join(' ');
  for (const [at, line] of lines.entries()) {
    yield line;
    yield line.replace(/^[\s>|*_"]+/, '');
    yield lines.slice(at).join('\n');
    yield `Hi,\n\n${line}`;
  }
}

for (const language of languages) {
  test(`no notice that comes back is read as consent, whole or in part (${language})`, (t) => {
    for (const [name, facts] of Object.entries(examples)) {
      const { text, subject } = renderNotice(owed(facts, language), bank, evidenceOf(facts));
      for (const mail of [...returned(text), subject, `Re: ${subject}`]) t.not(answerOf(mail).word, 'consent', `${name}: ${mail.slice(0, 80)}`);
    }
  });

  test(`the example of an order holds a ceiling, order lines, and a password only when one is filled in (${language})`, (t) => {
    const copied = exampleOf(orderExample[language](currencyOf('JPY')));
    t.is(readOrder(readText(copied, digest)).secrets.length, 0);
    const text = readText(copied.replace(/-{2,}/, 'maple-7731-crow'), digest);
    const order = readOrder(text);
    t.deepEqual(order.secrets.map((secret) => text.passwords[secret.index]?.weakness), [null]);
    t.is(order.orderLines.length, 2);
    t.true(text.lines.some((line) => upToOf(line) !== null));
    for (const [code, most] of [['JPY', 'JPY 5,000'], ['EUR', 'EUR 50.00'], ['KWD', 'KWD 5.000']] as const) {
      const upTo = readOrder(readText(exampleOf(orderExample[language](currencyOf(code))), digest)).upTo;
      const amount = readAmount(upTo?.text ?? '', currencyOf('USD'));
      t.is(amount.ok ? formatMoney(amount.money) : amount.code, most);
    }
    t.is(readOrder(readText(exampleOf(orderExample[language](null)), digest)).upTo, null);
  });

  test(`the example of an invoice adds up (${language})`, (t) => {
    for (const [code, total] of [[null, 'JPY 4,741'], ['EUR', 'EUR 47.41'], ['KWD', 'KWD 4.741']] as const) {
      const lines = normalise(exampleOf(forwardExample[language](code === null ? null : currencyOf(code)))).lines.map((line, at) => ({ line: at, text: line }));
      const reading = readInvoice(lines, null);
      t.true(reading.ok, JSON.stringify(reading.ok ? null : reading.code));
      if (!reading.ok) return;
      t.is(formatMoney(reading.invoice.total), total);
      t.is(reading.invoice.number, 'GT-1042');
      t.is(reading.invoice.lines.length, 4);
    }
  });
}

const exampleOf = (blocks: readonly Block[]): string => blocks.flatMap((block) => (block.kind === 'example' ? block.lines : [])).join('\n');
