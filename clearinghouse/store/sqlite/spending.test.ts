/** Processes race for the numbers of one card: each number is good once in all, and nothing is left of what it was compared by. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { CARD, digestOf, issueCard, numbersOf } from '../conformance/card-samples.ts';
import { openBank } from '../conformance/samples.ts';
import { openFresh } from './testing/fresh.ts';

const SPENDER = fileURLToPath(new URL('./testing/spender.ts', import.meta.url));
const PROCESSES = 8;
const COUNT = 20;

type Spender = { readonly ready: Promise<void>; readonly start: () => void; readonly spent: Promise<readonly number[]> };

function spender(path: string): Spender {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SPENDER, path, String(COUNT)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = Promise.withResolvers<void>();
  const spent = (async () => {
    const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const indexes: number[] = [];
    for await (const line of createInterface(child.stdout)) line === 'ready' ? ready.resolve() : indexes.push(Number(line.split(' ')[1]));
    ready.resolve();
    if ((await exited) !== 0) throw new Error('a spender failed');
    return indexes;
  })();
  return { ready: ready.promise, start: () => child.stdin.end('go\n'), spent };
}

test('eight processes try each of the same twenty numbers: every number is accepted exactly once in all', async (t) => {
  const fresh = await openFresh();
  t.teardown(fresh.remove);
  await openBank(fresh.store);
  await issueCard(fresh.store, CARD, COUNT);
  const spenders = Array.from({ length: PROCESSES }, () => spender(fresh.path));
  await Promise.all(spenders.map((one) => one.ready));
  for (const one of spenders) one.start();
  const spent = await Promise.all(spenders.map((one) => one.spent));
  t.deepEqual(spent.flat().sort((a, b) => a - b), Array.from({ length: COUNT }, (_, at) => at + 1));
  t.deepEqual((await numbersOf(fresh.store, CARD))?.live, new Map());
  t.is((await fresh.store.listDecisions({ payment: null, letter: null, limit: 999 })).length, PROCESSES * COUNT + 3);
  t.deepEqual(await fresh.store.audit(), []);
  await fresh.store.close();
  const file = await readFile(fresh.path);
  t.false(Array.from({ length: COUNT }, (_, at) => at + 1).some((index) => file.includes(digestOf(CARD, index))));
});
