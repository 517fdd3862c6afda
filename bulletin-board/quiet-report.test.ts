import test from 'ava';
import { makeQuietReport } from './quiet-report.ts';

const MINUTE = 60_000;

function bench() {
  const lines: string[] = [];
  const clock = { at: 1_000_000 };
  const quiet = makeQuietReport((level, code, { n, times }) => void lines.push([level, code, n, times ?? ''].join(' ').trimEnd()), () => clock.at);
  return { lines, clock, ...quiet };
}

test('the first is told at once; in a minute no more; then one with how many there were', (t) => {
  const { lines, clock, tell, flush } = bench();
  for (let n = 0; n < 1_000; n += 1) tell('warn', 'bad', { n });
  t.deepEqual(lines, ['warn bad 0']);
  clock.at += MINUTE;
  tell('warn', 'bad', { n: 1_000 });
  t.deepEqual(lines.splice(0), ['warn bad 0', 'warn bad 1000 1000']);
  tell('warn', 'bad', { n: 1_001 });
  tell('warn', 'bad', { n: 1_002 });
  t.deepEqual(lines, []);
  flush();
  flush();
  t.deepEqual(lines, ['warn bad 1002 2']);
});

test('each kind for itself; what was held back comes with another kind too, and starts its minute anew', (t) => {
  const { lines, clock, tell } = bench();
  for (let n = 0; n < 3; n += 1) {
    tell('warn', 'bad', { n }, 'a');
    tell('alarm', 'bad', { n }, 'b');
    tell('alarm', 'worse', { n });
  }
  t.deepEqual(lines.splice(0), ['warn bad 0', 'alarm bad 0', 'alarm worse 0']);
  clock.at += MINUTE;
  tell('alarm', 'worse', { n: 3 });
  t.deepEqual(lines.splice(0), ['alarm worse 3 3', 'warn bad 2 2', 'alarm bad 2 2']);
  clock.at += MINUTE - 1;
  tell('warn', 'bad', { n: 4 }, 'a');
  t.deepEqual(lines, []);
  clock.at += 1;
  tell('alarm', 'worse', { n: 5 });
  t.deepEqual(lines, ['alarm worse 5', 'warn bad 4'], 'a line that stands for one says nothing of it');
});

test('after a quiet time nothing is left over, and a clock that is set back silences nobody', (t) => {
  const { lines, clock, tell } = bench();
  tell('warn', 'bad', { n: 0 });
  clock.at += 10 * MINUTE;
  tell('warn', 'bad', { n: 1 });
  clock.at -= 5 * MINUTE;
  tell('warn', 'bad', { n: 2 });
  t.deepEqual(lines, ['warn bad 0', 'warn bad 1', 'warn bad 2']);
});
