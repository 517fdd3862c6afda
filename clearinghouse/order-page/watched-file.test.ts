import { mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { watchFile } from './watched-file.ts';

function scene(t: ExecutionContext): { readonly path: string; readonly write: (text: string) => void; readonly look: () => string | null; readonly reads: () => number; readonly faults: string[]; readonly clock: { now: number } } {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-watched-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'tea.csv');
  const clock = { now: 0 };
  const faults: string[] = [];
  let [reads, written] = [0, 0];
  const write = (text: string): void => {
    writeFileSync(path, text);
    utimesSync(path, (written += 1), written);
  };
  const read = (): string => {
    reads += 1;
    const text = readFileSync(path, 'utf8');
    if (text === 'broken') throw new Error('found "broken"');
    return text;
  };
  write('first');
  return { path, write, look: watchFile({ path, read, now: () => clock.now, onFault: (error) => void faults.push(String(error)) }), reads: () => reads, faults, clock };
}

test('it is read when it has changed; one that can’t be read is told once, and not read again until it changes', (t) => {
  const { write, look, reads, faults } = scene(t);
  t.deepEqual([look(), look(), reads()], ['first', 'first', 1]);
  write('second');
  t.deepEqual([look(), look(), reads()], ['second', 'second', 2]);
  write('broken');
  t.deepEqual([look(), look(), look(), reads()], [null, null, null, 3]);
  t.deepEqual(faults, ['Error: found "broken"']);
  write('third');
  t.deepEqual([look(), reads()], ['third', 4]);
});

test('one that is gone is looked for once a second, and back when it is there', (t) => {
  const { path, look, reads, faults, clock } = scene(t);
  renameSync(path, `${path}.away`);
  t.is(look(), null);
  renameSync(`${path}.away`, path);
  clock.now = 999;
  t.is(look(), null);
  clock.now = 1_000;
  t.deepEqual([look(), reads(), faults.length], ['first', 2, 1]);
});

test('at the start it throws', (t) => {
  t.throws(() => watchFile({ path: '/nowhere/tea.csv', read: () => '', now: () => 0, onFault: () => undefined }), { code: 'ENOENT' });
});
