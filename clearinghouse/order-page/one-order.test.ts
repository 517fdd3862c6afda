/** One form is one order at most, also where nobody knows yet what became of it; and no page says that nothing was sent where it may have been. */
import test from 'ava';
import { makeOrderPage } from './app.ts';
import { orderMailBytes } from './mail-bytes.ts';
import { orderPageStyle } from './server.ts';
import { CHOSEN, fieldIn, GOODS, known, openDesk, TARO, teaCatalogue, teaShop, textIn, toNumber, yen } from './testing/desk.ts';
import type { Answer, Desk } from './testing/desk.ts';

const NUMBER = '83051172';
const MOVED = known({ lastUsed: { index: 7, number: NUMBER }, asks: 8 });

const stateOf = async (desk: Desk): Promise<string> => fieldIn((await toNumber(desk)).body, 'state');
const order = (desk: Desk, state: string, number = NUMBER): Promise<Answer> => desk.post('/green-tea/order', { state, number });
const hasField = ({ body }: Answer): boolean => body.includes('name="number" class');

/** A desk whose mail server answers when it is told to. Waiting for it is over at once. */
function slowDesk(): { readonly desk: Desk; readonly answer: (taken: boolean) => Promise<void> } {
  let settle: (taken: boolean) => void = () => undefined;
  const desk = openDesk({ wait: () => new Promise((resolve) => setImmediate(resolve)) });
  desk.world.send = (mail) => {
    desk.mails.push(mail);
    return new Promise((resolve, reject) => {
      settle = (taken) => (taken ? resolve() : reject(new Error('broke off')));
    });
  };
  const answer = async (taken: boolean): Promise<void> => {
    settle(taken);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { desk, answer };
}

test('a mail server that does not answer in time has not failed: it is not known yet, and a second try waits for the first', async (t) => {
  const { desk, answer } = slowDesk();
  const state = await stateOf(desk);
  const late = await order(desk, state);
  t.is(late.status, 202);
  for (const part of ['It is not known yet whether the order was sent', 'it stays one order', 'Wait for that mail before you order again', 'Look again']) t.true(textIn(late.body).includes(part), part);
  t.notRegex(textIn(late.body), /did not take|Nothing has been sent/);
  t.false(hasField(late));
  t.deepEqual([fieldIn(late.body, 'state'), fieldIn(late.body, 'number')], [state, NUMBER], 'so that it can be looked again');
  t.is((await order(desk, state)).status, 202);
  t.is(desk.mails.length, 1, 'the second try is the first one, which is under way');
  await answer(true);
  t.true(textIn((await order(desk, state)).body).includes('It was not sent a second time'));
  t.is(desk.mails.length, 1);
  t.deepEqual(desk.reported.map(({ event }) => event), ['order-mail-late', 'order-mail-late']);
});

test('an order that the bank has read while the page did not know of it never becomes a second one', async (t) => {
  const { desk, answer } = slowDesk();
  const state = await stateOf(desk);
  await order(desk, state);
  desk.world.member = async () => MOVED;
  for (const number of [NUMBER, '44445555']) {
    const again = await order(desk, state, number);
    t.is(again.status, 202, number);
    t.notRegex(textIn(again.body), /Nothing has been sent|No\. 08/, number);
    t.false(hasField(again), number);
  }
  await answer(true);
  t.true(textIn((await order(desk, state)).body).includes('It was not sent a second time'));
  t.is(desk.mails.length, 1);
});

test('while the mail server has a form in hand, no limit, no lost books and no locked card say that nothing was ordered', async (t) => {
  const { desk, answer } = slowDesk();
  const state = await stateOf(desk);
  t.is((await order(desk, state)).status, 202);
  const member = desk.world.member;
  const ways: readonly (readonly [string, () => void])[] = [
    ['books', () => (desk.world.member = async () => Promise.reject(new Error('away')))],
    ['locked', () => (desk.world.member = async () => known({ locked: true }))],
    ['limit', () => (desk.world.member = member)],
  ];
  for (const [way, turn] of ways) {
    turn();
    for (const number of [NUMBER, '']) {
      const again = await order(desk, state, number);
      t.notRegex(textIn(again.body), /Nothing has been ordered/, `${way} ${number}`);
      // Books that can be read again show that the order is on its way.
      if (number === '' && way === 'limit') continue;
      t.is(again.status, 202, way);
      t.deepEqual([fieldIn(again.body, 'state'), fieldIn(again.body, 'number')], [state, number]);
    }
  }
  for (let times = 0; times < 10; times += 1) t.is((await order(desk, state)).status, 202, 'beyond the ten tries');
  t.is((await toNumber(desk)).status, 429, 'which are used up');
  await answer(true);
  t.true(textIn((await order(desk, state)).body).includes('It was not sent a second time'));
  t.is(desk.mails.length, 1);
});

test('a form that failed is not said to have ordered nothing where it can’t be tried again now', async (t) => {
  const { desk, answer } = slowDesk();
  const state = await stateOf(desk);
  await order(desk, state);
  await answer(false);
  desk.world.member = async () => Promise.reject(new Error('away'));
  const again = await order(desk, state);
  t.is(again.status, 409);
  t.true(textIn(again.body).includes('This form may have been sent before'));
});

test('a locked card sends nothing, and says so each time', async (t) => {
  const desk = openDesk();
  const state = await stateOf(desk);
  desk.world.member = async () => known({ locked: true });
  for (let times = 0; times < 2; times += 1) t.true(textIn((await order(desk, state)).body).includes('This card is locked'));
  t.is(desk.mails.length, 0);
});

test('one that failed, as far as was told, and whose number is used all the same is not sent with the next number', async (t) => {
  const { desk, answer } = slowDesk();
  const state = await stateOf(desk);
  await order(desk, state);
  await answer(false);
  desk.world.member = async () => known({ lastUsed: { index: 8, number: '77778888' }, asks: 9 });
  const again = await order(desk, state, '44445555');
  t.is(again.status, 409);
  t.true(textIn(again.body).includes('This form may have been sent before'));
  t.notRegex(textIn(again.body), /Nothing has been sent|No\. 09/);
  t.false(hasField(again));
  t.is(desk.mails.length, 1);
});

test('a failed try is tried again with its own number alone, also where any number may be written', async (t) => {
  for (const asks of [7, null]) {
    const { desk, answer } = slowDesk();
    desk.world.member = async () => known({ asks });
    const state = await stateOf(desk);
    await order(desk, state);
    await answer(false);
    t.is((await order(desk, state, '44445555')).status, 409, 'another number would be another order');
    t.is(desk.mails.length, 1);
    t.is((await order(desk, state)).status, 202);
    t.deepEqual(desk.mails[1], desk.mails[0]);
  }
});

/** The same page begun anew: its memory is lost, clock, key and books are not. */
const restarted = (desk: Desk): Desk => {
  desk.advance(1_000);
  return beside(desk);
};

/** Another process with the same key and books. */
const beside = (desk: Desk): Desk => {
  const app = makeOrderPage(desk.parts, orderPageStyle);
  const post: Desk['post'] = async (path, fields) => {
    const response = await app.request(`http://order-page.invalid${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() }, { incoming: { socket: { remoteAddress: '192.0.2.7' } } } as never);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return { ...desk, app, post };
};

test('after a restart a form that was sent is not sent with the next number', async (t) => {
  const desk = openDesk();
  const state = await stateOf(desk);
  await order(desk, state);
  const later = restarted(desk);
  for (const member of [MOVED, known({ lastUsed: { index: 8, number: '77778888' }, asks: 9 })]) {
    desk.world.member = async () => member;
    for (const number of [NUMBER, '44445555']) {
      const again = await order(later, state, number);
      t.is(again.status, 409, number);
      t.notRegex(textIn(again.body), /Nothing has been sent|No\. 0[89]/);
      t.false(hasField(again));
    }
  }
  t.is(desk.mails.length, 1);
  // A form of its own time goes its way.
  t.is((await order(later, await stateOf(later), '99990000')).status, 200);
  t.is(desk.mails.length, 2);
});

test('of two processes that do not know of each other each sends the form under one Message-ID: the same mail with the same number, and with another one the bank knows the form', async (t) => {
  const desk = openDesk({ bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', telephone: '03-1234-5678', asks: 'choice' } });
  desk.world.member = async () => known({ asks: null });
  // As old as the first, so that they take the form for a new one.
  const [second, third] = [beside(desk), beside(desk)];
  const state = await stateOf(desk);
  t.is((await order(desk, state)).status, 200);
  t.is((await order(second, state)).status, 200);
  t.is((await order(third, state, '44445555')).status, 200);
  const [first, same, different] = desk.mails;
  if (first === undefined || same === undefined || different === undefined) return t.fail('not sent');
  t.deepEqual(orderMailBytes(same), orderMailBytes(first));
  t.is(different.messageId, first.messageId);
});

test('after a restart, where any number may be written, no older form is sent, of whoever it is', async (t) => {
  const desk = openDesk({ bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', telephone: '03-1234-5678', asks: 'choice' } });
  desk.world.member = async (address) => (address === TARO.address ? known({ asks: null }) : { known: false });
  for (const who of [TARO, { address: 'nobody@evil.example', card: '7777ZZ' }]) {
    const state = fieldIn((await toNumber(desk, who)).body, 'state');
    t.is((await order(desk, state)).status, 200);
    const again = await order(restarted(desk), state, '44445555');
    t.is(again.status, 409);
    t.true(textIn(again.body).includes('This form may have been sent before'));
  }
  t.is(desk.mails.length, 1);
});

test('a form with the very number that was used last is not asked for the next one, whatever is remembered', async (t) => {
  const desk = openDesk();
  const state = await stateOf(desk);
  desk.world.member = async () => MOVED;
  const again = await order(desk, state);
  t.is(again.status, 409);
  t.false(hasField(again));
  t.is(desk.mails.length, 0);
  t.true(hasField(await order(desk, state, '44445555')), 'another order used the number of this form');
});

test('a catalogue that changed since the form was sent leads to no second order', async (t) => {
  const desk = openDesk();
  const state = await stateOf(desk);
  await order(desk, state);
  const dearer = teaCatalogue.items.map((one) => (one.sku === 'SEN-100' ? { ...one, unit: yen(1_180n) } : one));
  for (const items of [dearer, dearer.slice(1)]) {
    desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items } }];
    t.true(textIn((await order(desk, state)).body).includes('It was not sent a second time'));
    t.is((await order(restarted(desk), state)).status, 409);
  }
  t.is(desk.mails.length, 1);
});

test('whoever is unknown waits for the mail server as everybody does, and reads the same', async (t) => {
  const { desk } = slowDesk();
  const bare = ({ body }: Answer, who: { readonly address: string }): string => body.replaceAll(who.address, 'ADDRESS').replace(/name="state" value="[^"]*"/g, 'STATE');
  const answers = [];
  for (const who of [TARO, { address: 'nobody@evil.example', card: '7777ZZ' }]) {
    const state = fieldIn((await desk.post('/green-tea/number', { chosen: CHOSEN, goods: GOODS, ...who, most: '4741' })).body, 'state');
    answers.push([bare(await order(desk, state), who), bare(await order(desk, state), who)]);
  }
  t.deepEqual(answers[1], answers[0]);
  t.regex(answers[0]?.[0] ?? '', /not known yet/);
  t.is(desk.mails.length, 1);
});

test('a form that was sent, sent again beyond a client’s limit or while the catalogue can’t be read, is not told that nothing was ordered', async (t) => {
  const desk = openDesk({ limits: { client: { most: 3, perMilliseconds: 60_000 }, member: { most: 9, perMilliseconds: 60_000 }, all: { most: 9, perMilliseconds: 60_000 } } });
  const form = { state: fieldIn((await toNumber(desk)).body, 'state'), number: '83051172' };
  t.is((await desk.post('/green-tea/order', form)).status, 200);
  const said = async (status: number, language: string): Promise<void> => {
    const again = await desk.post('/green-tea/order', form, { headers: { 'accept-language': language } });
    t.is(again.status, status);
    t.regex(textIn(again.body), /it stays one order|ご注文は一件のままです/);
    t.notRegex(textIn(again.body), /Nothing has been ordered|注文は送られていません/);
  };
  desk.world.shops = desk.world.shops.map((shop) => ({ ...shop, catalogue: null }));
  await said(503, 'en');
  for (const language of ['en', 'ja']) await said(429, language);
  t.is(desk.mails.length, 1);
});
