/**
 * The bank's wallet page for one buyer: one HTML file that works from a disk with the network off. Its policy lets nothing run or load but its own
 * script and style, told by their hashes.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Encrypter } from 'age-encryption';
import { canonicalAddress } from '../protocol/address.ts';
import { currencyOf } from '../protocol/money.ts';
import { pageScript } from './bundle.ts';
import { dataBlock, markup, raw, type Markup } from './markup.ts';
import { languages, type PageOptions } from './page/options.ts';
import { aboutSection, both, DAYS, makeSection, texts, writeSection } from './sections.ts';

export type WalletPageOptions = PageOptions;

/** `sha256`: of the file in UTF-8, in hex; what the letter that brings the page tells. */
export type WalletPage = { readonly html: string; readonly sha256: string };

const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** SHA-256 of a page's file, in hex. */
export const walletPageHash = (html: string): string => createHash('sha256').update(html).digest('hex');

/**
 * The same options give the same bytes, as long as the program and its packages are the same. Throws RangeError for options that no page could work
 * with: an address that is not canonical, another kind of recipient, no currency or none of ISO 4217; rejects where the script can't be built.
 */
export async function makeWalletPage(given: WalletPageOptions): Promise<WalletPage> {
  const options = checkedOptions(given);
  const html = pageText(options, await pageScript());
  return { html, sha256: walletPageHash(html) };
}

/** In one order whatever theirs was, so that the page's bytes do not depend on it. */
function checkedOptions({ language, bankName, bankAddress, recipient, account, enrolTo, telephone, currencies }: WalletPageOptions): PageOptions {
  for (const address of [bankAddress, account, ...(enrolTo === null ? [] : [enrolTo])]) {
    if (canonicalAddress(address) !== address) throw new RangeError(`not a canonical address: ${JSON.stringify(address.slice(0, 80))}`);
  }
  if (!languages.includes(language)) throw new RangeError(`not a language of the page: ${JSON.stringify(language)}`);
  if (currencies.length === 0 || currencies.some((code) => currencyOf(code) !== code)) throw new RangeError(`not a list of currencies: ${JSON.stringify(currencies)}`);
  // Other kinds of recipients make other stanzas, and the bank takes a file with one X25519 stanza alone.
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(recipient) || !isRecipient(recipient)) throw new RangeError(`not an X25519 recipient of age: ${JSON.stringify(recipient.slice(0, 80))}`);
  return { language, bankName, bankAddress, recipient, account, enrolTo, telephone, currencies: [...new Set(currencies)] };
}

function isRecipient(recipient: string): boolean {
  try {
    new Encrypter().addRecipient(recipient);
    return true;
  } catch {
    return false;
  }
}

function pageText(options: PageOptions, script: string): string {
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; connect-src 'none'; form-action 'none'; base-uri 'none'`;
  return markup`${raw('<!DOCTYPE html>')}
<html lang="${options.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no, email=no, address=no">
<title>${texts[options.language].title(options)}</title>
<style>${raw(style)}</style>
</head>
<body>
${body({ ...options, telephone: options.telephone.replaceAll(' ', '\u00a0') })}
<script type="application/json" id="given">${dataBlock({ options, titles: perLanguage((each) => texts[each].title(options)), days: perLanguage((each) => DAYS.map(texts[each].day)) })}</script>
<script>${raw(script)}</script>
</body>
</html>
`.text;
}

const perLanguage = <T>(value: (language: (typeof languages)[number]) => T): Readonly<Record<string, T>> => Object.fromEntries(languages.map((each) => [each, value(each)]));

const body = (options: PageOptions): Markup => markup`<header>
<p class="bank">${options.bankName}</p>
<div class="speak" id="speak" role="group" aria-label="${texts.en.languages} / ${texts.ja.languages}" hidden>${languages.map((each) => markup`<button type="button" id="speak-${each}" lang="${each}" aria-pressed="${String(each === options.language)}">${texts[each].own}</button>`)}</div>
</header>
<main>
<h1>${both((t) => t.heading)}</h1>
<p>${both((t) => t.about(options))}</p>
<div id="unfit" class="step"><p><strong>${both((t) => t.unfit)}</strong></p><p>${both((t) => t.unfitHow)}</p></div>
<div id="parts" hidden>
<p class="hint">${both((t) => t.offline)}</p>
${makeSection(options)}
${writeSection(options)}
</div>
${aboutSection(options)}
</main>`;
