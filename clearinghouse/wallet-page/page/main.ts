/** The wallet page's script: reads what the bank has put into the page and starts its two parts. It asks no network for anything and keeps nothing. */
import { byId, isFit } from './browser.ts';
import type { Ed25519 } from './key.ts';
import { startMaking } from './make.ts';
import { languages, type Language, type PageOptions } from './options.ts';
import { speak } from './view.ts';
import { startWriting } from './write.ts';

/** @noble/curves' Ed25519, the copy that age-encryption brings: put in by the bundler. */
declare const ed25519: Ed25519;

type Given = { readonly options: PageOptions; readonly titles: Readonly<Record<Language, string>>; /** From one day on. */ readonly days: Readonly<Record<Language, readonly string[]>> };

if (isFit()) {
  const { options, titles, days } = JSON.parse(byId('given').textContent ?? '') as Given;
  for (const language of languages) byId(`speak-${language}`).addEventListener('click', () => speak(language, titles, days));
  startMaking(options, ed25519);
  startWriting(options, ed25519);
  byId('speak').hidden = false;
  byId('unfit').hidden = true;
  byId('parts').hidden = false;
}
