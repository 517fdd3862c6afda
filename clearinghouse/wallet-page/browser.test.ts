/** The page in a real browser, from a file, with the network off. Pictures are left in `artefacts/`, which is not kept. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { armor, Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import test, { type ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import { openChromium, type Browsing } from '../../bulletin-board/site/testing/chromium.ts';
import { chequeBytes, readSignedCheque, signedChequeText, type SignedCheque } from '../protocol/cheque-text.ts';
import { shownFingerprint } from '../protocol/page-fingerprint.ts';
import { readWalletSecret } from '../protocol/wallet-secret-text.ts';
import { walletKeyOf, walletSeed } from '../protocol/wallet-secret.ts';
import { madeOptions } from './testing/options.ts';
import { makeWalletPage, type WalletPageOptions } from './wallet-page.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const artefacts = fileURLToPath(new URL('../../artefacts/', import.meta.url));
mkdirSync(artefacts, { recursive: true });

const AT = Date.UTC(2026, 10, 21, 14, 5, 0);

type Opened = { readonly page: Page; /** Everything that was asked for, by its address. */ readonly asked: string[]; readonly complaints: string[] };

/** One start of the browser for all pages of this file; each page is opened from a file in a folder of its own. */
let browsing: Promise<Browsing> | null = null;
const folder = mkdtempSync(join(tmpdir(), 'kakitome-wallet-page-'));

test.after.always(async () => {
  await (await browsing)?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(t: ExecutionContext, changed: Partial<WalletPageOptions> = {}): Promise<Opened> {
  browsing ??= openChromium({ locale: 'en-GB', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', acceptDownloads: true });
  const { context } = await browsing;
  await context.setOffline(true);
  const file = join(folder, `${createHash('sha256').update(t.title).digest('hex').slice(0, 12)}-${changed.language ?? 'en'}.html`);
  writeFileSync(file, (await makeWalletPage(madeOptions(changed))).html);
  const page = await context.newPage();
  t.teardown(() => page.close());
  page.setDefaultTimeout(10_000);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  page.on('pageerror', (error) => void complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  await page.clock.setFixedTime(AT);
  await page.goto(pathToFileURL(file).href);
  return { page, asked, complaints };
}

const picture = async (page: Page, name: string, width: number): Promise<void> => {
  await page.setViewportSize({ width, height: width < 500 ? 740 : 900 });
  writeFileSync(join(artefacts, `wallet-${name}-${width}.png`), await page.screenshot({ fullPage: true }));
};

type AxeResult = { readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[] };

/** Nothing for axe-core to find, in one language by day and in the other by night, and nothing scrolls sideways on a telephone. */
async function inspect(t: ExecutionContext, page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: name.startsWith('ja') ? 'dark' : 'light' });
  const { violations } = (await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`)) as AxeResult;
  t.deepEqual(violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`) })), [], name);
  await picture(page, name, 1200);
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 740 });
    t.true(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= width, `${name} at ${width}`);
  }
  await picture(page, name, 360);
}

type Names = { readonly make: string; readonly written: string; readonly compare: string; readonly letters: string };

/** Gives the letters that are shown. */
async function beginWallet(page: Page, names: Names): Promise<string> {
  await page.getByRole('button', { name: names.make }).click();
  return page.locator('#secret-shown').innerText();
}

async function typeBack(page: Page, names: Names, shown: string): Promise<void> {
  await page.getByRole('button', { name: names.written }).click();
  await page.getByRole('textbox', { name: names.letters, exact: true }).fill(shown.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: names.compare }).click();
  await page.locator('#make-done').waitFor();
}

const ENGLISH = { make: 'Make my wallet', written: 'I have written them down', compare: 'Compare', letters: 'Your 20 letters' };
const JAPANESE = { make: 'ウォレットを作る', written: '書き留めました', compare: '照合する', letters: '秘密の20文字' };

