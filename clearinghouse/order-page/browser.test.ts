/** The order page in a real browser that runs no script. Pictures are left in `artefacts/`, which is not kept. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openChromium } from '../../bulletin-board/site/testing/chromium.ts';
import { startOrderPage } from './server.ts';
import { known, openDesk, TARO, teaCatalogue, teaItems, teaShop, yen } from './testing/desk.ts';
import type { Desk } from './testing/desk.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const artefacts = fileURLToPath(new URL('../../artefacts/', import.meta.url));
mkdirSync(artefacts, { recursive: true });

type Opened = { readonly page: Page; readonly desk: Desk; readonly url: string; readonly asked: string[]; readonly complaints: string[] };

async function open(t: ExecutionContext, options: BrowserContextOptions = {}): Promise<Opened> {
  const desk = openDesk();
  desk.world.shops = [{ ...teaShop, shipping: yen(600n), catalogue: { ...teaCatalogue, items: [...teaItems.slice(0, 4), { ...(teaItems[4] ?? failed()), names: ['A very long name of one cup with a handle, glazed in ash by hand, for tea of every kind and season', '取っ手のついた灰釉の湯のみ'] }, ...teaItems.slice(5)] } }];
  const server = await startOrderPage({ ...desk.parts, listen: { host: '127.0.0.1', port: 0 } });
  const { context, close } = await openChromium({ locale: 'en-GB', javaScriptEnabled: false, ...options });
  t.teardown(async () => {
    await close();
    await server.close();
  });
  const [asked, complaints]: [string[], string[]] = [[], []];
  const page = context.pages()[0] ?? (await context.newPage());
  context.on('request', (request) => void asked.push(request.url()));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  return { page, desk, url: `http://127.0.0.1:${server.port}/green-tea/`, asked, complaints };
}

function failed(): never {
  throw new Error('the catalogue has five items');
}

const picture = async (page: Page, name: string): Promise<void> => writeFileSync(join(artefacts, `order-page-${name}.png`), await page.screenshot({ fullPage: true }));

test.serial('from the search to the sent order, without a script, by keyboard and by button', async (t) => {
  const { page, desk, url, asked, complaints } = await open(t);
  await page.goto(url);
  await page.getByLabel('Quantity of Sencha 100g').fill('2');
  await page.getByLabel('Search the catalogue').fill('WHISK');
  await page.keyboard.press('Enter');
  await page.getByLabel('Quantity of Bamboo whisk').fill('1');
  t.is(await page.getByLabel('Quantity of Sencha 100g').inputValue(), '2', 'what was chosen before is still there');
  await page.getByRole('button', { name: 'Go on: check the order' }).click();

  await page.getByRole('heading', { name: 'Check the order' }).waitFor();
  await page.getByRole('link', { name: 'Change the order' }).click();
  t.is(await page.getByLabel('Quantity of Bamboo whisk').inputValue(), '1');
  await page.getByRole('button', { name: 'More items' }).click();
  await page.getByText('Page 2 of 3').waitFor();
  await page.getByRole('button', { name: 'Go on: check the order' }).click();
  t.is(await page.getByLabel('Most to be paid').inputValue(), '4410');
  await page.getByLabel('Your mail address').fill(TARO.address);
  await page.getByLabel('Card number').fill('k7f 3k2');
  await page.getByLabel('Most to be paid').fill('4,741');
  await page.getByRole('button', { name: 'Go on: settlement number' }).click();

  await page.getByText('No. 06 1234 5678').waitFor();
  await page.getByRole('button', { name: '日本語' }).click();
  await page.getByText('前回使われた番号').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Settlement number No. 07').fill('83051172');
  await page.getByRole('button', { name: 'Send the order' }).click();
  await page.getByRole('heading', { name: 'The order is on its way' }).waitFor();
  t.true(await page.getByText('The bank writes to taro@example.jp').isVisible());
  t.is(desk.mails[0]?.text, '2 x Sencha 100g\n1 x Bamboo whisk\n\nMember: taro@example.jp\nPay to: shop@gt.example\nUp to: JPY 4741\nPassword: 8305 1172\n');
  await page.reload();
  await page.getByText('It was not sent a second time').waitFor();
  t.is(desk.mails.length, 1);

  t.false(asked.some((address) => /8305|taro|K7F3|k7f/.test(address)), 'nothing of the member stands in an address');
  t.deepEqual(asked.filter((address) => !address.startsWith(new URL(url).origin) && !address.startsWith('data:')), []);
  t.deepEqual(await page.context().cookies(), []);
  t.deepEqual(complaints, []);
});

type AxeResult = { readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[] };

const fieldsOf = async (page: Page): Promise<void> => {
  await page.locator('#address').fill(TARO.address);
  await page.locator('#card').fill(TARO.card);
};

async function toNumberPage({ page, url }: Opened): Promise<void> {
  await page.goto(`${url}?chosen=2*SEN-100`);
  await page.locator('.primary').click();
  await fieldsOf(page);
  await page.locator('.primary').click();
}

/** Every page of the way, by what brings it about. */
const WAY: readonly (readonly [name: string, go: (opened: Opened) => Promise<void>])[] = [
  ['choose', async ({ page, url }) => void (await page.goto(`${url}?chosen=2*SEN-100+1*CUP-42`))],
  ['wrong', async ({ page, url }) => void (await page.goto(`${url}?n.SEN-100=x&q=sencha`))],
  ['none', async ({ page, url }) => void (await page.goto(`${url}?q=rice`))],
  ['review', async ({ page, url }) => {
    await page.goto(`${url}?chosen=2*SEN-100+1*CUP-1`);
    await page.locator('.primary').click();
  }],
  ['review-wrong', async ({ page }) => {
    await page.locator('#address').fill('taro');
    await page.locator('#card').fill('1');
    await page.locator('#most').fill('1');
    await page.locator('.primary').click();
  }],
  ['number', async ({ page }) => {
    await fieldsOf(page);
    await page.locator('#most').fill('9000');
    await page.locator('.primary').click();
  }],
  ['number-wrong', async ({ page }) => {
    await page.locator('#number').fill('1234 5678 1234 5678');
    await page.locator('.primary').click();
  }],
  ['failed', async ({ page, desk }) => {
    const { send } = desk.world;
    desk.world.send = async () => Promise.reject(new Error('away'));
    await page.locator('#number').fill('8305 1172');
    await page.locator('.primary').click();
    desk.world.send = send;
  }],
  ['sent', async ({ page }) => page.locator('.primary').click()],
  ['on-its-way', async (opened) => {
    await toNumberPage(opened);
    await opened.page.locator('#number').waitFor({ state: 'detached' });
  }],
  ['unsure', async (opened) => {
    const { page, desk } = opened;
    const { member } = desk.world;
    desk.world.member = async () => known({ lastUsed: { index: 7, number: '83051172' }, asks: 8 });
    await toNumberPage(opened);
    desk.world.member = async () => known({ lastUsed: { index: 8, number: '44445555' }, asks: 9 });
    await page.locator('#number').fill('44445555');
    await page.locator('.primary').click();
    await page.locator('#number').waitFor({ state: 'detached' });
    desk.world.member = member;
  }],
  ['locked', async ({ page, url, desk }) => {
    const { member } = desk.world;
    desk.world.member = async () => known({ locked: true });
    await page.goto(`${url}?chosen=2*SEN-100`);
    await page.locator('.primary').click();
    await fieldsOf(page);
    await page.locator('.primary').click();
    desk.world.member = member;
  }],
  ['absent', async ({ page, url }) => void (await page.goto(`${url}absent`))],
  ['shops', async ({ page, url }) => void (await page.goto(new URL('/', url).href))],
];

