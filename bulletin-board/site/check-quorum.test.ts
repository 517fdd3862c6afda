/** The checker in a real browser, on the page and as a file, where the bank's policy asks for witnesses who have not cosigned. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { witnessKeysOf } from '../fixtures/keys.ts';
import { receiptMail } from '../fixtures/receipt.ts';
import { openChromium } from './testing/chromium.ts';
import { makeBoard, PLACES, receiptFor } from './testing/made-board.ts';
import { runSite } from './testing/running-site.ts';

test.serial('without the quorum that the bank asks for no receipt is called proved, with the page\'s keys or with a typed one', async (t) => {
  const board = makeBoard();
  const silent = witnessKeysOf(1, 'silent')[0]?.key.text ?? '';
  const site = await runSite(t, { policy: `witness silent ${silent}\nquorum silent\n` }, board);
  const mail = Buffer.from(receiptMail(await receiptFor(board.log(), PLACES.settled)));
  const { context, close } = await openChromium({ locale: 'en-GB' });
  t.teardown(close);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${site.url}/en/check`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
  const file = join(board.folder, download.suggestedFilename());
  await download.saveAs(file);
  for (const place of [`${site.url}/en/check`, pathToFileURL(file).href]) {
    await page.goto(place);
    await page.locator('#files').setInputFiles([{ name: 'receipt.eml', mimeType: 'message/rfc822', buffer: mail }]);
    const heading = page.locator('#verdict h2');
    await heading.waitFor();
    t.regex(await heading.innerText(), /Can’t be judged in full/, place);
    t.regex(await page.locator('#verdict').innerText(), /fewer witnesses have cosigned than were asked for/);
    for (const [typed, said] of [[silent, 'That is no key of a log'], [board.log().keys[0] ?? '', 'fewer witnesses have cosigned than were asked for']] as const) {
      await page.locator('#key').fill(typed);
      await page.keyboard.press('Tab');
      await page.locator('#verdict', { hasText: said }).waitFor();
    }
  }
});
