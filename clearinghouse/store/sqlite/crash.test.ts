/** Processes are killed in the middle of writing; whatever they were promised is there, and the books are whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { inFolder, openAt, openFresh } from './testing/fresh.ts';

const BURST = fileURLToPath(new URL('./testing/burst.ts', import.meta.url));

type Promised = { readonly kept: number[]; readonly settled: number[] };

/** Kills it with SIGKILL as soon as it has told so many lines. */
async function burst(path: string, lane: number, lanes: number, lines: number): Promise<Promised> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', BURST, path, String(lane), String(lanes)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<string | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  const promised: Promised = { kept: [], settled: [] };
  let told = 0;
  for await (const line of createInterface(child.stdout)) {
    const [what, id] = line.split(' ');
    (what === 'kept' ? promised.kept : promised.settled).push(Number(id));
    told += 1;
    if (told === lines) child.kill('SIGKILL');
  }
  if ((await exited) !== 'SIGKILL') throw new Error('the burst ended by itself');
  return promised;
}

test('killed while writing, alone and beside another process: nothing promised is lost, the audit is clean', async (t) => {
  const fresh = await openFresh();
  await fresh.store.close();
  const rounds = [await burst(fresh.path, 1, 3, 9), ...(await Promise.all([burst(fresh.path, 1, 3, 13), burst(fresh.path, 2, 3, 21)])), await burst(fresh.path, 3, 3, 4)];
  const store = await openAt(fresh.path);
  t.deepEqual(await store.audit(), []);
  const settled = new Set((await store.listPayments({ state: 'settled', party: null, limit: 10_000 })).map((payment) => payment.id));
  for (const { kept, settled: told } of rounds) {
    for (const id of told) t.true(settled.has(id), `payment ${id}`);
    for (const id of kept) t.truthy(await store.findLetter(id), `letter ${id}`);
  }
  t.true(rounds.every((one) => one.kept.length > 0));
  await store.close();
  await fresh.remove();
});

test('a fault of the program in the writer\'s thread ends the process: it would keep nothing any more', async (t) => {
  await inFolder(async (path) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('testing/dying.ts', import.meta.url)), path], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err, ended] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    t.is(out, 'closed');
    t.regex(err, /no working set is open/);
    t.deepEqual(ended, [1, null]);
  });
});
