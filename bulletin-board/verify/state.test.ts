import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { loadState, saveState, type SeenLog } from './state.ts';

function stateFile(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-state-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'deep', 'audits.json');
}

const seen = (size: number): SeenLog => ({ size, root: new Uint8Array(32).fill(size), checkpoint: `of ${size}\n`, at: '2026-11-21T10:00:00.000Z' });

test('what was kept comes back, each log by itself', async (t) => {
  const file = stateFile(t);
  t.is((await loadState(file)).size, 0);
  await saveState(file, 'bank.example/board/2026', seen(5), null);
  await saveState(file, '__proto__', seen(7), null);
  await saveState(file, 'bank.example/board/2026', seen(6), seen(5));
  const state = await loadState(file);
  t.deepEqual(state.get('bank.example/board/2026'), seen(6));
  t.deepEqual(state.get('__proto__'), seen(7));
  t.deepEqual(readdirSync(dirname(file)), ['audits.json'], 'nothing else is left');
});

test('a size never goes back', async (t) => {
  const file = stateFile(t);
  t.true(await saveState(file, 'a/b', seen(6), null));
  t.false(await saveState(file, 'a/b', seen(5), seen(6)));
  t.is((await loadState(file)).get('a/b')?.size, 6);
});

test('a kept head is only replaced by one that was compared with it', async (t) => {
  const file = stateFile(t);
  await saveState(file, 'a/b', seen(6), null);
  const other = { size: 6, root: new Uint8Array(32).fill(9) };
  for (const compared of [null, seen(5), seen(7), other]) t.false(await saveState(file, 'a/b', seen(8), compared), JSON.stringify(compared?.size));
  t.deepEqual((await loadState(file)).get('a/b'), seen(6));
  t.true(await saveState(file, 'a/b', seen(8), seen(6)));
  t.deepEqual((await loadState(file)).get('a/b'), seen(8));
});

test('a file that is damaged is told, never reset', async (t) => {
  const file = stateFile(t);
  await saveState(file, 'a/b', seen(6), null);
  const good = readFileSync(file, 'utf8');
  for (const text of ['', '{', '[]', 'null', '{"v":2,"logs":{}}', '{"v":1,"logs":[]}', good.slice(0, -5), good.replace('"size": 6', '"size": "6"'), good.replace('"size": 6', '"size": -1'), good.replace('BgYG', '****'), good.replace('BgYG', 'BgYGBgYG')]) {
    writeFileSync(file, text);
    await t.throwsAsync(loadState(file), { name: 'BadState', message: /audits\.json: found .*; expected .*Put a copy of it back; or remove it/ }, text);
    await t.throwsAsync(saveState(file, 'a/b', seen(7), seen(6)), { name: 'BadState' });
    t.is(readFileSync(file, 'utf8'), text);
  }
});
