/** A history for a run: a small bank plays two payments by mail, and its rows are multiplied into the bank that is to be measured. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../clearinghouse/config.ts';
import { readKeys } from '../../../clearinghouse/key-files.ts';
import { keysFolder, storePath } from '../../../clearinghouse/office.ts';
import { makeSealer } from '../../../clearinghouse/store/common/sealing.ts';
import { BANK_DOMAIN } from '../../demo/world.ts';
import { startDns } from '../../dns.ts';
import { bankKey, prepareBank, SELECTOR } from '../bank.ts';
import { makeCast, makeDeals } from '../deals.ts';
import { openLines } from '../lines.ts';
import { makeLoad } from '../load.ts';
import { startSink } from '../sink.ts';
import { fillHistory, type HistoryOptions } from './fill.ts';
import { paymentTemplate } from './template.ts';

type Say = (line: string) => void;

/** Fills the database that the configuration names; it was begun and nothing was done on it. */
export async function prepareHistory(config: Config, options: HistoryOptions, say: Say): Promise<void> {
  const keys = readKeys(keysFolder(config), config.dkim.selector);
  const template = await playTemplate();
  say(`writes ${options.accounts} accounts and ${options.payments} payments of the past`);
  await fillHistory({ path: storePath(config), sealer: makeSealer(keys.letter), referenceKey: keys.reference, template, now: Date.now(), say }, options);
}

/** The daemon takes and answers real mails, so that its rows are what it writes. */
async function playTemplate(): Promise<ReturnType<typeof paymentTemplate>> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-bench-template-'));
  chmodSync(folder, 0o755);
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const cast = makeCast(1, 1);
    const dns = await startDns({ records: [...cast.domains.flatMap(({ records }) => records), { name: `${SELECTOR}._domainkey.${BANK_DOMAIN}`, type: 'TXT', value: bankKey(folder).record }] });
    closers.push(dns.stop);
    const sink = await startSink();
    closers.push(sink.stop);
    const bank = await prepareBank({ folder, intake: 'smtp', board: false, cast, dnsPort: dns.port, outgoingPort: sink.port, dovecot: null, nodeOptions: [], begun: async () => undefined });
    const child = await bank.start();
    closers.push(child.stop);
    const lines = await openLines(bank.port, bank.lmtp, 1);
    closers.push(lines.close);
    await makeLoad(lines, sink).play(makeDeals(cast, 2), { kind: 'closed', users: 1 });
    await child.stop();
    const office = await bank.open();
    await office.close();
    return paymentTemplate(storePath(office.config), makeSealer(office.keys.letter));
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}