test.serial('a wallet is made, typed back and its key shown; nothing is asked of any network, and nothing is kept', async (t) => {
  const { page, asked, complaints } = await open(t);
  t.false(await page.locator('#unfit').isVisible());
  await page.getByRole('button', { name: 'Make my wallet' }).click();
  const shown = await page.locator('#secret-shown').innerText();
  t.regex(shown, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
  t.is(await page.evaluate('document.activeElement.id'), 'make-secret-heading');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  t.false((await page.content()).includes(shown), 'they are typed from the paper');

  const back = page.getByLabel('Your 20 letters');
  for (const [typed, told] of [['', 'Type the 20 letters'], [shown.slice(1), 'Found 19 letters'], ['0000-1111-2222-3333-4444', 'not the ones that were shown']] as const) {
    await back.fill(typed);
    await page.keyboard.press('Enter');
    await page.locator('#back-trouble', { hasText: told }).waitFor();
    t.is(await back.getAttribute('aria-invalid'), 'true');
    t.false(await page.locator('#make-done').isVisible());
  }
  await page.getByRole('button', { name: 'Show them again' }).click();
  t.is(await page.locator('#secret-shown').innerText(), shown);
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await back.fill(shown.toLowerCase());
  await page.getByRole('button', { name: 'Compare' }).click();

  const { publicKey } = walletKeyOf(walletSeed(readWalletSecret(shown) ?? ''));
  await page.locator('#make-done').waitFor();
  const line = `Wallet key: ${publicKey}`;
  t.is(await page.getByLabel('The line to mail').inputValue(), line);
  t.is(await page.getByRole('link', { name: 'Start a mail with it' }).getAttribute('href'), `mailto:pay%2Bw.8k2m.q7r4tz9y0b3c5d6f@bank.example?subject=Wallet%20key&body=${encodeURIComponent(line)}`);
  t.is(await page.locator('#fingerprint').innerText(), shownFingerprint(createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest()));
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.locator('#copy-remark', { hasText: /Copied|selected/ }).waitFor();
  const left = (await page.content()).toUpperCase();
  t.false(left.includes(shown) || left.includes(shown.replaceAll('-', '')), 'never shown again');
  t.deepEqual(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]'), [0, 0, '']);
  t.deepEqual(asked, [page.url()]);
  t.deepEqual(complaints, []);
});

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.getByRole('textbox', { name, exact: true }).fill(value);
}

const LETTERS = 'K7Q2-M9X4-T8WZ-5R3N-VB6H';
const ORDER = { 'The 20 letters of your wallet': LETTERS.toLowerCase(), 'The shop’s mail address': 'Shop@TEA.example', 'The most that may be paid': '４，９４１円', 'The password of your order': 'Password: maple-7731-crow' };

test.serial('a cheque is looked at, made and saved; the bank opens it, and its signature is the wallet’s', async (t) => {
  const identity = await generateX25519Identity();
  const { page, asked, complaints } = await open(t, { recipient: await identityToRecipient(identity) });
  await fill(page, ORDER);
  await page.getByLabel('Good for').selectOption('2 days');
  await page.getByRole('button', { name: 'Have a last look' }).click();
  await page.getByRole('heading', { name: 'A last look' }).waitFor();
  const { publicKey } = walletKeyOf(walletSeed(readWalletSecret(LETTERS) ?? ''));
  const fingerprint = shownFingerprint(createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest());
  const shown = (await page.locator('.slip').innerText()).replaceAll(/\s+/g, ' ');
  for (const part of ['Pays Shop@tea.example', 'At most JPY 4,941, and never more', 'password maple-7731-crow', 'hana@mail.example', '2 days, until Mon', '23 November 2026', '23:05', fingerprint]) t.true(shown.includes(part), `${part} in ${shown}`);

  await page.getByRole('button', { name: 'Change something' }).click();
  await page.getByLabel('The shop’s mail address').fill('shop@tea.example');
  await page.keyboard.press('Enter');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Make the cheque' }).click()]);
  await page.getByText('Write a new mail to pay@bank.example, from hana@mail.example.').waitFor();
  t.is(await page.getByLabel('The 20 letters of your wallet').inputValue(), '');
  const [again] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save the file again' }).click()]);

  const file = readFileSync(await download.path(), 'utf8');
  t.is(readFileSync(await again.path(), 'utf8'), file);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const text = await decrypter.decrypt(armor.decode(file), 'text');
  const signed = readSignedCheque(text) as SignedCheque;
  t.is(signedChequeText(signed), text);
  t.is(download.suggestedFilename(), `cheque-${signed.cheque.serial}.age`);
  t.deepEqual({ ...signed.cheque, serial: '' }, { v: '1', serial: '', account: 'hana@mail.example', payee: 'shop@tea.example', most: '4941', currency: 'JPY', password: 'maple-7731-crow', issued: '2026-11-21T14:05:00Z', expires: '2026-11-23T14:05:00Z' });
  t.is(signed.key, publicKey);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signed.key }, format: 'jwk' });
  t.true(verify(null, chequeBytes(signed.cheque), key, Buffer.from(signed.sig, 'base64url')));
  t.deepEqual(asked.filter((address) => !address.startsWith('blob:')), [page.url()]);
  t.deepEqual(complaints, []);
});

