/** Prints how fast the board publishes on this machine: entries a second in small and large batches, and the delay at 100 entries a second. */
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { openDirectory } from '../../bulletin-board/directory.ts';
import { readLogSigner } from '../../bulletin-board/log-keys.ts';
import { makeSequencer, type Sequencer } from '../../bulletin-board/sequencer/sequencer.ts';
import type { BoardStore } from '../../bulletin-board/ports.ts';
import { openAt } from '../../clearinghouse/store/sqlite/testing/fresh.ts';
import type { Store } from '../../clearinghouse/store/store.ts';
import { addEntries, dbFile, newBank, removeBank, webRoot } from './world.ts';

const SECOND = 1_000;

type Bench = { readonly store: Store; readonly open: (batch: number, watched?: BoardStore) => Sequencer };

async function withBench(mlDsa44: boolean, work: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = await newBank({ mlDsa44 });
  const store = await openAt(dbFile(folder));
  const open = (batch: number, watched: BoardStore = store): Sequencer =>
    makeSequencer({
      store: watched, root: openDirectory(webRoot(folder)), signerOf: (origin) => readLogSigner(`${folder}/keys`, origin),
      cosigners: [], now: Date.now, report: () => undefined, holder: 'bench', batch, cosignWait: 2_000,
    });
  try {
    await work({ store, open });
  } finally {
    await store.close();
    await removeBank(folder);
  }
}

async function throughput({ store, open }: Bench, batch: number, count: number, from: number): Promise<string> {
  for (let at = 0; at < count; at += 1_000) await addEntries(store, from + at, Math.min(1_000, count - at), Date.now());
  const sequencer = open(batch);
  await sequencer.start();
  const began = performance.now();
  const cpu = process.cpuUsage();
  while (await sequencer.round());
  const { user, system } = process.cpuUsage(cpu);
  const rate = count / ((performance.now() - began) / SECOND);
  return `batches of ${String(batch).padStart(4)}: ${rate.toFixed(0).padStart(6)} entries/s, ${((user + system) / count).toFixed(0)} µs CPU an entry`;
}

/** From the commit of an entry to the published checkpoint, with `span` between rounds. */
async function delays({ store, open }: Bench, span: number, seconds: number, from: number): Promise<string> {
  const committed: number[] = [];
  const waited: number[] = [];
  let published = 0;
  const watched: BoardStore = {
    ...store,
    notePublished: async (...given) => {
      await store.notePublished(...given);
      const size = given[1] - before;
      for (; published < size; published += 1) waited.push(performance.now() - (committed[published] ?? Number.NaN));
    },
  };
  const before = (await store.listLogs())[0]?.publishedSize ?? 0;
  const sequencer = open(1_000, watched);
  await sequencer.start();
  const end = performance.now() + seconds * SECOND;
  const bank = (async (): Promise<void> => {
    for (let at = 0; performance.now() < end; at += 10) {
      const pause = setTimeout(100);
      await addEntries(store, from + at, 10, Date.now());
      for (let each = 0; each < 10; each += 1) committed.push(performance.now());
      await pause;
    }
  })();
  let over = false;
  void bank.then(() => (over = true));
  while (!over || published < committed.length) {
    const pause = setTimeout(span);
    while (await sequencer.round());
    await pause;
  }
  waited.sort((a, b) => a - b);
  const at = (share: number): string => `${(waited[Math.min(waited.length - 1, Math.floor(share * waited.length))] ?? 0).toFixed(0)} ms`;
  return `100 entries/s for ${seconds} s, rounds ${span} ms apart: delay p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} (${waited.length} entries)`;
}

for (const mlDsa44 of [false, true]) {
  await withBench(mlDsa44, async (bench) => {
    const say = (line: string): void => void process.stdout.write(`${mlDsa44 ? 'Ed25519 + ML-DSA-44' : 'Ed25519            '}  ${line}\n`);
    say(await throughput(bench, 1, 100, 0));
    say(await throughput(bench, 1_000, 5_000, 10_000));
    say(await delays(bench, 1_000, 10, 20_000));
    if (!mlDsa44) say(await delays(bench, 100, 10, 30_000));
  });
}
