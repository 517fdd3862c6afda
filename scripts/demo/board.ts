/** The last chapter of the demo: the public entry, its page, and a receipt that anybody can check by the project's own command. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentLog } from '../../clearinghouse/board-logs.ts';
import { parseEvidence, receiptFiles } from '../../bulletin-board/format/evidence.ts';
import { kakitome } from '../command.ts';
import { Different } from './different.ts';
import type { Delivered } from './provider.ts';
import { bold, chapter, note, say } from './show.ts';
import type { World } from './world.ts';

const expect = (holds: boolean, what: string): void => {
  if (!holds) throw new Different(what);
};

/** The pages follow the log within a second or two. */
async function pageOf(url: string): Promise<Response> {
  for (let look = 0; ; look += 1) {
    const page = await fetch(url, { headers: { 'Accept-Language': 'en' } });
    if (page.status === 200 || look === 100) return page;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function shown(words: readonly string[], output: string): void {
  say();
  say(`   ${bold(`$ npx kakitome ${words.join(' ')}`)}`);
  for (const line of output.trimEnd().split('\n')) say(`   ${line}`);
}

/** Shows entry, page and verified receipt; returns the page's address. */
export async function showBoard({ folder, clearinghouse }: World, receipt: Delivered): Promise<string> {
  chapter(6, 'The payment stands on the public board');
  const file = receipt.mail.attachments.find((one) => one.filename === receiptFiles.evidence);
  if (file === undefined) throw new Different(`the receipt has no ${receiptFiles.evidence}`);
  const { kind, origin, index, url } = parseEvidence(file.content);
  expect(kind === 'settled' && url !== null, `the evidence says ${kind} at ${url ?? 'no page'}, expected settled and a page`);
  const page = await pageOf(url ?? '');
  expect(page.status === 200 && (await page.text()).includes('settled'), `${url} answered ${page.status}, expected the page of the entry`);
  note(`Entry ${index} of the log ${origin}. Its page, for everybody:\n${url}\nIt says kind, reference and minute; who paid whom and how much is in the receipt alone.`);

  const mailFile = join(folder, 'receipt.eml');
  writeFileSync(mailFile, receipt.raw);
  const key = currentLog(await clearinghouse().office.store.listLogs())?.keys[0] ?? '';
  const check = ['board', 'verify', mailFile, '--key', key];
  const proved = await kakitome(check);
  shown(check, proved.output);
  expect(proved.code === 0, `the receipt was not proved: exit code ${proved.code}`);

  const audit = ['board', 'verify', `http://${origin}`, '--key', key, '--no-state', '--faces'];
  const sound = await kakitome(audit);
  shown(audit, sound.output.split('\n\n')[0] ?? '');
  expect(sound.code === 0, `the log was not sound: exit code ${sound.code}: ${sound.output}`);
  return url ?? '';
}
