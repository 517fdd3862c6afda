/** Printed numbers over the order page: a card is activated by mail, an order is written in a browser without a script, the shop forwards it, the bank pays. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { issuedDigest, liveDigest } from '../../clearinghouse/core/numbers.ts';
import { openOrderPage } from '../../clearinghouse/order-page-office.ts';
import { makeDigest } from '../../clearinghouse/protocol/secret.ts';
import { openChromium } from '../../bulletin-board/site/testing/chromium.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import { balanceOf, checkBooks, DEPOSIT, deliver, lastLetter, newest, quiet, setScene, signed, type Scene } from './bank.ts';
import { replyAddress } from './trade.ts';

const PAGE = 'orders@bank.example';
const CARD = 'K7F3Q9';
const NUMBERS = ['48151623', '42001987', '30061954'];
const CONFIG = `
[order_page]
address = "${PAGE}"
listen = "127.0.0.1:0"
[[order_page.shops]]
path = "green-tea"
address = "${SHOP}"
catalogue = "green-tea.csv"
currency = "JPY"
[numbers]
ask_above = ["10,000 JPY"]
`;

/** As `kakitome numbers issue` does, with numbers that the test knows. */
async function issue(scene: Scene): Promise<void> {
  const { office } = scene.world.clearinghouse();
  const digest = makeDigest(office.keys.peppers);
  const party = (await scene.store().listParties()).find((row) => row.addresses.some((one) => one.address === BUYER))?.party.id ?? 0;
  const numbers = NUMBERS.map((number, at) => {
    const [newestDigest = ''] = digest(number);
    return { index: at + 1, digest: liveDigest(office.rulebook.keys, party, CARD, at + 1, newestDigest), issued: issuedDigest(office.rulebook.keys, party, newestDigest) };
  });
  await scene.store().keepCard({ cardId: CARD, party, madeAt: office.clock.now(), numbers });
  await office.clearing.instruct({ kind: 'issue-card', address: BUYER, card: CARD, count: NUMBERS.length, by: ['Hana', 'Ken'] });
  const sent = await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').includes('on its way by post'), 60_000);
  const before = (await newest(scene))?.letterId ?? 0;
  await deliver(scene, 'smtp', { from: BUYER, to: PAY }, signed(scene, { from: BUYER, to: replyAddress(sent), subject: 'Re: card', text: `ACTIVATE ${CARD}\n`, date: Date.now(), messageId: 'card.1@buyer.example' }));
  const { decision } = await lastLetter(scene, before);
  if (decision.disposition.code !== 'card-active') throw new Error(`the card was not activated: ${decision.disposition.code}`);
}

test.serial('ordered on the page with a printed number, forwarded, and paid without a question', async (t) => {
  t.timeout(240_000);
  const scene = await setScene('order-page', CONFIG);
  writeFileSync(join(scene.folder, 'green-tea.csv'), 'sku,name,other names,price,currency,tax,stock\nSEN-100,Sencha 100g,煎茶 100g,1080,JPY,10,\nWHISK,Bamboo whisk,茶筅,1650,JPY,10,\n');
  const browsing = await openChromium({ locale: 'en-GB', javaScriptEnabled: false });
  const { office } = scene.world.clearinghouse();
  const page = await openOrderPage(office, () => undefined);
  try {
    await issue(scene);
    const tab = await browsing.context.newPage();
    tab.setDefaultTimeout(20_000);
    await tab.goto(`http://127.0.0.1:${page.port}/green-tea/`);
    await tab.getByLabel('Quantity of Sencha 100g').fill('2');
    await tab.getByRole('button', { name: 'Go on: check the order' }).click();
    await tab.getByLabel('Your mail address').fill(BUYER);
    await tab.getByLabel('Card number').fill(CARD);
    await tab.getByLabel('Most to be paid').fill('2,700');
    await tab.getByRole('button', { name: 'Go on: settlement number' }).click();
    await tab.getByLabel('Settlement number No. 01').fill('4815 1623');
    await tab.getByRole('button', { name: 'Send the order' }).click();
    await tab.getByRole('heading', { name: 'The order is on its way' }).waitFor();

    const order = await scene.provider.take(SHOP, (mail) => (mail.from?.value[0]?.address ?? '') === PAGE, 60_000);
    const received = await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Order received'), 60_000);
    t.regex(received.mail.text ?? '', /When all is here and agrees it is paid/);
    const forwarded = `Total: 2,660 JPY\n\n---------- Forwarded message ----------\nFrom: ${PAGE}\nSubject: ${order.mail.subject ?? ''}\nTo: ${SHOP}, ${PAY}\n\n${order.mail.text ?? ''}`;
    await deliver(scene, 'smtp', { from: SHOP, to: PAY }, signed(scene, { from: SHOP, to: PAY, subject: 'Fwd: Order', text: forwarded, date: Date.now(), messageId: 'forward.1@tea.example' }));
    await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Paid'), 60_000);
    t.is(await balanceOf(scene, BUYER), DEPOSIT - 2_660n);
    await quiet(scene);

    await tab.goto(`http://127.0.0.1:${page.port}/green-tea/?chosen=1*WHISK`);
    await tab.getByRole('button', { name: 'Go on: check the order' }).click();
    await tab.getByLabel('Your mail address').fill(BUYER);
    await tab.getByLabel('Card number').fill(CARD);
    await tab.getByRole('button', { name: 'Go on: settlement number' }).click();
    await tab.getByText('No. 01 4815 1623').waitFor();
    t.true(await tab.getByLabel('Settlement number No. 02').isVisible(), 'the number used last is shown, the next is asked');
    await checkBooks(t, scene);
  } finally {
    await page.close();
    await browsing.close();
    await scene.leave();
  }
});
