/** The site in a real browser. Pictures of its pages are left in `artefacts/`, which is not kept. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'ava';
import { PLACES, referenceOf } from './testing/made-board.ts';
import { openPage as open, picture } from './testing/open-page.ts';
import { runSite } from './testing/running-site.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test.serial('a new entry is seen without loading the page again, and can be held back', async (t) => {
  const { page, site, complaints } = await open(t, '/en/');
  const first = page.locator('#rows tr').first();
  await page.locator('#live').waitFor({ state: 'visible' });
  await page.locator('#live-state', { hasText: /^Live$/ }).waitFor();
  t.true((await first.textContent())?.includes(referenceOf(200)));
  site.board.grow(1);
  await page.locator('#rows tr', { hasText: referenceOf(300) }).waitFor();
  t.true((await first.textContent())?.includes('Newcomer 0'));
  t.is(await page.locator('#count-accepted-minutes').textContent(), '4');

  await page.locator('#pause').click();
  site.board.grow(2);
  await page.locator('#live-state', { hasText: /^Paused, 2 new$/ }).waitFor();
  t.true((await first.textContent())?.includes(referenceOf(300)), 'nothing moves while it is paused');
  await page.locator('#pause').click();
  await page.locator('#rows tr', { hasText: referenceOf(302) }).waitFor();
  t.is(await page.locator('#rows tr').count(), 40);
  t.deepEqual(complaints, []);
});

test.serial('when the day is over the rows of a page that stands open show their date, also while it is paused, and each without a connection', async (t) => {
  const noon = Date.UTC(2026, 10, 21, 10, 40, 30);
  let at = noon;
  const site = await runSite(t, { zone: 'Asia/Tokyo', now: () => at });
  const { page, complaints } = await open(t, '/en/', {}, site);
  await page.locator('#live-state', { hasText: /^Live$/ }).waitFor();
  const times = async (): Promise<readonly string[]> => (await page.locator('#rows .time').allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
  const before = await times();
  t.true(before.slice(0, 5).every((text) => /^\d\d:\d\d$/.test(text)), before.join());

  // One second before midnight in Tokyo, and one after it.
  await page.locator('#pause').click();
  at = Date.UTC(2026, 10, 21, 14, 59, 59);
  site.board.grow(1);
  await page.locator('#live-state', { hasText: /^Paused, 1 new$/ }).waitFor();
  t.deepEqual(await times(), before);
  at += 2_000;
  site.board.grow(1);
  await page.locator('#live-state', { hasText: /^Paused, 2 new$/ }).waitFor();
  await page.locator('#rows .date').first().waitFor({ state: 'visible' });
  t.deepEqual((await times()).slice(0, 5), before.slice(0, 5).map((text) => `2026-11-21 ${text}`));
  await page.locator('#pause').click();
  await page.locator('#rows tr', { hasText: 'Newcomer 1' }).waitFor();
  t.deepEqual((await times()).slice(0, 2), ['2026-11-21 19:40', '2026-11-21 19:40'], 'what came before midnight and waited, too');

  at = noon;
  site.board.grow(1);
  await page.locator('#rows tr', { hasText: 'Newcomer 2' }).waitFor();
  await page.locator('#rows .date').first().waitFor({ state: 'hidden' });
  t.deepEqual((await times())[0], '19:40');
  await site.close();
  await page.locator('#live-state', { hasText: 'No connection' }).waitFor();
  t.deepEqual((await times())[0], '2026-11-21 19:40');
  t.true(complaints.every((text) => /ERR_|Failed to load/.test(text)), complaints.join());
});

test.serial('words that are withdrawn are gone from an open page at once, also while it is paused', async (t) => {
  const { page, site, complaints } = await open(t, '/en/');
  await page.locator('#live-state', { hasText: /^Live$/ }).waitFor();
  site.board.grow(2);
  await page.locator('#rows tr', { hasText: 'Newcomer 1' }).waitFor();
  const placesNow = (): Promise<string[]> => page.evaluate("[...document.querySelectorAll('#rows tr')].map((row) => row.dataset.place)");
  const places = await placesNow();
  site.board.withdraw(133);
  await page.locator('#rows tr', { hasText: '2026/135' }).waitFor();
  t.is(await page.getByText('Newcomer 0').count(), 0);
  t.deepEqual(await placesNow(), ['2026/135', ...places.slice(0, 39)], 'it stands where it stood');

  await page.locator('#pause').click();
  site.board.grow(1);
  await page.locator('#live-state', { hasText: /^Paused, 1 new$/ }).waitFor();
  for (const index of [134, 136]) site.board.withdraw(index);
  await page.locator('#live-state', { hasText: /^Paused, 3 new$/ }).waitFor();
  t.is(await page.getByText('Newcomer 1').count(), 0);
  await page.locator('#pause').click();
  await page.locator('#rows tr', { hasText: '2026/138' }).waitFor();
  t.is(await page.getByText('Newcomer').count(), 0, 'nor is it shown that waited');
  t.deepEqual(complaints, []);
});

test.serial('a feed that ends after its time is taken up again, and nobody is told that there is no connection', async (t) => {
  const { page, site, complaints } = await open(t, '/en/', {}, await runSite(t, { feedLasts: 1_000 }));
  await page.locator('#live-state', { hasText: /^Live$/ }).waitFor();
  await page.evaluate(`window.seen = []; new MutationObserver(() => window.seen.push(document.getElementById('live-state').textContent)).observe(document.getElementById('live-state'), { childList: true, characterData: true, subtree: true })`);
  for (const at of [300, 301]) {
    const again = page.waitForRequest((request) => request.url().includes('/live/'));
    await again;
    site.board.grow(1);
    await page.locator('#rows tr', { hasText: referenceOf(at) }).waitFor();
  }
  t.deepEqual(await page.evaluate('window.seen'), []);
  await site.close();
  await page.locator('#live-state', { hasText: 'No connection' }).waitFor();
  t.true(complaints.every((text) => /ERR_|Failed to load/.test(text)), complaints.join());
});

test.serial('an entry is found by its reference, as a person types it, without JavaScript too', async (t) => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, complaints } = await open(t, '/en/', { javaScriptEnabled });
    await page.getByLabel('Reference').fill(` ${referenceOf(200).toLowerCase().replace('-', '')}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Payment ${referenceOf(200)}` }).waitFor();
    t.deepEqual(await page.locator('.entries tbody .kind').allInnerTexts(), ['Posted', 'Accepted', 'Settled']);
    await page.getByRole('link', { name: '2026/132' }).click();
    await page.getByRole('heading', { name: 'Entry 132 of log 2026' }).waitFor();
    await page.getByRole('link', { name: '日本語' }).click();
    await page.getByRole('heading', { name: '台帳 2026 記録 132' }).waitFor();
    t.deepEqual(complaints, []);
  }
});

test.serial('the board works without JavaScript, and says how to see what is new', async (t) => {
  const { page } = await open(t, '/en/', { javaScriptEnabled: false });
  t.is(await page.locator('#rows tr').count(), 40);
  t.false(await page.locator('#live').isVisible());
  t.true(await page.getByText('Load the page again').isVisible());
  await page.goto(`${page.url()}check`);
  t.true(await page.getByText('kakitome board verify receipt.eml').isVisible());
});

const PAGES = ['/', '/entries', '/entries/kind/settled', `/reference/${referenceOf(200)}`, '/reference/7777-7777', '/entry/2026/132', `/entry/2026/${PLACES.withdrawn}`, `/entry/2026/${PLACES.false}`, `/entry/2026/${PLACES.hostile}`, `/entry/2026/${PLACES.posted}`, '/log', '/check', '/post', '/nothing'] as const;

const POSTING = { address: 'post@bank.example', bank: 'pay@bank.example' };

type AxeResult = { readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[] };

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The page of the other scheme is the same in other colours: no other rule could say anything else of it. */
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

