/** The way from the catalogue to the mail, as people go it. */
import test from 'ava';
import { CHOSEN, fieldIn, GOODS, HANA, known, NOON, openDesk, TARO, teaCatalogue, teaShop, textIn, toNumber, yen } from './testing/desk.ts';
import type { Desk } from './testing/desk.ts';

const toOrder = async (desk: Desk, number = '8305 1172'): Promise<{ readonly state: string; readonly answer: Awaited<ReturnType<Desk['post']>> }> => {
  const state = fieldIn((await toNumber(desk)).body, 'state');
  return { state, answer: await desk.post('/green-tea/order', { state, number }) };
};

test('the catalogue: a page of twenty, prices with their tax, what is sold out', async (t) => {
  const { get } = openDesk();
  const { status, body } = await get('/green-tea/');
  t.is(status, 200);
  t.is(body.match(/name="n\./g)?.length, 19, 'twenty items, one of them sold out');
  const text = textIn(body);
  for (const part of ['46 items', 'Sencha 100g', '煎茶100g', 'JPY 1,080 incl. 8 % tax', 'Iron kettle', 'Sold out', 'Page 1 of 3', 'Example Bank, telephone 03-1234-5678']) t.true(text.includes(part), part);
  t.true(textIn((await get('/green-tea/?page=3')).body).includes('Cup no. 42'));
  t.true(textIn((await get('/green-tea/?page=99')).body).includes('Page 3 of 3'));
});

test('search: any width, case, accent and script, in any of the names', async (t) => {
  const { get } = openDesk();
  const names = async (q: string): Promise<string[]> => [...(await get(`/green-tea/?q=${encodeURIComponent(q)}`)).body.matchAll(/class="name">([^<]*)/g)].map(([, name]) => name ?? '');
  t.deepEqual(await names('ＳＥＮＣＨＡ'), ['Sencha 100g']);
  t.deepEqual(await names('gruner 100'), ['Sencha 100g']);
  t.deepEqual(await names('煎茶　100'), ['Sencha 100g']);
  t.deepEqual(await names('matcha'), ['Matcha 30 g tin', 'Bamboo whisk']);
  t.deepEqual(await names('whi-1'), ['Bamboo whisk']);
  t.deepEqual(await names('湯ノミ 41'), ['Cup no. 41']);
  t.deepEqual(await names('rice'), []);
  t.true(textIn((await get('/green-tea/?q=rice')).body).includes('Nothing in the catalogue has all of “rice”'));
});

test('what was chosen stays while one searches and turns pages, in an address that says each thing once', async (t) => {
  const { get } = openDesk();
  const moved = await get('/green-tea/?q=whisk&n.SEN-100=2&n.MAT-30=&n.CUP-1=%EF%BC%91&lang=ja');
  t.is(moved.status, 303);
  t.is(moved.headers.get('location'), './?lang=ja&q=whisk&chosen=2*SEN-100+1*CUP-1');
  const { body } = await get('/green-tea/?lang=ja&q=whisk&chosen=2*SEN-100+1*CUP-1');
  t.true(textIn(body).includes('ほかのページで選んだ商品'));
  t.is(fieldIn(body, 'n.SEN-100'), '2');
  t.is((await get('/green-tea/?n.SEN-100=0&chosen=2*SEN-100')).headers.get('location'), './');
});

test('wrong quantities are told and nothing else is lost', async (t) => {
  const { get, post } = openDesk();
  for (const typed of ['-1', '1.5', 'two', '10000', '1e3']) {
    const { status, body } = await get(`/green-tea/?n.SEN-100=${typed}&n.CUP-1=4`);
    t.is(status, 422);
    t.true(textIn(body).includes(`“${typed}” is not a quantity of Sencha 100g`), typed);
    t.is(fieldIn(body, 'n.CUP-1'), '4');
  }
  t.true(textIn((await post('/green-tea/review', { 'n.SEN-100': '' })).body).includes('Nothing is chosen yet'));
  t.true(textIn((await post('/green-tea/review', { 'n.WHI-1': '4' })).body).includes('Of Bamboo whisk only 3 can be ordered'));
});

test('review: lines, sum, and the most to be paid', async (t) => {
  const desk = openDesk();
  const { status, body } = await desk.post('/green-tea/review', { 'n.SEN-100': '2', 'n.WHI-1': '1', 'n.MAT-30': '' });
  t.is(status, 200);
  const text = textIn(body);
  for (const part of ['Sencha 100g SEN-100 2 JPY 1,080 incl. 8 % tax JPY 2,160', 'Goods JPY 3,810', 'The shop adds shipping to this']) t.true(text.includes(part), part);
  t.is(fieldIn(body, 'most'), '3810');
  t.is(fieldIn(body, 'chosen'), CHOSEN);
  t.true(body.includes('<a class="button" href="./?chosen=2*SEN-100+1*WHI-1">'));
  desk.world.shops = [{ ...teaShop, taxIncluded: false, shipping: yen(550n) }];
  const net = (await desk.post('/green-tea/review', { chosen: '1*SEN-100 1*WHI-1' })).body;
  t.true(textIn(net).includes('Goods JPY 2,730 Tax JPY 251 Goods with tax JPY 2,981'), textIn(net));
  t.is(fieldIn(net, 'most'), '3531');
});

test('address, card and ceiling are read as people write them, and asked again where they can’t be', async (t) => {
  const desk = openDesk();
  const tryWith = async (fields: Readonly<Record<string, string>>): Promise<string> => textIn((await desk.post('/green-tea/number', { chosen: CHOSEN, goods: GOODS, ...TARO, most: '4741', ...fields })).body);
  t.true((await tryWith({ card: ' k7f-3k2 ', most: '4,741円' })).includes('No. 06 1234 5678'));
  t.true((await tryWith({ address: 'taro' })).includes('address can’t be read'));
  t.true((await tryWith({ address: 'a@x.example, b@x.example' })).includes('address can’t be read'));
  t.true((await tryWith({ card: '4111 1111 1111 1111' })).includes('card number has six letters'));
  t.true((await tryWith({ most: '3809' })).includes('less than the goods cost: JPY 3,810'));
  t.true((await tryWith({ most: '4.741' })).includes('such as JPY 3,810'));
  t.true((await tryWith({ most: '50 EUR' })).includes('such as JPY 3,810'));
  t.is(desk.looks.length, 1, 'the bank was asked once');
});

test('the number page shows the number used last and asks for one', async (t) => {
  const desk = openDesk();
  const text = textIn((await toNumber(desk)).body);
  for (const part of ['The number used last No. 06 1234 5678', 'Asked now No. 07', 'Settlement number No. 07', '2 × Sencha 100g', 'taro@example.jp', 'JPY 4,741', 'Nobody ever asks for two at once']) t.true(text.includes(part), part);
  desk.world.member = async () => known({ asks: null, lastUsed: null });
  const free = textIn((await toNumber(desk)).body);
  t.true(free.includes('The number used last —'));
  t.true(free.includes('Any unused number of your card'));
  desk.world.member = async () => known({ locked: true });
  const locked = await toNumber(desk);
  t.true(textIn(locked.body).includes('Please call Example Bank: 03-1234-5678'));
  t.false(locked.body.includes('name="number"'));
});

test('a card without a number left is asked for none, in either way of asking, and a form of before sends nothing', async (t) => {
  for (const asks of ['in-order', 'choice'] as const) {
    const desk = openDesk({ bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', telephone: '03-1234-5678', asks } });
    const lastUsed = { index: 7, number: '11112222' };
    desk.world.member = async () => known({ asks: asks === 'choice' ? null : 7, left: 1 });
    const state = fieldIn((await toNumber(desk)).body, 'state');
    desk.world.member = async () => known({ asks: null, left: 0, lastUsed });
    const [number, order] = [await toNumber(desk), await desk.post('/green-tea/order', { state, number: '83051172' })];
    for (const { body } of [number, order, await desk.post('/green-tea/order', { state, number: 'maple' })]) {
      t.regex(textIn(body), /This card is used up.*Nothing has been ordered just now.*Ask Example Bank for a new one: 03-1234-5678/);
      t.false(body.includes('name="number"'));
    }
    t.is(desk.mails.length, 0);
    t.regex(textIn((await desk.post('/green-tea/order', { state, number: '1111 2222' })).body), /This form may have been sent before/, 'it may have been the very order that used the last one');
    t.true(textIn((await desk.post('/green-tea/number?lang=ja', { chosen: CHOSEN, goods: GOODS, ...TARO, most: '4741' })).body).includes('このカードの番号はすべて使用済みです'));
  }
});

test('the order that used a card’s last number was sent, whatever is left', async (t) => {
  const desk = openDesk();
  const { state } = await toOrder(desk);
  desk.world.member = async () => known({ asks: null, left: 0, lastUsed: { index: 7, number: '83051172' } });
  t.true(textIn((await desk.post('/green-tea/order', { state, number: '83051172' })).body).includes('It was not sent a second time'));
});

test('the order is one mail to shop and bank', async (t) => {
  const desk = openDesk();
  const { answer } = await toOrder(desk);
  t.is(answer.status, 200);
  t.true(textIn(answer.body).includes('The bank writes to taro@example.jp'));
  t.is(desk.mails.length, 1);
  const [mail] = desk.mails;
  t.like(mail, { from: { name: 'Example Bank order page', address: 'order-page@bank.example' }, to: ['shop@gt.example', 'pay@bank.example'], replyTo: 'taro@example.jp', subject: "Order from Green Tea House's order page", text: '2 x Sencha 100g\n1 x Bamboo whisk\n\nMember: taro@example.jp\nPay to: shop@gt.example\nUp to: JPY 4741\nPassword: 8305 1172\n' });
  t.regex(mail?.messageId ?? '', /^o\.[0-9a-f]{40}@bank\.example$/);
  t.true((mail?.date ?? 0) >= NOON);
  t.is(desk.looks.length, 2, 'asked once more before it is sent');
});

test('the same form twice, also at once, is one order; another form is another', async (t) => {
  const desk = openDesk();
  const { state } = await toOrder(desk);
  const again = await desk.post('/green-tea/order', { state, number: '9999 0000' });
  t.true(textIn(again.body).includes('It was not sent a second time'));
  t.is(desk.mails.length, 1);
  desk.world.member = async () => known({ lastUsed: { index: 7, number: '83051172' }, asks: 8 });
  const other = fieldIn((await toNumber(desk)).body, 'state');
  const both = await Promise.all([1, 2, 3].map(() => desk.post('/green-tea/order', { state: other, number: '44445555' })));
  t.is(both.filter(({ body }) => textIn(body).includes('not sent a second time')).length, 2);
  t.is(desk.mails.length, 2);
  t.not(desk.mails[0]?.messageId, desk.mails[1]?.messageId);
});

test('a mail that is not taken loses nothing, and is the same mail the next time', async (t) => {
  const desk = openDesk();
  const { send } = desk.world;
  const tried: string[] = [];
  desk.world.send = async (mail) => {
    tried.push(JSON.stringify(mail));
    throw Object.assign(new Error('554 refused: Password: 8305 1172'), { code: 'EENVELOPE' });
  };
  const { state, answer } = await toOrder(desk);
  t.is(answer.status, 502);
  const text = textIn(answer.body);
  for (const part of ['The order could not be sent', 'Nothing is lost', 'Try again', '2 × Sencha 100g']) t.true(text.includes(part), part);
  t.is(fieldIn(answer.body, 'state'), state);
  t.true(answer.body.includes('value="83051172"'));
  desk.world.send = send;
  t.is((await desk.post('/green-tea/order', { state, number: '83051172' })).status, 200);
  t.deepEqual(desk.mails.map((mail) => JSON.stringify(mail)), tried);
  t.notRegex(JSON.stringify(desk.reported), /8305|taro/);
  t.is(desk.reported[0]?.event, 'order-mail-not-sent');
});

test('one number alone: two, none and what is none are asked again without sending', async (t) => {
  const desk = openDesk();
  for (const [number, said] of [['', 'No settlement number'], ['8305 1172 4444 5555', 'more than one number'], ['83051172, 44445555', 'more than one number'], ['maple', 'is not a settlement number'], ['123456', 'is not a settlement number']] as const) {
    const { answer } = await toOrder(desk, number);
    t.is(answer.status, 422);
    t.true(textIn(answer.body).includes(said), number);
  }
  t.is(desk.mails.length, 0);
  t.is((await toOrder(openDesk(), '８３０５−１１７２')).answer.status, 200);
});

test('a page that was left open while its number was used asks for the next one, and sends nothing', async (t) => {
  const desk = openDesk();
  const state = fieldIn((await toNumber(desk)).body, 'state');
  const used = { lastUsed: { index: 7, number: '11112222' }, asks: 8 };
  desk.world.member = async () => known(used);
  const moved = await desk.post('/green-tea/order', { state, number: '83051172' });
  t.is(moved.status, 422);
  for (const part of ['Another number is needed now', 'No. 07 1111 2222', 'Settlement number No. 08']) t.true(textIn(moved.body).includes(part), part);
  t.is(desk.mails.length, 0);
  const next = fieldIn(moved.body, 'state');
  t.true(textIn((await desk.post('/green-tea/order', { state: next, number: '83051172' })).body).includes('on its way'));
  desk.world.member = async () => known({ ...used, asks: 9 });
  t.true(textIn((await desk.post('/green-tea/order', { state: next, number: '83051172' })).body).includes('not sent a second time'), 'what was sent was sent, whatever is asked now');
  t.is(desk.mails.length, 1);
});

test('a shared name bears its number', async (t) => {
  const desk = openDesk();
  const [first, second] = teaCatalogue.items;
  if (first === undefined || second === undefined) throw new Error('two items');
  desk.world.shops = [{ ...teaShop, catalogue: { ...teaCatalogue, items: [first, { ...second, names: ['Matcha', 'ＳＥＮＣＨＡ 100 G'] }] } }];
  const chosen = '1*SEN-100 1*MAT-30';
  const goods = fieldIn((await desk.post('/green-tea/review', { chosen })).body, 'goods');
  const state = fieldIn((await desk.post('/green-tea/number', { chosen, goods, ...TARO, most: '9000' })).body, 'state');
  await desk.post('/green-tea/order', { state, number: '83051172' });
  t.regex(desk.mails[0]?.text ?? '', /^1 x Sencha 100g \[SEN-100\]\n1 x Matcha\n/);
});

test('the language is the browser’s, or the chosen one to the end, in the mail as well', async (t) => {
  const desk = openDesk();
  t.true((await desk.get('/green-tea/', { headers: { 'accept-language': 'de, ja;q=0.8, en;q=0.5' } })).body.includes('<html lang="ja">'));
  t.true((await desk.get('/green-tea/?lang=en', { headers: { 'accept-language': 'ja' } })).body.includes('<html lang="en">'));
  desk.world.shops = [{ ...teaShop, language: 'ja' }];
  t.true((await desk.get('/green-tea/', { headers: { 'accept-language': 'fr' } })).body.includes('<html lang="ja">'));
  const number = await desk.post('/green-tea/number?lang=ja', { chosen: CHOSEN, goods: GOODS, ...HANA, most: '4741' });
  t.true(number.body.includes('action="order?lang=ja"'));
  t.true(textIn(number.body).includes('支払いの上限 4,741円'));
  await desk.post('/green-tea/order?lang=ja', { state: fieldIn(number.body, 'state'), number: '83051172' });
  t.is(desk.mails[0]?.subject, 'Green Tea Houseの注文ページからのご注文');
  // The other language of a step that came by POST is the same form once more.
  t.true((await desk.post('/green-tea/review?lang=ja', { chosen: CHOSEN })).body.includes('<form method="post" action="review?lang=en">'));
});

test('an address beyond ASCII is in the text and in no header', async (t) => {
  const desk = openDesk();
  desk.world.member = async () => known();
  const state = fieldIn((await desk.post('/green-tea/number', { chosen: CHOSEN, goods: GOODS, ...TARO, address: '佐藤@例え.jp', most: '4741' })).body, 'state');
  await desk.post('/green-tea/order', { state, number: '83051172' });
  t.is(desk.mails[0]?.replyTo, null);
  t.regex(desk.mails[0]?.text ?? '', /^Member: 佐藤@xn--r8jz45g\.jp$/m);
});
