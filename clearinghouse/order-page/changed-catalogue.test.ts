/** The shop's catalogue changes while somebody orders: what is not as it was shown is shown again, and nothing is sent. */
import test from 'ava';
import type { Item } from '../protocol/catalogue/item.ts';
import { CHOSEN, fieldIn, openDesk, TARO, teaCatalogue, teaShop, textIn, toNumber, yen } from './testing/desk.ts';
import type { Desk } from './testing/desk.ts';

test('a catalogue that changes meanwhile is shown again', async (t) => {
  const desk = openDesk();
  const state = fieldIn((await toNumber(desk)).body, 'state');
  const dearer = teaCatalogue.items.map((one) => (one.sku === 'SEN-100' ? { ...one, unit: yen(1_180n) } : one));
  desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: dearer } }];
  const changed = await desk.post('/green-tea/order', { state, number: '83051172' });
  t.true(textIn(changed.body).includes('has changed goods or prices in the meantime'));
  t.is(fieldIn(changed.body, 'most'), '4010');
  desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: dearer.slice(1) } }];
  t.true(textIn((await desk.post('/green-tea/order', { state, number: '83051172' })).body).includes('SEN-100 is not in the catalogue any more'));
  desk.world.shops = [{ ...teaShop, catalogue: null }];
  const closed = await desk.post('/green-tea/order', { state, number: '83051172' });
  t.is(closed.status, 503);
  t.is(desk.mails.length, 0);
});

test('a price that changes between the review and the number is told, and the form shown again goes on', async (t) => {
  const desk = openDesk();
  const shown = (await desk.post('/green-tea/review', { chosen: CHOSEN })).body;
  const form = { chosen: fieldIn(shown, 'chosen'), goods: fieldIn(shown, 'goods'), ...TARO, most: '9000' };
  const dearer = teaCatalogue.items.map((one) => (one.sku === 'SEN-100' ? { ...one, unit: yen(2_180n) } : one));
  desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: dearer } }];
  const changed = await desk.post('/green-tea/number', form);
  t.is(changed.status, 422);
  for (const part of ['has changed goods or prices in the meantime', 'Goods JPY 6,010']) t.true(textIn(changed.body).includes(part), part);
  t.is(fieldIn(changed.body, 'most'), '9000', 'what the member wrote stays');
  t.is(desk.looks.length, 0);
  const number = await desk.post('/green-tea/number', { ...form, goods: fieldIn(changed.body, 'goods') });
  t.is(number.status, 200);
  t.is((await desk.post('/green-tea/number?lang=ja', { ...form, goods: fieldIn(number.body, 'goods') })).status, 200, 'the number page in the other language');
  const { goods: _goods, ...bare } = form;
  t.is((await desk.post('/green-tea/number', bare)).status, 422, 'a form that names no price has shown none');
});

test('other goods, pieces or taxes for the same sum are shown again, at the number as at the order', async (t) => {
  const changes: readonly (readonly [what: string, change: (one: Item) => Item])[] = [
    ['another thing under its number', (one) => (one.sku === 'WHI-1' ? { ...one, names: ['Plastic whisk'] } : one)],
    ['one dearer, one cheaper', (one) => (one.sku === 'WHI-1' ? { ...one, unit: yen(one.unit.minor - 200n) } : one.sku === 'SEN-100' ? { ...one, unit: yen(one.unit.minor + 100n) } : one)],
    ['another tax in the price', (one) => ({ ...one, taxRate: 500 })],
  ];
  for (const [what, change] of changes) {
    const desk = openDesk();
    const shown = (await desk.post('/green-tea/review', { chosen: CHOSEN })).body;
    const state = fieldIn((await toNumber(desk)).body, 'state');
    desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: teaCatalogue.items.map(change) } }];
    for (const answer of [await desk.post('/green-tea/number', { chosen: CHOSEN, goods: fieldIn(shown, 'goods'), ...TARO, most: '9000' }), await desk.post('/green-tea/order', { state, number: '83051172' })]) {
      t.true(textIn(answer.body).includes('has changed goods or prices in the meantime'), what);
      t.true(textIn(answer.body).includes('JPY 3,810'), 'the sum is the same');
    }
    t.is(desk.mails.length, 0);
  }
  const desk = openDesk();
  const { body } = await toNumber(desk);
  desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: teaCatalogue.items.map((one) => ({ ...one, stock: 50, names: [...one.names, 'another word for it'] })) } }];
  await desk.post('/green-tea/order', { state: fieldIn(body, 'state'), number: '83051172' });
  t.is(desk.mails.length, 1, 'what is not shown may change');
});

test('an item that leaves the catalogue meanwhile is told at every step, with all others that did', async (t) => {
  const desk = openDesk();
  const state = fieldIn((await toNumber(desk)).body, 'state');
  desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: teaCatalogue.items.filter(({ sku }) => sku !== 'SEN-100') } }];
  const toldBy = async (answer: ReturnType<Desk['post']>): Promise<string> => {
    const { status, body } = await answer;
    t.is(status, 422);
    t.is(fieldIn(body, 'n.WHI-1'), '1', 'the rest stays chosen');
    return textIn(body);
  };
  for (const answer of [toNumber(desk), desk.post('/green-tea/review', { chosen: CHOSEN }), desk.get(`/green-tea/?chosen=${CHOSEN.replace(' ', '+')}`), desk.get('/green-tea/?n.SEN-100=2&n.WHI-1=1'), desk.post('/green-tea/order', { state, number: '83051172' })]) {
    t.true((await toldBy(answer)).includes('Item SEN-100 is not in the catalogue any more. It has been taken out of the order.'));
  }
  desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: teaCatalogue.items.slice(3) } }];
  for (const answer of [await toNumber(desk), await desk.post('/green-tea/order', { state, number: '83051172' })]) for (const sku of ['SEN-100', 'WHI-1']) t.true(textIn(answer.body).includes(`Item ${sku} is not in the catalogue`), sku);
  t.is(desk.mails.length, 0);
  for (const none of ['n.Call+us+at+555=1', 'chosen=1*Your%C2%A0card%C2%A0is%C2%A0locked', 'n.OLD-1=0']) t.is((await desk.get(`/green-tea/?${none}`)).status, none.startsWith('n') ? 303 : 200, 'nobody’s words stand there');
});
