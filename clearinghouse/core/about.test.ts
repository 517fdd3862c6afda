/** Which payments a decision is about where it changes none of them: staff read its letter in their timelines all the same. */
import test from 'ava';
import type { Decision } from './decision.ts';
import { BANK, letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';

const [BUYER = '', OTHER_BUYER = '', SHOP = '', OTHER_SHOP = ''] = PEOPLE;
const PAY = BANK.paymentAddress;
const ORDER = '2 Sencha 100g\n\nPassword: maple-7731-crow';

type More = { readonly to?: readonly string[]; readonly subject?: string; readonly thread?: readonly string[] };

const write = (world: SmallWorld, from: string, text: string, more: More = {}): Decision =>
  play(world, letterInput(world, readingOf(world, { from, to: more.to ?? [PAY], text, subject: more.subject ?? 'Order', thread: more.thread ?? [] })));
const forward = (world: SmallWorld, from: string, words: string, order = ORDER): Decision => write(world, from, `${words}\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\n\n${order}`, { subject: 'Fwd: Order' });

/** Ordered and asked; then what the letters after it are about, besides how they ended. */
function after(letters: (world: SmallWorld, reference: string) => readonly Decision[]): readonly string[] {
  const world = smallWorld();
  write(world, BUYER, ORDER, { to: [SHOP, PAY] });
  forward(world, SHOP, 'Total: 1,000 JPY');
  const [payment] = world.facts.payments.values();
  if (payment === undefined) throw new Error('the order began no payment');
  return letters(world, payment.reference).map(({ disposition, about }) => `${disposition.kind} ${disposition.code}${about.map((id) => (id === payment.id ? ': it' : `: ${id}`)).join('')}`);
}

const questionOf = (world: SmallWorld): More => {
  const question = world.notices.findLast(({ facts }) => facts.kind === 'question' || facts.kind === 'refund-question');
  return { to: [question?.replyTo ?? ''], thread: [question?.messageId ?? ''] };
};

test('the same order and the same forward again, a talk about it, and a forward that is refused', (t) => {
  const found = after((world) => [
    write(world, BUYER, ORDER, { to: [SHOP, PAY], subject: 'Order again' }),
    forward(world, SHOP, 'Total: 1,000 JPY'),
    write(world, BUYER, 'When will it come?', { subject: 'Re: Order', thread: ['m1@buyer.example'] }),
    write(world, SHOP, 'Tomorrow.', { subject: 'Re: Order', thread: ['m1@buyer.example'] }),
    write(world, OTHER_SHOP, 'What is that?', { subject: 'Re: Order', thread: ['m1@buyer.example'] }),
    forward(world, SHOP, 'No sum today'),
  ]);
  t.deepEqual(found, ['nothing-new same order: it', 'nothing-new same claim: it', 'nothing-new mail in a running order: it', 'nothing-new mail in a running order: it', 'refused secret-missing', 'refused no-total: it']);
});

test('STATUS and CANCEL by whoever takes part, and by nobody else', (t) => {
  const found = after((world, reference) => [
    write(world, BUYER, `STATUS ${reference}`, { subject: 'a' }),
    write(world, SHOP, 'STATUS', { subject: 'b' }),
    write(world, OTHER_BUYER, `STATUS ${reference}`, { subject: 'c' }),
    write(world, OTHER_BUYER, `CANCEL ${reference}`, { subject: 'd' }),
    write(world, BUYER, `CANCEL ${reference}`, { subject: 'e' }),
    write(world, BUYER, `CANCEL ${reference}`, { subject: 'f' }),
  ]);
  t.deepEqual(found.slice(0, 5), ['answered status: it', 'answered status: it', 'answered status', 'refused payment-unknown', 'advanced cancelled: it']);
  t.regex(found[5] ?? '', /: it$/);
});

test('answers that are not sure, of somebody else, or to what is over', (t) => {
  const found = after((world) => [
    write(world, BUYER, 'Perhaps', questionOf(world)),
    write(world, OTHER_BUYER, 'OK maple-7731-crow', questionOf(world)),
    write(world, BUYER, 'OK maple-7731-crow', questionOf(world)),
    write(world, BUYER, 'OK maple-7731-crow', { ...questionOf(world), subject: 'Re: twice' }),
  ]);
  t.deepEqual(found.map((one) => one.replace(/^.*(?=: it$)/, '')), [': it', ': it', ': it', ': it']);
});

test('a refund that is refused, asked, answered by somebody else, and over', (t) => {
  const found = after((world, reference) => [
    write(world, SHOP, `REFUND ${reference}`, { subject: 'a' }),
    write(world, BUYER, 'OK maple-7731-crow', questionOf(world)),
    write(world, SHOP, `REFUND ${reference} 2,000 JPY`, { subject: 'b' }),
    write(world, SHOP, `REFUND ${reference} 500 JPY`, { subject: 'c' }),
    write(world, SHOP, `REFUND ${reference} 500 JPY`, { subject: 'd' }),
    write(world, OTHER_SHOP, 'OK', questionOf(world)),
    write(world, SHOP, 'NO', questionOf(world)),
    write(world, SHOP, 'OK', { ...questionOf(world), subject: 'Re: late' }),
  ]);
  t.deepEqual(found, [
    'refused not-settled: it',
    'advanced settled: it',
    'refused above-paid: it',
    'advanced refund-asked: it',
    'nothing-new same refund: it',
    'set-aside not-your-question: it',
    'advanced refund-refused: it',
    'refused refund-over: it',
  ]);
});