test.serial('what can’t be a cheque is told field by field, and the language can be changed at any time', async (t) => {
  const { page, complaints } = await open(t, { language: 'ja', enrolTo: null });
  t.is(await page.title(), 'ウォレット – Sumida Credit Union');
  await fill(page, { 'ウォレットの秘密の20文字': 'K7Q2', '店のメールアドレス': 'hana@mail.example', '支払いの上限額': '1.080', '注文のパスワード': 'tea' });
  await page.getByLabel('通貨').selectOption('EUR');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.getByText('「1.080」は EUR 1,080.00 とも EUR 1.080 とも読めます。').waitFor();
  t.is(await page.evaluate('document.activeElement.id'), 'secret');
  t.deepEqual(await page.locator('[aria-invalid]').evaluateAll((fields) => fields.map((field) => (field as unknown as { id: string }).id)), ['secret', 'payee', 'most', 'password']);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Found “1.080”, which could be EUR 1,080.00 or EUR 1.080.').waitFor();
  t.is(await page.getByLabel('Good for').evaluate((select) => (select as unknown as { innerText: string }).innerText.split('\n')[0]), '1 day');
  t.is(await page.title(), 'Wallet – Sumida Credit Union');
  t.is(await page.getByLabel('The most that may be paid').inputValue(), '1.080');
  t.is(await page.locator('#mail-key').count(), 0);
  await page.getByLabel('The most that may be paid').fill('10.80');
  await page.keyboard.press('Enter');
  await page.locator('#most-trouble').waitFor({ state: 'hidden' });
  t.deepEqual(complaints, []);
});

test.serial('the policy lets nothing else run or load', async (t) => {
  const { page, asked } = await open(t);
  const refused: string[] = [];
  page.on('requestfailed', (request) => void (request.failure()?.errorText === 'csp' && refused.push(request.url())));
  await page.evaluate(`window.blocked = []; document.addEventListener('securitypolicyviolation', (event) => window.blocked.push(event.effectiveDirective))`);
  await page.evaluate(`(() => {
    const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
    const part = document.createElement('div'); part.innerHTML = '<img src="https://evil.example/x.png" onerror="window.ran = true"><p style="position:fixed">x</p>'; document.body.append(part);
    const style = document.createElement('style'); style.textContent = 'body { display: none }'; document.body.append(style);
    const form = document.createElement('form'); form.action = 'https://evil.example/'; document.body.append(form); form.submit();
    fetch('https://evil.example/').catch(() => {});
  })()`);
  await page.waitForFunction('window.blocked.length >= 6');
  const blocked = new Set((await page.evaluate('window.blocked')) as string[]);
  for (const directive of ['script-src-elem', 'style-src-elem', 'style-src-attr', 'img-src', 'connect-src', 'form-action']) t.true(blocked.has(directive), `${directive} of ${[...blocked].join()}`);
  t.is(await page.evaluate('window.ran'), undefined);
  t.true(await page.locator('h1').isVisible());
  // What the policy has refused is told by the browser as asked for, though nothing left it.
  t.deepEqual(asked.filter((address) => !refused.includes(address)), [page.url()]);
});

test.serial('a browser without what the page needs is told so, and one without Ed25519 makes the same key', async (t) => {
  const { page } = await open(t);
  const file = page.url();
  await page.addInitScript(`if (location.hash === '#old') delete globalThis.TransformStream; const real = SubtleCrypto.prototype.importKey; if (location.hash === '#plain') SubtleCrypto.prototype.importKey = function (format, data, algorithm, ...rest) { window.asked = true; return algorithm.name === 'Ed25519' ? Promise.reject(new DOMException('no', 'NotSupportedError')) : real.call(this, format, data, algorithm, ...rest); };`);
  await page.goto('about:blank');
  await page.goto(`${file}#old`);
  await page.getByText('This page can’t work here.').waitFor();
  t.false(await page.getByRole('button', { name: 'Make my wallet' }).isVisible());
  await page.goto('about:blank');
  await page.goto(`${file}#plain`);
  const shown = await beginWallet(page, ENGLISH);
  await typeBack(page, ENGLISH, shown);
  t.is(await page.locator('#key-line').inputValue(), `Wallet key: ${walletKeyOf(walletSeed(readWalletSecret(shown) ?? '')).publicKey}`);
  t.true(await page.evaluate('window.asked'));
});

for (const [language, names] of [['en', ENGLISH], ['ja', JAPANESE]] as const) {
  test.serial(`axe-core finds nothing at any step, and nothing scrolls sideways (${language})`, async (t) => {
    const { page } = await open(t, { language });
    await page.evaluate(axeSource);
    await inspect(t, page, `${language}-start`);
    const shown = await beginWallet(page, names);
    await page.locator('#cheque-form button').click();
    await inspect(t, page, `${language}-secret-and-troubles`);
    await typeBack(page, names, shown);
    for (const [id, value] of [['secret', LETTERS], ['payee', `${'long-name'.repeat(6)}@${'tea'.repeat(15)}.example`], ['most', '4941'], ['password', 'maple-7731-crow']] as const) await page.locator(`#${id}`).fill(value);
    await page.locator('#cheque-form button').click();
    await page.locator('#look').waitFor();
    await inspect(t, page, `${language}-key-and-last-look`);
    await page.locator('#seal').click();
    await page.locator('#made').waitFor();
    await inspect(t, page, `${language}-made`);
  });
}
