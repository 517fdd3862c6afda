/** Which mail is the very order, and what of a forward is the shop's own. */
import test from 'ava';
import { letterInput, PEOPLE, play, readingOf, smallWorld } from './fixtures/small-world.ts';
import { forwardContent, matchForward, type ForwardContent, type Match } from './match.ts';
import type { Order } from './payment.ts';
import type { SecretDigests, TextReading } from '../protocol/reading.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;
const PAY = 'pay@bank.example';
const TEXT = '2 Sencha 100g\n\nPassword: maple-7731-crow';
const world = smallWorld();

const read = (text: string): TextReading => {
  const { text: found } = readingOf(world, { from: SHOP, to: [PAY], subject: 'Fwd: Order', text });
  if (found === null) throw new Error('the text was not read');
  return found;
};

function ordered(): { readonly order: Order; readonly secret: SecretDigests } {
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, PAY], text: TEXT })));
  const [payment] = world.facts.payments.values();
  if (payment?.order == null) throw new Error('the order began no payment');
  return { order: payment.order, secret: payment.secret };
}

const { order, secret } = ordered();
type Original = ForwardContent['originals'][number];
const VERY: Original = { messageId: order.messageId, signatureB: order.signatureB, text: read(TEXT) };
const forward = (text: string, ...originals: readonly Original[]): ForwardContent => ({ text: read(text), originals });
const wordsOf = (match: Match): readonly string[] => (match.kind === 'match' ? match.words.map(({ text }) => text) : [match.kind]);
const OUTER = 'Invoice: GT-1042\n> Is it there yet?\nTotal: 4,741 JPY';

test('the very mail is known by Message-ID and signature together; then all that is not quoted is the shop\'s', (t) => {
  const match = matchForward(order, secret, forward(OUTER, VERY));
  t.is(match.kind === 'match' ? match.by : '', 'same-mail');
  t.deepEqual(wordsOf(match), ['Invoice: GT-1042', 'Total: 4,741 JPY']);
});

test('words below an attribution are not the shop\'s, though their quotation has no marks and the very mail is attached', (t) => {
  const quoting = 'Invoice: GT-1042\n\nOn Tue, 3 Nov 2026 at 10:00, Takao <takao@buyer.example> wrote:\n\nTotal: 30,000 JPY';
  t.deepEqual(wordsOf(matchForward(order, secret, forward(quoting, VERY))), ['Invoice: GT-1042']);
});

test('a copy that only says that it is the very mail is judged by its text, and the shop\'s words end at the first quote', (t) => {
  for (const other of [{ ...VERY, signatureB: 'another' }, { ...VERY, messageId: 'another@buyer.example' }, { ...VERY, signatureB: null }, { ...VERY, messageId: null }]) {
    const match = matchForward(order, secret, forward(OUTER, other));
    t.is(match.kind === 'match' ? match.by : '', 'attached-text');
    t.deepEqual(wordsOf(match), ['Invoice: GT-1042']);
  }
});

test('an order without Message-ID or signature is never the very mail', (t) => {
  for (const bare of [{ ...order, messageId: null }, { ...order, signatureB: null }]) {
    const match = matchForward(bare, secret, forward(OUTER, { ...VERY, messageId: bare.messageId, signatureB: bare.signatureB }));
    t.is(match.kind === 'match' ? match.by : '', 'attached-text');
  }
});

test('an attached copy of other text is a changed order; without the password, or without text, it is none', (t) => {
  const copy = (text: string | null): Original => ({ messageId: null, signatureB: null, text: text === null ? null : read(text) });
  const changed = matchForward(order, secret, forward(OUTER, copy(TEXT.replace('2 Sencha', '3 Sencha'))));
  t.deepEqual(changed.kind === 'changed' ? [changed.missing, changed.found] : [changed.kind], ['2 Sencha 100g', '3 Sencha 100g']);
  t.is(matchForward(order, secret, forward(OUTER, copy('2 Sencha 100g'))).kind, 'none');
  t.is(matchForward(order, secret, forward(OUTER, copy(null))).kind, 'none');
  t.is(matchForward(order, secret, forward(OUTER, copy(TEXT.replace('maple', 'birch')))).kind, 'none');
  t.is(matchForward(order, secret, forward(OUTER)).kind, 'none');
});

test('a copy that fits goes before one that was changed, attached or below the shop\'s words', (t) => {
  const changed: Original = { messageId: null, signatureB: null, text: read(TEXT.replace('2 Sencha', '3 Sencha')) };
  t.is(matchForward(order, secret, forward(OUTER, changed, VERY)).kind, 'match');
  t.is(matchForward(order, secret, forward(`Total: 4,741 JPY\n\n---------- Forwarded message ----------\n${TEXT}`, changed)).kind, 'match');
});

test('a letter without text and without an attached mail holds nothing', (t) => {
  const reading = readingOf(world, { from: SHOP, to: [PAY], text: OUTER });
  t.is(forwardContent({ ...reading, text: null }), null);
  t.deepEqual(forwardContent(reading)?.originals, []);
});
