/**
 * Debian's Chromium, driven by playwright-core: nothing that talks to anybody by itself. One for each test file, since to begin costs a second and a half of processor;
 * whoever opens it has a new, empty profile that shares nothing with others.
 */
import test from 'ava';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { chromiumPath } from '../../../scripts/test/chromium-package.ts';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export type Browsing = { readonly context: BrowserContext; readonly close: () => Promise<void> };

let begun: Promise<Browser> | null = null;
/** Hooks of one file run at a time with each other: a profile may be closed while the browser ends, which closes it too. */
let ends = false;
test.after.always('the browser ends', async () => {
  ends = true;
  await (await begun)?.close();
});

export async function openChromium(options: BrowserContextOptions = {}): Promise<Browsing> {
  begun ??= chromium.launch({ executablePath: chromiumPath, headless: true, args: QUIET });
  const browser = await begun;
  const context = await browser.newContext(options);
  const close = async (): Promise<void> => {
    if (ends || !browser.isConnected()) return;
    await context.close().catch((error: unknown) => {
      if (!ends) throw error;
    });
  };
  return { context, close };
}