const PICTURED: readonly string[] = ['choose', 'review', 'number', 'failed', 'sent', 'on-its-way', 'unsure'];

test.serial('axe-core finds nothing on any page of the way, in both languages and schemes; nothing scrolls sideways on a small phone; pictures', async (t) => {
  for (const [locale, colorScheme] of [['en-GB', 'light'], ['ja-JP', 'dark']] as const) {
    // axe-core itself needs a script; the pages are the same, and have none of their own.
    const opened = await open(t, { locale, colorScheme, javaScriptEnabled: true, bypassCSP: true });
    const { page, complaints } = opened;
    for (const [name, go] of WAY) {
      await go(opened);
      const at = `${locale} ${name}`;
      for (const width of [1100, 320]) {
        await page.setViewportSize({ width, height: 740 });
        t.true(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= width, `${at} at ${width}`);
        if (PICTURED.includes(name)) await picture(page, `${name}-${locale.slice(0, 2)}-${width}`);
      }
      // Pages that differ in their words alone are looked at once.
      if (locale !== 'en-GB' && !PICTURED.includes(name)) continue;
      await page.evaluate(axeSource);
      const { violations } = (await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`)) as AxeResult;
      t.deepEqual(violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`) })), [], at);
    }
    t.true(complaints.every((text) => /status of (?:404|409|422|502)/.test(text)), complaints.join());
  }
});
