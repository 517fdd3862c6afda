/** The checker in a real browser: what it says of receipts that are given to it. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import type { Page } from 'playwright-core';
import { receiptMail } from '../fixtures/receipt.ts';
import { PLACES, receiptFor, referenceOf } from './testing/made-board.ts';
import { openPage, picture } from './testing/open-page.ts';
import { runSite } from './testing/running-site.ts';

type Dropped = { readonly name: string; readonly bytes: Uint8Array };

/** As a person drops files on the page: the browser's own event with its own files. */
async function drop(page: Page, files: readonly Dropped[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle(`(() => { const transfer = new DataTransfer(); for (const { name, base64 } of ${JSON.stringify(given)}) transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name)); return transfer; })()`);
  await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer });
}

const verdict = async (page: Page, heading: string): Promise<string> => {
  await page.locator('#verdict h2', { hasText: heading }).waitFor();
  return (await page.locator('#verdict').innerText()).replaceAll(/\s+/g, ' ');
};

test.serial('a receipt is checked by drop and proved; an altered one is refused; nothing is asked of any network', async (t) => {
  const site = await runSite(t);
  const receipt = await receiptFor(site.board.log(), PLACES.settled);
  const { page, asked, complaints } = await openPage(t, '/en/check', {}, site);
  await page.locator('#drop').waitFor({ state: 'visible' });
  const before = asked.length;
  await page.context().setOffline(true);

  await drop(page, [{ name: 'receipt.eml', bytes: receiptMail(receipt) }]);
  const proved = await verdict(page, 'Proved');
  t.true(proved.includes(`Proved: payment ${referenceOf(200)} was recorded as settled at 2026-11-21 10:39 UTC, as entry 132 of the log board.bank.example/board/2026, signed by the log’s key`), proved);
  for (const part of ['cosigned by witness1.example', 'JPY 4941', 'it came with this page', 'That any mail was delivered or read.']) t.true(proved.includes(part), part);
  t.is(await page.evaluate('document.activeElement.id'), 'verdict');
  await picture(page, 'check-proved', true);

  const altered = receipt.map((file) => (file.name === 'face.json' ? { ...file, bytes: Buffer.from(Buffer.from(file.bytes).toString().replace('T10:39Z', 'T10:49Z')) } : file));
  await drop(page, altered);
  t.true((await verdict(page, 'Refused')).includes('this proves nothing'));
  await picture(page, 'check-refused', true);

  await drop(page, receipt.slice(0, 2));
  t.true((await verdict(page, 'Proved')).includes('no face came'));
  await drop(page, [{ name: 'holiday.jpg', bytes: Uint8Array.of(255, 216, 255) }]);
  await verdict(page, 'No receipt found');

  await drop(page, receipt);
  await verdict(page, 'Proved');
  await page.getByLabel('Key of the log that you have from elsewhere').fill(site.board.old.keys[0] ?? '');
  await page.keyboard.press('Tab');
  t.true((await verdict(page, 'Refused')).includes('another log'));
  await page.getByLabel('Key of the log that you have from elsewhere').fill('no key');
  await page.keyboard.press('Tab');
  await verdict(page, 'Can’t be judged in full');

  await page.locator('#key').fill('');
  await page.locator('#files').setInputFiles([{ name: 'receipt.eml', mimeType: 'message/rfc822', buffer: Buffer.from(receiptMail(receipt)) }]);
  await verdict(page, 'Proved');
  t.deepEqual(asked.slice(before), []);
  t.deepEqual(complaints, []);
});

test.serial('the checker as one file works from a disk, with no network at all', async (t) => {
  const { page, site, asked, complaints } = await openPage(t, '/ja/check');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '検証ページをダウンロード' }).click()]);
  t.is(download.suggestedFilename(), 'kakitome-check-ja.html');
  const file = join(site.board.folder, download.suggestedFilename());
  await download.saveAs(file);
  await page.context().setOffline(true);
  await page.goto(pathToFileURL(file).href);
  const before = asked.length;
  await drop(page, [{ name: 'receipt.eml', bytes: receiptMail(await receiptFor(site.board.log(), PLACES.settled)) }]);
  t.true((await verdict(page, '証明されました')).includes(referenceOf(200)));
  t.deepEqual(asked.slice(before), []);
  t.deepEqual(complaints, []);
});

test.serial('a verdict stands no longer than its file: one that can’t be read, or no choice at all, leaves none', async (t) => {
  const { page, site, complaints } = await openPage(t, '/en/check');
  const input = page.locator('#files');
  const proved = async (name: string): Promise<string> => {
    const file = join(site.board.folder, name);
    writeFileSync(file, receiptMail(await receiptFor(site.board.log(), PLACES.settled)));
    await input.setInputFiles(file);
    await verdict(page, 'Proved');
    return file;
  };
  rmSync(await proved('receipt.eml'));
  await input.dispatchEvent('change');
  const said = await verdict(page, 'No receipt found');
  t.true(said.includes('The file can’t be read'), said);
  t.false(said.includes('Proved'));
  await page.getByLabel('Key of the log that you have from elsewhere').fill('no key');
  await page.keyboard.press('Tab');
  t.is(await verdict(page, 'No receipt found'), said, 'nothing of the file before is left');

  await page.locator('#key').fill('');
  await proved('again.eml');
  await input.setInputFiles([]);
  await page.locator('#verdict').waitFor({ state: 'hidden' });
  t.deepEqual(complaints, []);
});