test.serial('axe-core finds nothing, on every page, in both languages and both schemes, and nothing scrolls sideways at 320 pixels', async (t) => {
  const site = await runSite(t, { posting: POSTING });
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await open(t, '', { colorScheme }, site);
    for (const path of ['en', 'ja'].flatMap((language) => PAGES.map((one) => `/${language}${one}`))) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(site.url + path);
      await page.evaluate(axeSource);
      const { violations } = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(colorScheme === 'light' ? ALL_RULES : COLOUR_RULES)} })`)) as AxeResult;
      t.deepEqual(violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`) })), [], `${colorScheme} ${path}`);
      if (colorScheme === 'dark') continue;
      await page.setViewportSize({ width: 320, height: 640 });
      t.true(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= 320, `${path} at 320`);
    }
  }
});

test('the dark scheme changes colours and nothing else', (t) => {
  const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
  const schemes = style.match(/@media[^{]*prefers-color-scheme[^{]*\{[^{]*\{[^}]*\}[^}]*\}/g) ?? [];
  t.is(schemes.length, style.split('prefers-color-scheme').length - 1);
  for (const scheme of schemes) t.regex(scheme, /^@media \(prefers-color-scheme: dark\) \{\s*:root \{\s*(?:--[a-z]+: #[0-9a-f]{6};\s*)+\}\s*\}$/);
});

test.serial('everything can be reached by keyboard, and the focus is seen', async (t) => {
  const { page } = await open(t, '/en/');
  const seen: string[] = [];
  for (let at = 0; at < 16; at += 1) {
    await page.keyboard.press('Tab');
    const [name, outline] = (await page.evaluate('[(document.activeElement.innerText || document.activeElement.id).replace("書留", "").trim(), getComputedStyle(document.activeElement).outlineStyle]')) as [string, string];
    seen.push(name);
    t.not(outline, 'none', name);
  }
  t.deepEqual(seen.slice(0, 8), ['To the content', 'Sumida Credit Union', 'Board', 'All entries', 'The log', 'Check a receipt', 'English', '日本語']);
  t.deepEqual(seen.slice(8, 13), ['reference', 'Find', 'Pause', referenceOf(200), '2026/132']);
  await page.goto(page.url());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  t.is(await page.evaluate('document.activeElement.id'), 'content');
});

test.serial('no page asks anybody else for anything, keeps anything, or runs what a face says', async (t) => {
  const { page, site, asked, complaints } = await open(t, '/en/', {}, await runSite(t, { posting: POSTING }));
  page.on('dialog', (dialog) => void complaints.push(`a dialog: ${dialog.message()}`));
  for (const path of PAGES.filter((one) => !one.startsWith('/nothing') && !one.includes('7777'))) {
    await page.goto(`${site.url}/en${path}`);
    t.deepEqual(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]'), [0, 0, '']);
  }
  t.deepEqual(asked.filter((address) => !address.startsWith(site.url) && !address.startsWith('data:')), []);
  t.deepEqual(await page.context().cookies(), []);
  t.deepEqual(complaints, []);
});

test.serial('pictures: wall, desk and phone, light and dark, English and Japanese, and an entry on paper', async (t) => {
  const site = await runSite(t, { posting: POSTING });
  const wanted = [
    ['wall-en', '/en/', 1920, 1080], ['wall-ja', '/ja/', 1920, 1080], ['phone-en', '/en/', 360, 740], ['phone-ja', '/ja/', 360, 740], ['entry-en', '/en/entry/2026/132', 1280, 900],
    ['entry-ja', '/ja/entry/2026/132', 1280, 900], ['entry-phone-ja', '/ja/entry/2026/132', 360, 740], ['log-en', '/en/log', 1280, 900], ['check-ja', '/ja/check', 1280, 900], ['false-en', `/en/entry/2026/${PLACES.false}`, 1280, 900], ['post-en', '/en/post', 1280, 900], ['post-phone-ja', '/ja/post', 360, 740],
  ] as const;
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await open(t, '', { colorScheme }, site);
    for (const [name, path, width, height] of wanted) {
      await page.setViewportSize({ width, height });
      await page.goto(site.url + path);
      await picture(page, `${name}-${colorScheme}`);
    }
    if (colorScheme === 'dark') continue;
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${site.url}/en/entry/2026/132`);
    t.true(await page.getByText('Printed from https://board.bank.example/entry/2026/132').isVisible());
    t.false(await page.getByRole('navigation', { name: 'Language' }).isVisible());
    await picture(page, 'print', true);
  }
});
