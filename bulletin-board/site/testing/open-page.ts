/** A page of the site in a real browser, and what it asked for and complained of. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openChromium } from './chromium.ts';
import { runSite, type RunningSite } from './running-site.ts';

const artefacts = fileURLToPath(new URL('../../../artefacts/', import.meta.url));
mkdirSync(artefacts, { recursive: true });

export type Opened = { readonly page: Page; readonly site: RunningSite; /** Everything that was asked for, by its address. */ readonly asked: string[]; readonly complaints: string[] };

export async function openPage(t: ExecutionContext, path: string, options: BrowserContextOptions = {}, running?: RunningSite): Promise<Opened> {
  const site = running ?? (await runSite(t));
  const { context, close } = await openChromium({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  t.teardown(close);
  const asked: string[] = [];
  const complaints: string[] = [];
  const page = context.pages()[0] ?? (await context.newPage());
  context.on('request', (request) => void asked.push(request.url()));
  page.on('pageerror', (error) => void complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  if (path !== '') await page.goto(site.url + path);
  return { page, site, asked, complaints };
}

export const picture = async (page: Page, name: string, fullPage = false): Promise<void> => writeFileSync(join(artefacts, `site-${name}.png`), await page.screenshot({ fullPage }));
