/** A wallet over real mail: the page comes by mail, makes key and cheque in a real browser with the network off, and the bank pays by it without a question. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import type { Page } from 'playwright-core';
import { openChromium } from '../../bulletin-board/site/testing/chromium.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import { balanceOf, checkBooks, DEPOSIT, deliver, lastLetter, newest, quiet, setScene, signed, type Scene } from './bank.ts';
import { replyAddress, sendForward, sendOrder, TRADE } from './trade.ts';

/** From the mail onto the buyer's disk, as a client saves it; the mail tells the file's hash. */
function savedPage(scene: Scene, { mail }: Delivered): { readonly path: string; readonly sha256: string } {
  const file = mail.attachments.find(({ filename }) => filename === 'wallet.html');
  if (file === undefined) throw new Error(`no wallet.html in ${mail.attachments.map(({ filename }) => filename).join(', ')}`);
  const path = join(scene.folder, 'wallet.html');
  writeFileSync(path, file.content);
  return { path, sha256: createHash('sha256').update(file.content).digest('hex') };
}

async function makeWallet(page: Page): Promise<{ readonly letters: string; readonly line: string }> {
  await page.getByRole('button', { name: 'Make my wallet' }).click();
  const letters = await page.locator('#secret-shown').innerText();
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await page.getByRole('textbox', { name: 'Your 20 letters', exact: true }).fill(letters);
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.locator('#make-done').waitFor();
  return { letters, line: await page.getByLabel('The line to mail').inputValue() };
}

async function writeCheque(page: Page, letters: string): Promise<Buffer> {
  const fields = { 'The 20 letters of your wallet': letters, 'The shop’s mail address': SHOP, 'The most that may be paid': '5,000', 'The password of your order': TRADE.password };
  for (const [name, value] of Object.entries(fields)) await page.getByRole('textbox', { name, exact: true }).fill(value);
  await page.getByRole('button', { name: 'Have a last look' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Make the cheque' }).click()]);
  return readFileSync(await download.path());
}

const chequeMail = (scene: Scene, file: Uint8Array, key: string): Buffer =>
  signed(scene, { from: BUYER, to: PAY, subject: 'My cheque', text: 'Here is my cheque.\n', date: Date.now(), messageId: `cheque.${key}@buyer.example`, attachments: [{ filename: 'cheque.age', type: 'application/octet-stream', content: file }] });

test.serial('enrolled by mail, a cheque written offline, mailed and paid', async (t) => {
  t.timeout(240_000);
  const scene = await setScene('wallet');
  const browsing = await openChromium({ locale: 'en-GB', acceptDownloads: true });
  try {
    const { office } = scene.world.clearinghouse();
    await office.clearing.instruct({ kind: 'enrol-wallet', address: BUYER, by: ['Hana', 'Ken'] });
    const sent = await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Your wallet page'), 60_000);
    const saved = savedPage(scene, sent);
    t.true((sent.mail.text ?? '').replaceAll(/\s/g, '').includes(saved.sha256), 'the mail tells the hash of the file');

    await browsing.context.setOffline(true);
    const page = await browsing.context.newPage();
    page.setDefaultTimeout(20_000);
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.goto(pathToFileURL(saved.path).href);
    const { letters, line } = await makeWallet(page);
    const before = (await newest(scene))?.letterId ?? 0;
    await deliver(scene, 'smtp', { from: BUYER, to: PAY }, signed(scene, { from: BUYER, to: replyAddress(sent), subject: 'Re: Your wallet page', text: `${line}\n`, date: Date.now(), messageId: 'key.1@buyer.example' }));
    t.is((await lastLetter(scene, before)).decision.disposition.code, 'wallet-enrolled');

    await sendOrder(scene, TRADE);
    const cheque = await writeCheque(page, letters);
    t.deepEqual(asked.filter((address) => !address.startsWith('blob:')), [pathToFileURL(saved.path).href], 'the page asked for nothing but itself');
    const altered = Buffer.from(cheque);
    altered[altered.length - 60] = (altered[altered.length - 60] ?? 0) === 0x41 ? 0x42 : 0x41;
    await deliver(scene, 'smtp', { from: BUYER, to: PAY }, chequeMail(scene, altered, 'altered'));
    const told = await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('This cheque is void'), 60_000);
    t.regex(told.mail.text ?? '', /any good cheque of yours, are as they\s+were/);
    await deliver(scene, 'smtp', { from: BUYER, to: PAY }, chequeMail(scene, cheque, 'true'));
    await sendForward(scene, TRADE);
    await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Paid'), 60_000);
    await scene.provider.take(SHOP, (mail) => (mail.subject ?? '').startsWith('Paid, ship'), 60_000);
    t.is(await balanceOf(scene, BUYER), DEPOSIT - 4_741n);
    t.is(scene.provider.delivered.filter(({ mail }) => (mail.subject ?? '').startsWith('Pay JPY')).length, 0, 'nobody was asked');
    await quiet(scene);
    await checkBooks(t, scene);
    t.true(existsSync(saved.path));
  } finally {
    await browsing.close();
    await scene.leave();
  }
});
