/** Between an order and the bank's reading of it: nobody is asked for the number that he has just written, nor shown an older one as the last. */
import test from 'ava';
import { makeOnItsWay, READ_WITHIN } from './on-its-way.ts';
import { fieldIn, HANA, known, openDesk, TARO, textIn, toNumber } from './testing/desk.ts';
import type { Answer, Desk } from './testing/desk.ts';

const NUMBER = '83051172';
const USED = { lastUsed: { index: 7, number: NUMBER }, asks: 8 };

const stateOf = (answer: Answer): string => fieldIn(answer.body, 'state');
const order = (desk: Desk, state: string, number = NUMBER): Promise<Answer> => desk.post('/green-tea/order', { state, number });
const isOnItsWay = (answer: Answer): boolean => textIn(answer.body).includes('An order is on its way') && stateOf(answer) === '' && !/No\. 0[67]/.test(textIn(answer.body));

test('until the bank has read an order, its number is not asked again, nor the one before it shown as the last', async (t) => {
  const desk = openDesk();
  const [first, beside] = [stateOf(await toNumber(desk)), stateOf(await toNumber(desk))];
  t.is((await order(desk, first)).status, 200);
  desk.advance(240_000);
  const next = await toNumber(desk);
  t.true(isOnItsWay(next));
  for (const part of ['it was sent 4 minutes ago', 'Order again when the bank’s mail has come to taro@example.jp', 'order again here in 26 minutes']) t.true(textIn(next.body).includes(part), part);
  t.true(isOnItsWay(await order(desk, beside)), 'a page that stood open beside it');
  t.true(isOnItsWay(await order(desk, beside, 'maple')), 'whatever was typed');
  t.is(desk.mails.length, 1);
  t.true(textIn((await order(desk, first)).body).includes('It was not sent a second time'), 'its own form is told as before');
  desk.world.member = async () => known(USED);
  t.true(textIn((await toNumber(desk)).body).includes('No. 07 8305 1172 That number is used up'));
});

test('a number that the bank has read as a wrong one is asked again; so is one whose order never came, after its time', async (t) => {
  for (const after of ['wrong', 'lost'] as const) {
    const desk = openDesk();
    await order(desk, stateOf(await toNumber(desk)));
    desk.advance(READ_WITHIN - 60_000);
    t.true(isOnItsWay(await toNumber(desk)), after);
    if (after === 'wrong') desk.world.member = async () => known({ read: 'a wrong one' });
    else desk.advance(60_000);
    t.true(textIn((await toNumber(desk)).body).includes('Settlement number No. 07'), after);
  }
});

test('an order that the mail server did not take holds up nobody', async (t) => {
  const desk = openDesk();
  const { send } = desk.world;
  desk.world.send = async () => Promise.reject(new Error('away'));
  t.is((await order(desk, stateOf(await toNumber(desk)))).status, 502);
  const again = await toNumber(desk);
  t.not(stateOf(again), '');
  desk.world.send = send;
  t.is((await order(desk, stateOf(again))).status, 200);
});

test('where any number may be written it is the same', async (t) => {
  const desk = openDesk();
  desk.world.member = async () => known({ asks: null });
  await order(desk, stateOf(await toNumber(desk)));
  t.true(isOnItsWay(await toNumber(desk)));
  desk.world.member = async () => known({ ...USED, asks: null });
  t.false(isOnItsWay(await toNumber(desk)));
});

test('whoever is unknown has an order on its way like a member with a new card, and holds up no other card', async (t) => {
  const bare = ({ body }: Answer, { address, card }: typeof HANA): string => body.replaceAll(address, 'ADDRESS').replaceAll(card, 'CARD');
  const wayOf = async (who: typeof HANA): Promise<string> => {
    const desk = openDesk();
    await order(desk, stateOf(await toNumber(desk, who)));
    const again = await toNumber(desk, who);
    t.true(isOnItsWay(again));
    return bare(again, who);
  };
  const hana = await wayOf(HANA);
  for (const who of [{ address: 'nobody@evil.example', card: '7777ZZ' }, { address: HANA.address, card: '7777ZZ' }]) t.is(await wayOf(who), hana);
  const desk = openDesk();
  await order(desk, stateOf(await toNumber(desk, { ...TARO, card: '7777ZZ' })));
  t.false(isOnItsWay(await toNumber(desk)), 'a wrong card is another one');
});

test('what is remembered has a bound', (t) => {
  const orders = makeOnItsWay();
  for (let at = 0; at <= 20_000; at += 1) orders.note({ address: `a${at}@x.example`, card: 'K7F3K2' }, '', 'm', at);
  t.is(orders.of({ address: 'a0@x.example', card: 'K7F3K2' }, '', 20_000), null);
  t.is(orders.of({ address: 'a20000@x.example', card: 'K7F3K2' }, '', 20_001)?.at, 20_000);
});
