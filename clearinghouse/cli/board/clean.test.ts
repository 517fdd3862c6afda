/** `kakitome board clean` over a log that the command itself began, filled by a sequencer. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { openSequencer } from '../../board.ts';
import { boardFolder } from '../../board-logs.ts';
import { loadConfig } from '../../config.ts';
import { openHere } from '../../database.ts';
import { openOffice } from '../../office.ts';
import { clear, entry, instruct, openBank, payment } from '../../store/conformance/samples.ts';
import type { Store } from '../../store/store.ts';
import { inProcess, newBank, oneLineOf } from '../testing/bench.ts';

const withBoard = (toml: string): string => toml.replace('[board]', '[board]\nhost = "bank.example"\nretention = "Entries stay."').replace(/(\[board\][\s\S]*?)enabled = false/, '$1enabled = true');

async function accept(store: Store, from: number, count: number): Promise<void> {
  const effects = Array.from({ length: count }, (_, at) => from + at).flatMap((id) => [{ kind: 'payment-saved', payment: payment(id, { name: 'awaiting-forward', until: 9e12 }, null, { keys: [`k${id}`] }) } as const, entry(id, 'accepted')]);
  await clear(store, await instruct(store, { kind: 'withdraw-face', entryId: `add-${from}`, reason: 'a decision', by: ['Aya', 'Ben'] }), effects, { kind: 'recorded', code: 'added' });
}

test('what a full tile has taken the place of goes, and it is said how many', async (t) => {
  const config = await newBank(t, withBoard);
  const run = (...args: readonly string[]) => inProcess(...args, '--config', config);
  t.is((await run('board', 'begin')).code, 0);
  const loaded = loadConfig(config);
  const office = await openOffice(loaded, { report: () => undefined, openStore: openHere });
  await openBank(office.store, 0n);
  const sequencer = openSequencer(office, { logs: [], witnesses: [], groups: [], quorum: null }, () => undefined);
  for (const [from, count] of [[1, 3], [4, 297]] as const) {
    await accept(office.store, from, count);
    while (await sequencer.round());
  }
  await sequencer.stop();
  const [log] = await office.store.listLogs();
  await office.close();
  const partial = join(boardFolder(loaded), log!.origin.slice('bank.example/'.length), 'tile/0/000.p/3');
  t.true(existsSync(partial));
  t.regex((await run('board', 'clean')).out, /: 0 partial tiles and bundles removed/, 'seven days have not passed');
  const { out, code } = await run('board', 'clean', '--older-than', '0 seconds', '--json');
  t.is(code, 0);
  t.deepEqual(JSON.parse(out), [{ origin: log!.origin, removed: 2 }]);
  t.false(existsSync(partial));
  t.true(existsSync(partial.replace('000.p/3', '001.p/44')));
});

test('a span that is none', async (t) => {
  const config = await newBank(t, withBoard);
  t.regex(oneLineOf(t, await inProcess('board', 'clean', '--older-than', 'soon', '--config', config)), /--older-than: found "soon"; expected a span such as "7 days"/);
});
